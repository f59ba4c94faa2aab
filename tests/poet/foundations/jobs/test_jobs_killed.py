"""A job goes on where it was killed, and no step is done twice; a slow job is left alone."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from tests.poet.foundations.jobs.killed_work import STEPS
from tests.poet.foundations.nursery import Nursery

SECONDS = 60


@pytest.fixture
def nursery(own_database: str) -> Iterator[Nursery]:
    running = Nursery("tests.poet.foundations.jobs.killed_work", own_database)
    yield running
    running.close()


def wait_until_done(nursery: Nursery) -> None:
    give_up = time.monotonic() + SECONDS
    while nursery.run("state")[0] != "done":
        assert time.monotonic() < give_up, nursery.run("state")
        time.sleep(0.05)


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.soak)])
def test_every_step_is_done_once_whenever_the_worker_is_killed(nursery: Nursery, kills: int) -> None:
    for number in range(kills):
        if number == 0 or nursery.run("state")[0] == "done":
            nursery.run("forget")
            nursery.run("enqueue", name="test.steps")
        before = nursery.run("state")[1]
        pid = nursery.start("run_worker")
        give_up = time.monotonic() + SECONDS
        # The lease of the one killed before has to run out first.
        while nursery.run("state")[1] == before and time.monotonic() < give_up:
            time.sleep(0.01)
        time.sleep(random.random() * 0.06)
        nursery.kill(pid)
        noted = nursery.run("noted")
        assert len(noted) == len(set(noted))
    pid = nursery.start("run_worker")
    wait_until_done(nursery)
    nursery.kill(pid)
    assert nursery.run("noted") == ["first", *(f"step {number}" for number in range(STEPS)), "last"]
    assert nursery.run("state") == ["done", STEPS, STEPS]


def test_a_long_step_is_not_taken_for_a_dead_worker(nursery: Nursery) -> None:
    nursery.run("enqueue", name="test.slow")
    workers = [nursery.start("run_worker") for _ in range(2)]
    wait_until_done(nursery)
    for pid in workers:
        nursery.kill(pid)
    assert nursery.run("noted") == ["slow began", "slow ended"]


def test_a_worker_that_is_asked_to_stop_leaves_between_two_steps(nursery: Nursery) -> None:
    nursery.run("enqueue", name="test.steps")
    pid = nursery.start("run_worker")
    while nursery.run("state")[1] < 3:
        time.sleep(0.01)
    os.kill(pid, signal.SIGTERM)
    give_up = time.monotonic() + SECONDS
    while nursery.alive(pid):
        assert time.monotonic() < give_up
        time.sleep(0.01)
    state, done, _ = nursery.run("state")
    assert state == "queued"
    assert nursery.run("noted") == ["first", *(f"step {number}" for number in range(done))]
