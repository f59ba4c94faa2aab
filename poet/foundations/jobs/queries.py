"""What is known of jobs, as values."""

from __future__ import annotations

from dataclasses import dataclass

from poet.foundations.jobs.models import FINISHED, Job, JobState


@dataclass(frozen=True, slots=True)
class JobDetails:
    """A job as others see it. ``of`` is 0 while it is not known how much there is to do."""

    public_id: str
    name: str
    about: str
    state: JobState
    is_finished: bool
    done: int
    of: int
    sentence: str


def find_job(public_id: str) -> JobDetails | None:
    """The job with this public id, if there is one. Ask ``policies.visible_job`` before showing it."""
    job = Job.objects.filter(public_id=public_id).first()
    return None if job is None else details(job)


def jobs_about(about: str) -> tuple[JobDetails, ...]:
    """The jobs of an object, newest first."""
    return tuple(details(job) for job in Job.objects.filter(about=about).order_by("-pk"))


def details(job: Job) -> JobDetails:
    """The row as a value."""
    state = JobState(job.state)
    return JobDetails(
        public_id=job.public_id,
        name=job.name,
        about=job.about,
        state=state,
        is_finished=state in FINISHED,
        done=job.progress_done,
        of=job.progress_of,
        sentence=job.sentence,
    )
