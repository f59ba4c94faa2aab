"""Seeding the demonstration, through the actions that people's own requests call."""

from __future__ import annotations

from django.conf import settings

from poet.demo import borough
from poet.partnership_health.actions import GivenFile, make_report_from_answers
from poet.partnership_health.queries import reports_of
from poet.partnerships.actions import create_partnership
from poet.partnerships.queries import PartnershipDetails, all_partnerships


class NotTheDemonstration(Exception):
    """Invented partnerships are never put beside real ones."""


def seed_demo() -> PartnershipDetails:
    """The invented partnership with its health report. Run again, it changes nothing."""
    if not settings.DEMO:
        raise NotTheDemonstration("Set POET_DEMO=1: the demonstration is kept apart from real partnerships.")
    partnership = _partnership()
    if not reports_of(partnership):
        make_report_from_answers(
            partnership=partnership,
            title=borough.REPORT_TITLE,
            answers=GivenFile("answers.csv", borough.answers_csv()),
            organisation_column=borough.ORGANISATION_COLUMN,
            staff_counts=GivenFile("staff-counts.csv", borough.staff_counts_csv()),
            made_by="The demonstration",
        )
    return partnership


def _partnership() -> PartnershipDetails:
    for partnership in all_partnerships():
        if partnership.is_invented and partnership.name == borough.NAME:
            return partnership
    return create_partnership(
        name=borough.NAME,
        description=borough.DESCRIPTION,
        organisations=[(one.name, one.sector) for one in borough.ORGANISATIONS],
        is_invented=True,
    )
