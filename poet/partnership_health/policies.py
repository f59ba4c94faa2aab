"""Who may make, read and share a partnership's reports."""

from __future__ import annotations

from django.http import Http404

from poet.foundations.accounts.policies import Access, Act, Unknown, answering
from poet.foundations.accounts.roles import Role
from poet.foundations.accounts.viewing import Viewer
from poet.partnership_health.queries import ReportDetails, find_report, report_by_link
from poet.partnerships.policies import check_act_for_partnership, visible_partnership
from poet.partnerships.queries import EvaluationDetails, PartnershipDetails, evaluations_of

READ_REPORTS = Act(
    what="Read published health reports",
    by={Role.LEAD, Role.ANALYST, Role.RESEARCHER, Role.READER},
    refusal="Your role does not include reading reports.",
)
READ_DRAFTS = Act(
    what="Read health reports before they are published",
    by={Role.LEAD},
    refusal="This report is not published yet.",
)
MAKE_REPORT = Act(
    what="Make a health report from answers collected elsewhere",
    by={Role.LEAD},
    refusal="Only the lead of an evaluation makes reports.",
)
SHARE_REPORT = Act(
    what="Publish a health report, and share it by link",
    by={Role.LEAD},
    refusal="Only the lead of an evaluation shares its reports.",
)
READ_BY_LINK = Act(what="Read one published health report, with its link", by={Role.LINK_HOLDER})


def check_read_reports(viewer: Viewer, partnership: PartnershipDetails) -> None:
    """Everybody in an evaluation of the partnership but coordinators."""
    check_act_for_partnership(viewer, READ_REPORTS, partnership)


def check_read_drafts(viewer: Viewer, partnership: PartnershipDetails) -> None:
    """The lead."""
    check_act_for_partnership(viewer, READ_DRAFTS, partnership)


def check_make_report(viewer: Viewer, partnership: PartnershipDetails) -> None:
    """The lead."""
    check_act_for_partnership(viewer, MAKE_REPORT, partnership)


def check_share_report(viewer: Viewer, partnership: PartnershipDetails) -> None:
    """The lead."""
    check_act_for_partnership(viewer, SHARE_REPORT, partnership)


read_reports = answering(check_read_reports)
read_drafts = answering(check_read_drafts)
make_report = answering(check_make_report)
share_report = answering(check_share_report)


def visible_report(
    viewer: Viewer, partnership_id: str, report_id: str
) -> tuple[PartnershipDetails, ReportDetails]:
    """The report at this address, reached through its partnership. What may not be seen is not found."""
    partnership = visible_partnership(viewer, partnership_id)
    check_read_reports(viewer, partnership)
    report = find_report(partnership, report_id)
    if report is None or (report.published_at is None and not read_drafts(viewer, partnership)):
        raise Unknown
    return partnership, report


def evaluation_to_share_within(viewer: Viewer, partnership: PartnershipDetails) -> EvaluationDetails:
    """The partnership's latest evaluation in which they may share: sharing stands in its record."""
    for evaluation in reversed(evaluations_of(partnership)):
        if viewer.roles_in(evaluation.public_id) & set(SHARE_REPORT.by):
            return evaluation
    raise Unknown


def report_at_link(link: str) -> ReportDetails:
    """The report for whoever has this link. Nobody is asked to sign in: that would not help."""
    report = report_by_link(link)
    if report is None:
        raise Http404
    return report


ACCESS = {
    "partnership_health:index": Access(get=READ_REPORTS),
    "partnership_health:from_answers": Access(get=MAKE_REPORT, post=MAKE_REPORT),
    "partnership_health:show": Access(get=READ_REPORTS),
    "partnership_health:read": Access(get=READ_REPORTS),
    "partnership_health:html": Access(get=READ_REPORTS),
    "partnership_health:pdf": Access(get=READ_REPORTS),
    "partnership_health:data": Access(get=READ_REPORTS),
    "partnership_health:share": Access(get=SHARE_REPORT, post=SHARE_REPORT),
    "partnership_health:by_link": Access(get=READ_BY_LINK),
}
