"""The staff of an invented partnership: what everyone thinks (the truth), and what those who answer say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from poet_method.instruments.questionnaire import Dimension, Questionnaire
from poet_method.responses import AnswerCode, AnswerMatrix, StaffCounts
from poet_method.scales import score_dimension
from poet_method.simulation.views import TrueViews, answer_positions, correlated_views


@dataclass(frozen=True, slots=True)
class DimensionTruth:
    """What everyone invited would have scored, had all answered every item."""

    mean: float
    by_organisation: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SimulatedPartnership:
    """The answers of those who took part, the staff counts, and the truth by dimension id."""

    matrix: AnswerMatrix
    staff_counts: StaffCounts
    truth: Mapping[str, DimensionTruth]


def simulate_staff(
    questionnaire: Questionnaire,
    *,
    organisations: Mapping[str, int],
    seed: int,
    staff_groups: Mapping[str, float] | None = None,
    views: Mapping[str, TrueViews] | None = None,
    shifts: Mapping[str, Mapping[str, float]] | None = None,
    correlation: float = 0.3,
    response_rates: Mapping[str, float] | float = 0.6,
    cant_say: Mapping[str, float] | float = 0.04,
    missing: float = 0.02,
) -> SimulatedPartnership:
    """Simulate a partnership whose truth is known.

    ``organisations`` gives the invited staff of each, ``staff_groups`` the share of each group in all of
    them (grouping ``"staff_group"``; left out, there is none). ``views`` says by dimension id what staff
    think (moderate about 6 where not given), ``shifts`` by dimension id how many points an organisation's
    expected mean lies above (below) that. ``correlation`` is between any two dimensions. In each
    organisation the share ``response_rates`` of its staff, drawn at random, takes part; each item is then
    answered "cannot say" with probability ``cant_say`` (one number, or by dimension id), else left blank
    with probability ``missing``. Routing is not simulated: every item is asked.

    Raises ``ValueError`` where an expected mean is not between 0 and 10.
    """
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
    organisation = np.repeat(list(organisations), list(organisations.values()))
    leanings = correlated_views(
        rng, people=organisation.size, dimensions=len(questionnaire.dimensions), correlation=correlation
    )
    blocks: list[NDArray[np.int8]] = []
    truth = {}
    for dimension, own in zip(questionnaire.dimensions, leanings.T, strict=True):
        about = (views or {}).get(dimension.id, TrueViews(6.0))
        shift = (shifts or {}).get(dimension.id, {})
        answers = _everyone(rng, dimension, own, organisation, about, shift)
        truth[dimension.id] = _truth(answers, dimension, organisation)
        unsure = cant_say if isinstance(cant_say, float) else cant_say.get(dimension.id, 0.0)
        blocks.append(_with_gaps(rng, answers, unsure, missing))
    groups = {"organisation": organisation}
    if staff_groups:
        shares = np.array(list(staff_groups.values()))
        groups["staff_group"] = rng.choice(list(staff_groups), organisation.size, p=shares / shares.sum())
    took_part = _respondents(rng, organisation, organisations, response_rates)
    return SimulatedPartnership(
        matrix=AnswerMatrix(
            item_ids=tuple(item.id for item in questionnaire.items),
            values=np.hstack(blocks)[took_part],
            groups={name: labels[took_part] for name, labels in groups.items()},
        ),
        staff_counts=_counts(groups),
        truth=truth,
    )


def _everyone(
    rng: np.random.Generator,
    dimension: Dimension,
    leanings: NDArray[np.float64],
    organisation: NDArray[np.str_],
    views: TrueViews,
    shift: Mapping[str, float],
) -> NDArray[np.int8]:
    """Everyone's complete answers to one dimension, as they would tick them, shape (people, items)."""
    values = np.array(dimension.scale.values, dtype=np.int8)
    positions = np.empty((leanings.size, len(dimension.items)), dtype=np.int8)
    for label in np.unique(organisation):
        members = organisation == label
        own = replace(views, mean=views.mean + shift.get(str(label), 0.0))
        positions[members] = answer_positions(
            rng, leanings[members], own, items=len(dimension.items), points=values.size
        )
    turned = np.array([item.reversed for item in dimension.items])
    return values[np.where(turned, values.size - 1 - positions, positions)]


def _truth(answers: NDArray[np.int8], dimension: Dimension, organisation: NDArray[np.str_]) -> DimensionTruth:
    scores = score_dimension(
        answers,
        lowest=dimension.scale.lowest,
        highest=dimension.scale.highest,
        reversed_items=[item.reversed for item in dimension.items],
    ).values
    return DimensionTruth(
        mean=float(scores.mean()),
        by_organisation={
            str(label): float(scores[organisation == label].mean()) for label in np.unique(organisation)
        },
    )


def _with_gaps(
    rng: np.random.Generator, answers: NDArray[np.int8], cant_say: float, missing: float
) -> NDArray[np.int8]:
    answered = np.where(rng.random(answers.shape) < missing, AnswerCode.MISSING, answers)
    answered = np.where(rng.random(answers.shape) < cant_say, AnswerCode.CANT_SAY, answered)
    return answered.astype(np.int8)


def _respondents(
    rng: np.random.Generator,
    organisation: NDArray[np.str_],
    organisations: Mapping[str, int],
    rates: Mapping[str, float] | float,
) -> NDArray[np.int64]:
    """Positions of those who take part: a simple random sample within each organisation."""
    chosen = []
    for label, size in organisations.items():
        rate = rates if isinstance(rates, float) else rates[label]
        members = np.flatnonzero(organisation == label)
        chosen.append(np.sort(rng.choice(members, round(rate * size), replace=False)))
    return np.concatenate(chosen)


def _counts(groups: Mapping[str, NDArray[np.str_]]) -> StaffCounts:
    keys = list(zip(*(labels.tolist() for labels in groups.values()), strict=True))
    return StaffCounts(tuple(groups), Counter(keys))
