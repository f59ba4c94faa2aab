"""The page that shows how far a job is, and the same as JSON for its script."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from poet.foundations.jobs import policies, presenters


@never_cache
@require_safe
def show(request: HttpRequest, job_id: str) -> HttpResponse:
    """How far a job is. With scripts the page keeps itself up to date; without, it has a link to do so."""
    job = policies.visible_job(request, job_id)
    return render(request, "jobs/show.html", {"job": presenters.progress(job)})


@never_cache
@require_safe
def state(request: HttpRequest, job_id: str) -> HttpResponse:
    """The same, for the script of the page."""
    job = policies.visible_job(request, job_id)
    return JsonResponse(asdict(presenters.progress(job)))
