"""How a stage says where its part of an evaluation stands: ``<stage>/tasks.py`` has ``task_state(round)``.

``evaluation_guide`` asks each stage in the order of the method and draws the task list from the answers.
This stage is the first, so the value that all of them answer with is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.urls import reverse
from django.utils import timezone

from poet.partnerships.queries import RoundDetails, current_profile


class Progress(Enum):
    """How far a task is, in the words of the page."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    WAITING = "Waiting"  # for somebody or something, which the sentence names
    DONE = "Done"
    CANNOT_START = "Cannot start yet"


@dataclass(frozen=True, slots=True)
class TaskState:
    """One task of an evaluation as it stands now.

    ``next_step`` is one sentence that says what comes next; ``with_whom`` who does it: "you", say.
    ``address`` is where it is done; ``""`` where there is nothing to do yet.
    """

    progress: Progress
    with_whom: str
    next_step: str
    address: str = ""


# The parts of a profile, in the order in which they are asked: address, what it is called, fields of Profile.
PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("organisations", "Partner organisations", ("organisations",)),
    ("user-groups", "Who the partnership is for", ("user_groups",)),
    ("depth-and-breadth", "Depth and breadth", ("depth", "breadth")),
    ("governance", "What makes things happen", ("governance", "dominant_mode")),
    ("life-span", "Where it is in its life", ("life_span",)),
    ("initiatives", "What else is going on", ("initiatives",)),
    ("undertaking", "Evaluation or research", ("undertaking",)),
)


def missing_parts(missing: tuple[str, ...]) -> tuple[str, ...]:
    """Of the names that ``Profile.missing`` gives, the parts in which they are asked, by address."""
    return tuple(part for part, _, fields in PARTS if set(fields) & set(missing))


def task_state(round: RoundDetails) -> TaskState:
    """Describing the partnership: done when every part has been said."""
    profile = current_profile(round.evaluation.partnership, today=timezone.localdate())
    missing = missing_parts(profile.missing())
    here = reverse("partnerships:profile", args=[round.evaluation.public_id])
    if not missing:
        sentence = "Everything has been said. Change it whenever something changes."
        return TaskState(Progress.DONE, "you", sentence, here)
    titles = {part: title for part, title, _ in PARTS}
    still = titles[missing[0]].lower()
    if len(missing) == len(PARTS) and not profile.organisations:
        return TaskState(Progress.NOT_STARTED, "you", "Start with the partner organisations.", here)
    left = "one part is" if len(missing) == 1 else f"{len(missing)} of {len(PARTS)} parts are"
    return TaskState(Progress.IN_PROGRESS, "you", f"Next: {still}; {left} still to be said.", here)
