"""Seeding the demonstration, through the actions that people's own requests call."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from poet.demo import borough
from poet.demo.people import PEOPLE, Person
from poet.foundations.accounts.actions import create_account, grant_role
from poet.foundations.accounts.queries import AccountDetails, find_account_by_email
from poet.foundations.accounts.roles import INSTANCE_ROLES
from poet.foundations.audit.actions import THE_SITE
from poet.partnership_health.actions import GivenFile, make_report_from_answers, publish
from poet.partnership_health.queries import reports_of
from poet.partnerships.actions import (
    close_round,
    describe,
    mark_reported,
    mark_unsealed,
    open_round,
    prepare_round,
    start_evaluation,
    start_next_round,
)
from poet.partnerships.queries import (
    EvaluationDetails,
    PartnershipDetails,
    all_partnerships,
    evaluations_of,
    latest_round,
)


class NotTheDemonstration(Exception):
    """Invented partnerships are never put beside real ones."""


def seed_demo() -> PartnershipDetails:
    """The invented partnership with its people, evaluation and health report; again, nothing changes."""
    if not settings.DEMO:
        raise NotTheDemonstration("Set POET_DEMO=1: the demonstration is kept apart from real partnerships.")
    evaluation = _evaluation()
    if not reports_of(evaluation.partnership):
        report = make_report_from_answers(
            partnership=evaluation.partnership,
            title=borough.REPORT_TITLE,
            answers=GivenFile("answers.csv", borough.answers_csv()),
            organisation_column=borough.ORGANISATION_COLUMN,
            staff_counts=GivenFile("staff-counts.csv", borough.staff_counts_csv()),
            made_by=PEOPLE[0].name,
        )
        publish(report=report, within=evaluation, by=evaluation.created_by)
    return evaluation.partnership


def _evaluation() -> EvaluationDetails:
    for partnership in all_partnerships():
        if partnership.is_invented and partnership.name == borough.NAME:
            return evaluations_of(partnership)[0]
    accounts = {person.key: _account(person) for person in PEOPLE}
    evaluation = start_evaluation(
        partnership_name=borough.NAME,
        description=borough.DESCRIPTION,
        title=borough.EVALUATION_TITLE,
        organisations=[(one.name, one.sector) for one in borough.ORGANISATIONS],
        is_invented=True,
        by=accounts["lead"].public_id,
    )
    for person in PEOPLE:
        _give_role(person, accounts[person.key], evaluation)
    _run_the_first_round(evaluation, by=accounts["lead"].public_id)
    return evaluation


def _run_the_first_round(evaluation: EvaluationDetails, *, by: str) -> None:
    """Describe the partnership, run a round under that description, change it, and prepare the next round."""
    describe(evaluation=evaluation, by=by, **borough.PROFILE)
    round = prepare_round(round=latest_round(evaluation), by=by)
    round = open_round(round=round, closes_on=timezone.localdate() + timedelta(weeks=4), by=by)
    round = close_round(round=round, by=by)
    mark_reported(round=mark_unsealed(round=round, by=by), by=by)
    describe(evaluation=evaluation, by=by, **borough.PROFILE_SINCE)
    prepare_round(round=start_next_round(evaluation=evaluation, by=by), by=by)


def _account(person: Person) -> AccountDetails:
    return find_account_by_email(person.email) or create_account(email=person.email, name=person.name)


def _give_role(person: Person, account: AccountDetails, evaluation: EvaluationDetails) -> None:
    organisations = {one.name: one.public_id for one in evaluation.partnership.organisations}
    is_of_the_site = person.role in INSTANCE_ROLES
    grant_role(
        account=account.public_id,
        role=person.role,
        by=THE_SITE,
        evaluation_public_id="" if is_of_the_site else evaluation.public_id,
        organisation_public_id=organisations.get(person.organisation, ""),
    )
