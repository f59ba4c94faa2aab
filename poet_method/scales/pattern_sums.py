"""Exact sums of one dimension over consecutive rows, for :mod:`poet_method.scales.grouped`.

A *field* is a whole number that every person adds to their group: :func:`field_names` lists them. Two ways
to sum them over segments of rows give the same numbers:

* :class:`PatternTable`, for few enough possible answer patterns (four five-point items have 9⁴): a
  person's answers become one number, which looks up several packed fields at a time;
* :class:`Arithmetic`, for any number of items and scale points, many times slower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet_method.responses.matrix import AnswerCode
from poet_method.scales.scoring import check_scale, has_enough_answers, score_denominator, score_weights

LONGEST_SEGMENT = 1023
"""Rows in a segment: with more, the packed fields of four five-point items would not fit into two words."""

_MOST_PATTERNS = 2**15  # a pattern's number is held in int16
_WORD_BITS = 64

Scoring = tuple[int, int, tuple[bool, ...]]
"""A dimension's lowest and highest value and which of its items are reversed."""


@dataclass(frozen=True, slots=True)
class DimensionColumns:
    """Where one dimension stands in a wide answer matrix, and how it is scored."""

    columns: tuple[int, ...]
    lowest: int
    highest: int
    reversed_items: tuple[bool, ...]

    def __post_init__(self) -> None:
        check_scale(
            items=self.items, lowest=self.lowest, highest=self.highest, reversed_items=self.reversed_items
        )

    @property
    def items(self) -> int:
        """How many items."""
        return len(self.columns)

    @property
    def scoring(self) -> Scoring:
        """What two dimensions share when the same answers score alike."""
        return self.lowest, self.highest, self.reversed_items

    @property
    def denominator(self) -> int:
        """What numerators are divided by, as in :class:`poet_method.scales.Scores`."""
        return score_denominator(items=self.items, lowest=self.lowest, highest=self.highest)


def field_names(items: int) -> tuple[str, ...]:
    """The fields, in the order of every array of sums here.

    ``item 0`` …: the item's value above the scale's lowest; ``squares``: the sum of their squares over
    items; ``total squares``: the square of the sum (all three for complete answers only); ``complete``;
    ``scored``; ``numerator``: as in :class:`poet_method.scales.Scores`, 0 for no score; ``unknown``: an
    answer that is no answer.
    """
    own = tuple(f"item {item}" for item in range(items))
    return (*own, "squares", "complete", "scored", "numerator", "total squares", "unknown")


def person_fields(answers: NDArray[np.int8], dimension: DimensionColumns) -> NDArray[np.int64]:
    """Every field of every row of ``answers`` (rows, items): shape (fields, rows)."""
    values = answers.astype(np.int64)
    has_value = (values >= dimension.lowest) & (values <= dimension.highest)
    turned = np.where(dimension.reversed_items, dimension.highest - values, values - dimension.lowest)
    above_lowest = np.where(has_value, turned, 0)
    answered = has_value.sum(axis=1, dtype=np.int64)
    asked = (values != AnswerCode.NOT_ASKED).sum(axis=1, dtype=np.int64)
    complete = answered == dimension.items
    scored = has_enough_answers(answered, asked)
    total = above_lowest.sum(axis=1)
    of_complete = np.where(complete[:, np.newaxis], above_lowest, 0)
    unknown = ~has_value & ((values >= 0) | (values < min(AnswerCode)))
    return np.vstack(
        [
            of_complete.T,
            (of_complete**2).sum(axis=1),
            complete,
            scored,
            np.where(scored, total * score_weights(dimension.items)[answered], 0),
            np.where(complete, total**2, 0),
            unknown.any(axis=1),
        ]
    )


class Workspace:
    """Room for the steps of one thread's work on a block of rows, used again for the next block."""

    def __init__(self, rows: int) -> None:
        self.pattern = np.empty(rows, dtype=np.int16)
        self.index = np.empty(rows, dtype=np.intp)
        self.found = np.empty(rows, dtype=np.uint64)


class Arithmetic:
    """Sums of :func:`person_fields`, worked out person by person."""

    def __init__(self, dimension: DimensionColumns) -> None:
        self._dimension = dimension

    @property
    def words(self) -> int:
        """How many numbers a segment's sums take: here one a field."""
        return len(field_names(self._dimension.items))

    def add_up(
        self, columns: Sequence[NDArray[np.int8]], starts: NDArray[np.intp], workspace: Workspace
    ) -> NDArray[np.int64]:
        """Sums over the segments that begin at ``starts``: shape (words, segments)."""
        fields = person_fields(np.column_stack(columns), self._dimension)
        return np.add.reduceat(fields, starts, axis=1)

    def unpack(self, sums: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sums by field: already so here."""
        return sums


class PatternTable:
    """The same sums through lookup tables of packed fields.

    With base b = highest + 4 (the answers −3 … highest), a row's pattern is Σ (answer + 3) × bⁱ. Each table
    word packs fields side by side, each wide enough for the sum of :data:`LONGEST_SEGMENT` rows, so that one
    addition adds them all and none runs into the next.
    """

    def __init__(self, dimension: DimensionColumns) -> None:
        self._base = _base(dimension)
        fields = person_fields(_all_patterns(base=self._base, items=dimension.items), dimension)
        self._places = _places(fields.max(axis=1) * LONGEST_SEGMENT)
        self._tables = np.zeros((self.words, fields.shape[1]), dtype=np.uint64)
        for field, (word, shift, _) in zip(fields, self._places, strict=True):
            self._tables[word] |= field.astype(np.uint64) << np.uint64(shift)
        # The + 3 of every item at once.
        self._offset = -min(AnswerCode) * sum(self._base**item for item in range(dimension.items))

    @staticmethod
    def fits(dimension: DimensionColumns) -> bool:
        """Whether the dimension has few enough patterns."""
        patterns: int = _base(dimension) ** dimension.items
        return patterns <= _MOST_PATTERNS

    @property
    def words(self) -> int:
        """How many packed numbers a segment's sums take."""
        return 1 + max(word for word, _, _ in self._places)

    def add_up(
        self, columns: Sequence[NDArray[np.int8]], starts: NDArray[np.intp], workspace: Workspace
    ) -> NDArray[np.int64]:
        """Packed sums over the segments that begin at ``starts``: shape (words, segments).

        Answers must lie between the codes and ``highest``; the caller has looked.
        """
        rows = len(columns[0])
        pattern, index, found = workspace.pattern[:rows], workspace.index[:rows], workspace.found[:rows]
        np.copyto(pattern, columns[-1])
        for column in reversed(columns[:-1]):
            np.multiply(pattern, np.int16(self._base), out=pattern)
            np.add(pattern, column, out=pattern)
        np.add(pattern, np.int16(self._offset), out=pattern)
        np.copyto(index, pattern)
        sums = np.empty((self.words, len(starts)), dtype=np.uint64)
        for word, table in enumerate(self._tables):
            table.take(index, out=found, mode="clip")  # "clip" only because it is the faster loop
            np.add.reduceat(found, starts, out=sums[word])
        return sums.view(np.int64)

    def unpack(self, sums: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sums by field, shape (fields, segments), from packed sums."""
        packed = sums.view(np.uint64)
        fields = [
            (packed[word] >> np.uint64(shift)) & np.uint64((1 << bits) - 1)
            for word, shift, bits in self._places
        ]
        return np.array(fields, dtype=np.int64)


def _base(dimension: DimensionColumns) -> int:
    """How many different answers one item can hold, codes and values below the scale's lowest included."""
    return dimension.highest + 1 - min(AnswerCode)


def _all_patterns(*, base: int, items: int) -> NDArray[np.int8]:
    """Row p holds the answers whose pattern is p: shape (base ** items, items)."""
    numbers = np.arange(base**items)
    digits = [numbers // base**item % base for item in range(items)]
    return (np.column_stack(digits) + min(AnswerCode)).astype(np.int8)


def _places(largest: NDArray[np.int64]) -> tuple[tuple[int, int, int], ...]:
    """(word, shift, bits) of each field, put side by side in order; a field never crosses words."""
    places: list[tuple[int, int, int]] = []
    word = shift = 0
    for bits in (max(1, int(value).bit_length()) for value in largest):
        if shift + bits > _WORD_BITS:
            word, shift = word + 1, 0
        places.append((word, shift, bits))
        shift += bits
    return tuple(places)
