"""A job as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from poet.foundations.jobs.models import JobState
from poet.foundations.jobs.queries import JobDetails
from poet.foundations.jobs.registry import registered_job

# Said when the job itself has said nothing yet.
SENTENCES = {
    JobState.QUEUED: "Waiting to start. You can leave this page and come back.",
    JobState.RUNNING: "In progress. You can leave this page and come back.",
    JobState.DONE: "Done.",
    JobState.FAILED: "This stopped before it was finished.",
    JobState.CANCELLED: "Cancelled.",
}


@dataclass(frozen=True, slots=True)
class JobProgress:
    """What a page needs to draw a job. ``count`` is empty while it is not known how much there is to do."""

    title: str
    state: str
    label: str
    sentence: str
    done: int
    of: int
    count: str
    is_finished: bool
    page_url: str
    state_url: str
    next_url: str


def progress(job: JobDetails) -> JobProgress:
    """How far a job is."""
    registered = registered_job(job.name)
    return JobProgress(
        title=registered.title,
        state=job.state.value,
        label=str(job.state.label),
        sentence=job.sentence or SENTENCES[job.state],
        done=min(job.done, job.of),
        of=job.of,
        count=f"{min(job.done, job.of):,} of {job.of:,}" if job.of else "",
        is_finished=job.is_finished,
        page_url=reverse("jobs:show", kwargs={"job_id": job.public_id}),
        state_url=reverse("jobs:state", kwargs={"job_id": job.public_id}),
        next_url=registered.leads_to(job.about),
    )
