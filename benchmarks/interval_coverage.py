"""Claim: the interval for a mean of everyone invited holds that mean in about 95 of 100 cases.

Bars, in every cell of three kinds of population x four sizes, unweighted and weighted: coverage at least 93
%, and at most 97.5 % for 20 answers or more (at 8 of 10 the width is reported instead). For comparison the
table also gives Student's t with the finite-population correction.

Each replication draws a new population of N people (four five-point items each), shows a random n of them
to the method, and asks whether its interval holds the mean of all N. Weighted cells have strata with other
means and other sampling fractions. The method uses 10,000 draws; here 700, which makes coverage very
slightly lower.

    python benchmarks/interval_coverage.py [quick] [--replications R] [--seed S]
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student_t

from poet_method.scales.population import Stratum, population_posterior
from poet_method.simulation.views import TrueViews, answer_positions

ITEMS, POINTS = 4, 5
TOP = ITEMS * (POINTS - 1)  # a score is 10 * (sum of positions) / TOP
DRAWS = 700
POPULATIONS = {
    "moderate": TrueViews(6.0),
    "skewed": TrueViews(7.0, "skewed", 2.5),
    "ceiling": TrueViews(9.2, "skewed", 2.5),
}
# Strata as (invited, answered). Unequal sampling fractions: from 1 in 12 to a stratum seen in full.
DESIGNS = {
    "8/10": ((10, 8),),
    "20/60": ((60, 20),),
    "60/200": ((200, 60),),
    "300/2,000": ((2000, 300),),
    "8/10 weighted": ((6, 4), (4, 4)),
    "20/60 weighted": ((30, 6), (20, 6), (10, 8)),
    "60/200 weighted": ((120, 20), (60, 25), (20, 15)),
    "300/2,000 weighted": ((1200, 100), (600, 120), (200, 80)),
}
STRATUM_SHIFTS = (0.3, 0.0, -0.6)  # strata of a weighted cell differ in their means


@dataclass(frozen=True)
class Cell:
    """What was measured in one cell."""

    population: str
    design: str
    answers: int
    coverage: float
    width: float
    student: float  # coverage of t with the finite-population correction
    replications: int

    @property
    def standard_error(self) -> float:
        return float(np.sqrt(self.coverage * (1 - self.coverage) / self.replications))

    def passes(self, *, margin: float = 0.0) -> bool:
        upper = 0.975 if self.answers >= 20 else 1.0
        return 0.93 - margin <= self.coverage <= upper + margin


def measure(population: str, design: str, *, replications: int, seed: int) -> Cell:
    """Coverage of one cell."""
    rng = np.random.default_rng([seed, *population.encode(), *design.encode()])
    strata = DESIGNS[design]
    shifts = STRATUM_SHIFTS if len(strata) > 1 else (0.0,)
    views = [replace(POPULATIONS[population], mean=POPULATIONS[population].mean + shift) for shift in shifts]
    hits = student_hits = 0
    widths = np.empty(replications)
    for replication in range(replications):
        people = [draw_scores(rng, size, view) for (size, _), view in zip(strata, views, strict=False)]
        truth = 10 * sum(int(scores.sum()) for scores in people) / (TOP * sum(size for size, _ in strata))
        seen = [
            Stratum(scores[:answered], size) for scores, (size, answered) in zip(people, strata, strict=True)
        ]
        posterior = population_posterior(
            seen, attainable=np.arange(TOP + 1), denominator=TOP, rng=rng, draws=DRAWS
        )
        low, high = posterior.interval()
        hits += low <= truth <= high
        widths[replication] = high - low
        student_hits += abs(posterior.mean - truth) <= student_half_width(seen)
    return Cell(
        population=population,
        design=design,
        answers=sum(answered for _, answered in strata),
        coverage=hits / replications,
        width=float(widths.mean()),
        student=student_hits / replications,
        replications=replications,
    )


def draw_scores(rng: np.random.Generator, people: int, views: TrueViews) -> NDArray[np.int64]:
    """Sums of item positions, 0 to TOP, of newly drawn people."""
    positions = answer_positions(rng, rng.standard_normal(people), views, items=ITEMS, points=POINTS)
    return positions.sum(axis=1, dtype=np.int64)


def student_half_width(strata: list[Stratum]) -> float:
    """Half the 95 % interval by t with the finite-population correction, n - H degrees of freedom."""
    population = sum(stratum.invited or 0 for stratum in strata)
    variance = 0.0
    for stratum in strata:
        size, answered = stratum.invited or 0, stratum.scores.size
        spread = float(np.var(stratum.scores * 10 / TOP, ddof=1))
        variance += (size / population) ** 2 * (1 - answered / size) * spread / answered
    freedom = sum(stratum.scores.size for stratum in strata) - len(strata)
    return float(student_t.ppf(0.975, freedom) * np.sqrt(variance)) + 1e-9


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("quick", nargs="?", choices=["quick"], help="a tenth of the replications")
    parser.add_argument("--replications", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    replications = arguments.replications // 10 if arguments.quick else arguments.replications
    margin = 3 * np.sqrt(0.95 * 0.05 / replications) if arguments.quick else 0.0
    print(f"{replications:,} replications a cell, seed {arguments.seed}, {DRAWS} draws")
    print(f"{'population':11}{'n of N':21}{'coverage':>9}{'± se':>7}{'width':>7}{'t, fpc':>8}")
    failed = 0
    for design in DESIGNS:
        for population in POPULATIONS:
            cell = measure(population, design, replications=replications, seed=arguments.seed)
            verdict = "" if cell.passes(margin=margin) else "  FAILED"
            failed += bool(verdict)
            print(
                f"{population:11}{design:21}{cell.coverage:9.1%}{cell.standard_error:7.1%}"
                f"{cell.width:7.2f}{cell.student:8.1%}{verdict}",
                flush=True,
            )
    print("every cell holds" if not failed else f"{failed} cells failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
