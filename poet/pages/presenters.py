"""What the start page shows of a partnership."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poet.partnership_health.queries import ReportDetails
from poet.partnerships.queries import PartnershipDetails


@dataclass(frozen=True, slots=True)
class StartCard:
    """A partnership and the report that was made last, if any."""

    partnership: PartnershipDetails
    latest_report: ReportDetails | None


def start_card(partnership: PartnershipDetails, reports: Sequence[ReportDetails]) -> StartCard:
    """``reports`` are the partnership's, newest first."""
    return StartCard(partnership=partnership, latest_report=reports[0] if reports else None)
