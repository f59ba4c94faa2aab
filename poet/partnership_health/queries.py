"""What is known of health reports, as values that other stages may hold."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from poet.partnership_health.models import HealthReport
from poet.partnerships.queries import PartnershipDetails
from poet_method.partnership_health import PartnershipHealth, from_json


@dataclass(frozen=True, slots=True)
class ReportDetails:
    """A report without its documents."""

    public_id: str
    title: str
    made_at: datetime.datetime
    made_by: str
    questionnaire: str
    questionnaire_version: int
    method_version: str
    input_digest: str


_DETAILS = tuple(ReportDetails.__dataclass_fields__)


def reports_of(partnership: PartnershipDetails) -> tuple[ReportDetails, ...]:
    """The partnership's reports, newest first."""
    rows = HealthReport.objects.filter(partnership_id=partnership.id).order_by("-made_at", "-id")
    return tuple(ReportDetails(**row) for row in rows.values(*_DETAILS))


def find_report(partnership: PartnershipDetails, public_id: str) -> ReportDetails | None:
    """The partnership's report with this public id, if there is one."""
    row = (
        HealthReport.objects.filter(partnership_id=partnership.id, public_id=public_id)
        .values(*_DETAILS)
        .first()
    )
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
