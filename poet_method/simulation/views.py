"""What simulated people think, and how they tick it on a scale.

Each person has a view ``v = m + spread * T(g)`` on 0-10 with ``g`` standard normal and ``T`` the shape of
opinion. They meet a scale of ``k`` points and tick ``round((k - 1) * v / 10 + noise)``, cut off at both
ends. The centre ``m`` is found so that the expected score, after rounding and cutting off, is exactly the
mean asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

Shape = Literal["moderate", "skewed", "polarised"]
ITEM_NOISE = 0.7  # standard deviation of one tick about the view, in scale points


@dataclass(frozen=True, slots=True)
class TrueViews:
    """What a staff population thinks about one dimension.

    ``mean`` is the expected score on 0-10 (strictly between them). ``spread`` is the standard deviation of
    people's views in points, before the scale cuts them off. ``skewed`` has a long tail of low views;
    ``polarised`` has two camps and hardly a middle.
    """

    mean: float
    shape: Shape = "moderate"
    spread: float = 1.8

    def __post_init__(self) -> None:
        if not 0.0 < self.mean < 10.0:
            raise ValueError(f"a mean of {self.mean} cannot be simulated: it must lie between 0 and 10")


def correlated_views(
    rng: np.random.Generator, *, people: int, dimensions: int, correlation: float
) -> NDArray[np.float64]:
    """Standard normal leanings, shape (people, dimensions), any two dimensions correlated as asked."""
    outlook = rng.standard_normal((people, 1))
    own = rng.standard_normal((people, dimensions))
    leanings: NDArray[np.float64] = np.sqrt(correlation) * outlook + np.sqrt(1.0 - correlation) * own
    return leanings


def answer_positions(
    rng: np.random.Generator, leanings: NDArray[np.float64], views: TrueViews, *, items: int, points: int
) -> NDArray[np.int8]:
    """Ticks as positions 0 to points - 1 (reversed items already turned round), shape (people, items)."""
    centre = _centre(views, points)
    view = centre + views.spread * _shaped(leanings, views.shape)
    ticks = view[:, np.newaxis] * (points - 1) / 10.0
    ticks = ticks + ITEM_NOISE * rng.standard_normal((leanings.size, items))
    return np.clip(np.rint(ticks), 0, points - 1).astype(np.int8)


def _shaped(leanings: NDArray[np.float64], shape: Shape) -> NDArray[np.float64]:
    """``T(g)``: mean 0 and standard deviation 1 over a standard normal ``g``."""
    if shape == "moderate":
        return leanings
    if shape == "skewed":  # a lognormal (sigma 0.8), turned so that its long tail is low
        sigma = 0.8
        mean = np.exp(sigma**2 / 2)
        shaped = (mean - np.exp(-sigma * leanings)) / (mean * np.sqrt(np.exp(sigma**2) - 1))
    else:
        shaped = np.sign(leanings) + 0.25 * leanings
        shaped = shaped / np.sqrt(1.0 + 0.25**2 + 2 * 0.25 * np.sqrt(2 / np.pi))
    return np.asarray(shaped, dtype=np.float64)


@lru_cache(maxsize=4096)
def _centre(views: TrueViews, points: int) -> float:
    """The centre whose expected score is ``views.mean``, by bisection (the expected score rises with it)."""
    shaped = views.spread * _shaped(norm.ppf((np.arange(400) + 0.5) / 400), views.shape)
    cuts = np.arange(points - 1) + 0.5
    low, high = -60.0, 70.0
    for _ in range(60):
        centre = (low + high) / 2
        ticks = (centre + shaped)[:, np.newaxis] * (points - 1) / 10.0
        expected = norm.cdf((ticks - cuts) / ITEM_NOISE).sum(axis=1).mean() * 10.0 / (points - 1)
        low, high = (centre, high) if expected < views.mean else (low, centre)
    return (low + high) / 2
