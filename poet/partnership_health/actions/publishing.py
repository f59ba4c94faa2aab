"""Publishing a report to those who read, and sharing it by link with those who have no account."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from poet.foundations.audit.actions import record
from poet.foundations.audit.kinds import EventKind
from poet.partnership_health.models import HealthReport, ReportLink
from poet.partnership_health.queries import ReportDetails
from poet.partnerships.queries import EvaluationDetails

PUBLISHED = EventKind("partnership_health.published", "A health report was published")
LINK_MADE = EventKind("partnership_health.link_made", "A link to a published report was made")
LINK_WITHDRAWN = EventKind("partnership_health.link_withdrawn", "A link to a published report was withdrawn")


class CannotShare(Exception):
    """The sentence says why."""


@transaction.atomic
def publish(*, report: ReportDetails, within: EvaluationDetails, by: str) -> None:
    """Let everybody read it whose role in the evaluation includes reading. It cannot be taken back."""
    drafts = HealthReport.objects.filter(public_id=report.public_id, published_at=None)
    if drafts.update(published_at=timezone.now()) == 0:
        raise CannotShare("This report is published already.")
    record(PUBLISHED, by=by, about=report.public_id, within=within.public_id)


@transaction.atomic
def make_link(*, report: ReportDetails, within: EvaluationDetails, by: str) -> str:
    """A link by which anybody can read this published report, until it is withdrawn; gives its public id."""
    row = HealthReport.objects.filter(public_id=report.public_id).exclude(published_at=None).first()
    if row is None:
        raise CannotShare("Publish the report first.")
    link = ReportLink.objects.create(report=row)
    record(LINK_MADE, by=by, about=report.public_id, within=within.public_id)
    return link.public_id


@transaction.atomic
def withdraw_link(*, report: ReportDetails, link: str, within: EvaluationDetails, by: str) -> None:
    """Make a link lead nowhere."""
    deleted, _ = ReportLink.objects.filter(public_id=link, report__public_id=report.public_id).delete()
    if not deleted:
        raise CannotShare("This link was withdrawn already.")
    record(LINK_WITHDRAWN, by=by, about=report.public_id, within=within.public_id)
