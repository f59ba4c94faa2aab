"""Rounds move along their table and in no other way; of two who move one at once, one does."""

from __future__ import annotations

import datetime
import itertools
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from poet.foundations.audit.queries import events_within
from poet.partnerships import actions
from poet.partnerships.actions import NotPossible
from poet.partnerships.models import Round
from poet.partnerships.queries import EvaluationDetails, RoundDetails, find_round, rounds_of
from poet.partnerships.round_states import FINISHED, TRANSITIONS, RoundState

ROOT = Path(__file__).resolve().parents[3]
IN_FOUR_WEEKS = datetime.timedelta(weeks=4)

# The order that the issue gives, written down here once more: the table has to say the same.
EXPECTED = {
    ("draft", "prepare"): "preparing",
    ("preparing", "open"): "collecting",
    ("collecting", "extend"): "collecting",
    ("collecting", "close"): "closed",
    ("closed", "unseal"): "unsealed",
    ("unsealed", "report"): "reported",
    ("draft", "cancel"): "cancelled",
    ("preparing", "cancel"): "cancelled",
    ("collecting", "cancel"): "cancelled",
    ("closed", "cancel"): "cancelled",
}


def later(weeks: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(weeks=weeks)


MOVES: dict[str, Callable[[RoundDetails], RoundDetails]] = {
    "prepare": lambda this: actions.prepare_round(round=this, by="x"),
    "open": lambda this: actions.open_round(round=this, closes_on=later(4), by="x"),
    "extend": lambda this: actions.extend_round(round=this, closes_on=later(6), by="x"),
    "close": lambda this: actions.close_round(round=this, by="x"),
    "unseal": lambda this: actions.mark_unsealed(round=this, by="x"),
    "report": lambda this: actions.mark_reported(round=this, by="x"),
    "cancel": lambda this: actions.cancel_round(round=this, by="x"),
}


def put(round: RoundDetails, state: str) -> RoundDetails:
    """The round, put into this state past all actions."""
    dates = {"opens_on": later(0), "closes_on": later(4)} if state in ("collecting", "closed") else {}
    Round.objects.filter(pk=round.id).update(state=state, **dates)
    again = find_round(round.public_id)
    assert again is not None
    return again


def test_the_table_is_the_one_that_was_wanted() -> None:
    told = {
        (state.value, name): one.to_state.value
        for name, one in TRANSITIONS.items()
        for state in one.from_states
    }
    assert told == EXPECTED
    assert set(MOVES) == set(TRANSITIONS)


@pytest.mark.parametrize(("state", "move"), list(itertools.product(RoundState.values, MOVES)))
def test_every_move_from_every_state(round: RoundDetails, state: str, move: str) -> None:
    this = put(round, state)
    before = len(events_within(round.evaluation.public_id))
    wanted = EXPECTED.get((state, move))
    if wanted is None:
        with pytest.raises(NotPossible):
            MOVES[move](this)
    else:
        assert MOVES[move](this).state.value == wanted
    now = find_round(round.public_id)
    assert now is not None
    assert now.state.value == (wanted or state)
    assert len(events_within(round.evaluation.public_id)) - before == (1 if wanted else 0)


@pytest.mark.parametrize(("state", "move"), list(EXPECTED))
def test_somebody_who_looks_at_an_old_page_moves_nothing_twice(
    round: RoundDetails, state: str, move: str
) -> None:
    old = put(round, state)
    MOVES[move](old)
    if move == "extend":
        with pytest.raises(NotPossible):  # the date on the old page is not the date any more
            actions.extend_round(round=old, closes_on=later(5), by="y")
        return
    with pytest.raises(NotPossible):
        MOVES[move](old)


def test_a_round_keeps_the_profile_of_the_day_on_which_it_opens(
    described: EvaluationDetails, round: RoundDetails
) -> None:
    opened = MOVES["open"](put(round, "preparing"))
    actions.describe(evaluation=described, by="x", depth="formal_merger")
    now = find_round(round.public_id)
    assert now is not None
    assert opened.profile is not None
    assert now.profile == opened.profile
    assert opened.profile.depth == "consulting"
    assert (opened.opens_on, opened.closes_on) == (later(0), later(4))


def test_a_round_is_not_opened_before_the_partnership_is_described(evaluation: EvaluationDetails) -> None:
    (this,) = rounds_of(evaluation)
    this = put(this, "preparing")
    with pytest.raises(NotPossible, match="Finish describing"):
        MOVES["open"](this)
    actions.describe(evaluation=evaluation, by="x", depth="consulting")
    with pytest.raises(NotPossible, match="Finish describing"):
        MOVES["open"](this)
    now = find_round(this.public_id)
    assert now is not None
    assert now.state is RoundState.PREPARING


@pytest.mark.parametrize(
    ("opens", "closes", "field"),
    [(-1, 3, "opens_on"), (1, 1, "closes_on"), (1, 0, "closes_on"), (1, 30, "closes_on")],
)
def test_dates_that_cannot_be(round: RoundDetails, opens: int, closes: int, field: str) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.plan_round(round=round, opens_on=later(opens), closes_on=later(closes), by="x")
    assert refused.value.field == field


def test_dates_are_planned_before_it_opens_and_not_after(round: RoundDetails) -> None:
    planned = actions.plan_round(round=round, opens_on=later(1), closes_on=later(4), by="x")
    assert (planned.opens_on, planned.closes_on) == (later(1), later(4))
    with pytest.raises(NotPossible, match="only before"):
        actions.plan_round(round=put(round, "collecting"), opens_on=later(1), closes_on=later(5), by="x")


@pytest.mark.parametrize("weeks", [-1, 0, 3, 4])
def test_extending_means_a_later_day(round: RoundDetails, weeks: int) -> None:
    this = put(round, "collecting")
    with pytest.raises(NotPossible, match="after the closing date"):
        actions.extend_round(round=this, closes_on=later(weeks), by="x")


def test_rounds_follow_each_other(round: RoundDetails) -> None:
    evaluation = round.evaluation
    with pytest.raises(NotPossible, match="reported or cancelled"):
        actions.start_next_round(evaluation=evaluation, by="x")
    for number, state in enumerate(FINISHED, start=2):
        put(rounds_of(evaluation)[-1], state.value)
        assert actions.start_next_round(evaluation=evaluation, by="x").number == number


def test_the_database_refuses_two_rounds_at_once_and_days_in_the_wrong_order(round: RoundDetails) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(evaluation_id=round.evaluation.id, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.id).update(opens_on=later(2), closes_on=later(1))


def test_the_page_about_the_states_is_made_from_the_table() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "reference" / "make_round_states.py"))
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"]()
    for (before, move), after in EXPECTED.items():
        assert f"  {before} --> {after}: {move}\n" in written["diagram"]()
