"""The answer matrix and its three codes for "no scale value", which mean three different things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class AnswerCode(IntEnum):
    """Why there is no scale value. All negative, so that ``answers >= 0`` means "has a value"."""

    CANT_SAY = -1  # chose "don't know / not my role": excluded from means, reported as a finding
    MISSING = -2  # was asked and left it blank
    NOT_ASKED = -3  # never saw it: routing, or a module that was not chosen


@dataclass(frozen=True, slots=True)
class AnswerMatrix:
    """Answers of respondents (rows) to scored items (columns).

    ``values`` has shape (respondents, items), dtype int8, column-major, values as the respondent chose them
    (reversed items are **not** yet turned round) or an :class:`AnswerCode`. ``groups`` maps a grouping's name
    (``"organisation"``, ``"staff_group"``) to one label per respondent (``""`` where not known).
    """

    item_ids: tuple[str, ...]
    values: NDArray[np.int8]
    groups: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        values = np.asfortranarray(self.values, dtype=np.int8)
        if values.ndim != 2 or values.shape[1] != len(self.item_ids):
            raise ValueError(f"values have shape {values.shape} for {len(self.item_ids)} items")
        if len(set(self.item_ids)) != len(self.item_ids):
            raise ValueError("item ids are not unique")
        if values.size and int(values.min()) < min(AnswerCode):
            raise ValueError(f"unknown answer code {int(values.min())}")
        for name, labels in self.groups.items():
            if labels.shape != (values.shape[0],):
                raise ValueError(
                    f"grouping {name!r} has {labels.shape} labels for {values.shape[0]} respondents"
                )
        object.__setattr__(self, "values", values)

    @property
    def respondents(self) -> int:
        """How many people answered."""
        return int(self.values.shape[0])

    def columns(self, item_ids: Sequence[str]) -> NDArray[np.int8]:
        """The columns of these items, in this order, shape (respondents, len(item_ids))."""
        positions = [self.item_ids.index(item_id) for item_id in item_ids]
        return np.asfortranarray(self.values[:, positions])
