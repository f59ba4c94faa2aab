"""Moving a round from state to state, along the table in ``round_states`` and in no other way.

Each move is one conditional ``UPDATE … WHERE state IN (…)`` whose row count says whether it happened: of two
people who close a round at the same moment, one does, and the other is told. The steps that other stages
take with a move (sealing, opening, publishing) are theirs: they call these actions in their own transaction.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from poet.foundations.audit.actions import record
from poet.foundations.audit.kinds import EventKind
from poet.partnerships.actions.refusal import NotPossible
from poet.partnerships.models import DatedProfile, Round
from poet.partnerships.queries import EvaluationDetails, RoundDetails, find_round, rounds_of
from poet.partnerships.round_states import FINISHED, TRANSITIONS
from poet_method.profile import read_profile_document

LONGEST_ROUND = datetime.timedelta(days=183)

PREPARED = EventKind("partnerships.round_prepared", "Preparing round {number} began", {"number": int})
PLANNED = EventKind(
    "partnerships.round_planned",
    "Round {number} was planned from {opens} to {closes}",
    {"number": int, "opens": str, "closes": str},
)
OPENED = EventKind(
    "partnerships.round_opened",
    "Round {number} was opened, to close on {closes}",
    {"number": int, "closes": str},
)
EXTENDED = EventKind(
    "partnerships.round_extended",
    "Round {number} was extended from {before} to {after}",
    {"number": int, "before": str, "after": str},
)
CLOSED = EventKind("partnerships.round_closed", "Round {number} was closed", {"number": int})
UNSEALED = EventKind(
    "partnerships.round_unsealed", "What was sealed in round {number} was opened", {"number": int}
)
REPORTED = EventKind(
    "partnerships.round_reported", "The report of round {number} was published", {"number": int}
)
CANCELLED = EventKind("partnerships.round_cancelled", "Round {number} was cancelled", {"number": int})
NEXT_STARTED = EventKind("partnerships.next_round_started", "Round {number} was started", {"number": int})


@transaction.atomic
def prepare_round(*, round: RoundDetails, by: str) -> RoundDetails:
    """Begin to prepare the staff survey."""
    _move(round, "prepare")
    _record(PREPARED, round, by)
    return _again(round)


@transaction.atomic
def plan_round(
    *,
    round: RoundDetails,
    opens_on: datetime.date,
    closes_on: datetime.date,
    by: str,
) -> RoundDetails:
    """Say when the survey is to open and close, while it is not open yet."""
    if opens_on < timezone.localdate():
        raise NotPossible("The opening date has passed", field="opens_on")
    _check_length(opens_on, closes_on)
    states = TRANSITIONS["prepare"].from_states + TRANSITIONS["open"].from_states
    updated = Round.objects.filter(pk=round.id, state__in=states).update(
        opens_on=opens_on, closes_on=closes_on
    )
    if not updated:
        raise NotPossible("The dates can be planned only before the survey opens.")
    _record(PLANNED, round, by, opens=opens_on.isoformat(), closes=closes_on.isoformat())
    return _again(round)


@transaction.atomic
def open_round(*, round: RoundDetails, closes_on: datetime.date, by: str) -> RoundDetails:
    """Let staff answer, from today until the end of ``closes_on``; the round keeps the profile of today.

    Refused while a part of the profile has not been said: a round keeps what it was run under.
    """
    today = timezone.localdate()
    _check_length(today, closes_on)
    partnership = round.evaluation.partnership
    profile = DatedProfile.objects.filter(partnership_id=partnership.id).order_by("-pk").first()
    if profile is None or read_profile_document(profile.document).missing():
        raise NotPossible("Finish describing the partnership first.")
    _move(round, "open", opens_on=today, closes_on=closes_on, profile=profile)
    _record(OPENED, round, by, closes=closes_on.isoformat())
    return _again(round)


@transaction.atomic
def extend_round(*, round: RoundDetails, closes_on: datetime.date, by: str) -> RoundDetails:
    """Let staff answer longer. The date can only move to a later day."""
    if round.opens_on is None or round.closes_on is None:
        raise NotPossible("Only a survey that is open can be extended.")
    if closes_on <= max(round.closes_on, timezone.localdate() - datetime.timedelta(days=1)):
        raise NotPossible("Enter a day after the closing date that is set now", field="closes_on")
    _check_length(round.opens_on, closes_on)
    _move(round, "extend", only_if={"closes_on": round.closes_on}, closes_on=closes_on)
    _record(EXTENDED, round, by, before=round.closes_on.isoformat(), after=closes_on.isoformat())
    return _again(round)


@transaction.atomic
def close_round(*, round: RoundDetails, by: str) -> RoundDetails:
    """Let nobody answer any more."""
    _move(round, "close")
    _record(CLOSED, round, by)
    return _again(round)


@transaction.atomic
def mark_unsealed(*, round: RoundDetails, by: str) -> RoundDetails:
    """Note that the sealed answers were opened; the opening itself is the staff survey's."""
    _move(round, "unseal")
    _record(UNSEALED, round, by)
    return _again(round)


@transaction.atomic
def mark_reported(*, round: RoundDetails, by: str) -> RoundDetails:
    """Note that the round's report was published."""
    _move(round, "report")
    _record(REPORTED, round, by)
    return _again(round)


@transaction.atomic
def cancel_round(*, round: RoundDetails, by: str) -> RoundDetails:
    """End the round without a result. It stays in the list as cancelled; another one can be started."""
    _move(round, "cancel")
    _record(CANCELLED, round, by)
    return _again(round)


@transaction.atomic
def start_next_round(*, evaluation: EvaluationDetails, by: str) -> RoundDetails:
    """A further round, once the one before it is reported or cancelled."""
    before = rounds_of(evaluation)
    if any(one.state not in FINISHED for one in before):
        raise NotPossible("The round before it has to be reported or cancelled first.")
    try:
        with transaction.atomic():
            row = Round.objects.create(evaluation_id=evaluation.id, number=len(before) + 1)
    except IntegrityError as taken:
        raise NotPossible("Somebody else has just started the next round.") from taken
    started = find_round(row.public_id)
    assert started is not None  # noqa: S101 - made a few lines above
    _record(NEXT_STARTED, started, by)
    return started


def _move(
    round: RoundDetails,
    name: str,
    *,
    only_if: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    transition = TRANSITIONS[name]
    moved = Round.objects.filter(pk=round.id, state__in=transition.from_states, **only_if or {}).update(
        state=transition.to_state, **changes
    )
    if not moved:
        now = find_round(round.public_id)
        state = now.state_in_words.lower() if now else "deleted"
        raise NotPossible(f"This cannot be done now: round {round.number} is {state}.")


def _check_length(opens_on: datetime.date, closes_on: datetime.date) -> None:
    if closes_on <= opens_on:
        raise NotPossible("The closing date has to be after the opening date", field="closes_on")
    if closes_on - opens_on > LONGEST_ROUND:
        raise NotPossible("A survey can be open for half a year at most", field="closes_on")


def _record(kind: EventKind, round: RoundDetails, by: str, **details: str) -> None:
    within = round.evaluation.public_id
    record(kind, by=by, about=round.public_id, within=within, number=round.number, **details)


def _again(round: RoundDetails) -> RoundDetails:
    now = find_round(round.public_id)
    assert now is not None  # noqa: S101 - it was updated a moment ago
    return now
