"""A quick version of benchmarks/interval_coverage.py: a few cells, few replications, a margin for chance."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

REPLICATIONS = 300


@pytest.fixture(scope="module")
def benchmark_module():
    path = Path(__file__).parents[3] / "benchmarks" / "interval_coverage.py"
    spec = importlib.util.spec_from_file_location("interval_coverage", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["interval_coverage"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("population", "design"),
    [
        ("moderate", "20/60"),
        ("skewed", "60/200"),
        ("ceiling", "20/60"),
        ("skewed", "8/10 weighted"),
        ("moderate", "20/60 weighted"),
        ("ceiling", "60/200 weighted"),
    ],
)
def test_intervals_hold_the_mean_of_everyone_invited(benchmark_module, population, design):
    cell = benchmark_module.measure(population, design, replications=REPLICATIONS, seed=7)
    margin = 3 * np.sqrt(0.95 * 0.05 / REPLICATIONS)  # chance of a false alarm about 1 in 1,000
    assert cell.passes(margin=margin), cell


def test_the_margin_would_notice_an_interval_that_is_too_narrow(benchmark_module):
    cell = benchmark_module.measure("ceiling", "20/60 weighted", replications=REPLICATIONS, seed=7)
    assert cell.student < 0.93 - 3 * np.sqrt(0.95 * 0.05 / REPLICATIONS)
