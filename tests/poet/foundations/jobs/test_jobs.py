"""Asking for jobs, running them, and every way in which they can end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from poet.foundations.jobs import actions, leases, queries, registry, worker
from poet.foundations.jobs.actions import CannotChangeJob
from poet.foundations.jobs.arguments import UnfitArguments
from poet.foundations.jobs.models import Job
from poet.foundations.jobs.registry import UnknownJob, job
from poet.foundations.jobs.run import CannotBeDone, Run

pytestmark = pytest.mark.django_db

doing: list[Callable[[Run], None]] = []


@job("test.job", title="Testing", check_may_see=lambda request, about: None, leads_to=lambda about: "/")
def do(run: Run, *, number: int = 0) -> None:
    doing[0](run)


@pytest.fixture(autouse=True)
def nothing_to_do() -> Iterator[None]:
    yield
    doing.clear()


def enqueue(does: Callable[[Run], None] = lambda run: None, **arguments: Any) -> str:
    doing[:] = [does]
    return actions.enqueue(name="test.job", key="key", about="object", arguments=arguments).public_id


def run_due(stopping: Callable[[], bool] = lambda: False) -> Job:
    worker.sweep()
    worker.run_next(stopping)
    return Job.objects.get()


def time_passes(time: timedelta) -> None:
    Job.objects.update(due_at=F("due_at") - time, lease_until=F("lease_until") - time)


def test_a_job_is_done_once() -> None:
    done = []
    enqueue(lambda run: done.append(1))
    assert enqueue(lambda run: done.append(1)) == Job.objects.get().public_id
    call_command("run_due")
    call_command("run_due")
    assert done == [1]
    assert Job.objects.get().state == "done"
    enqueue(lambda run: done.append(1))
    call_command("run_due")
    assert done == [1], "done is done, also when it is asked for again"


def test_a_key_is_for_one_job_only() -> None:
    enqueue(number=1)
    with pytest.raises(UnfitArguments, match="another job"):
        enqueue(number=2)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"other": 1}, "unexpected keyword argument"),
        ({"number": object()}, "not plain JSON"),
        ({"number": float("nan")}, "not plain JSON"),
        ({"number": (1, 2)}, "JSON would change it"),
        ({"number": "x" * 5_000}, "bytes"),
        ({"new_password": "x"}, "unexpected keyword"),
    ],
)
def test_only_small_plain_arguments_that_the_function_takes(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnfitArguments, match=sentence):
        enqueue(**arguments)
    assert not Job.objects.exists()


def test_a_job_of_an_action_that_is_undone_is_not_there() -> None:
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_an_unknown_job_cannot_be_asked_for() -> None:
    with pytest.raises(UnknownJob):
        actions.enqueue(name="test.unknown", key="key", about="object", arguments={})


def test_progress_is_saved_at_most_once_a_second_and_at_its_end(
    monkeypatch, django_assert_num_queries
) -> None:
    clock = [100.0]
    monkeypatch.setattr("poet.foundations.jobs.run.time.monotonic", lambda: clock[0])
    seen = []

    def work(run: Run) -> None:
        with django_assert_num_queries(3):  # the first, one a second later, the last
            for number in range(1, 1001):
                if number == 500:
                    clock[0] += 1.5
                run.progress(number, 1000, "Reading rows")
        seen.append(queries.jobs_about("object")[0])

    enqueue(work)
    run_due()
    assert [(one.done, one.of, one.sentence) for one in seen] == [(1000, 1000, "Reading rows")]


def test_a_refusal_is_final_and_its_sentence_is_for_people() -> None:
    def refuse(run: Run) -> None:
        raise CannotBeDone("The staff list was withdrawn.")

    enqueue(refuse)
    assert run_due().state == "failed"
    assert Job.objects.get().sentence == "The staff list was withdrawn."


def test_a_fault_is_tried_again_with_growing_waits_and_then_given_up(caplog) -> None:
    attempts = []

    def fail(run: Run) -> None:
        attempts.append(1)
        raise ValueError("ada@example.org")

    enqueue(fail)
    waits = []
    while run_due().state == "queued":
        due = Job.objects.get().due_at
        assert due is not None
        waits.append((due - worker.timezone.now()).total_seconds())
        run_due()
        assert len(attempts) == len(waits), "not before it is due"
        time_passes(timedelta(hours=2))
    assert len(attempts) == worker.PATIENCE.attempts
    assert waits == pytest.approx([10, 20, 40, 80], abs=2)
    assert "tell whoever looks after this site" in Job.objects.get().sentence
    assert "ValueError at test_jobs.py" in caplog.text
    assert "ada@example.org" not in caplog.text


def test_a_job_carries_on_from_its_last_step() -> None:
    done: list[str] = []

    def work(run: Run) -> None:
        assert run.once("look up", lambda: (done.append("look up"), 7)[1]) == 7

        def item(name: str) -> None:
            done.append(name)
            if done.count("b") == 1 and name == "b":
                raise ValueError

        run.each("items", ["a", "b", "c"], item)

    enqueue(work)
    assert run_due().state == "queued"
    time_passes(timedelta(minutes=1))
    assert run_due().state == "done"
    # The attempt at b that failed was undone in the database; nothing before it was repeated.
    assert done == ["look up", "a", "b", "b", "c"]
    assert (Job.objects.get().progress_done, Job.objects.get().progress_of) == (3, 3)


def test_a_job_whose_worker_is_gone_is_freed_and_the_old_worker_finds_out() -> None:
    effects: list[str] = []

    def work(run: Run) -> None:
        if not effects:
            effects.append("began")
            time_passes(timedelta(minutes=2))
            assert worker.sweep() == 1
            run.once("step", lambda: effects.append("a step of the old worker"))
            effects.append("the old worker went on")

    enqueue(work)
    assert run_due().state == "queued"
    assert effects == ["began", "a step of the old worker"]
    assert Job.objects.get().checkpoint == {}, "what it wrote was undone with its transaction"
    time_passes(timedelta(minutes=1))
    assert run_due().state == "done"
    assert Job.objects.get().attempts == 2


def test_a_worker_that_never_says_anything_is_given_up_after_some_attempts() -> None:
    enqueue()
    for _ in range(worker.PATIENCE.attempts):
        assert leases.claim_next(
            Job.objects.filter(state="queued"), patience=worker.PATIENCE, state="running"
        )
        assert worker.sweep() == 0, "its lease has not run out"
        time_passes(timedelta(minutes=2))
        assert worker.sweep() == 1
        time_passes(timedelta(hours=2))
    assert Job.objects.get().state == "failed"
    assert not worker.run_next(lambda: False)


def test_a_row_is_claimed_by_one() -> None:
    enqueue()
    waiting = Job.objects.filter(state="queued")
    first = leases.claim_next(waiting, patience=worker.PATIENCE, state="running")
    assert first is not None
    assert leases.claim_next(waiting, patience=worker.PATIENCE, state="running") is None
    assert leases.held(first).count() == 1
    Job.objects.update(lease="another")
    assert leases.held(first).count() == 0


def test_cancelling_before_and_while_it_runs() -> None:
    public_id = enqueue()
    actions.cancel(public_id=public_id)
    assert run_due().state == "cancelled"
    with pytest.raises(CannotChangeJob, match="finished already"):
        actions.cancel(public_id=public_id)
    done = []

    def work(run: Run) -> None:
        done.append(1)
        actions.cancel(public_id=public_id)
        try:
            run.progress(1, 10)
        except Exception:  # a job that catches too much is still left
            done.append(2)
        done.append(3)

    doing[:] = [work]
    actions.try_again(public_id=public_id)
    assert run_due().state == "cancelled"
    assert done == [1]


def test_trying_again_is_for_what_stopped() -> None:
    public_id = enqueue()
    with pytest.raises(CannotChangeJob, match="nothing to try again"):
        actions.try_again(public_id=public_id)


def test_a_worker_that_stops_puts_the_job_back_without_counting_the_attempt() -> None:
    enqueue(lambda run: run.each("items", [1, 2], lambda item: None))
    row = run_due(stopping=lambda: True)
    assert (row.state, row.attempts, row.lease) == ("queued", 0, "")
    assert run_due().state == "done"


def test_forgetting_the_jobs_of_an_object() -> None:
    enqueue()
    assert actions.forget(about="object") == 0, "not while it waits"
    run_due()
    assert actions.forget(about="object") == 1


def test_the_command_ends_by_itself(monkeypatch) -> None:
    turns = []
    monkeypatch.setattr(worker, "take_a_turn", lambda stopping: turns.append(1) or True)
    call_command("run_due", seconds=0.0)
    assert turns == []
    monkeypatch.setattr(worker, "take_a_turn", lambda stopping: len(turns) < 3 and not turns.append(1))
    call_command("run_due")
    assert turns == [1, 1, 1]


def test_waits_double_up_to_the_longest() -> None:
    patience = leases.Patience(timedelta(1), timedelta(seconds=1), timedelta(seconds=10), 5)
    assert [patience.wait(n).total_seconds() for n in (0, 1, 2, 3, 4, 5, 10_000)] == [1, 1, 2, 4, 8, 10, 10]


def test_two_jobs_of_one_name_are_refused() -> None:
    register = job(
        "test.job", title="", check_may_see=lambda request, about: None, leads_to=lambda about: "/"
    )
    with pytest.raises(ValueError, match="two jobs"):
        register(do)
    assert registry.registered_job("test.job").title == "Testing"
