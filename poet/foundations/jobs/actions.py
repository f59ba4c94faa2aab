"""What can be done with jobs from outside: ask for one, cancel it, try it again, forget it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from poet.foundations.jobs.arguments import UnfitArguments, checked_arguments
from poet.foundations.jobs.models import FINISHED, Job, JobState
from poet.foundations.jobs.queries import JobDetails, details
from poet.foundations.jobs.registry import registered_job


class CannotChangeJob(Exception):
    """The sentence says why."""


@transaction.atomic
def enqueue(*, name: str, key: str, about: str, arguments: Mapping[str, Any]) -> JobDetails:
    """Ask for a registered job; asking again with the same ``key`` gives the job that is there already.

    Called inside an action's transaction, the job starts after the action is committed, or never if it is
    not. ``about`` is the public id of the job's object; ``arguments`` are the function's, without secrets.
    """
    stored = checked_arguments(registered_job(name).function, arguments)
    job, _ = Job.objects.get_or_create(key=key, defaults={"name": name, "about": about, "arguments": stored})
    if (job.name, job.about, job.arguments) != (name, about, stored):
        raise UnfitArguments(f"the key {key} belongs to another job")
    return details(job)


def cancel(*, public_id: str) -> None:
    """Cancel a job: at once if it waits, at its next step if it runs. What it has done stays done."""
    jobs = Job.objects.filter(public_id=public_id)
    cancelled = {"state": JobState.CANCELLED, "sentence": "Cancelled before it started.", "due_at": None}
    if jobs.filter(state=JobState.QUEUED).update(**cancelled) == 1:
        return
    if jobs.filter(state=JobState.RUNNING).update(cancel_asked=True) == 0:
        raise CannotChangeJob("This has finished already, so it cannot be cancelled.")


def try_again(*, public_id: str) -> None:
    """Queue a job that failed or was cancelled; it carries on from its last step."""
    stopped = Job.objects.filter(public_id=public_id, state__in=[JobState.FAILED, JobState.CANCELLED])
    again = {"state": JobState.QUEUED, "attempts": 0, "cancel_asked": False, "sentence": "", "lease": ""}
    if stopped.update(due_at=timezone.now(), **again) == 0:
        raise CannotChangeJob("This has not stopped, so there is nothing to try again.")


def forget(*, about: str) -> int:
    """Delete the finished jobs of an object that is being deleted; gives how many."""
    deleted, _ = Job.objects.filter(about=about, state__in=FINISHED).delete()
    return deleted
