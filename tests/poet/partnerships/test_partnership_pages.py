"""The lead's pages: what is typed is kept, what is wrong is said, what is somebody else's is not there."""

from __future__ import annotations

import datetime
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from poet.foundations.accounts.queries import AccountDetails, roles_in
from poet.foundations.accounts.roles import Role
from poet.partnerships import actions
from poet.partnerships.models import Round
from poet.partnerships.queries import (
    EvaluationDetails,
    current_profile,
    evaluations_named,
    find_evaluation,
    latest_round,
    organisations_of,
)
from poet.partnerships.round_states import RoundState
from tests.people import signed_in, somebody


def place(evaluation: EvaluationDetails, rest: str = "") -> str:
    return f"/evaluations/{evaluation.public_id}/{rest}"


def of_round(evaluation: EvaluationDetails, rest: str = "") -> str:
    return place(evaluation, f"rounds/{latest_round(evaluation).public_id}{rest}")


def text(response: HttpResponse) -> str:
    """What the page's main part says."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def day(name: str, date: datetime.date) -> dict[str, str]:
    return {f"{name}_day": str(date.day), f"{name}_month": str(date.month), f"{name}_year": str(date.year)}


def again(evaluation: EvaluationDetails) -> EvaluationDetails:
    found = find_evaluation(evaluation.public_id)
    assert found is not None
    return found


def test_two_names_start_an_evaluation(as_lead: Client, lead: AccountDetails) -> None:
    response = as_lead.post("/evaluations/start", {"partnership_name": "Fen", "title": "2026"})
    assert response.status_code == 302
    (evaluation,) = evaluations_named({response["Location"].split("/")[2]})
    assert (evaluation.title, evaluation.partnership.name) == ("2026", "Fen")
    assert roles_in(lead.public_id, evaluation.public_id) == {Role.LEAD}
    assert "What to do now: describe the partnership" in text(as_lead.get(response["Location"]))


def test_what_is_missing_at_the_start_is_said(as_lead: Client) -> None:
    response = as_lead.post("/evaluations/start", {"partnership_name": "Typed & kept", "title": ""})
    assert response.status_code == 422
    assert "Enter a title for the evaluation" in text(response)
    assert "Typed &amp; kept" in response.content.decode()


def test_more_rows_keep_what_was_typed_and_save_nothing(
    as_lead: Client, evaluation: EvaluationDetails
) -> None:
    sent = {
        "organisation-rows": "5",
        "organisation-2-name": "Typed",
        "organisation-2-sector": "nhs",
        "organisation-add": "yes",
    }
    response = as_lead.post(place(evaluation, "partnership/organisations"), sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="organisation-rows" value="8"' in page
    assert 'value="Typed"' in page
    assert page.count('autofocus="autofocus"') == 1
    assert len(organisations_of(evaluation.partnership)) == 2


@pytest.mark.parametrize("rows", ["", "x", "-1", "99999999999999999999", "²"])
def test_a_number_of_rows_that_makes_no_sense_is_no_fault(
    as_lead: Client, evaluation: EvaluationDetails, rows: str
) -> None:
    for button in ({}, {"organisation-add": "yes"}):
        sent = {"organisation-rows": rows, **button}
        assert as_lead.post(place(evaluation, "partnership/organisations"), sent).status_code in (200, 302)
    assert len(organisations_of(evaluation.partnership)) == 2


def test_a_row_that_is_wrong_is_named_and_the_others_are_kept(
    as_lead: Client, evaluation: EvaluationDetails
) -> None:
    sent = {
        "organisation-rows": "2",
        "organisation-0-name": "Right",
        "organisation-0-sector": "nhs",
        "organisation-1-name": "Wrong",
        "organisation-1-sector": "nhs",
        "organisation-1-ods_code": "R!",
    }
    response = as_lead.post(place(evaluation, "partnership/organisations"), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_organisation-1-ods_code"' in page
    assert 'value="Right"' in page
    assert len(organisations_of(evaluation.partnership)) == 2


def test_the_questions_lead_from_one_to_the_next_until_all_is_said(
    as_lead: Client, evaluation: EvaluationDetails
) -> None:
    answers = {
        "user-groups": {"user_groups": ["carers", "dementia"]},
        "depth-and-breadth": {"depth": "consulting", "breadth": "wider_community"},
        "governance": {
            "mode_hierarchy": "1",
            "mode_market": "0",
            "mode_network": "4",
            "dominant_mode": "network",
        },
        "life-span": {"life_span": "creation"},
        "initiatives": {
            "initiative-rows": "1",
            "initiative-0-name": "Falls",
            **day("initiative-0-since", datetime.date(2026, 4, 1)),
        },
        "undertaking": {"undertaking": "research"},
    }
    whole = place(evaluation, "partnership")
    assert "7 parts" not in text(as_lead.get(whole))
    address = f"{whole}/user-groups"
    for part, answer in answers.items():
        assert address.endswith(part)
        assert as_lead.get(address).status_code == 200
        address = as_lead.post(address, answer)["Location"]
    assert address == whole
    page = text(as_lead.get(whole))
    for told in [
        "Everything has been said",
        "Interaction: 4 of 4 (matters most)",
        "since 1 April 2026",
        "Carers",
    ]:
        assert told in page
    assert "Ask your research office" in page  # the note that follows
    assert as_lead.get(whole).content.count(b"<svg") >= 2  # Figure 1, wide and narrow
    assert "checked" in as_lead.get(f"{whole}/governance").content.decode()
    assert "Described" not in text(as_lead.get(whole))
    assert "Evaluation or research" in text(as_lead.get(f"{whole}/history"))


@pytest.mark.parametrize(
    ("part", "sent", "sentence"),
    [
        ("user-groups", {}, "Choose at least one group"),
        ("depth-and-breadth", {"depth": "moon", "breadth": "wider_community"}, "moon"),
        ("governance", {"mode_hierarchy": "1"}, "Choose from 0 to 4 for incentives"),
        (
            "governance",
            {"mode_hierarchy": "1", "mode_market": "4", "mode_network": "2", "dominant_mode": "network"},
            "You marked incentives higher than this",
        ),
        ("initiatives", {"initiative-rows": "1"}, "or say that there is nothing"),
        (
            "initiatives",
            {"initiative-rows": "1", "initiative-0-name": "A", "nothing": "yes"},
            "Either empty the rows",
        ),
        ("initiatives", {"initiative-rows": "1", "initiative-0-about": "A"}, "Enter what it is called"),
        (
            "initiatives",
            {"initiative-rows": "1", "initiative-0-name": "A", "initiative-0-since_day": "31"},
            "Enter a real date",
        ),
        ("undertaking", {}, "Choose what kind of undertaking this is"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(
    as_lead: Client, evaluation: EvaluationDetails, part: str, sent: dict[str, str], sentence: str
) -> None:
    response = as_lead.post(place(evaluation, f"partnership/{part}"), {"csrf": "", **sent})
    assert response.status_code == 422
    assert sentence in text(response)
    missing = current_profile(evaluation.partnership, today=timezone.localdate()).missing()
    assert len(missing) == 8  # all but the organisations


def test_saying_that_nothing_else_goes_on_is_an_answer(
    as_lead: Client, evaluation: EvaluationDetails
) -> None:
    address = place(evaluation, "partnership/initiatives")
    as_lead.post(address, {"initiative-rows": "1", "nothing": "yes"})
    assert current_profile(evaluation.partnership, today=timezone.localdate()).initiatives == ()
    assert "checked" in as_lead.get(address).content.decode()


def test_a_round_is_prepared_planned_and_cancelled_with_its_partnerships_name(
    as_lead: Client, evaluation: EvaluationDetails
) -> None:
    as_lead.post(of_round(evaluation, "/prepare"))
    opens = timezone.localdate() + datetime.timedelta(days=7)
    closes = opens + datetime.timedelta(days=21)
    refused = as_lead.post(of_round(evaluation, "/dates"), day("opens_on", closes) | day("closes_on", opens))
    assert refused.status_code == 422
    as_lead.post(of_round(evaluation, "/dates"), day("opens_on", opens) | day("closes_on", closes))
    assert f"{opens.day} {opens:%B %Y}" in text(as_lead.get(of_round(evaluation)))

    assert "What is lost" in text(as_lead.get(of_round(evaluation, "/cancel")))
    assert as_lead.post(of_round(evaluation, "/cancel"), {"name": "Other"}).status_code == 422
    assert latest_round(evaluation).state is RoundState.PREPARING
    as_lead.post(of_round(evaluation, "/cancel"), {"name": " fenland  PARTNERSHIP "})
    assert latest_round(evaluation).state is RoundState.CANCELLED
    as_lead.post(of_round(evaluation, "/next"))
    assert latest_round(evaluation).number == 2


def test_what_cannot_be_done_with_a_round_now_is_said(as_lead: Client, evaluation: EvaluationDetails) -> None:
    Round.objects.update(state=RoundState.REPORTED)
    response = as_lead.post(of_round(evaluation, "/prepare"))
    assert response.status_code == 409
    assert "This cannot be done now: round 1 is reported." in text(response)
    response = as_lead.post(of_round(evaluation, "/cancel"), {"name": "Fenland Partnership"})
    assert response.status_code == 422
    assert "round 1 is reported" in text(response)


def test_settings_are_changed_and_recorded(as_lead: Client, evaluation: EvaluationDetails) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    sent = {"partnership_name": "Fen", "title": "New", **day("delete_on", tomorrow)}
    as_lead.post(place(evaluation, "settings"), sent)
    now = again(evaluation)
    assert (now.partnership.name, now.title, now.delete_on) == ("Fen", "New", tomorrow)
    page = text(as_lead.get(place(evaluation)))
    assert f"will be deleted on {tomorrow.day} {tomorrow:%B %Y}" in page
    record = text(as_lead.get(place(evaluation, "record")))
    assert "was given another name" in record
    assert f"to {tomorrow.day} {tomorrow:%B %Y}" in record  # dates as people write them
    too_early = {**sent, **day("delete_on", timezone.localdate())}
    assert as_lead.post(place(evaluation, "settings"), too_early).status_code == 422
    too_late = {**sent, **day("delete_on", tomorrow + datetime.timedelta(days=4000))}
    assert as_lead.post(place(evaluation, "settings"), too_late).status_code == 422


def test_an_evaluation_is_handed_to_somebody_with_a_part_in_it(
    as_lead: Client, evaluation: EvaluationDetails, lead: AccountDetails
) -> None:
    assert "Nobody else has a role" in text(as_lead.get(place(evaluation, "hand-over")))
    analyst = somebody(Role.ANALYST, evaluation=evaluation.public_id, name="Ana Lyst")
    stranger = somebody()
    assert "Ana Lyst (analyst)" in text(as_lead.get(place(evaluation, "hand-over")))
    refused = as_lead.post(place(evaluation, "hand-over"), {"to": stranger.public_id})
    assert refused.status_code == 422
    as_lead.post(place(evaluation, "hand-over"), {"to": analyst.public_id})
    assert roles_in(analyst.public_id, evaluation.public_id) == {Role.ANALYST, Role.LEAD}
    assert roles_in(lead.public_id, evaluation.public_id) == frozenset()
    assert as_lead.get(place(evaluation)).status_code == 404


def test_the_record_is_read_page_by_page_and_as_a_file(
    as_lead: Client, evaluation: EvaluationDetails, lead: AccountDetails
) -> None:
    for number in range(120):
        depth = ("consulting", "coordinating")[number % 2]
        actions.describe(evaluation=evaluation, by=lead.public_id, depth=depth)
    address, told = place(evaluation, "record"), 0
    for _ in range(3):
        page = as_lead.get(address).content.decode()
        told += page.count("The description of the partnership was changed")
        older = re.search(r'href="([^"]+\?before=\d+)"', page)
        address = older[1] if older else ""
    assert told == 120
    assert address == ""
    csv = as_lead.get(place(evaluation, "record.csv"))
    assert csv["Content-Disposition"] == 'attachment; filename="record.csv"'
    assert csv.content.decode("utf-8-sig").count("partnerships.described") == 120
    assert "Lena Lead" in csv.content.decode("utf-8-sig")
    assert as_lead.get(place(evaluation, "record?before=x")).status_code == 200


def test_notices_are_filled_in_and_downloaded(as_lead: Client, described: EvaluationDetails) -> None:
    page = text(as_lead.get(place(described, "notices/privacy-notice")))
    assert "The organisations are: Council; Trust." in page
    assert "This is a service evaluation." in page
    assert "{" not in page
    word = as_lead.get(place(described, "notices/data-protection-assessment.docx"))
    assert word.content.startswith(b"PK")
    assert "wordprocessingml" in word["Content-Type"]
    plain = as_lead.get(place(described, "notices/privacy-notice.txt")).content.decode("utf-8-sig")
    assert "Fenland Partnership is evaluating" in plain
    for nowhere in ["notices/moon", "notices/privacy-notice.exe", "partnership/moon", "rounds/moon"]:
        assert as_lead.get(place(described, nowhere)).status_code == 404


def test_nothing_of_it_is_there_for_somebody_else(evaluation: EvaluationDetails) -> None:
    other = actions.start_evaluation(partnership_name="Elsewhere", title="2026", by=somebody().public_id)
    stranger = signed_in(somebody(Role.LEAD, evaluation=other.public_id))
    pages = ["", "partnership", "partnership/history", "partnership/organisations", "partnership/governance"]
    pages += ["settings", "hand-over", "record", "record.csv", "notices", "notices/privacy-notice", "delete"]
    for page in [*(place(evaluation, rest) for rest in pages), of_round(evaluation)]:
        assert stranger.get(page).status_code == 404, page
    crossed = place(other, f"rounds/{latest_round(evaluation).public_id}")  # the round of another evaluation
    assert stranger.get(crossed).status_code == 404
    assert "Fenland" not in text(stranger.get("/evaluations/"))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST, Role.RESEARCHER, Role.READER])
def test_what_is_the_leads_is_refused_to_others_with_a_sentence(
    evaluation: EvaluationDetails, role: Role
) -> None:
    organisation = organisations_of(evaluation.partnership)[0].public_id if role is Role.COORDINATOR else ""
    client = signed_in(somebody(role, evaluation=evaluation.public_id, organisation=organisation))
    for page in ["partnership/organisations", "settings", "record", "notices", "delete"]:
        response = client.get(place(evaluation, page))
        assert response.status_code == 403, page
        assert "Only the lead" in text(response), page
    assert client.get(place(evaluation)).status_code == 200
