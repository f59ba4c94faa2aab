"""ICC(1) and ICC(2), held to a published table, to scipy's analysis of variance and to a known truth."""

import numpy as np
import pytest
from scipy.stats import f_oneway

from poet_method.agreement import group_variance, icc1, icc2

# Shrout & Fleiss 1979, Table 2: four judges rate each of six targets. Their Tables 3 and 4 give
# BMS 11.24, WMS 6.26, ICC(1,1) .17 and ICC(1,4) .44.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)


def labels(sizes):
    return np.repeat([f"organisation {g}" for g in range(len(sizes))], sizes)


def test_shrout_and_fleiss():
    scores, groups = SHROUT_FLEISS.astype(float).ravel(), labels([4] * 6)
    variance = group_variance(scores, groups)
    assert round(variance.mean_square_between, 2) == 11.24
    assert round(variance.mean_square_within, 2) == 6.26
    assert round(icc1(scores, groups), 2) == 0.17
    assert round(icc2(scores, groups), 2) == 0.44


@pytest.mark.parametrize("seed", range(5))
def test_unequal_groups_follow_from_the_f_of_scipy(seed):
    random = np.random.default_rng(seed)
    sizes = random.integers(1, 30, 7)
    groups = labels(sizes)
    scores = random.normal(size=len(groups)) + np.repeat(random.normal(size=7), sizes)
    shuffled = random.permutation(len(groups))
    f = f_oneway(*(scores[groups == name] for name in np.unique(groups))).statistic
    size = sizes.mean()
    assert icc1(scores[shuffled], groups[shuffled]) == pytest.approx((f - 1) / (f - 1 + size))
    assert icc2(scores[shuffled], groups[shuffled]) == pytest.approx(1 - 1 / f)


def test_a_known_share_between_groups_is_found_again():
    # Variance .2 between and .8 within: ICC(1) = .2; 20 people a group: ICC(2) = 20 × .2 / (1 + 19 × .2).
    random = np.random.default_rng(2)
    scores = np.sqrt(0.2) * random.normal(size=(4000, 1)) + np.sqrt(0.8) * random.normal(size=(4000, 20))
    groups = labels([20] * 4000)
    assert icc1(scores.ravel(), groups) == pytest.approx(0.2, abs=0.01)
    assert icc2(scores.ravel(), groups) == pytest.approx(4 / 4.8, abs=0.01)


def test_people_without_a_score_are_left_out():
    scores = np.append(SHROUT_FLEISS.astype(float).ravel(), [np.nan, np.nan])
    groups = np.append(labels([4] * 6), ["organisation 0", "nobody scored here"])
    assert icc1(scores, groups) == icc1(scores[:24], groups[:24])


def test_groups_more_alike_than_chance_give_negative_values():
    scores, groups = np.array([1.0, 5.0, 1.5, 5.0]), np.array(["a", "a", "b", "b"])
    # MSB = .0625, MSW = (8 + 6.125) / 2 = 7.0625.
    assert icc1(scores, groups) == pytest.approx((0.0625 - 7.0625) / (0.0625 + 7.0625))
    assert icc2(scores, groups) == pytest.approx((0.0625 - 7.0625) / 0.0625)


def test_equal_means_have_no_icc2():
    scores, groups = np.array([0.1, 0.2, 0.3, 0.3, 0.1, 0.2]), np.array(["a", "a", "a", "b", "b", "b"])
    assert icc1(scores, groups) == pytest.approx(-0.5)  # −1 / (m − 1)
    assert icc2(scores, groups) is None


@pytest.mark.parametrize(
    ("scores", "groups"),
    [
        ([], []),
        ([1.0, 2.0], ["a", "a"]),  # one group
        ([1.0, 2.0], ["a", "b"]),  # one person each
        ([3.0, 3.0, 3.0], ["a", "a", "b"]),  # no spread
        ([np.nan, 1.0, 2.0], ["a", "b", "b"]),  # one group left
    ],
)
def test_nothing_to_compare(scores, groups):
    scores, groups = np.array(scores, dtype=float), np.array(groups, dtype=np.str_)
    assert icc1(scores, groups) is None
    assert icc2(scores, groups) is None


def test_shapes_must_match():
    with pytest.raises(ValueError, match="scores have shape"):
        icc1(np.ones(3), np.array(["a", "b"]))
