"""Pages of health reports."""

from __future__ import annotations

import base64
import hashlib
import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from poet.partnership_health import actions, policies, presenters, queries
from poet.partnership_health.forms import AnswersForm
from poet.partnerships.policies import visible_partnership


@require_safe
def index(request: HttpRequest, partnership_id: str) -> HttpResponse:
    """A partnership's reports, newest first."""
    partnership = visible_partnership(partnership_id)
    context = {"partnership": partnership, "reports": queries.reports_of(partnership)}
    return render(request, "partnership_health/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def from_answers(request: HttpRequest, partnership_id: str) -> HttpResponse:
    """Make a report from answers somebody already has; problems are listed, and then nothing is saved."""
    partnership = visible_partnership(partnership_id)
    context = {"partnership": partnership, "refused": ()}
    form = AnswersForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.make_report_from_answers(
                partnership=partnership,
                made_by="Someone with the partnership’s address",
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
    partnership, report = policies.visible_report(partnership_id, report_id)
    health = queries.health_of(report)
    summary = presenters.summary(health) if health else None
    context = {"partnership": partnership, "report": report, "summary": summary}
    return render(request, "partnership_health/show.html", context)


@require_safe
def read(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """The report itself, as the one self-contained document that is also downloaded."""
    _, report = policies.visible_report(partnership_id, report_id)
    html = queries.html_of(report)
    response = HttpResponse(html)
    response["Content-Security-Policy"] = document_policy(html)
    return response


@require_safe
def download_html(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """The report as one HTML file."""
    _, report = policies.visible_report(partnership_id, report_id)
    return _download(queries.html_of(report).encode(), "text/html; charset=utf-8", "report.html")


@require_safe
def download_pdf(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """The report as a PDF."""
    _, report = policies.visible_report(partnership_id, report_id)
    return _download(queries.pdf_of(report), "application/pdf", "report.pdf")


@require_safe
def download_data(request: HttpRequest, partnership_id: str, report_id: str) -> HttpResponse:
    """The numbers behind every figure."""
    _, report = policies.visible_report(partnership_id, report_id)
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
