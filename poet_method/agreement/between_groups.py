"""How much of the difference between people lies between their groups: ICC(1) and ICC(2).

Both come from the one-way analysis of variance of scores by group, with MSB and MSW its mean squares
between and within groups, as in R's ``multilevel`` (Bliese 2000; Shrout & Fleiss 1979, *Psychological
Bulletin* 86). People without a score (``nan``) are left out. Both may be negative (groups more alike than
chance) and are ``None`` for fewer than two groups, where every group has one person, or where all scores
are the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class GroupVariance:
    """A one-way analysis of variance: what the ICCs are made from."""

    people: int
    groups: int
    mean_square_between: float
    mean_square_within: float


def icc1(scores: NDArray[np.float64], groups: NDArray[np.str_]) -> float | None:
    """ICC(1), the share of variance that lies between groups: (MSB − MSW) / (MSB + (m − 1) MSW).

    ``scores`` and ``groups`` have one entry per person; m is the mean group size (people / groups).
    """
    variance = group_variance(scores, groups)
    return None if variance is None else _icc1(variance)


def icc2(scores: NDArray[np.float64], groups: NDArray[np.str_]) -> float | None:
    """ICC(2), the reliability of group means: (MSB − MSW) / MSB. Also ``None`` where all means are equal."""
    variance = group_variance(scores, groups)
    return None if variance is None else _icc2(variance)


def group_variance(scores: NDArray[np.float64], groups: NDArray[np.str_]) -> GroupVariance | None:
    """The analysis of variance of ``scores`` by ``groups``; ``None`` where there is nothing to compare."""
    if scores.shape != groups.shape or scores.ndim != 1:
        raise ValueError(f"scores have shape {scores.shape}, groups {groups.shape}")
    has_score = ~np.isnan(scores)
    values = scores[has_score]
    labels, group_of = np.unique(groups[has_score], return_inverse=True)
    if len(labels) < 2 or len(values) == len(labels) or np.ptp(values) == 0:
        return None
    sizes = np.bincount(group_of)
    means = np.bincount(group_of, weights=values) / sizes
    between = float((sizes * (means - values.mean()) ** 2).sum())
    within = float(((values - means[group_of]) ** 2).sum())
    return GroupVariance(
        people=len(values),
        groups=len(labels),
        mean_square_between=between / (len(labels) - 1),
        mean_square_within=within / (len(values) - len(labels)),
    )


def _icc1(variance: GroupVariance) -> float:
    size = variance.people / variance.groups
    between, within = variance.mean_square_between, variance.mean_square_within
    return (between - within) / (between + (size - 1) * within)


def _icc2(variance: GroupVariance) -> float | None:
    between, within = variance.mean_square_between, variance.mean_square_within
    # Equal group means leave rounding behind, not exactly 0.
    return (between - within) / between if between > 1e-12 * within else None
