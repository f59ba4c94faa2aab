"""Who may see a job: whoever may see the object it is about, and nobody else knows that it exists."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from poet.foundations.jobs.queries import JobDetails, find_job
from poet.foundations.jobs.registry import UnknownJob, registered_job


def visible_job(request: HttpRequest, public_id: str) -> JobDetails:
    """The job, if the policy that it was registered with lets this reader see it; else ``Http404``."""
    job = find_job(public_id)
    if job is None:
        raise Http404
    try:
        registered_job(job.name).check_may_see(request, job.about)
    except (PermissionDenied, UnknownJob):
        raise Http404 from None
    return job
