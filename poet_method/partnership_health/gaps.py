"""Where groups differ: the largest gap between two shown groups, and whether chance explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet_method.partnership_health.result import GroupGap
from poet_method.scales import PopulationPosterior
from poet_method.scales.population import share_of_draws


@dataclass(frozen=True, slots=True)
class LargestGap:
    """The gap as printed, and ``p_chance``: how often groups that agree would show a gap as clear as this."""

    gap: GroupGap
    p_chance: float


def largest_gap(groups: Mapping[str, PopulationPosterior], *, level: float) -> LargestGap | None:
    """The largest difference of means between two of these groups; ``None`` for fewer than two.

    Everything about a gap treats the invited staff as a sample of the people who might work there
    (``underlying``): in a small team that answered in full every gap is real, but it may come from who
    happens to work there now.

    ``p_chance`` allows for having looked at every pair: it is the share of draws in which the most extreme
    difference between the groups, each moved to a common mean and each pair measured in its own standard
    deviation, is at least as extreme as the largest gap (single-step max-T; Westfall & Young 1993,
    Resampling-Based Multiple Testing; both directions count, so it is two-sided).
    """
    if len(groups) < 2:
        return None
    names = list(groups)
    means = np.array([groups[name].mean for name in names])
    draws = np.array([groups[name].underlying for name in names])
    high, low = int(np.argmax(means)), int(np.argmin(means))
    if means[high] == means[low]:
        high, low = 0, 1
    difference = float(means[high] - means[low])
    differences = draws[high] - draws[low]
    ends = np.quantile(differences, [(1 - level) / 2, (1 + level) / 2])
    gap = GroupGap(
        higher=names[high],
        lower=names[low],
        difference=difference,
        low=min(float(ends[0]), difference),
        high=max(float(ends[1]), difference),
        p_order_wrong=share_of_draws(differences <= 0),
    )
    clearness = difference / float(np.std(differences))
    return LargestGap(gap, _share_as_extreme(draws, clearness))


def _share_as_extreme(draws: NDArray[np.float64], clearness: float) -> float:
    """Share of draws whose most extreme standardised difference, means set equal, reaches ``clearness``."""
    centred = draws - draws.mean(axis=1, keepdims=True)
    most_extreme = np.zeros(draws.shape[1])
    for first in range(len(draws)):
        for second in range(first + 1, len(draws)):
            differences = centred[first] - centred[second]
            np.maximum(most_extreme, np.abs(differences) / differences.std(), out=most_extreme)
    return share_of_draws(most_extreme >= clearness)
