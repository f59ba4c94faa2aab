"""Scores and reliability of many groups and dimensions in one pass over a large answer matrix.

For thousands of partnerships (or rounds, or organisations) at once: the same whole-number sums as
:func:`poet_method.scales.score_dimension` and :func:`poet_method.scales.cronbach_alpha` would give group by
group. ``benchmarks/scoring_throughput.py`` measures it.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from poet_method.responses.matrix import AnswerCode
from poet_method.scales.pattern_sums import (
    LONGEST_SEGMENT,
    Arithmetic,
    DimensionColumns,
    PatternTable,
    Workspace,
    field_names,
)
from poet_method.scales.scoring import HIGHEST_SCORE, LARGEST_SUM

_BLOCK = 131_072  # rows worked on at a time; 8,192 to 524,288 were tried


@dataclass(frozen=True, slots=True)
class GroupedScores:
    """Results by group (rows) and dimension (columns), in the order given; ``nan`` where not computable."""

    people: NDArray[np.int64]  # (groups,), whether they have a score or not
    scored: NDArray[np.int64]  # people with a score
    numerators: NDArray[np.int64]  # exact sum of their scores' numerators
    denominators: NDArray[np.int64]  # (dimensions,)
    complete: NDArray[np.int64]  # people with a value on every item: what the next two rest on
    alpha: NDArray[np.float64]  # Cronbach's alpha, complete cases
    mean_item_variance: NDArray[np.float64]  # mean over items, n − 1: r_wg(j) is made from it

    @property
    def means(self) -> NDArray[np.float64]:
        """Mean score 0–10."""
        with np.errstate(invalid="ignore"):
            return HIGHEST_SCORE * self.numerators / (self.denominators * self.scored)


@dataclass(frozen=True, slots=True)
class _Segments:
    """Groups cut into pieces of at most :data:`LONGEST_SEGMENT` rows; an empty group has none."""

    starts: NDArray[np.intp]  # first row of each segment
    first: NDArray[np.intp]  # first segment of each group that has rows
    filled: NDArray[np.bool_]  # (groups,) which groups have rows
    rows: int


def score_groups(
    answers: NDArray[np.int8],
    group_starts: NDArray[np.intp],
    dimensions: Sequence[DimensionColumns],
    *,
    threads: int = 2,
) -> GroupedScores:
    """Score every dimension in every group.

    ``answers`` has shape (people, columns), int8, values as chosen or an :class:`AnswerCode`, rows sorted
    by group and column-major (else each column is gathered at a cost). Group g is the rows from
    ``group_starts[g]`` up to the next start (the last: to the end); equal starts make an empty group.
    Dimensions are shared among ``threads``; the result does not depend on how many. Raises ``ValueError``
    for starts that are not in order from 0 and for unknown answers.
    """
    sizes = _group_sizes(group_starts, people=answers.shape[0])
    for dimension in dimensions:
        _check_exact(dimension, largest_group=int(sizes.max()))
    segments = _segments(sizes)
    kinds = {dimension.scoring: dimension for dimension in dimensions}
    with ThreadPoolExecutor(max_workers=threads) as pool:
        # Dimensions that are scored alike share one table.
        methods = dict(zip(kinds, pool.map(_method, kinds.values()), strict=True))
        sums = list(pool.map(lambda d: _group_sums(answers, d, segments, methods[d.scoring]), dimensions))
    by_field = [
        dict(zip(field_names(d.items), s, strict=True)) for d, s in zip(dimensions, sums, strict=True)
    ]
    spread = [_alpha_and_variance(fields, d.items) for fields, d in zip(by_field, dimensions, strict=True)]

    def stacked(name: str) -> NDArray[np.int64]:
        return np.array([fields[name] for fields in by_field], dtype=np.int64).reshape(-1, len(sizes)).T

    return GroupedScores(
        people=sizes,
        scored=stacked("scored"),
        numerators=stacked("numerator"),
        denominators=np.array([dimension.denominator for dimension in dimensions], dtype=np.int64),
        complete=stacked("complete"),
        alpha=np.array([alpha for alpha, _ in spread]).reshape(-1, len(sizes)).T,
        mean_item_variance=np.array([variance for _, variance in spread]).reshape(-1, len(sizes)).T,
    )


def _group_sizes(group_starts: NDArray[np.intp], *, people: int) -> NDArray[np.int64]:
    if len(group_starts) == 0 or int(group_starts[0]) != 0:
        raise ValueError("the first group must start at row 0")
    sizes = np.diff(group_starts, append=people).astype(np.int64)
    if (sizes < 0).any():
        raise ValueError("group starts must be in order and inside the answers")
    return sizes


def _check_exact(dimension: DimensionColumns, *, largest_group: int) -> None:
    highest_total = dimension.items * (dimension.highest - dimension.lowest)
    if max(largest_group * dimension.denominator, (largest_group * highest_total) ** 2) > LARGEST_SUM:
        raise ValueError(f"{largest_group} people on {dimension.items} items cannot be summed exactly")


def _segments(sizes: NDArray[np.int64]) -> _Segments:
    pieces = -(-sizes // LONGEST_SEGMENT)
    first = np.cumsum(pieces) - pieces
    group = np.repeat(np.arange(len(sizes)), pieces)
    piece = np.arange(len(group)) - first[group]
    group_starts = np.cumsum(sizes) - sizes
    filled = sizes > 0
    return _Segments(
        starts=(group_starts[group] + piece * LONGEST_SEGMENT).astype(np.intp),
        first=first[filled].astype(np.intp),
        filled=filled,
        rows=int(sizes.sum()),
    )


def _method(dimension: DimensionColumns) -> PatternTable | Arithmetic:
    return PatternTable(dimension) if PatternTable.fits(dimension) else Arithmetic(dimension)


def _group_sums(
    answers: NDArray[np.int8],
    dimension: DimensionColumns,
    segments: _Segments,
    method: PatternTable | Arithmetic,
) -> NDArray[np.int64]:
    """Every field of one dimension, summed by group: shape (fields, groups)."""
    sums = np.zeros((len(field_names(dimension.items)), len(segments.filled)), dtype=np.int64)
    if segments.rows == 0:
        return sums
    columns = [answers[:, column] for column in dimension.columns]
    for column in columns:
        if int(column.min()) < min(AnswerCode) or int(column.max()) > dimension.highest:
            raise ValueError(_unknown_answers(dimension))
    fields = _segment_sums(columns, segments, method)
    if fields[-1].any():
        raise ValueError(_unknown_answers(dimension))
    sums[:, segments.filled] = np.add.reduceat(fields, segments.first, axis=1)
    return sums


def _segment_sums(
    columns: Sequence[NDArray[np.int8]], segments: _Segments, method: PatternTable | Arithmetic
) -> NDArray[np.int64]:
    """Every field summed by segment, worked out in blocks of whole segments."""
    starts = segments.starts
    packed = np.empty((method.words, len(starts)), dtype=np.int64)
    workspace = Workspace(_BLOCK + LONGEST_SEGMENT)
    # A block begins with the first segment that starts in each stretch of _BLOCK rows.
    edges = [*np.flatnonzero(np.diff(starts // _BLOCK, prepend=-1)), len(starts)]
    ends = [*starts[edges[1:-1]], segments.rows]
    for (begin, end), last_row in zip(pairwise(edges), ends, strict=True):
        first_row = starts[begin]
        rows = [column[first_row:last_row] for column in columns]
        packed[:, begin:end] = method.add_up(rows, starts[begin:end] - first_row, workspace)
    return method.unpack(packed)


def _unknown_answers(dimension: DimensionColumns) -> str:
    return (
        f"columns {dimension.columns} hold a value that is neither on the scale "
        f"{dimension.lowest} to {dimension.highest} nor an answer code"
    )


def _alpha_and_variance(
    fields: dict[str, NDArray[np.int64]], items: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cronbach's alpha and the mean item variance of each group, from its sums over complete answers."""
    people = fields["complete"]
    item_sums = np.array([fields[f"item {item}"] for item in range(items)])
    # n² times a variance with n in the denominator, in whole numbers.
    of_items = people * fields["squares"] - (item_sums**2).sum(axis=0)
    of_total = people * fields["total squares"] - item_sums.sum(axis=0) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha = (
            items / (items - 1) * (1.0 - of_items / of_total) if items > 1 else np.full(len(people), np.nan)
        )
        variance = of_items / (people * (people - 1) * items)
    return np.where(of_total > 0, alpha, np.nan), np.where(people > 1, variance, np.nan)
