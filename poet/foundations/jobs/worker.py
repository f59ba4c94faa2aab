"""Runs what is due: claims a job, keeps its lease alive, and settles how it ended."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F
from django.utils import timezone

from poet.foundations.jobs.faults import where_it_happened
from poet.foundations.jobs.leases import Patience, Stopping, claim_next, held
from poet.foundations.jobs.models import Job, JobState
from poet.foundations.jobs.registry import duties, registered_job
from poet.foundations.jobs.run import CancelWasAsked, CannotBeDone, LeaseLost, Run, WorkerStops

logger = logging.getLogger(__name__)

PATIENCE = Patience(
    lease=timedelta(seconds=60), first_wait=timedelta(seconds=10), longest_wait=timedelta(hours=1), attempts=5
)
SECONDS_BETWEEN_TURNS = 1.0

FREED: dict[str, Any] = {"lease": "", "lease_until": None}
TRIED_AGAIN = "This was interrupted. It will carry on by itself from where it stopped."
GIVEN_UP = (
    "This stopped several times, so it is not tried again by itself. What was done so far is kept. "
    "Try it again; if it stops again, tell whoever looks after this site."
)


def work(*, stopping: Stopping, loop: bool, seconds: float | None = None) -> None:
    """Do what is due, then end; with ``loop`` wait for more, until ``stopping()`` or the time is over."""
    started = time.monotonic()

    def stop() -> bool:
        return stopping() or (seconds is not None and time.monotonic() - started >= seconds)

    while not stop():
        try:
            did_something = take_a_turn(stop)
        except DatabaseError as error:
            if not loop:
                raise
            logger.error("the worker waits for the database: %s", where_it_happened(error))
            did_something = False
        if not did_something:
            if not loop:
                return
            close_old_connections()
            time.sleep(SECONDS_BETWEEN_TURNS)


def take_a_turn(stopping: Stopping) -> bool:
    """Free what was left lying, run one job, do every duty; gives whether there was anything to do."""
    sweep()
    did_something = run_next(stopping)
    for duty in duties():
        did_something = duty(stopping) > 0 or did_something
    return did_something


def sweep() -> int:
    """Free the jobs whose worker has not been heard of for a whole lease; gives how many."""
    lost = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=timezone.now())
    # The lease's end is checked again in the UPDATE: the worker may have been heard of in between.
    return sum(
        lost.filter(pk=job.pk, lease=job.lease).update(**FREED, **_later_or_never(job)) for job in lost
    )


def run_next(stopping: Stopping) -> bool:
    """Run the job that has been due longest; gives whether there was one."""
    job = claim_next(Job.objects.filter(state=JobState.QUEUED), patience=PATIENCE, state=JobState.RUNNING)
    if job is None:
        return False
    with _heartbeat(job):
        _run(job, stopping)
    return True


def _run(job: Job, stopping: Stopping) -> None:
    try:
        function = registered_job(job.name).function
        function(Run(job, patience=PATIENCE, stopping=stopping), **job.arguments)
    except LeaseLost:
        logger.warning("job %s was too slow and is another worker's now", job.name)
    except WorkerStops:
        _settle(job, state=JobState.QUEUED, due_at=timezone.now(), attempts=F("attempts") - 1)
    except CancelWasAsked:
        _settle(job, **_cancelled())
    except CannotBeDone as refusal:
        _settle(job, state=JobState.FAILED, due_at=None, sentence=str(refusal))
    except Exception as error:
        logger.error("job %s: %s", job.name, where_it_happened(error))
        job.refresh_from_db(fields=["cancel_asked"])
        _settle(job, **_later_or_never(job))
    else:
        _settle(job, state=JobState.DONE, due_at=None, sentence="Done.")


def _settle(job: Job, **changes: Any) -> None:
    """Write how the attempt ended, unless the job has become another worker's."""
    held(job).filter(state=JobState.RUNNING).update(**FREED, **changes)


def _cancelled() -> dict[str, Any]:
    sentence = "Cancelled. What was done before is kept."
    return {"state": JobState.CANCELLED, "due_at": None, "sentence": sentence}


def _later_or_never(job: Job) -> dict[str, Any]:
    """After an attempt that came to nothing: wait and try again, or give up and say so."""
    if job.cancel_asked:
        return _cancelled()
    if job.attempts >= PATIENCE.attempts:
        return {"state": JobState.FAILED, "due_at": None, "sentence": GIVEN_UP}
    due_at = timezone.now() + PATIENCE.wait(job.attempts)
    return {"state": JobState.QUEUED, "due_at": due_at, "sentence": TRIED_AGAIN}


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Renew the lease from a thread, so that a long step does not look like a dead worker."""
    finished = threading.Event()

    def beat() -> None:
        while not finished.wait(PATIENCE.lease.total_seconds() / 4):
            try:
                held(job).filter(state=JobState.RUNNING).update(lease_until=timezone.now() + PATIENCE.lease)
            except (
                DatabaseError
            ) as error:  # busy for a moment: the next beat comes well before the lease ends
                logger.warning("a heartbeat was missed: %s", where_it_happened(error))
            finally:
                connection.close()  # this thread's own

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        finished.set()
        thread.join()
