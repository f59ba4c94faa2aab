"""How alike people of one group answer: r_wg, r_wg(j), Lindell's r*_wg(j), a_wg and the average deviation.

Answers have shape (people, items) with any negative code for "no scale value"; a person counts when they
have a value on **every** item of the dimension (complete cases), so that all items rest on the same people.
Turning reversed items round changes none of these. Variances have n − 1 in the denominator.
``scale_values`` are the values that can be chosen, for example ``(1, 2, 3, 4, 5)``. Conventions follow R's
``multilevel``: r_wg and r_wg(j) stop at 0, r*_wg(j) and a_wg may be negative. All need at least two people,
or are ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from poet_method.scales import complete_cases, item_covariances

Centre = Literal["mean", "median"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Every index for one group and one dimension. ``None`` where it cannot be computed."""

    people: int  # with a value on every item
    r_wg_j: float | None  # 0–1
    r_wg_j_lindell: float | None
    a_wg: float | None  # −1 to 1
    average_deviation: float | None  # about the mean, in scale points
    average_deviation_median: float | None  # about the median, in scale points


def uniform_variance(scale_values: Sequence[int]) -> float:
    """Variance if all answers were equally likely, r_wg's null: (A² − 1) / 12 for A values one apart."""
    if len(set(scale_values)) < 2:
        raise ValueError("a scale needs at least two values")
    return float(np.var(np.asarray(scale_values, dtype=np.float64)))


def r_wg(answers: NDArray[np.int8], *, scale_values: Sequence[int]) -> float | None:
    """Agreement on one item, answers of shape (people,): 1 − s² / uniform variance, not below 0.

    James, Demaree & Wolf 1984, *Journal of Applied Psychology* 69.
    """
    return r_wg_j(answers[:, np.newaxis], scale_values=scale_values)


def r_wg_j(answers: NDArray[np.int8], *, scale_values: Sequence[int]) -> float | None:
    """Agreement on j items: j r / (j r + 1 − r), r = 1 − mean item variance / uniform variance, not below 0.

    James, Demaree & Wolf 1984, *Journal of Applied Psychology* 69.
    """
    variance = _mean_item_variance(answers)
    if variance is None:
        return None
    of_one = r_wg_j_from_variance(np.array([variance]), items=answers.shape[1], scale_values=scale_values)
    return float(of_one[0])


def r_wg_j_from_variance(
    mean_item_variance: NDArray[np.float64], *, items: int, scale_values: Sequence[int]
) -> NDArray[np.float64]:
    """r_wg(j) of many groups from their mean item variances (n − 1); ``nan`` stays ``nan``."""
    share = np.minimum(mean_item_variance / uniform_variance(scale_values), 1.0)
    agreement: NDArray[np.float64] = items * (1.0 - share) / (items * (1.0 - share) + share)
    return agreement


def r_wg_j_lindell(answers: NDArray[np.int8], *, scale_values: Sequence[int]) -> float | None:
    """Agreement that does not grow with the number of items: 1 − mean item variance / uniform variance.

    Lindell, Brandt & Whitney 1999, *Applied Psychological Measurement* 23. Negative where answers are more
    spread than chance.
    """
    variance = _mean_item_variance(answers)
    return None if variance is None else 1.0 - variance / uniform_variance(scale_values)


def a_wg(answers: NDArray[np.int8], *, scale_values: Sequence[int]) -> float | None:
    """Agreement against the most disagreement possible at the observed mean, mean over items; −1 to 1.

    Per item 1 − 2 s² (n − 1) / (n ((H + L) M − M² − H L)), with L and H the ends of the scale: Brown &
    Hauenstein 2005, *Organizational Research Methods* 8. When all give the same answer it is 1. An item is
    left out when its mean is so near an end (within (H − L) / n) that the formula cannot be interpreted, as
    its authors say; ``None`` where that leaves no item.
    """
    complete = complete_cases(answers).astype(np.float64)
    people = len(complete)
    if people < 2 or complete.shape[1] == 0:
        return None
    lowest, highest = min(scale_values), max(scale_values)
    mean = complete.mean(axis=0)
    variance = complete.var(axis=0, ddof=1)
    from_ends = (highest - mean) * (mean - lowest)  # = (H + L) M − M² − H L
    unanimous = np.ptp(complete, axis=0) == 0
    # In whole numbers (sums, not means), so that a mean exactly on the limit counts.
    total = complete.sum(axis=0)
    room = np.minimum(total - people * lowest, people * highest - total)
    meant = unanimous | (room >= highest - lowest)
    if not meant.any():
        return None
    most = np.where(unanimous, 1.0, from_ends * people / (people - 1))
    return float((1.0 - 2.0 * variance / most)[meant].mean())


def average_deviation(answers: NDArray[np.int8], *, about: Centre = "mean") -> float | None:
    """Mean distance of answers from the group's mean (or median), mean over items, in scale points.

    Burke, Finkelstein & Dusig 1999, *Organizational Research Methods* 2.
    """
    complete = complete_cases(answers).astype(np.float64)
    if len(complete) < 2 or complete.shape[1] == 0:
        return None
    centre = complete.mean(axis=0) if about == "mean" else np.median(complete, axis=0)
    return float(np.abs(complete - centre).mean())


def agreement(answers: NDArray[np.int8], *, scale_values: Sequence[int]) -> Agreement:
    """Every index for one group."""
    return Agreement(
        people=len(complete_cases(answers)),
        r_wg_j=r_wg_j(answers, scale_values=scale_values),
        r_wg_j_lindell=r_wg_j_lindell(answers, scale_values=scale_values),
        a_wg=a_wg(answers, scale_values=scale_values),
        average_deviation=average_deviation(answers),
        average_deviation_median=average_deviation(answers, about="median"),
    )


def _mean_item_variance(answers: NDArray[np.int8]) -> float | None:
    items = item_covariances(answers)
    return None if items is None else float(np.diag(items.covariance).mean())
