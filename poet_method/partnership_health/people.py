"""People's scores on anything scored 0–10, and what they say about everyone invited."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet_method.partnership_health.result import Estimate
from poet_method.partnership_health.staff_frame import StaffFrame
from poet_method.scales import PopulationPosterior, Scores, population_posterior


@dataclass(frozen=True, slots=True)
class PeopleScores:
    """One score per respondent, ``10 * numerator / denominator``; the numerator is -1 where there is none."""

    numerators: NDArray[np.int64]
    denominator: int
    attainable: NDArray[np.int64]

    @classmethod
    def of(cls, scores: Scores) -> PeopleScores:
        """The scores of one dimension."""
        return cls(scores.numerators, scores.denominator, scores.attainable)

    @property
    def answers(self) -> int:
        """How many people have a score."""
        return int(np.count_nonzero(self.numerators >= 0))

    def of_people(self, chosen: NDArray[np.bool_]) -> PeopleScores:
        """The scores of some respondents."""
        return PeopleScores(self.numerators[chosen], self.denominator, self.attainable)


def posterior_of(
    people: PeopleScores, frame: StaffFrame, *, seed: str, draws: int, ends: tuple[float, float] = (2.5, 7.5)
) -> PopulationPosterior:
    """The finite-population posterior of these people's scores; the same ``seed`` gives the same draws."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:16], "big")
    return population_posterior(
        frame.strata(people.numerators),
        attainable=people.attainable,
        denominator=people.denominator,
        rng=np.random.Generator(np.random.PCG64(np.random.SeedSequence(number))),
        draws=draws,
        ends=ends,
    )


def estimate_of(people: PeopleScores, posterior: PopulationPosterior, *, level: float) -> Estimate:
    """The mean with its interval, and the spread of people's scores (n - 1) around their own mean."""
    low, high = posterior.interval(level)
    scores = 10.0 * people.numerators[people.numerators >= 0] / people.denominator
    return Estimate(
        mean=posterior.mean,
        low=low,
        high=high,
        answers=posterior.answers,
        invited=posterior.invited,
        sd=float(np.std(scores, ddof=1)) if scores.size > 1 else None,
    )
