"""Where inviting staff stands, for the task list."""

from __future__ import annotations

from django.urls import reverse

from poet.fieldwork.queries import find_plan, staff_counts
from poet.partnerships.queries import RoundDetails
from poet.partnerships.tasks import Progress, TaskState
from poet_method.spreadsheets import in_words


def task_state(round: RoundDetails) -> TaskState:
    """Done when every organisation has a list and it is decided whom to ask."""
    here = reverse("fieldwork:frame", args=[round.evaluation.public_id, round.public_id])
    counts = staff_counts(round)
    if not counts:
        sentence = "Say first which organisations are in the partnership."
        return TaskState(Progress.CANNOT_START, "you", sentence)
    missing = [one.organisation.name for one in counts if not one.listed]
    if len(missing) == len(counts):
        return TaskState(Progress.NOT_STARTED, "you or the coordinators", "Bring the staff lists.", here)
    if missing:
        sentence = f"Staff lists are missing from {in_words(missing, most=3)}."
        return TaskState(Progress.WAITING, "you or the coordinators", sentence, here)
    if find_plan(round) is None:
        return TaskState(Progress.IN_PROGRESS, "you", "Decide whether to ask everybody or a sample.", here)
    asked = sum(one.asked for one in counts)
    return TaskState(Progress.DONE, "you", f"{asked:,} staff will be asked. Lists can still change.", here)
