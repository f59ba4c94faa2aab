"""Many conclusions in one report: Holm's step-down correction."""

from __future__ import annotations

from collections.abc import Sequence


def holm(p_values: Sequence[float], *, error_rate: float) -> tuple[bool, ...]:
    """Which hypotheses are rejected, so that any false rejection happens in at most ``error_rate`` of
    reports.

    The smallest of m values must be at or below ``error_rate / m``, the next ``error_rate / (m - 1)``, and
    so on until one is not (Holm 1979, Scand J Stat 6:65-70). A hypothesis that was not tested is given as
    1.
    """
    rejected = [False] * len(p_values)
    for place, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        if p_values[index] > error_rate / (len(p_values) - place):
            break
        rejected[index] = True
    return tuple(rejected)
