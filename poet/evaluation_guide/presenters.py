"""The task list as its page shows it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from poet.evaluation_guide.method import TASKS, Task
from poet.foundations.accounts.roles import Role
from poet.partnerships.queries import EvaluationDetails, RoundDetails
from poet.partnerships.tasks import Progress

LATER = "Comes later"
SOON = 60  # days before its deletion


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task on the page. ``number`` is its place in the method; ``address`` empty: nothing to do there."""

    number: int
    title: str
    status: str
    sentence: str
    with_whom: str
    address: str
    is_done: bool
    is_open: bool  # somebody can do something about it now


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of somebody, and the one to do now, if any."""

    lines: tuple[TaskLine, ...]
    now: TaskLine | None


def task_list(round: RoundDetails, roles: Collection[Role]) -> TaskList:
    """What somebody with these roles sees of the evaluation that this round belongs to."""
    lines = tuple(
        _line(number, task, round, is_lead=Role.LEAD in roles)
        for number, task in enumerate(TASKS, start=1)
        if task.roles & set(roles)
    )
    return TaskList(lines, next((line for line in lines if line.is_open), None))


def _line(number: int, task: Task, round: RoundDetails, *, is_lead: bool) -> TaskLine:
    if task.ask is None:
        return TaskLine(number, task.title, LATER, "", "", "", is_done=False, is_open=False)
    state = task.ask(round)
    if not is_lead:
        is_open = bool(state.address)
        return TaskLine(
            number, task.title, "", task.their_part, "you", state.address, is_done=False, is_open=is_open
        )
    to_do = state.progress in (Progress.NOT_STARTED, Progress.IN_PROGRESS, Progress.WAITING)
    return TaskLine(
        number,
        task.title,
        state.progress.value,
        state.next_step,
        state.with_whom,
        state.address,
        is_done=state.progress is Progress.DONE,
        is_open=to_do and bool(state.address),
    )


@dataclass(frozen=True, slots=True)
class EvaluationCard:
    """An evaluation in the list of somebody's own."""

    evaluation: EvaluationDetails
    round: RoundDetails
    roles: str


def evaluation_card(
    evaluation: EvaluationDetails, round: RoundDetails, roles: Collection[Role]
) -> EvaluationCard:
    """``roles`` are those of whoever looks."""
    named = [str(role.label).lower() for role in Role if role in roles]
    return EvaluationCard(evaluation, round, ", ".join(named))


def days_left(evaluation: EvaluationDetails) -> int | None:
    """How many days until everything is deleted, when that is near enough to be told on every visit."""
    days = (evaluation.delete_on - timezone.localdate()).days
    return max(days, 0) if days <= SOON else None
