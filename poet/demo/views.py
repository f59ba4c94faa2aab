"""Invented files, to try an upload with."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from poet.demo import borough


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """What the invented staff answered."""
    return _csv(borough.answers_csv(), "invented-answers.csv")


@require_safe
def staff_counts(request: HttpRequest) -> HttpResponse:
    """How many of the invented staff were asked."""
    return _csv(borough.staff_counts_csv(), "invented-staff-counts.csv")


def _csv(content: bytes, name: str) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
