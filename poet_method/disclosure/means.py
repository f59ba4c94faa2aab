"""What a reader can work out about a hidden group's mean from the means that are published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeanBounds:
    """The tightest bounds of one hidden group's mean, in score points."""

    group: str
    lower: float
    upper: float

    @property
    def width(self) -> float:
        """How much stays unknown, in score points."""
        return self.upper - self.lower


def audit_means(
    counts: Mapping[str, int],
    shown_means: Mapping[str, float],
    total_mean: float,
    *,
    decimals: int,
    lowest: float = 0.0,
    highest: float = 10.0,
) -> tuple[MeanBounds, ...]:
    """Bounds on the mean of every group in ``counts`` that ``shown_means`` leaves out.

    The reader is given more than a report says: the number of answers of *every* group. Each published mean
    m stands for [m - h, m + h] with h = ½·10^-decimals, and every mean lies between ``lowest`` and
    ``highest``. With hidden groups H the identity Σ n_g·m_g = N·m bounds Σ_H n_g·m_g; one group's bounds
    follow with the other hidden groups at their extremes. A single hidden group is thus known to about ±
    2·h·N/n.

    The identity is that of a headcount mean. For a mean weighted by invited staff, give those numbers as
    ``counts``. Published standard deviations would need their own audit. Raises ``ValueError`` where groups
    do not match, a count is not positive, or no hidden means agree with what is published.
    """
    if unknown := set(shown_means) - set(counts):
        raise ValueError(f"no count for {sorted(unknown)}")
    if any(count < 1 for count in counts.values()):
        raise ValueError("every group needs at least one answer")
    half = 0.5 * 10.0**-decimals

    def limits(mean: float) -> tuple[float, float]:
        return max(mean - half, lowest), min(mean + half, highest)

    answers = sum(counts.values())
    rest_low, rest_high = (answers * limit for limit in limits(total_mean))
    for group, mean in shown_means.items():
        low, high = limits(mean)
        rest_low -= counts[group] * high
        rest_high -= counts[group] * low
    hidden = {group: count for group, count in counts.items() if group not in shown_means}
    hidden_answers = sum(hidden.values())
    slack = 1e-9 * answers * max(abs(lowest), abs(highest))
    if rest_low > hidden_answers * highest + slack or rest_high < hidden_answers * lowest - slack:
        raise ValueError("no hidden means agree with the published ones")
    bounds = []
    for group, count in hidden.items():
        others = hidden_answers - count
        lower = max(lowest, (rest_low - others * highest) / count)
        upper = min(highest, (rest_high - others * lowest) / count)
        bounds.append(MeanBounds(group, lower, upper))
    return tuple(bounds)
