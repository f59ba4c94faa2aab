"""A survey small enough to read: two dimensions, three organisations, answers whose findings are plain."""

from __future__ import annotations

QUESTIONNAIRE = b"""\
questionnaire: small
version: 3
title: A small survey
response_scales:
  - id: agreement
    points:
      - {value: 1, label: Strongly disagree}
      - {value: 2, label: Disagree}
      - {value: 3, label: Neither}
      - {value: 4, label: Agree}
      - {value: 5, label: Strongly agree}
    cant_say: Don't know
dimensions:
  - id: purpose
    name: Shared purpose
    about: Whether people want the same things.
    response_scale: agreement
    items:
      - {id: purpose_1, text: We want the same things.}
      - {id: purpose_2, text: Our plans fit together.}
      - {id: purpose_3, text: I know what we are for.}
  - id: trust
    name: Trust
    about: Whether people rely on each other.
    response_scale: agreement
    items:
      - {id: trust_1, text: I can rely on people elsewhere.}
      - {id: trust_2, text: People keep their word.}
      - {id: trust_3, text: Things are hidden from me., reversed: true}
"""

ORGANISATIONS = ("Council", "Trust", "Charity")


def answers(*, spoil: dict[int, str] | None = None, column: str = "organisation") -> bytes:
    """Fifteen people of each organisation, all well content with the purpose and torn about trust.

    ``spoil`` puts other text into the first item of a data row, counted from 0.
    """
    rows = [f"{column},purpose_1,purpose_2,purpose_3,trust_1,trust_2,trust_3"]
    for person in range(45):
        organisation = ORGANISATIONS[person % 3]
        purpose = [5, 5 if person % 4 else 4, 5]
        trust = [2, 2 if person % 2 else 1, 4]
        first = (spoil or {}).get(person, str(purpose[0]))
        rows.append(",".join([organisation, first, *map(str, purpose[1:]), *map(str, trust)]))
    return ("\r\n".join(rows) + "\r\n").encode()


STAFF_COUNTS = b"organisation,staff\r\nCouncil,40\r\nTrust,30\r\nCharity,20\r\n"
