"""Which stratum each respondent belongs to, and how many people were invited there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet_method.responses import StaffCounts
from poet_method.scales import Stratum

Key = tuple[str, ...]

FEWEST_IN_A_CELL = 5
"""Respondents that every cell of a finer stratification (organisation by staff group) needs."""


@dataclass(frozen=True, slots=True)
class StaffFrame:
    """The strata of some staff. ``stratum_of`` has one entry per respondent: a position in ``keys``."""

    by: tuple[str, ...]  # the groupings that make the strata; empty for a single stratum
    keys: tuple[Key, ...]
    invited: tuple[int | None, ...]
    stratum_of: NDArray[np.int64]

    def strata(self, numerators: NDArray[np.int64]) -> list[Stratum]:
        """The scores of each stratum; ``numerators`` has one entry per respondent, -1 for no score."""
        return [
            Stratum(numerators[(self.stratum_of == position) & (numerators >= 0)], invited)
            for position, invited in enumerate(self.invited)
        ]


def staff_frame(
    labels: Mapping[str, NDArray[np.str_]], counts: StaffCounts | None, *, respondents: int, always: int = 1
) -> StaffFrame:
    """Strata from what the staff counts know; one stratum of unknown size where there are none.

    ``labels`` holds one array per grouping, one entry per respondent. A grouping of the counts that the
    answers do not have is added up; so is the last one, while a cell has fewer than
    :data:`FEWEST_IN_A_CELL` respondents (one or two people cannot stand for a stratum), but the first
    ``always`` groupings are kept.

    Respondents with a blank label become a stratum that was seen in full, and their places are taken from the
    strata they may belong to, in proportion to the unseen people there, so that the total stays what was
    counted.

    Raises ``ValueError`` where a group is not in the counts, or more people answered than were counted.
    """
    if counts is None:
        return StaffFrame((), ((),), (None,), np.zeros(respondents, dtype=np.int64))
    by = tuple(name for name in counts.by if name in labels)
    while True:
        invited = _added_up(counts, by)
        columns = [labels[name].tolist() for name in by]
        respondent_keys: list[Key] = list(zip(*columns, strict=True)) if by else [()] * respondents
        answered = {**dict.fromkeys(invited, 0), **Counter(respondent_keys)}
        _check(answered, invited)
        if len(by) <= always or not _has_small_cell(answered, invited):
            break
        by = by[:-1]
    for key in sorted(key for key in answered if key not in invited):
        _make_room(key, answered, invited)
    keys = tuple(invited)
    position = {key: index for index, key in enumerate(keys)}
    return StaffFrame(
        by=by,
        keys=keys,
        invited=tuple(invited.values()),
        stratum_of=np.array([position[key] for key in respondent_keys], dtype=np.int64),
    )


def _has_small_cell(answered: Mapping[Key, int], invited: Mapping[Key, int]) -> bool:
    """A cell that says too little about its own unseen people to be a stratum."""
    return any(answered[key] < min(FEWEST_IN_A_CELL, count) for key, count in invited.items())


def _added_up(counts: StaffCounts, by: Sequence[str]) -> dict[Key, int]:
    """Invited staff by these groupings of the counts alone."""
    positions = [counts.by.index(name) for name in by]
    totals: dict[Key, int] = {}
    for key, count in counts.counts.items():
        kept = tuple(key[position] for position in positions)
        totals[kept] = totals.get(kept, 0) + count
    return totals


def _check(answered: Mapping[Key, int], invited: Mapping[Key, int]) -> None:
    for key, count in answered.items():
        name = ", ".join(key) or "the partnership"
        if key not in invited and "" not in key:
            raise ValueError(f"{count} people answered from {name}, but the staff counts do not name it")
        if key in invited and count > invited[key]:
            raise ValueError(f"{count} people answered from {name}, but the staff counts have {invited[key]}")


def _make_room(partial: Key, answered: Mapping[Key, int], invited: dict[Key, int]) -> None:
    """Take the places of people with a blank label from the unseen people they may be among."""
    room = {
        key: invited[key] - answered[key]
        for key in invited
        if "" not in key and all(blank in ("", label) for blank, label in zip(partial, key, strict=True))
    }
    wanted, everyone = answered[partial], sum(room.values())
    if wanted > everyone:
        raise ValueError(
            f"{wanted} people answered without saying which group they are in, "
            f"but the staff counts leave room for {everyone}"
        )
    taken = {key: wanted * places // everyone for key, places in room.items()}
    by_remainder = sorted(room, key=lambda key: (-(wanted * room[key] % everyone), key))
    for key in by_remainder[: wanted - sum(taken.values())]:
        taken[key] += 1
    for key, places in taken.items():
        invited[key] -= places
    invited[partial] = wanted
