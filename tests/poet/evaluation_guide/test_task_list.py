"""The task list: every task in the method's order, what comes next, and nothing that is not one's own."""

from __future__ import annotations

import re

import pytest

from poet.evaluation_guide.method import TASKS
from poet.evaluation_guide.presenters import LATER, task_list
from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.accounts.roles import Role
from poet.partnerships.actions import OrganisationEntry, change_organisations, describe, start_evaluation
from poet.partnerships.queries import EvaluationDetails, find_evaluation, latest_round
from poet.partnerships.tasks import Progress
from tests.people import signed_in, somebody
from tests.poet.partnerships.conftest import WHOLE


@pytest.fixture
def lead(db: None) -> AccountDetails:
    return somebody(name="Lena Lead")


@pytest.fixture
def evaluation(lead: AccountDetails) -> EvaluationDetails:
    return start_evaluation(partnership_name="Fen", title="Evaluation 2026", by=lead.public_id)


def tasks(evaluation: EvaluationDetails, *roles: Role) -> dict[str, tuple[str, str]]:
    """Title → status and sentence."""
    now = find_evaluation(evaluation.public_id)
    assert now is not None
    lines = task_list(latest_round(now), roles).lines
    return {line.title: (line.status, line.sentence) for line in lines}


def test_the_tasks_are_those_of_the_journey_in_its_order() -> None:
    assert [task.title for task in TASKS] == [
        "Describe the partnership",
        "Prepare the staff survey",
        "Invite staff",
        "Run the staff survey",
        "Close and open",
        "Health of the partnership",
        "Outcomes",
        "Service users and carers",
        "Bring it together",
        "Check back",
        "Contribute to the evidence base",
    ]


def test_describing_goes_from_not_started_to_done_and_says_what_is_next(
    evaluation: EvaluationDetails, lead: AccountDetails
) -> None:
    task = "Describe the partnership"
    assert tasks(evaluation, Role.LEAD)[task] == ("Not started", "Start with the partner organisations.")
    entries = [OrganisationEntry("Council", "local_authority"), OrganisationEntry("Trust", "nhs")]
    change_organisations(evaluation=evaluation, entries=entries, by=lead.public_id)
    assert tasks(evaluation, Role.LEAD)[task] == (
        "In progress",
        "Next: who the partnership is for; 6 of 7 parts are still to be said.",
    )
    for name in WHOLE:
        if name != "undertaking":
            describe(evaluation=evaluation, by=lead.public_id, **{name: WHOLE[name]})
    assert tasks(evaluation, Role.LEAD)[task] == (
        "In progress",
        "Next: evaluation or research; one part is still to be said.",
    )
    describe(evaluation=evaluation, by=lead.public_id, undertaking=WHOLE["undertaking"])
    assert tasks(evaluation, Role.LEAD)[task][0] == "Done"


def test_what_is_not_built_yet_says_so_and_leads_nowhere(evaluation: EvaluationDetails) -> None:
    lines = task_list(latest_round(evaluation), [Role.LEAD]).lines
    later = {line.title for line in lines if line.status == LATER}
    assert later == {task.title for task in TASKS if task.ask is None}
    assert all(not line.address for line in lines if line.status == LATER)
    assert all(line.sentence.endswith(".") for line in lines if line.status != LATER)
    statuses = {progress.value for progress in Progress} | {LATER}
    assert {line.status for line in lines} <= statuses


def test_the_next_thing_to_do_is_the_first_that_can_be_done(
    evaluation: EvaluationDetails, lead: AccountDetails
) -> None:
    first = task_list(latest_round(evaluation), [Role.LEAD]).now
    assert first is not None
    assert first.title == "Describe the partnership"
    entries = [OrganisationEntry("Council", "local_authority"), OrganisationEntry("Trust", "nhs")]
    change_organisations(evaluation=evaluation, entries=entries, by=lead.public_id)
    describe(evaluation=evaluation, by=lead.public_id, **WHOLE)
    now = find_evaluation(evaluation.public_id)
    assert now is not None
    then = task_list(latest_round(now), [Role.LEAD]).now
    assert then is not None
    assert then.title == "Invite staff"


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (Role.COORDINATOR, ["Invite staff", "Run the staff survey"]),
        (Role.ANALYST, ["Health of the partnership", "Outcomes"]),
        (Role.RESEARCHER, ["Health of the partnership", "Service users and carers"]),
        (Role.READER, ["Health of the partnership", "Bring it together"]),
    ],
)
def test_others_see_their_own_part_and_not_how_far_it_is(
    evaluation: EvaluationDetails, role: Role, titles: list[str]
) -> None:
    told = tasks(evaluation, role)
    assert list(told) == titles
    assert {status for status, _ in told.values()} <= {"", LATER}


def test_the_page_links_every_task_that_can_be_done_and_no_other(
    evaluation: EvaluationDetails, lead: AccountDetails
) -> None:
    page = signed_in(lead).get(f"/evaluations/{evaluation.public_id}/").content.decode()
    linked = re.findall(r'class="govuk-link govuk-task-list__link"[^>]*>\s*(\d+)\.', page)
    lines = task_list(latest_round(evaluation), [Role.LEAD]).lines
    assert linked == [str(line.number) for line in lines if line.address]


def test_somebodys_evaluations_are_listed_with_their_part_in_each(
    evaluation: EvaluationDetails, lead: AccountDetails
) -> None:
    other = start_evaluation(partnership_name="Elsewhere", title="Other", by=somebody().public_id)
    both = somebody(Role.READER, evaluation=other.public_id)
    mine = signed_in(lead).get("/evaluations/").content.decode()
    assert "Evaluation 2026" in mine
    assert "You are its lead." in mine
    assert "Other" not in mine
    theirs = signed_in(both).get("/evaluations/").content.decode()
    assert "You are its reader." in theirs
    assert "Evaluation 2026" not in theirs
    assert (
        "You have no part in an evaluation yet" in signed_in(somebody()).get("/evaluations/").content.decode()
    )
