"""Pages of health reports."""

from __future__ import annotations

import base64
import hashlib
import re
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from poet.foundations.accounts.queries import account_names
from poet.foundations.accounts.viewing import viewer_of
from poet.partnership_health import actions, policies, presenters, queries
from poet.partnership_health.forms import AnswersForm
from poet.partnerships.policies import visible_partnership
from poet.partnerships.queries import EvaluationDetails


@require_safe
def index(request: HttpRequest, partnership_id: str) -> HttpResponse:
    """A partnership's reports, newest first."""
    viewer = viewer_of(request)
    partnership = visible_partnership(viewer, partnership_id)
    policies.check_read_reports(viewer, partnership)
    drafts = policies.read_drafts(viewer, partnership)
    context = {
        "partnership": partnership,
        "reports": queries.reports_of(partnership, published_only=not drafts),
        "makes": policies.make_report(viewer, partnership),
    }
    return render(request, "partnership_health/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def from_answers(request: HttpRequest, partnership_id: str) -> HttpResponse:
    """Make a report from answers somebody already has; problems are listed, and then nothing is saved."""
    viewer = viewer_of(request)
    partnership = visible_partnership(viewer, partnership_id)
    policies.check_make_report(viewer, partnership)
    context = {"partnership": partnership, "refused": ()}
    form = AnswersForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.make_report_from_answers(
                partnership=partnership,
                made_by=account_names([viewer.account or ""]).get(viewer.account or "", ""),
                **form.action_arguments(),
            )
        except actions.CannotMakeReport as refusal:
            form.add_refusal(refusal)
            context["refused"] = presenters.refused_files(refusal)
        else:
            return redirect("partnership_health:show", partnership_id, report.public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "partnership_health/from_answers.html", {**context, "form": form}, status=status)


@require_safe
def show(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """A report at a glance, and where to read and download all of it."""
    viewer = viewer_of(request)
    partnership, report = policies.visible_report(viewer, partnership_id, report_id)
    health = queries.health_of(report)
    summary = presenters.summary(health) if health else None
    context = {
        "partnership": partnership,
        "report": report,
        "summary": summary,
        "shares": policies.share_report(viewer, partnership),
    }
    return render(request, "partnership_health/show.html", context)


@require_safe
def read(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """The report itself, as the one self-contained document that is also downloaded."""
    _, report = policies.visible_report(viewer_of(request), partnership_id, report_id)
    return _document(report)


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """Publishing a report, and the links to it."""
    viewer = viewer_of(request)
    partnership, report = policies.visible_report(viewer, partnership_id, report_id)
    policies.check_share_report(viewer, partnership)
    if request.method == "POST":
        within = policies.evaluation_to_share_within(viewer, partnership)
        try:
            _share(report, within, viewer.account or "", withdraw=request.POST.get("withdraw", ""))
        except actions.CannotShare as refusal:
            messages.error(request, str(refusal))
        return redirect("partnership_health:share", partnership_id, report_id)
    links = [
        (link, request.build_absolute_uri(reverse("partnership_health:by_link", args=[link.public_id])))
        for link in queries.links_to(report)
    ]
    context = {"partnership": partnership, "report": report, "links": links}
    return render(request, "partnership_health/share.html", context)


def _share(report: queries.ReportDetails, within: EvaluationDetails, by: str, *, withdraw: str) -> None:
    """The next step of sharing: withdraw the link that is named, else publish, else make a link."""
    if withdraw:
        actions.withdraw_link(report=report, link=withdraw, within=within, by=by)
    elif report.published_at is None:
        actions.publish(report=report, within=within, by=by)
    else:
        actions.make_link(report=report, within=within, by=by)


@require_safe
def by_link(request: HttpRequest, link: str) -> HttpResponse:
    """A published report, for whoever has its link."""
    return _document(policies.report_at_link(link))


def _document(report: queries.ReportDetails) -> HttpResponse:
    html = queries.html_of(report)
    response = HttpResponse(html)
    response["Content-Security-Policy"] = document_policy(html)
    return response


@require_safe
def download_html(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """The report as one HTML file."""
    _, report = policies.visible_report(viewer_of(request), partnership_id, report_id)
    return _download(queries.html_of(report).encode(), "text/html; charset=utf-8", "report.html")


@require_safe
def download_pdf(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """The report as a PDF."""
    _, report = policies.visible_report(viewer_of(request), partnership_id, report_id)
    return _download(queries.pdf_of(report), "application/pdf", "report.pdf")


@require_safe
def download_data(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """The numbers behind every figure."""
    _, report = policies.visible_report(viewer_of(request), partnership_id, report_id)
    return _download(queries.data_zip_of(report), "application/zip", "data.zip")


def document_policy(html: str) -> str:
    """A Content-Security-Policy that allows the document's own stylesheets, by digest, and nothing else."""
    styles = re.findall(r"<style[^>]*>(.*?)</style>", html, flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return (
        f"default-src 'none'; style-src {allowed}; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
