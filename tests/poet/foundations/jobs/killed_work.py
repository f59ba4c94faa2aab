"""What the children do that are killed in the middle of a job (see test_jobs_killed.py)."""

from __future__ import annotations

import time
from datetime import timedelta

from django.core.management import call_command
from django.db import connection

from poet.foundations.jobs import actions, queries, worker
from poet.foundations.jobs.leases import Patience
from poet.foundations.jobs.registry import job
from poet.foundations.jobs.run import Run

STEPS = 25


def note(step: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO noted VALUES (%s)", [step])


@job("test.steps", title="Steps", check_may_see=lambda request, about: None, leads_to=lambda about: "/")
def steps(run: Run) -> None:
    run.once("first", lambda: note("first"))

    def step(number: int) -> None:
        note(f"step {number}")
        time.sleep(0.01)

    run.each("steps", range(STEPS), step)
    run.once("last", lambda: note("last"))


@job("test.slow", title="Slow", check_may_see=lambda request, about: None, leads_to=lambda about: "/")
def slow(run: Run) -> None:
    """One step, four times as long as the lease, which writes only at its end."""
    note("slow began")
    time.sleep(1.6)
    run.once("slow", lambda: note("slow ended"))


def enqueue(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS noted (step text)")
    actions.enqueue(name=name, key=name, about="object", arguments={})


def forget() -> None:
    """Begin anew."""
    actions.forget(about="object")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS noted")


def run_worker() -> None:
    worker.PATIENCE = Patience(
        lease=timedelta(seconds=0.4),
        first_wait=timedelta(seconds=0.01),
        longest_wait=timedelta(seconds=0.02),
        attempts=1000,
    )
    worker.SECONDS_BETWEEN_TURNS = 0.02
    call_command("run_due", loop=True)


def state() -> list[object]:
    (one,) = queries.jobs_about("object")
    return [one.state, one.done, one.of]


def noted() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT step FROM noted")
        return [row[0] for row in cursor.fetchall()]
