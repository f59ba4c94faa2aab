"""Scores of people on a dimension, 0–10, as exact whole numbers.

The rule, as printed in reports: a person has a score on a dimension when they gave a scale value to **more
than half** of its items that they were asked (3 of 4, 3 of 5, 2 of 3, 2 of 2, 1 of 1, 6 of 11). The score
is the mean of those values, moved to 0–10. "Don't know" and a blank count as asked; an item that was never
asked of a person (:attr:`AnswerCode.NOT_ASKED`) leaves the count, so that routing costs nobody their score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet_method.responses.matrix import AnswerCode

HIGHEST_SCORE = 10.0
"""The top of the scale on which every score is reported; the bottom is 0."""

LARGEST_SUM = 2**63 - 1
"""Sums above this would not be exact in int64, and are refused."""


@dataclass(frozen=True, slots=True)
class Scores:
    """One dimension's scores: ``score = 10 * numerator / denominator``.

    Numerators are whole numbers with one denominator, so their sums are exact, in whatever order or
    part they are added. Arrays have one entry per person, except ``attainable``.
    """

    numerators: NDArray[np.int64]  # -1 where a person has no score
    denominator: int
    attainable: NDArray[np.int64]  # numerators that complete answers can have, in order
    answered: NDArray[np.int64]  # items with a scale value
    asked: NDArray[np.int64]  # items that were asked
    cant_say: NDArray[np.int64]  # items answered "don't know / not my role"

    @property
    def scored(self) -> NDArray[np.bool_]:
        """Which people have a score."""
        has_score: NDArray[np.bool_] = self.numerators >= 0
        return has_score

    @property
    def values(self) -> NDArray[np.float64]:
        """Scores 0–10, ``nan`` where a person has none."""
        return np.where(self.scored, HIGHEST_SCORE * self.numerators / self.denominator, np.nan)

    @property
    def mean(self) -> float | None:
        """Mean score of the people who have one, from the exact sum; ``None`` where nobody has."""
        people = int(self.scored.sum())
        if people == 0:
            return None
        total = int(self.numerators[self.scored].sum())
        return HIGHEST_SCORE * total / (self.denominator * people)

    @property
    def cant_say_share(self) -> float | None:
        """Share 0–1 of all asked items that were answered "don't know"; ``None`` where nothing was asked."""
        asked = int(self.asked.sum())
        return int(self.cant_say.sum()) / asked if asked else None


def has_enough_answers(answered: NDArray[np.int64], asked: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The rule for missing items: a scale value on more than half of the items asked."""
    enough: NDArray[np.bool_] = 2 * answered > asked
    return enough


def score_weights(items: int) -> NDArray[np.int64]:
    """Weight of a person's sum by how many items they answered, index 0 (never used) to ``items``.

    With L the least common multiple of the counts, the weight is L / answered: 20, 15, 12 for 3, 4, 5 of
    five items.
    """
    multiple = math.lcm(*range(1, items + 1))
    return np.array([0, *(multiple // answered for answered in range(1, items + 1))], dtype=np.int64)


def score_denominator(*, items: int, lowest: int, highest: int) -> int:
    """The numerator of the highest score: L × (highest − lowest)."""
    return math.lcm(*range(1, items + 1)) * (highest - lowest)


def check_scale(*, items: int, lowest: int, highest: int, reversed_items: Sequence[bool]) -> None:
    """Refuse a dimension that cannot be scored: ``ValueError`` says why."""
    if items < 1:
        raise ValueError("a dimension needs at least one item")
    if not 0 <= lowest < highest:
        raise ValueError(f"a scale needs 0 <= lowest < highest, not {lowest} to {highest}")
    if len(reversed_items) != items:
        raise ValueError(f"{len(reversed_items)} reversals for {items} items")


def check_answers(answers: NDArray[np.int8], *, lowest: int, highest: int) -> None:
    """``ValueError`` where an answer is neither a scale value nor an :class:`AnswerCode`."""
    known = ((answers >= lowest) & (answers <= highest)) | ((answers < 0) & (answers >= min(AnswerCode)))
    if not known.all():
        wrong = int(answers[~known][0])
        raise ValueError(f"{wrong} is neither on the scale {lowest} to {highest} nor an answer code")


def turn_round(
    answers: NDArray[np.int8], *, lowest: int, highest: int, reversed_items: Sequence[bool]
) -> NDArray[np.int8]:
    """Answers with reversed items counted from the other end: ``lowest + highest − x``. Codes stay.

    ``answers`` has shape (people, items); the result is a new array of the same shape. Reliability and
    agreement take answers turned round. Raises ``ValueError`` for an unknown answer.
    """
    check_scale(items=answers.shape[1], lowest=lowest, highest=highest, reversed_items=reversed_items)
    check_answers(answers, lowest=lowest, highest=highest)
    to_turn = (answers >= 0) & np.asarray(reversed_items, dtype=np.bool_)
    # In int16: on a scale that ends at 100, lowest + highest − x may pass through values above int8's 127.
    turned = np.where(to_turn, np.int16(lowest + highest) - answers.astype(np.int16), answers)
    return np.asfortranarray(turned, dtype=np.int8)


def score_dimension(
    answers: NDArray[np.int8], *, lowest: int, highest: int, reversed_items: Sequence[bool]
) -> Scores:
    """Score people on one dimension.

    ``answers`` has shape (people, items), as people chose them: whole scale values ``lowest`` to
    ``highest`` or a negative :class:`AnswerCode`. With s the sum of ``x − lowest`` (``highest − x`` where
    reversed) over the a items answered, the numerator is s × L / a and the denominator L × (highest −
    lowest), L = lcm(1 … items).

    Raises ``ValueError`` for an unknown answer, or so many items and people that a sum might not be exact.
    """
    people, items = answers.shape
    turned = turn_round(answers, lowest=lowest, highest=highest, reversed_items=reversed_items)
    denominator = score_denominator(items=items, lowest=lowest, highest=highest)
    if denominator * max(people, 1) > LARGEST_SUM:
        raise ValueError(f"{people} people's scores on {items} items cannot be summed exactly")

    has_value = turned >= 0
    answered = has_value.sum(axis=1, dtype=np.int64)
    asked = (turned != AnswerCode.NOT_ASKED).sum(axis=1, dtype=np.int64)
    above_lowest = np.where(has_value, turned.astype(np.int64) - lowest, 0).sum(axis=1)
    numerators = above_lowest * score_weights(items)[answered]
    return Scores(
        numerators=np.where(has_enough_answers(answered, asked), numerators, -1),
        denominator=denominator,
        attainable=np.arange(items * (highest - lowest) + 1, dtype=np.int64) * score_weights(items)[items],
        answered=answered,
        asked=asked,
        cant_say=(turned == AnswerCode.CANT_SAY).sum(axis=1, dtype=np.int64),
    )
