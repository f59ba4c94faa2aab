"""A quick version of benchmarks/findings_errors.py: few replications, a margin for chance."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from poet_method.simulation import TrueViews

REPLICATIONS = 150
RUN = {"replications": REPLICATIONS, "seed": 11}
MARGIN = 3 * np.sqrt(0.05 * 0.95 / REPLICATIONS)  # chance of a false alarm about 1 in 1,000


@pytest.fixture(scope="module")
def benchmark_module():
    path = Path(__file__).parents[3] / "benchmarks" / "findings_errors.py"
    spec = importlib.util.spec_from_file_location("findings_errors", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["findings_errors"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("size", [(8, 10), (20, 60), (60, 200)])
def test_few_reports_have_a_false_finding(benchmark_module, size):
    worst = [benchmark_module.SKEWED] * benchmark_module.DIMENSIONS
    rate = benchmark_module.all_just_inside("skewed", size, worst, **RUN)
    assert rate.passes(margin=MARGIN), rate


@pytest.mark.parametrize(("size", "bar"), [((30, 100), 0.5), ((100, 300), 0.95)])
def test_a_point_past_the_line_is_found(benchmark_module, size, bar):
    for rate in benchmark_module.power(size, bar, replications=60, seed=11):
        assert rate.passes(margin=3 * np.sqrt(bar * (1 - bar) / 60)), rate


def test_organisations_that_are_alike_are_seldom_called_contested(benchmark_module):
    rate = benchmark_module.gaps("alike", (20, 20, 20), TrueViews(6.0), 0.0, at_most=0.05, **RUN)
    assert rate.passes(margin=MARGIN), rate


def test_nearly_polarised_is_seldom_called_contested(benchmark_module):
    rate = benchmark_module.polarised("almost", (60, 200), (0.25, 0.5), at_most=0.05, **RUN)
    assert rate.passes(margin=MARGIN), rate


def test_a_gap_of_two_points_is_usually_found(benchmark_module):
    rate = benchmark_module.gaps(
        "apart", (30, 30, 30), TrueViews(6.0), 2.0, shifted=1, replications=60, seed=11
    )
    assert rate.rate > 0.6


def test_point_estimates_would_not_pass(benchmark_module):
    """The bar means something: calling a strength whatever scores 7.0 or more is wrong in most reports."""
    rng = np.random.default_rng(11)
    false = 0
    for _ in range(REPLICATIONS):
        people = benchmark_module._population(rng, 60, [TrueViews(7.0)] * 12)
        for scores in people.T:
            benchmark_module._move_to(rng, scores, benchmark_module._sum_just_inside(7.0, 60))
            assert 10 * scores.mean() / 16 < 7.0
        false += bool(np.any(10 * people[:20].mean(axis=0) / 16 >= 7.0))
    assert false / REPLICATIONS > 0.5
