"""Scoring a country's answers takes less time than twenty looks at them in memory.

Claim: with the answers of 1.65 million respondents to 48 items in memory (column-major int8, sorted by
partnership, 5,500 partnerships of unequal size, 5 % without a value), `score_groups` and
`r_wg_j_from_variance` give the mean, alpha and r_wg(j) of 12 dimensions in every partnership in under 20
times the time of a plain scan: one sum over the same bytes, eight at a time, on one thread. Beside it: the
same figures as one would write them in polars and pandas. Every figure comes from one run; scans and
scorings take turns, so that a busy machine slows both. Reading a CSV and sorting are timed apart: they are
not part of the claim.

    python benchmarks/scoring_throughput.py                      # about a minute and 3 GB
    python benchmarks/scoring_throughput.py --people 100000 --partnerships 333    # a few seconds

pandas runs on part of the answers (`--pandas-people`) and its time is scaled up in proportion, which is said.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from poet_method.agreement import r_wg_j_from_variance
from poet_method.responses.matrix import AnswerCode
from poet_method.scales import DimensionColumns, GroupedScores, score_groups

DIMENSIONS, ITEMS = 12, 4
LOWEST, HIGHEST = 1, 5
POINTS = range(LOWEST, HIGHEST + 1)
MISSING_SHARE = 0.05
FULL_SIZE = 1_650_000
SCAN = "plain scan: sum of the bytes as uint64"
# Every dimension has a drawback item; which one differs.
PLACES = [
    DimensionColumns(
        tuple(range(ITEMS * d, ITEMS * (d + 1))), LOWEST, HIGHEST, tuple(i == d % ITEMS for i in range(ITEMS))
    )
    for d in range(DIMENSIONS)
]


@dataclass(frozen=True)
class Figures:
    """What every way of scoring must give: shape (partnerships, dimensions) each."""

    mean: NDArray[np.float64]
    alpha: NDArray[np.float64]
    r_wg_j: NDArray[np.float64]


def simulate(people: int, partnerships: int, seed: int) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """Partnership of each respondent (not sorted) and their answers: shares of partnerships are gamma(2)."""
    random = np.random.default_rng(seed)
    shares = random.gamma(2.0, size=partnerships)
    partnership = random.choice(partnerships, size=people, p=shares / shares.sum()).astype(np.int32)
    answers = np.empty((people, DIMENSIONS * ITEMS), dtype=np.int8, order="F")
    for place in PLACES:
        climate = random.normal(0.4, 0.4, partnerships).astype(np.float32)[partnership]
        opinion = climate + random.standard_normal(people, dtype=np.float32)
        for column, turned in zip(place.columns, place.reversed_items, strict=True):
            latent = opinion + random.standard_normal(people, dtype=np.float32)
            value = np.clip(np.rint(latent + 3), LOWEST, HIGHEST).astype(np.int8)
            answers[:, column] = LOWEST + HIGHEST - value if turned else value
            blank = random.random(people, dtype=np.float32)
            answers[blank < MISSING_SHARE, column] = AnswerCode.MISSING
            answers[blank < MISSING_SHARE / 2, column] = AnswerCode.CANT_SAY
    return partnership, answers


def read_csv(text: bytes) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """Partnerships and answers from a CSV, as an import would read them."""
    table = pl.read_csv(
        text, schema_overrides={"partnership": pl.Int32} | dict.fromkeys(item_names(), pl.Int8)
    )
    return table["partnership"].to_numpy(), table.select(item_names()).to_numpy(order="fortran")


def sort_by_partnership(
    partnership: NDArray[np.int32], answers: NDArray[np.int8], partnerships: int
) -> tuple[NDArray[np.intp], NDArray[np.int8]]:
    """Where each partnership starts, and the answers in that order."""
    order = np.argsort(partnership, kind="stable")
    in_order = np.empty_like(answers, order="F")
    for column in range(answers.shape[1]):
        np.take(answers[:, column], order, out=in_order[:, column])
    return np.searchsorted(partnership[order], np.arange(partnerships)), in_order


def item_names() -> list[str]:
    return [f"item_{column}" for column in range(DIMENSIONS * ITEMS)]


def score_with_poet(answers: NDArray[np.int8], starts: NDArray[np.intp], threads: int) -> Figures:
    scores: GroupedScores = score_groups(answers, starts, PLACES, threads=threads)
    agreement = r_wg_j_from_variance(scores.mean_item_variance, items=ITEMS, scale_values=POINTS)
    return Figures(scores.means, scores.alpha, agreement)


def score_with_polars(table: pl.DataFrame, partnerships: int) -> Figures:
    """The same figures as one would write them in polars; answers without a value are null."""
    ingredients: list[pl.Expr] = []
    for d, place in enumerate(PLACES):
        items = [
            (LOWEST + HIGHEST - pl.col(f"item_{column}")) if turned else pl.col(f"item_{column}")
            for column, turned in zip(place.columns, place.reversed_items, strict=True)
        ]
        answered = pl.sum_horizontal([item.is_not_null() for item in items])
        score = pl.when(answered > ITEMS / 2).then(
            (pl.mean_horizontal(items) - LOWEST) * 10 / (HIGHEST - LOWEST)
        )
        complete = [pl.when(answered == ITEMS).then(item) for item in items]
        total = pl.when(answered == ITEMS).then(pl.sum_horizontal(items))
        ingredients += [
            score.mean().alias(f"mean_{d}"),
            pl.mean_horizontal([item.var() for item in complete]).alias(f"variance_{d}"),
            total.var().alias(f"total_{d}"),
        ]
    found = table.lazy().group_by("partnership").agg(ingredients).sort("partnership").collect()
    return figures_from(to_pandas(found).set_index("partnership").reindex(range(partnerships)))


def score_with_pandas(table: pd.DataFrame, partnerships: int) -> Figures:
    """The same figures as one would write them in pandas; answers without a value are nan."""
    people: dict[str, pd.Series] = {}
    for d, place in enumerate(PLACES):
        items = table[[f"item_{column}" for column in place.columns]].copy()
        for name, turned in zip(list(items), place.reversed_items, strict=True):
            if turned:
                items[name] = LOWEST + HIGHEST - items[name]
        answered = items.notna().sum(axis=1)
        people[f"mean_{d}"] = ((items.mean(axis=1) - LOWEST) * 10 / (HIGHEST - LOWEST)).where(
            answered > ITEMS / 2
        )
        people[f"total_{d}"] = items.sum(axis=1).where(answered == ITEMS)
        for number, name in enumerate(items):
            people[f"item_{d}_{number}"] = items[name].where(answered == ITEMS)
    grouped = pd.DataFrame(people).groupby(table["partnership"])
    variances = grouped.var()
    found = grouped.mean().filter(like="mean_")
    for d in range(DIMENSIONS):
        found[f"variance_{d}"] = variances[[f"item_{d}_{number}" for number in range(ITEMS)]].mean(axis=1)
        found[f"total_{d}"] = variances[f"total_{d}"]
    return figures_from(found.reindex(range(partnerships)))


def to_pandas(table: pl.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({name: table[name].to_numpy() for name in table.columns})


def figures_from(ingredients: pd.DataFrame) -> Figures:
    def columns(name: str) -> NDArray[np.float64]:
        return ingredients[[f"{name}_{d}" for d in range(DIMENSIONS)]].to_numpy(np.float64)

    variance, total = columns("variance"), columns("total")
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha = ITEMS / (ITEMS - 1) * (1 - ITEMS * variance / np.where(total > 0, total, np.nan))
    return Figures(columns("mean"), alpha, r_wg_j_from_variance(variance, items=ITEMS, scale_values=POINTS))


def largest_difference(some: Figures, other: Figures) -> float:
    """Over all figures; infinite where one has a figure and the other has none."""
    largest = 0.0
    for name in ("mean", "alpha", "r_wg_j"):
        a, b = getattr(some, name), getattr(other, name)
        if (np.isnan(a) != np.isnan(b)).any():
            return float("inf")
        largest = max(largest, float(np.nanmax(np.abs(a - b))))
    return largest


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def take_turns(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each work in every round, after one round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds + 1):
        for name, work in works.items():
            took = seconds(work)
            if turn:
                taken[name].append(took)
    return taken


def naive_tables(
    answers: NDArray[np.int8], starts: NDArray[np.intp], pandas_people: int
) -> tuple[pl.DataFrame, pd.DataFrame]:
    """The sorted answers as polars holds them, and the first ones as pandas does, without codes."""
    partnership = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(starts, append=len(answers)))
    columns = {name: pl.Series(answers[:, c]) for c, name in enumerate(item_names())}
    table = pl.DataFrame({"partnership": partnership, **columns}).with_columns(
        pl.when(pl.col(name) >= 0).then(pl.col(name)) for name in item_names()
    )
    return table, to_pandas(table.head(pandas_people))


def prepare(people: int, partnerships: int, seed: int) -> tuple[NDArray[np.int8], NDArray[np.intp]]:
    """Answers in memory as the claim has them, by way of a CSV; prints what they are."""
    partnership, answers = simulate(people, partnerships, seed)
    buffer = io.BytesIO()
    columns = {name: answers[:, c] for c, name in enumerate(item_names())}
    pl.DataFrame({"partnership": partnership, **columns}).write_csv(buffer)
    text = buffer.getvalue()
    begin = time.perf_counter()
    partnership, answers = read_csv(text)
    read = time.perf_counter()
    starts, answers = sort_by_partnership(partnership, answers, partnerships)
    end = time.perf_counter()

    sizes = np.diff(starts, append=people)
    megabytes = answers.nbytes / 1e6
    print(f"{people:,} respondents × {answers.shape[1]} items = {megabytes:.1f} MB of int8, column-major")
    print(f"{partnerships:,} partnerships of {sizes.min()} to {sizes.max()}, median {np.median(sizes):.0f}")
    print(f"{(answers < 0).mean():.1%} without a value; {DIMENSIONS} dimensions × {ITEMS} items, 1 reversed")
    print(
        f"apart: reading {len(text) / 1e6:.0f} MB of CSV {read - begin:.2f} s, sorting {end - read:.2f} s\n"
    )
    return answers, starts


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Scoring throughput beside a memory scan, polars and pandas."
    )
    parser.add_argument("--people", type=int, default=FULL_SIZE)
    parser.add_argument("--partnerships", type=int, default=5_500)
    parser.add_argument("--pandas-people", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    partnerships = arguments.partnerships
    answers, starts = prepare(arguments.people, partnerships, arguments.seed)

    words = answers.T.reshape(-1).view(np.uint64)  # 48 bytes a person: always whole words
    taken = take_turns(
        {
            SCAN: lambda: words.sum(),
            "poet, one thread": lambda: score_with_poet(answers, starts, 1),
            "poet, two threads": lambda: score_with_poet(answers, starts, 2),
        },
        arguments.rounds,
    )
    for_polars, for_pandas = naive_tables(answers, starts, arguments.pandas_people)
    taken["polars, naively (its own threads)"] = [
        seconds(lambda: score_with_polars(for_polars, partnerships)) for _ in range(2)
    ]
    scale = len(answers) / len(for_pandas)
    pandas_seconds = seconds(lambda: score_with_pandas(for_pandas, partnerships))
    taken[f"pandas, naively (on {len(for_pandas):,}, times {scale:.1f})"] = [scale * pandas_seconds]

    scan = statistics.median(taken[SCAN])
    print(f"{'':44}{'median':>10}{'best':>10}{'in scans':>10}")
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:44}{median * 1e3:>7.1f} ms{min(times) * 1e3:>7.1f} ms{median / scan:>10.1f}")

    difference = largest_difference(
        score_with_poet(answers, starts, 2), score_with_polars(for_polars, partnerships)
    )
    print(f"\nlargest difference from polars, over every figure: {difference:.1e}")
    print(f"most memory held at any time: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")
    ratio = statistics.median(taken["poet, two threads"]) / scan
    if len(answers) < FULL_SIZE:
        print("the claim is about the full size: fewer answers stay in the cache, where a scan is faster")
    else:
        print(f"under 20 scans: {'holds' if ratio < 20 else 'DOES NOT HOLD'} in this run ({ratio:.1f})")


if __name__ == "__main__":
    main()
