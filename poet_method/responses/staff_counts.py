"""How many staff there are (or were invited), by organisation and perhaps staff group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffCounts:
    """Numbers of invited staff. ``by`` names the groupings of each key, for example ``("organisation",)``."""

    by: tuple[str, ...]
    counts: Mapping[tuple[str, ...], int]

    def __post_init__(self) -> None:
        for key, count in self.counts.items():
            if len(key) != len(self.by):
                raise ValueError(f"{key!r} does not name one group for each of {self.by!r}")
            if count < 1:
                raise ValueError(f"{key!r} has {count} staff; it needs at least 1")

    @property
    def total(self) -> int:
        """All invited staff."""
        return sum(self.counts.values())

    def of(self, grouping: str) -> dict[str, int]:
        """Invited staff by the labels of one grouping; ``KeyError`` where the counts do not know it."""
        if grouping not in self.by:
            raise KeyError(grouping)
        position = self.by.index(grouping)
        totals: dict[str, int] = {}
        for key, count in self.counts.items():
            totals[key[position]] = totals.get(key[position], 0) + count
        return totals
