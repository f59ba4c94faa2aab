"""What is known of health reports, as values that other stages may hold."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from poet.partnership_health.models import HealthReport, ReportLink
from poet.partnerships.queries import PartnershipDetails
from poet_method.partnership_health import PartnershipHealth, from_json


@dataclass(frozen=True, slots=True)
class ReportDetails:
    """A report without its documents."""

    public_id: str
    title: str
    made_at: datetime.datetime
    made_by: str
    published_at: datetime.datetime | None
    questionnaire: str
    questionnaire_version: int
    method_version: str
    input_digest: str


@dataclass(frozen=True, slots=True)
class LinkDetails:
    """A link to a report; ``public_id`` is all it takes to read it."""

    public_id: str
    made_at: datetime.datetime


_DETAILS = tuple(ReportDetails.__dataclass_fields__)


def reports_of(partnership: PartnershipDetails, *, published_only: bool = False) -> tuple[ReportDetails, ...]:
    """The partnership's reports, newest first."""
    rows = HealthReport.objects.filter(partnership_id=partnership.id).order_by("-made_at", "-id")
    if published_only:
        rows = rows.exclude(published_at=None)
    return tuple(ReportDetails(**row) for row in rows.values(*_DETAILS))


def find_report(partnership: PartnershipDetails, public_id: str) -> ReportDetails | None:
    """The partnership's report with this public id, if there is one."""
    row = (
        HealthReport.objects.filter(partnership_id=partnership.id, public_id=public_id)
        .values(*_DETAILS)
        .first()
    )
    return None if row is None else ReportDetails(**row)


def links_to(report: ReportDetails) -> tuple[LinkDetails, ...]:
    """The links by which people without an account read this report, the first one first."""
    rows = ReportLink.objects.filter(report__public_id=report.public_id).order_by("pk")
    return tuple(LinkDetails(row.public_id, row.made_at) for row in rows)


def report_by_link(link: str) -> ReportDetails | None:
    """The report that this link was made for, if it was not withdrawn."""
    row = HealthReport.objects.filter(links__public_id=link).values(*_DETAILS).first()
    return None if row is None else ReportDetails(**row)


def health_of(report: ReportDetails) -> PartnershipHealth | None:
    """The result that the report was made from; ``None`` where another version of POET wrote it differently.

    The report's documents were rendered when it was made and stand as they are.
    """
    snapshot = HealthReport.objects.values_list("health_json", flat=True).get(public_id=report.public_id)
    try:
        return from_json(snapshot)
    except ValueError:
        return None


def html_of(report: ReportDetails) -> str:
    """The report as one HTML document."""
    return HealthReport.objects.values_list("html", flat=True).get(public_id=report.public_id)


def pdf_of(report: ReportDetails) -> bytes:
    """The report as a PDF."""
    return bytes(HealthReport.objects.values_list("pdf", flat=True).get(public_id=report.public_id))


def data_zip_of(report: ReportDetails) -> bytes:
    """The numbers behind every figure, as a ZIP of CSV files and one JSON file."""
    return bytes(HealthReport.objects.values_list("data_zip", flat=True).get(public_id=report.public_id))
