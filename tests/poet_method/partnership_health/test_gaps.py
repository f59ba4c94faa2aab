"""The largest gap between groups, against normal theory and hand-made draws."""

import numpy as np
import pytest
from scipy.stats import studentized_range

from poet_method.partnership_health.gaps import largest_gap
from poet_method.scales import PopulationPosterior, Stratum, population_posterior


def group(mean, *, sd=0.3, draws=200_000, seed=0):
    """A posterior whose underlying mean is normal."""
    underlying = np.random.default_rng([seed, int(mean * 100)]).normal(mean, sd, draws)
    return PopulationPosterior(
        mean=mean,
        answers=40,
        invited=80,
        means=underlying,
        expected=underlying,
        underlying=underlying,
        low_shares=underlying,
        high_shares=underlying,
        empty_strata=0,
    )


def test_chance_is_tukeys_studentised_range():
    groups = {"Council": group(6.0), "Trust": group(7.2), "Charity": group(6.4)}
    found = largest_gap(groups, level=0.95)
    assert (found.gap.higher, found.gap.lower) == ("Trust", "Council")
    assert found.gap.difference == pytest.approx(1.2)
    exact = studentized_range.sf(1.2 / 0.3, 3, np.inf)
    assert found.p_chance == pytest.approx(exact, rel=0.05)


def test_range_and_order_are_those_of_the_difference():
    found = largest_gap({"A": group(5.0, seed=1), "B": group(6.0, seed=2)}, level=0.9)
    half = 1.6449 * 0.3 * np.sqrt(2)
    assert (found.gap.low, found.gap.high) == pytest.approx((1 - half, 1 + half), abs=0.01)
    assert found.gap.p_order_wrong == pytest.approx(0.00921, rel=0.1)  # normal tail beyond 1 / (0.3 sqrt 2)


def test_one_group_has_no_gap():
    assert largest_gap({"A": group(5.0)}, level=0.95) is None
    assert largest_gap({}, level=0.95) is None


def test_groups_that_answered_in_full_may_still_differ_by_chance():
    # A census: the gap is certain for these people, but not for the organisations they work for.
    rng = np.random.default_rng(4)
    groups = {
        name: population_posterior(
            [Stratum(np.array(scores), len(scores))], attainable=np.arange(17), denominator=16, rng=rng
        )
        for name, scores in {"A": [4, 8, 9, 12, 16, 6, 9, 11], "B": [7, 10, 12, 14, 16, 9, 10, 13]}.items()
    }
    found = largest_gap(groups, level=0.95)
    assert groups["A"].interval() == (groups["A"].mean, groups["A"].mean)
    assert found.gap.low < 0 < found.gap.high
    assert found.p_chance > 0.05


def test_groups_with_the_same_mean():
    found = largest_gap({"A": group(6.0, seed=1), "B": group(6.0, seed=2)}, level=0.95)
    assert found.gap.difference == 0.0
    assert found.gap.higher != found.gap.lower
    assert found.p_chance == 1.0
