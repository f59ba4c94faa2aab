"""Who may see a partnership's reports: until there are accounts, whoever may see the partnership."""

from __future__ import annotations

from django.http import Http404

from poet.partnership_health.queries import ReportDetails, find_report
from poet.partnerships.policies import visible_partnership
from poet.partnerships.queries import PartnershipDetails


def visible_report(partnership_id: str, report_id: str) -> tuple[PartnershipDetails, ReportDetails]:
    """The report at this address, reached through its partnership. What may not be seen is not found."""
    partnership = visible_partnership(partnership_id)
    report = find_report(partnership, report_id)
    if report is None:
        raise Http404
    return partnership, report
