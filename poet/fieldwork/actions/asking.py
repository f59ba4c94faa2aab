"""Deciding whom to ask: everybody, or a sample that anybody with its record can draw again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from poet.fieldwork.models import SamplingPlan, Selection, StaffMember
from poet.fieldwork.queries import filled_places, find_plan, people_by_stratum, strata_of
from poet.foundations.audit.actions import THE_SITE, record
from poet.foundations.audit.kinds import EventKind
from poet.partnerships.queries import RoundDetails
from poet.partnerships.round_states import RoundState
from poet_method.sampling import Merge, allocate, draw, draw_strata, frame_digest, frame_lines

BATCH = 500
SEED_BYTES = 16
OPEN_TO_DECISIONS = (RoundState.DRAFT, RoundState.PREPARING)

CENSUS = EventKind("fieldwork.census", "It was decided to ask all {staff} staff", {"staff": int})
DRAWN = EventKind(
    "fieldwork.sample_drawn",
    "A sample was drawn, time {draw}: {asked} of {staff} staff in {strata} groups, {merges} of them counted "
    "together; the digest of the list is {digest}",
    {"draw": int, "asked": int, "staff": int, "strata": int, "merges": int, "digest": str},
)
STEPPED_IN = EventKind(
    "fieldwork.reserve_stepped_in",
    "{people} people of the reserve stepped in for others who left",
    {"people": int},
)


class CannotDecide(Exception):
    """Nothing was changed. The sentence says why."""


@transaction.atomic
def ask_everybody(
    *, round_: RoundDetails, expected_response: int, by: str, merges: Sequence[Merge] = ()
) -> None:
    """Ask everybody who is listed, now and later (a census). ``expected_response`` is in per cent.

    ``merges`` are the small strata that are counted together in what follows.
    """
    staff = _check_can_decide(round_)
    StaffMember.objects.filter(round_id=round_.id).update(selection=Selection.CHOSEN)
    nothing_drawn = {"merges": _stored(merges), "asked": [], "seed": "", "digest": "", "drawn_from": ""}
    SamplingPlan.objects.update_or_create(
        round_id=round_.id,
        defaults={"is_census": True, "expected_response": expected_response, **nothing_drawn},
    )
    record(CENSUS, by=by, about=round_.public_id, within=round_.evaluation.public_id, staff=staff)


@transaction.atomic
def draw_sample(
    *,
    round_: RoundDetails,
    size: int,
    at_least: int,
    merges: Sequence[Merge],
    expected_response: int,
    by: str,
) -> None:
    """Draw ``size`` people: in each stratum its share, at least ``at_least`` or all, the rest in reserve.

    The seed is random and made after the list stands, so nobody can choose who is drawn; each further draw is
    on the record. Raises :class:`CannotDecide`.
    """
    staff = _check_can_decide(round_)
    strata = strata_of(round_, tuple(merges))
    try:
        sizes = allocate(strata, size, at_least=at_least)
    except ValueError:
        least = sum(min(at_least, one.staff) for one in strata)
        raise CannotDecide(f"Ask between {least:,} and {staff:,} people.") from None
    people = people_by_stratum(round_, tuple(merges))
    seed = secrets.token_hex(SEED_BYTES)
    drawn = draw_strata(people, sizes, seed=seed)
    StaffMember.objects.filter(round_id=round_.id).update(selection=Selection.RESERVE)
    _choose([one for stratum in drawn.values() for one in stratum.chosen])
    plan, _ = SamplingPlan.objects.get_or_create(round_id=round_.id)
    plan.is_census, plan.expected_response = False, expected_response
    plan.merges = _stored(merges)
    plan.asked = [[one.label, one.staff, sizes[one.label]] for one in strata]
    plan.seed, plan.digest = seed, frame_digest(people)
    plan.drawn_from = "".join(f"{line}\n" for line in frame_lines(people))
    plan.draws += 1
    plan.save()
    record(
        DRAWN,
        by=by,
        about=round_.public_id,
        within=round_.evaluation.public_id,
        draw=plan.draws,
        asked=size,
        staff=staff,
        strata=len(strata),
        merges=len(merges),
        digest=plan.digest,
    )


def sample_is_drawn(round_: RoundDetails) -> bool:
    """Whether a sample stands: then nobody is asked just because they are listed."""
    return SamplingPlan.objects.filter(round_id=round_.id, is_census=False).exclude(seed="").exists()


def fill_from_reserve(*, round_: RoundDetails) -> int:
    """Let the next in reserve step in for those who left, in each stratum; gives how many.

    Whoever opted out is not replaced: they belong to the workforce and chose not to answer.
    """
    plan = find_plan(round_)
    if plan is None or not plan.seed:
        return 0
    filled = filled_places(round_, plan.merges)
    waiting = people_by_stratum(round_, plan.merges, selection=Selection.RESERVE)
    stepping_in: list[str] = []
    for label, reserve in waiting.items():
        missing = max(0, plan.asked.get(label, (0, 0))[1] - filled.get(label, 0))
        stepping_in += draw(reserve, min(missing, len(reserve)), seed=plan.seed).chosen
    if stepping_in:
        _choose(stepping_in)
        record(
            STEPPED_IN,
            by=THE_SITE,
            about=round_.public_id,
            within=round_.evaluation.public_id,
            people=len(stepping_in),
        )
    return len(stepping_in)


def _stored(merges: Sequence[Merge]) -> list[dict[str, Any]]:
    return [asdict(merge) for merge in merges]


def _check_can_decide(round_: RoundDetails) -> int:
    """Gives how many staff could be asked."""
    if round_.state not in OPEN_TO_DECISIONS:
        raise CannotDecide("Staff are being asked already, so it cannot be decided anew whom to ask.")
    staff = sum(stratum.staff for stratum in strata_of(round_))
    if not staff:
        raise CannotDecide("There is nobody on the staff list yet.")
    return staff


def _choose(public_ids: Sequence[str]) -> None:
    for start in range(0, len(public_ids), BATCH):
        batch = public_ids[start : start + BATCH]
        StaffMember.objects.filter(public_id__in=batch).update(selection=Selection.CHOSEN)
