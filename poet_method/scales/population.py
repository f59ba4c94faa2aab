"""What the answers say about everyone who was invited: a finite-population posterior.

The question is never "what is the mean of the people who answered" (that is known) but "what would the mean
be if all invited staff had answered". So: imagine the people who were not seen, many times over, and look at
the spread.

For stratum h with ``n_h`` scores out of ``N_h`` invited people, ``M_h = N_h - n_h`` of them unseen:

1. the shares of the possible scores are drawn from ``Dirichlet(a_h + w_h counts_h)``. The prior mass is 1
   over all strata, ``M_h / M`` in each, spread evenly over the attainable scores. A score that was observed
   off that grid (someone left out an item) joins them with no prior mass of its own. The weight of a person
   seen is ``w_h = (n_h - 1) / (n_h + 1)``;
2. the ``M_h`` unseen people are drawn from these shares (multinomial);
3. the stratum's total is the exact sum of the scores seen plus the sum of those imagined; the population's
   mean is the sum of the totals over ``N``.

This is the finite-population Bayesian bootstrap (Ericson 1969, J R Stat Soc B 31:195-233; Lo 1988, Ann Stat
16:1684-1695) with two changes, each for small numbers. The prior keeps an all-equal sample from claiming
certainty; it goes where the unseen people are. And with weight 1 the means would spread by ``(n - 1)/(n +
1)`` of the variance ``s² / n`` that sampling theory asks for, so that strata of five people cover too
seldom; the weight puts that right. A census has no unseen people and so has exactly zero width. Where the
size of the population is not known it is taken as very large, and step 2 falls away.

Someone who took part but has no score (left it blank, or cannot say) counts as unseen: the posterior speaks
for everyone invited, as if each of them had a view. It knows nothing of non-response bias: unseen people of a
stratum are taken to be like the seen ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

PRIOR_MASS = 1.0  # of all strata together: about as much as one more answer
LARGEST_BLOCK = 2_000_000  # cells (draws x possible scores) held in memory at a time


@dataclass(frozen=True, slots=True)
class Stratum:
    """The scores seen in one part of the population (numerators), and how many people were invited there.

    ``invited`` is ``None`` where it is not known; the part is then taken as very large.
    """

    scores: NDArray[np.int64]
    invited: int | None

    def __post_init__(self) -> None:
        if self.invited is not None and self.scores.size > self.invited:
            raise ValueError(f"{self.scores.size} people have a score, but only {self.invited} were invited")


@dataclass(frozen=True, slots=True)
class PopulationPosterior:
    """Imagined populations, all equally plausible given the answers. Arrays have shape (draws,).

    ``means`` holds each imagined population's mean. ``expected`` is that mean before its unseen people are
    drawn (step 1 without step 2). ``underlying`` is the mean of the shares alone: what it would be if
    everyone invited were themselves only a sample of the people who might work there. ``low_shares`` and
    ``high_shares`` are the shares of people at or beyond the two ends asked for.
    """

    mean: float  # of the people seen, strata weighted by their sizes: sum of N_h mean_h / sum of N_h
    answers: int
    invited: int | None
    means: NDArray[np.float64]
    expected: NDArray[np.float64]
    underlying: NDArray[np.float64]
    low_shares: NDArray[np.float64]
    high_shares: NDArray[np.float64]
    empty_strata: int  # strata where nobody has a score; they are imagined from the prior alone

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Equal-tailed interval for the mean of everyone invited; always holds ``mean``.

        With one or two unseen people the imagined means take so few values that their quantiles can coincide.
        Those of the expected means cannot while anybody is unseen (the shares are continuous), so the
        interval spans both.
        """
        tails = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
        ends = np.quantile([self.means, self.expected], tails, axis=1)
        return min(float(ends.min()), self.mean), max(float(ends.max()), self.mean)

    def probability_below(self, score: float) -> float:
        """Posterior probability that the mean of everyone invited is below ``score``."""
        return share_of_draws(self.means < score)

    def probability_above(self, score: float) -> float:
        """Posterior probability that the mean of everyone invited is above ``score``."""
        return share_of_draws(self.means > score)

    def probability_not_polarised(self, share: float) -> float:
        """Posterior probability that less than ``share`` of everyone invited is at one of the two ends."""
        return share_of_draws((self.low_shares < share) | (self.high_shares < share))


def share_of_draws(happened: NDArray[np.bool_]) -> float:
    """``(k + 1) / (draws + 1)`` for k draws in which something happened.

    The one keeps a finite number of draws from claiming certainty: without it a p-value estimated from draws
    is below a level slightly too often (Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9:39).
    """
    return float((np.count_nonzero(happened) + 1) / (happened.size + 1))


def population_posterior(
    strata: Sequence[Stratum],
    *,
    attainable: NDArray[np.int64],
    denominator: int,
    rng: np.random.Generator,
    draws: int = 10_000,
    ends: tuple[float, float] = (2.5, 7.5),
) -> PopulationPosterior:
    """The posterior of the module's docstring. A score is ``10 * numerator / denominator``.

    ``attainable`` are the numerators that a complete answer can give; they share the prior mass. ``ends`` are
    the scores at or below (above) which a person counts towards ``low_shares`` (``high_shares``).

    Raises ``ValueError`` where nobody has a score, or where some strata have a size and others do not.
    """
    answers = sum(stratum.scores.size for stratum in strata)
    sizes = [stratum.invited for stratum in strata]
    if answers == 0:
        raise ValueError("nobody has a score")
    if None in sizes and len(strata) > 1:
        raise ValueError("strata without a size cannot be weighted: put their answers into one stratum")
    support = np.unique(np.concatenate([attainable, *(stratum.scores for stratum in strata)]))
    even = np.isin(support, attainable) / attainable.size
    # What is added up over imagined people: their score, whether they are at the low end, and at the high
    # end.
    low, high = (end * denominator for end in ends)
    points = 10 * support
    worth = np.column_stack([points, points <= low, points >= high]).astype(np.float64)
    sums = np.zeros((3, draws, 3))  # (people drawn, people expected, shares alone) x draws x worth
    for stratum, mass in zip(strata, _prior_masses(strata), strict=True):
        sums += _stratum_sums(stratum, support, mass * even, worth, draws, rng)
    # Sums of integers below 2**53 are exact, and so is a mean that meets a line such as 7.0.
    sums /= (_total(sizes) or 1) * np.array([denominator, 1.0, 1.0])
    drawn, expected, underlying = sums
    return PopulationPosterior(
        mean=_weighted_mean(strata, denominator),
        answers=answers,
        invited=_total(sizes),
        means=drawn[:, 0],
        expected=expected[:, 0],
        underlying=underlying[:, 0],
        low_shares=drawn[:, 1],
        high_shares=drawn[:, 2],
        empty_strata=sum(stratum.scores.size == 0 for stratum in strata),
    )


def _stratum_sums(
    stratum: Stratum,
    support: NDArray[np.int64],
    prior: NDArray[np.float64],
    worth: NDArray[np.float64],
    draws: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Each imagined population's sums over this stratum, shape (3, draws, 3) as in
    :func:`population_posterior`."""
    counts = np.bincount(np.searchsorted(support, stratum.scores), minlength=support.size)
    weight = (stratum.scores.size - 1) / (stratum.scores.size + 1) if stratum.scores.size else 0.0
    concentration = prior + weight * counts
    # Commonest first: the multinomial then has usually placed all unseen people before it meets rare scores.
    order = np.argsort(-concentration, kind="stable")
    order = order[concentration[order] > 0]
    seen = counts @ worth
    worth = worth[order]
    unseen = 0 if stratum.invited is None else stratum.invited - stratum.scores.size
    size = 1 if stratum.invited is None else stratum.invited
    sums = np.empty((3, draws, 3))
    block = max(1, LARGEST_BLOCK // order.size)
    for start in range(0, draws, block):
        rows = slice(start, min(start + block, draws))
        shares = rng.dirichlet(concentration[order], rows.stop - rows.start)
        per_person = shares @ worth
        sums[2, rows] = size * per_person
        if stratum.invited is None:
            sums[:2, rows] = per_person
        else:
            sums[0, rows] = seen + (rng.multinomial(unseen, shares) @ worth if unseen else 0.0)
            sums[1, rows] = seen + unseen * per_person
    return sums


def _prior_masses(strata: Sequence[Stratum]) -> list[float]:
    """Each stratum's prior mass, in proportion to its unseen people.

    A stratum seen in full draws nobody, so its mass matters to ``underlying`` alone; it gets an even share.
    """
    unseen = [1 if s.invited is None else s.invited - s.scores.size for s in strata]
    everyone = sum(unseen)
    return [PRIOR_MASS * (count / everyone if count else 1.0 / len(strata)) for count in unseen]


def _total(sizes: Sequence[int | None]) -> int | None:
    """All invited people, or ``None`` where that is not known."""
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def _weighted_mean(strata: Sequence[Stratum], denominator: int) -> float:
    """Stratum means weighted by invited numbers, over the strata that have a score; computed exactly."""
    total, weight = Fraction(0), 0
    for stratum in strata:
        if stratum.scores.size:
            invited = 1 if stratum.invited is None else stratum.invited
            total += Fraction(int(stratum.scores.sum()) * invited, int(stratum.scores.size))
            weight += invited
    return float(10 * total / (weight * denominator))
