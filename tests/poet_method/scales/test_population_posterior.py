"""The finite-population posterior against exact distributions, and the promises made about it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import dirichlet_multinomial

from poet_method.scales.population import Stratum, population_posterior, share_of_draws

GRID = np.arange(17)


def posterior(*strata, draws=2000, seed=1, attainable=GRID, denominator=16):
    return population_posterior(
        [Stratum(np.array(scores, dtype=np.int64), invited) for scores, invited in strata],
        attainable=np.asarray(attainable),
        denominator=denominator,
        rng=np.random.default_rng(seed),
        draws=draws,
    )


def concentration(scores, *, mass=1.0, points=17):
    """The Dirichlet of method.md, written out: even prior mass plus (n - 1)/(n + 1) for each person seen."""
    counts = np.array([scores.count(point) for point in range(points)])
    return mass / points + counts * (len(scores) - 1) / (len(scores) + 1)


def test_one_unseen_person_follows_the_exact_predictive_distribution():
    seen = [4, 9, 9, 12, 15, 16, 16, 8]
    result = posterior((seen, 9), draws=200_000)
    shares = concentration(seen)
    shares /= shares.sum()
    for point in range(17):
        drawn = np.mean(np.isclose(result.means, 10 * (sum(seen) + point) / (16 * 9)))
        assert drawn == pytest.approx(shares[point], abs=5 * np.sqrt(shares[point] / 200_000) + 1e-5)


def test_unseen_people_have_the_moments_of_the_dirichlet_multinomial():
    seen = [0, 3, 5, 5, 9, 11, 12, 16]
    unseen = 32
    result = posterior((seen, 40), draws=100_000)
    exact = dirichlet_multinomial(concentration(seen), unseen)
    mean = (sum(seen) + exact.mean() @ GRID) / (1.6 * 40)
    variance = GRID @ exact.cov() @ GRID / (1.6 * 40) ** 2
    assert result.means.mean() == pytest.approx(mean, abs=5 * np.sqrt(variance / 100_000))
    assert result.means.var() == pytest.approx(variance, rel=0.03)


def test_strata_are_independent_and_share_one_prior():
    first, second = [2, 4, 8, 8, 10], [12, 12, 14, 15, 16, 16]
    result = posterior((first, 25), (second, 11), draws=100_000)
    # 20 and 5 people are unseen, so the prior mass is 0.8 and 0.2.
    variance = (
        sum(
            GRID @ dirichlet_multinomial(concentration(seen, mass=mass), unseen).cov() @ GRID
            for seen, mass, unseen in ((first, 0.8, 20), (second, 0.2, 5))
        )
        / (1.6 * 36) ** 2
    )
    assert result.means.var() == pytest.approx(variance, rel=0.03)


def test_the_spread_is_what_sampling_theory_asks_for():
    rng = np.random.default_rng(3)
    scores = rng.binomial(16, 0.6, 400)
    result = posterior((scores, 2000), draws=50_000)
    expected = np.var(scores / 1.6, ddof=1) / 400 * (1 - 400 / 2000)
    assert result.means.var() == pytest.approx(expected, rel=0.03)


def test_an_unknown_population_is_very_large():
    seen = [3, 5, 8, 8, 12]
    unknown = posterior((seen, None), draws=100_000)
    large = posterior((seen, 1_000_000), draws=100_000, seed=2)
    assert unknown.invited is None
    assert unknown.interval() == pytest.approx(large.interval(), abs=0.03)


scores_of_strata = st.lists(
    st.tuples(st.lists(st.integers(0, 16), min_size=1, max_size=12), st.integers(0, 30)),
    min_size=1,
    max_size=4,
)


@given(scores_of_strata)
@settings(max_examples=60, deadline=None)
def test_the_mean_is_the_weighted_mean_of_strata_and_lies_in_the_interval(strata):
    result = posterior(*((scores, len(scores) + unseen) for scores, unseen in strata), draws=200)
    everyone = sum(len(scores) + unseen for scores, unseen in strata)
    exact = sum(
        (len(scores) + unseen) * Fraction(10 * sum(scores), 16 * len(scores)) for scores, unseen in strata
    )
    assert result.mean == float(exact / everyone)
    low, high = result.interval()
    assert 0 <= low <= result.mean <= high <= 10


@given(scores_of_strata)
@settings(max_examples=40, deadline=None)
def test_a_census_has_exactly_no_width(strata):
    result = posterior(*((scores, len(scores)) for scores, _ in strata), draws=50)
    everybody = [score for scores, _ in strata for score in scores]
    exact = float(Fraction(10 * sum(everybody), 16 * len(everybody)))
    assert result.interval() == (exact, exact)
    assert np.all(result.means == exact)


@given(
    st.integers(1, 300),
    st.sampled_from([1, 2, 5, 50, 5000]),
    st.integers(0, 16),
    st.sampled_from([0.5, 0.8, 0.95]),
)
@settings(max_examples=80, deadline=None)
def test_an_all_equal_sample_is_never_certain_unless_it_is_a_census(answers, unseen, score, level):
    low, high = posterior(([score] * answers, answers + unseen), draws=400).interval(level)
    assert low < high
    assert low <= score / 1.6 <= high


def test_sixty_of_sixty_one_people_alike_still_have_a_width():
    # The one unseen person's score hardly moves: all quantiles of the mean itself are equal.
    result = posterior(([13] * 60, 61), draws=10_000)
    assert np.quantile(result.means, 0.025) == np.quantile(result.means, 0.975)
    low, high = result.interval()
    assert low < 13 / 1.6 <= high


def test_a_score_off_the_grid_has_no_prior_mass_of_its_own():
    # Halves of a grid 0, 2, 4 … appear among the unseen only as often as they were seen.
    seen = [5, 5, 5, 4, 6, 8]
    result = posterior((seen, 7), attainable=np.arange(0, 17, 2), draws=200_000)
    weight = 5 / 7
    expected = 3 * weight / (6 * weight + 1)
    drawn = np.mean(np.isclose(result.means, 10 * (sum(seen) + 5) / (16 * 7)))
    assert drawn == pytest.approx(expected, abs=0.006)
    never = np.isclose(result.means, 10 * (sum(seen) + 7) / (16 * 7))
    assert not never.any()


def test_a_stratum_without_answers_is_imagined_from_the_prior():
    answered = [12, 12, 13, 14, 12, 13]
    with_empty = posterior((answered, 10), ([], 10), draws=5000)
    alone = posterior((answered, 10), draws=5000)
    assert with_empty.empty_strata == 1
    assert with_empty.mean == alone.mean  # of those who can speak
    low, high = with_empty.interval()
    assert low < 4.5
    assert high > 8.5


def test_the_same_generator_gives_the_same_draws():
    one, other = posterior(([3, 4, 5], 9)), posterior(([3, 4, 5], 9))
    assert np.array_equal(one.means, other.means)
    assert not np.array_equal(one.means, posterior(([3, 4, 5], 9), seed=2).means)


def test_probabilities_are_shares_of_draws_that_never_claim_certainty():
    result = posterior(([16] * 10, 10), draws=99)
    assert result.probability_below(10.0) == 0.01
    assert result.probability_above(9.9) == 1.0
    assert share_of_draws(np.array([True, False, False])) == 0.5


def test_a_mean_on_the_line_is_neither_below_nor_above_it():
    result = posterior(([11, 11, 12, 11, 11], 5), draws=99)  # 56 / 80 of 10 = 7.0
    assert result.mean == 7.0
    assert result.probability_below(7.0) == 0.01
    assert result.probability_above(7.0) == 0.01


def test_polarised_shares_count_the_people_seen_and_the_unseen():
    # 4 of 16 at or below 2.5 and 8 at or above 7.5, nobody unseen.
    result = posterior(([0, 1, 4, 4] + [8] * 4 + [12, 16] * 4, 16), draws=99)
    assert np.all(result.low_shares == 0.25)
    assert np.all(result.high_shares == 0.5)
    assert result.probability_not_polarised(0.25) == 0.01
    assert result.probability_not_polarised(0.3) == 1.0


def test_what_cannot_be_estimated_is_refused():
    with pytest.raises(ValueError, match="nobody has a score"):
        posterior(([], 10))
    with pytest.raises(ValueError, match="strata without a size"):
        posterior(([1], None), ([2], 10))
    with pytest.raises(ValueError, match="only 2 were invited"):
        posterior(([1, 2, 3], 2))
