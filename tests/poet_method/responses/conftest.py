"""A small questionnaire in two languages, with routing and two response scales."""

import pytest

from poet_method.instruments import Questionnaire, read_questionnaire
from poet_method.spreadsheets import Table, read_table

TEXT = """
questionnaire: small
version: 1
title: {en: Small, cy: Bach}
languages: [en, cy]
response_scales:
  - id: agreement
    points:
      - {value: 1, label: {en: Strongly disagree, cy: Anghytuno'n gryf}}
      - {value: 2, label: {en: Disagree, cy: Anghytuno}}
      - {value: 3, label: {en: Neither, cy: Y naill na'r llall}}
      - {value: 4, label: {en: Agree, cy: Cytuno}}
      - {value: 5, label: {en: Strongly agree, cy: Cytuno'n gryf}}
    cant_say: {en: "Don't know, or not my role", cy: Ddim yn gwybod}
  - id: frequency
    points:
      - {value: 0, label: {en: Never, cy: Byth}}
      - {value: 1, label: {en: Sometimes, cy: Weithiau}}
      - {value: 2, label: {en: Often, cy: Yn aml}}
dimensions:
  - id: trust
    name: {en: Trust, cy: Ymddiriedaeth}
    about: {en: Trust., cy: Ymddiriedaeth.}
    response_scale: agreement
    items:
      - id: trust_1
        text: {en: "We trust what our partners tell us.", cy: "Rydym yn ymddiried yn ein partneriaid."}
      - {id: trust_2, reversed: true, text: {en: "We check what our partners do.", cy: "Rydym yn gwirio."}}
      - id: trust_3
        text: {en: "Service users trust us.", cy: "Mae defnyddwyr yn ymddiried ynom."}
        ask_if: {question: sees_users, is: ["yes"]}
  - id: meeting
    name: {en: Meeting, cy: Cyfarfod}
    about: {en: Meeting., cy: Cyfarfod.}
    response_scale: frequency
    items:
      - {id: meeting_1, text: {en: "We meet.", cy: "Rydym yn cyfarfod."}}
      - {id: meeting_2, text: {en: "We decide when we meet.", cy: "Rydym yn penderfynu."}}
questions:
  - id: works_here
    kind: choice
    text: {en: Do you work here now?, cy: Ydych chi'n gweithio yma?}
    options: [{value: "yes", label: {en: "Yes", cy: Ydw}}, {value: "no", label: {en: "No", cy: Nac ydw}}]
  - id: sees_users
    kind: choice
    text: {en: Do you see service users?, cy: Ydych chi'n gweld defnyddwyr?}
    options: [{value: "yes", label: {en: "Yes", cy: Ydw}}, {value: "no", label: {en: "No", cy: Nac ydw}}]
    cant_say: {en: Not sure, cy: Ddim yn siŵr}
    ask_if: {question: works_here, is: ["yes"]}
sections:
  - {id: you, title: {en: You, cy: Chi}, questions: [works_here, sees_users]}
  - {id: partnership, title: {en: Partnership, cy: Partneriaeth}, dimensions: [trust, meeting]}
"""


@pytest.fixture(scope="session")
def small() -> Questionnaire:
    return read_questionnaire(TEXT, name="small.yaml")


@pytest.fixture(scope="session")
def table_of():
    """A table from the text of a CSV file, called ``staff.csv`` in messages."""

    def read(text: str) -> Table:
        return read_table(text.encode(), name="staff.csv")

    return read
