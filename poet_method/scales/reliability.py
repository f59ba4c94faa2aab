"""How consistently the items of a dimension measure one thing.

Every function takes answers of shape (people, items) with reversed items already turned round
(:func:`poet_method.scales.turn_round`) and any negative code for "no scale value". Missing answers are
treated as ``missing`` says: ``"complete"`` uses people with a value on every item; ``"pairwise"`` uses, for
each pair of items, the people with a value on both, as R's ``psych`` does. A statistic that cannot be
computed (fewer than two people or items, no spread) is ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Missing = Literal["complete", "pairwise"]

# Loadings stay below this, so that every item keeps at least 0.5 % of variance of its own (no Heywood cases).
_HIGHEST_LOADING = float(np.sqrt(0.995))

# A sum of covariances this small beside the variances is 0: items that cancel each other out leave no spread.
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class ItemCovariances:
    """How items vary together. Matrices have shape (items, items), n − 1 in the denominators."""

    people: int  # complete answers; for "pairwise" the smallest number behind any pair
    covariance: NDArray[np.float64]
    correlation: NDArray[np.float64]  # nan for an item without spread


@dataclass(frozen=True, slots=True)
class Reliability:
    """Everything said about one dimension's items. ``None`` where it cannot be computed."""

    people: int  # people it rests on, as in :class:`ItemCovariances`
    alpha: float | None
    alpha_standardised: float | None
    omega_total: float | None
    item_rest: tuple[float | None, ...]  # one per item
    alpha_if_dropped: tuple[float | None, ...]  # one per item


def complete_cases(answers: NDArray[np.int8]) -> NDArray[np.int8]:
    """The rows that have a scale value on every item."""
    rows: NDArray[np.int8] = answers[(answers >= 0).all(axis=1)]
    return rows


def item_covariances(answers: NDArray[np.int8], *, missing: Missing = "complete") -> ItemCovariances | None:
    """Covariances and correlations of items, from exact whole-number sums; ``None`` below two people."""
    if answers.ndim != 2:
        raise ValueError(f"answers have shape {answers.shape}, not (people, items)")
    if missing == "complete":
        answers = complete_cases(answers)
    present = (answers >= 0).astype(np.int64)
    values = np.where(answers >= 0, answers, 0).astype(np.int64)
    pairs = present.T @ present  # [i, j]: people with a value on both items
    if not pairs.size or int(pairs.min()) < 2:
        return None
    sums = values.T @ present  # [i, j]: sum of item i over those people
    products = pairs * (values.T @ values) - sums * sums.T
    squares = pairs * ((values**2).T @ present) - sums**2
    spread = np.sqrt(squares.astype(np.float64))
    with np.errstate(invalid="ignore"):
        correlation = products / (spread * spread.T)
    return ItemCovariances(
        people=int(pairs.min()), covariance=products / (pairs * (pairs - 1)), correlation=correlation
    )


def cronbach_alpha(answers: NDArray[np.int8], *, missing: Missing = "complete") -> float | None:
    """Cronbach's alpha of the raw values: k/(k − 1) × (1 − Σ item variances / variance of the sum).

    Cronbach 1951, *Psychometrika* 16. With ``missing="pairwise"`` it is ``psych::alpha``'s raw alpha.
    """
    items = item_covariances(answers, missing=missing)
    return None if items is None else _alpha(items.covariance)


def standardised_alpha(answers: NDArray[np.int8], *, missing: Missing = "complete") -> float | None:
    """Alpha of items brought to the same variance: the formula of alpha over the correlation matrix."""
    items = item_covariances(answers, missing=missing)
    return None if items is None else _alpha(items.correlation)


def item_rest_correlations(
    answers: NDArray[np.int8], *, missing: Missing = "complete"
) -> tuple[float | None, ...]:
    """Correlation of each item with the sum of the others, one per item, in order."""
    items = item_covariances(answers, missing=missing)
    return (None,) * answers.shape[1] if items is None else _item_rest(items.covariance)


def alpha_if_item_dropped(
    answers: NDArray[np.int8], *, missing: Missing = "complete"
) -> tuple[float | None, ...]:
    """Raw alpha of the other items, one per item, in order. Rests on the same people as alpha does."""
    items = item_covariances(answers, missing=missing)
    return (None,) * answers.shape[1] if items is None else _alpha_if_dropped(items.covariance)


def omega_total(answers: NDArray[np.int8], *, missing: Missing = "complete") -> float | None:
    """McDonald's omega total of a one-factor model: 1 − Σ uniquenesses / Σ of all correlations.

    McDonald 1999, *Test Theory*. The factor is fitted to the correlation matrix by minimum residuals (least
    squares off the diagonal); like R's ``psych::omega``, the denominator is the observed variance of the
    sum of standardised items, which differs from the model's (Σ loadings)² + Σ uniquenesses as far as one
    factor does not fit. ``None`` below three items (one factor is then not determined), or where an item
    has no spread.
    """
    items = item_covariances(answers, missing=missing)
    return None if items is None else _omega_total(items.correlation)


def reliability(answers: NDArray[np.int8], *, missing: Missing = "complete") -> Reliability:
    """All of the above from one pass over the answers."""
    items = item_covariances(answers, missing=missing)
    if items is None:
        none = (None,) * answers.shape[1]
        return Reliability(
            len(complete_cases(answers)) if missing == "complete" else 0, None, None, None, none, none
        )
    return Reliability(
        people=items.people,
        alpha=_alpha(items.covariance),
        alpha_standardised=_alpha(items.correlation),
        omega_total=_omega_total(items.correlation),
        item_rest=_item_rest(items.covariance),
        alpha_if_dropped=_alpha_if_dropped(items.covariance),
    )


def one_factor_loadings(correlation: NDArray[np.float64]) -> NDArray[np.float64]:
    """Loadings, shape (items,), that minimise the squared residuals off the diagonal (minres).

    Harman & Jones 1966, *Psychometrika* 31. One loading at a time is set to its best value given the
    others, which never makes the fit worse. The sign is chosen so that the loadings' sum is not negative.
    """
    values, vectors = np.linalg.eigh(correlation)
    loadings: NDArray[np.float64] = vectors[:, -1] * np.sqrt(max(float(values[-1]), 0.0))
    others = correlation - np.diag(np.diag(correlation))
    for _ in range(10_000):
        before = loadings.copy()
        for item in range(len(loadings)):
            weight = float(loadings @ loadings - loadings[item] ** 2)
            if weight > 0.0:
                best = float(others[item] @ loadings) / weight
                loadings[item] = min(max(best, -_HIGHEST_LOADING), _HIGHEST_LOADING)
        if float(np.abs(loadings - before).max()) < 1e-13:
            break
    return -loadings if loadings.sum() < 0 else loadings


def _alpha(matrix: NDArray[np.float64]) -> float | None:
    items, total, own = len(matrix), float(matrix.sum()), float(np.trace(matrix))
    if items < 2 or not total > _ROUNDING * own:  # "not >" is also true of nan
        return None
    return items / (items - 1) * (1.0 - own / total)


def _alpha_if_dropped(covariance: NDArray[np.float64]) -> tuple[float | None, ...]:
    everything = np.arange(len(covariance))
    kept = [everything[everything != item] for item in everything]
    return tuple(_alpha(covariance[np.ix_(others, others)]) for others in kept)


def _item_rest(covariance: NDArray[np.float64]) -> tuple[float | None, ...]:
    own = np.diag(covariance)
    with_rest = covariance.sum(axis=1) - own
    rest = covariance.sum() - 2 * with_rest - own
    return tuple(
        float(shared / np.sqrt(variance * left)) if min(variance, left) > _ROUNDING * own.sum() else None
        for shared, variance, left in zip(with_rest, own, rest, strict=True)
    )


def _omega_total(correlation: NDArray[np.float64]) -> float | None:
    total = float(correlation.sum())
    if len(correlation) < 3 or not total > _ROUNDING:
        return None
    uniquenesses = 1.0 - one_factor_loadings(correlation) ** 2
    return 1.0 - float(uniquenesses.sum()) / total
