"""A job: a registered function and its arguments, with what has been done of it so far."""

from __future__ import annotations

from django.db import models

from poet.foundations.jobs.leases import Leased
from poet.foundations.public_ids import PUBLIC_ID_LENGTH, new_public_id


class JobState(models.TextChoices):
    """queued → running → done, failed or cancelled; a job that was interrupted is queued again."""

    QUEUED = "queued", "Waiting to start"
    RUNNING = "running", "In progress"
    DONE = "done", "Done"
    FAILED = "failed", "Stopped"
    CANCELLED = "cancelled", "Cancelled"


FINISHED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(Leased):
    """One piece of work. ``key`` makes asking for it twice the same as asking once."""

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, unique=True)
    about = models.CharField(max_length=PUBLIC_ID_LENGTH, db_index=True)  # whoever may see that may see this
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    cancel_asked = models.BooleanField(default=False)
    checkpoint = models.JSONField(default=dict)  # step → its result, or how many of its items are done
    progress_done = models.PositiveIntegerField(default=0)
    progress_of = models.PositiveIntegerField(default=0)  # 0: not known yet
    sentence = models.TextField(blank=True)  # for people: what is happening, or what went wrong

    class Meta:
        indexes = (models.Index(fields=["state", "due_at"], name="jobs_that_are_due"),)
