"""What a job function holds while it runs: its progress, and steps that happen exactly once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from poet.foundations.jobs.leases import Patience, Stopping, held
from poet.foundations.jobs.models import Job, JobState

SECONDS_BETWEEN_SAVES = 1.0

Item = TypeVar("Item")


class CannotBeDone(Exception):
    """Raised by a job function: trying again would not help. The sentence is what people read."""


class Interrupted(BaseException):
    """The job has to be left. Not an ``Exception``, so that no ``except Exception`` in a job swallows it."""


class LeaseLost(Interrupted):
    """This process was too slow, and the job is not its any more."""


class CancelWasAsked(Interrupted):
    """Somebody cancelled the job."""


class WorkerStops(Interrupted):
    """The worker was asked to stop; the job goes back into the queue and carries on from its last step."""


class Run:
    """One attempt at a job.

    Steps that write to the database are safe by themselves: a step and the note that it was done are one
    transaction. What a step does elsewhere (a file, a message) must be harmless to do again.
    """

    def __init__(self, job: Job, *, patience: Patience, stopping: Stopping) -> None:
        self._job = job
        self._patience = patience
        self._stopping = stopping
        self._saved_at: float | None = None
        self._saved_sentence = job.sentence

    def progress(self, done: int, of: int, sentence: str = "") -> None:
        """Say how far it is. Cheap to call often: saved at most once a second, and at once when the sentence
        changes.

        Inside a step it is seen only when the step is over, as is everything a transaction writes.
        """
        now = time.monotonic()
        sentence = sentence or self._saved_sentence
        due = self._saved_at is None or now - self._saved_at >= SECONDS_BETWEEN_SAVES
        if due or done >= of or sentence != self._saved_sentence:
            self._save(progress_done=done, progress_of=of, sentence=sentence)
            self._saved_at, self._saved_sentence = now, sentence
        self._check_not_stopping()

    def once(self, step: str, do: Callable[[], Any]) -> Any:
        """Do a step unless an earlier attempt did; give what it gave then (small JSON) or gives now."""
        checkpoint = self._job.checkpoint
        if step not in checkpoint:
            self._check_not_stopping()
            with transaction.atomic():
                result = do()
                self._save(checkpoint={**checkpoint, step: result})
            checkpoint[step] = result
        return checkpoint[step]

    def each(
        self, step: str, items: Sequence[Item], do: Callable[[Item], object], *, sentence: str = ""
    ) -> None:
        """Do every item once, in order, each in a transaction; every attempt must give the same ``items``."""
        for position in range(self._job.checkpoint.get(step, 0), len(items)):
            self._check_not_stopping()
            checkpoint = {**self._job.checkpoint, step: position + 1}
            progress = {"progress_done": position + 1, "progress_of": len(items)}
            with transaction.atomic():
                do(items[position])
                self._save(checkpoint=checkpoint, sentence=sentence or self._saved_sentence, **progress)
            self._job.checkpoint = checkpoint

    def _save(self, **changes: Any) -> None:
        mine = held(self._job).filter(state=JobState.RUNNING)
        lease_until = timezone.now() + self._patience.lease
        if mine.filter(cancel_asked=False).update(lease_until=lease_until, **changes) == 0:
            raise CancelWasAsked if mine.exists() else LeaseLost

    def _check_not_stopping(self) -> None:
        if self._stopping():
            raise WorkerStops
