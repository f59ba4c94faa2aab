"""The states of a round and the ways from one to the next, said once.

The actions move rounds along this table and nowhere else; the diagram in ``docs/reference/round-states.md``
is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models


class RoundState(models.TextChoices):
    """Where a round is. An extended round is still collecting, to a later date."""

    DRAFT = "draft", "Not started"
    PREPARING = "preparing", "Being prepared"
    COLLECTING = "collecting", "Staff are answering"
    CLOSED = "closed", "Closed"
    UNSEALED = "unsealed", "Answers opened"
    REPORTED = "reported", "Reported"
    CANCELLED = "cancelled", "Cancelled"


FINISHED = (RoundState.REPORTED, RoundState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Transition:
    """One way on: from any of these states to that one. ``meaning`` says in a sentence what happens."""

    name: str
    from_states: tuple[RoundState, ...]
    to_state: RoundState
    meaning: str


_ALL = (
    Transition("prepare", (RoundState.DRAFT,), RoundState.PREPARING, "Preparing the staff survey begins."),
    Transition(
        "open",
        (RoundState.PREPARING,),
        RoundState.COLLECTING,
        "Staff can answer. The partnership’s profile is kept as it is on this day.",
    ),
    Transition(
        "extend",
        (RoundState.COLLECTING,),
        RoundState.COLLECTING,
        "The closing date moves to a later day.",
    ),
    Transition("close", (RoundState.COLLECTING,), RoundState.CLOSED, "Nobody can answer any more."),
    Transition(
        "unseal", (RoundState.CLOSED,), RoundState.UNSEALED, "The sealed answers are opened, off the server."
    ),
    Transition("report", (RoundState.UNSEALED,), RoundState.REPORTED, "The report is published."),
    Transition(
        "cancel",
        (RoundState.DRAFT, RoundState.PREPARING, RoundState.COLLECTING, RoundState.CLOSED),
        RoundState.CANCELLED,
        "The round ends without a result. Its answers are never read.",
    ),
)

TRANSITIONS: Mapping[str, Transition] = {one.name: one for one in _ALL}


def can(name: str, state: str) -> bool:
    """Whether the transition of this name leads on from this state."""
    return state in TRANSITIONS[name].from_states
