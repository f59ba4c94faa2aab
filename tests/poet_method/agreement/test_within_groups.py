"""Agreement within a group, held to its definitions in fractions and to values worked out by hand."""

from fractions import Fraction
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet_method.agreement import (
    a_wg,
    agreement,
    average_deviation,
    r_wg,
    r_wg_j,
    r_wg_j_from_variance,
    r_wg_j_lindell,
    uniform_variance,
)

FIVE = (1, 2, 3, 4, 5)


def int8(rows):
    return np.array(rows, np.int8)


def mean(values):
    return Fraction(sum(values), len(values))


def variance(values):
    centre = mean(values)
    return sum((value - centre) ** 2 for value in values) / (len(values) - 1)


def slow_a_wg(values, low, high):
    """One item: None where its authors say it cannot be read; 1 where everybody agrees."""
    people, centre = len(values), mean(values)
    if len(set(values)) == 1:
        return Fraction(1)
    lowest_mean = Fraction(low * (people - 1) + high, people)
    highest_mean = Fraction(high * (people - 1) + low, people)
    if not lowest_mean <= centre <= highest_mean:
        return None
    most = ((high + low) * centre - centre**2 - high * low) * Fraction(people, people - 1)
    return 1 - 2 * variance(values) / most


@st.composite
def groups(draw):
    high = draw(st.sampled_from([4, 5, 7]))
    items = draw(st.integers(1, 5))
    answer = st.sampled_from([*range(1, high + 1), *range(1, high + 1), -1, -2])
    row = st.lists(answer, min_size=items, max_size=items)
    return draw(st.lists(row, min_size=1, max_size=15)), high


@given(groups())
def test_every_index_is_its_definition(group):
    rows, high = group
    found = agreement(int8(rows), scale_values=range(1, high + 1))
    complete = [row for row in rows if min(row) > 0]
    assert found.people == len(complete)
    if len(complete) < 2:
        assert found.r_wg_j is found.r_wg_j_lindell is found.a_wg is None
        assert found.average_deviation is found.average_deviation_median is None
        return
    items = list(zip(*complete, strict=True))
    share = sum(variance(item) for item in items) / len(items) / Fraction(high**2 - 1, 12)
    kept = max(1 - share, Fraction(0))
    r_j = len(items) * kept / (len(items) * kept + 1 - kept)
    assert found.r_wg_j == pytest.approx(float(r_j), abs=1e-12)
    assert found.r_wg_j_lindell == pytest.approx(float(1 - share), abs=1e-12)
    readable = [a for a in (slow_a_wg(item, 1, high) for item in items) if a is not None]
    assert found.a_wg == (
        pytest.approx(float(sum(readable) / len(readable)), abs=1e-12) if readable else None
    )
    for about, value in [(mean, found.average_deviation), (median, found.average_deviation_median)]:
        distances = [mean([abs(x - Fraction(about(item))) for x in item]) for item in items]
        assert value == pytest.approx(float(sum(distances) / len(items)), abs=1e-12)


@given(groups())
def test_turning_an_item_round_changes_nothing(group):
    rows, high = group
    answers = int8(rows)
    turned = answers.copy()
    turned[:, 0] = np.where(answers[:, 0] > 0, high + 1 - answers[:, 0], answers[:, 0])
    for index in (r_wg_j, r_wg_j_lindell, a_wg):
        scale = range(1, high + 1)
        before, after = index(answers, scale_values=scale), index(turned, scale_values=scale)
        assert after == (None if before is None else pytest.approx(before, abs=1e-12))
    before, after = average_deviation(answers), average_deviation(turned)
    assert after == (None if before is None else pytest.approx(before, abs=1e-12))


@pytest.mark.parametrize(("points", "expected"), [(5, 2.0), (7, 4.0), (9, 80 / 12)])
def test_the_uniform_null_has_its_published_variance(points, expected):
    # (A² − 1) / 12: 2 for five points and 4 for seven (James, Demaree & Wolf 1984).
    assert uniform_variance(range(1, points + 1)) == pytest.approx(expected)


def test_values_ten_apart_agree_as_values_one_apart():
    answers = int8([[1], [2], [2], [4]])
    wide = r_wg_j(answers * 10, scale_values=[10, 20, 30, 40, 50])
    assert wide == pytest.approx(r_wg_j(answers, scale_values=FIVE))


def test_r_wg_of_half_the_null_variance_grows_with_items_by_spearman_brown():
    # 1, 2, 3 has variance 1, half of 2: r_wg = .5; ten such items: 10 × .5 / (1 + 9 × .5) = .909.
    column = int8([1, 2, 3])
    assert r_wg(column, scale_values=FIVE) == pytest.approx(0.5)
    ten = np.tile(column[:, np.newaxis], (1, 10))
    assert r_wg_j(ten, scale_values=FIVE) == pytest.approx(5 / 5.5)
    assert r_wg_j_lindell(ten, scale_values=FIVE) == pytest.approx(0.5)


def test_two_camps():
    # Six people at each end: s² = 4 × 12 / 11, twice the null and more.
    camps = int8([[1]] * 6 + [[5]] * 6)
    assert r_wg_j(camps, scale_values=FIVE) == 0.0
    assert r_wg_j_lindell(camps, scale_values=FIVE) == pytest.approx(1 - 48 / 11 / 2)
    assert a_wg(camps, scale_values=FIVE) == pytest.approx(-1.0)
    assert average_deviation(camps) == 2.0


@pytest.mark.parametrize("value", FIVE)
def test_everybody_the_same_is_full_agreement(value):
    found = agreement(np.full((6, 3), value, np.int8), scale_values=FIVE)
    assert (found.r_wg_j, found.r_wg_j_lindell, found.a_wg) == (1.0, 1.0, 1.0)
    assert found.average_deviation == found.average_deviation_median == 0.0


def test_a_wg_leaves_out_an_item_whose_mean_is_too_near_an_end():
    # Nine times 1 and once 3: mean 1.2 is below (1 × 9 + 5) / 10 = 1.4.
    near = int8([[1]] * 9 + [[3]])
    assert a_wg(near, scale_values=FIVE) is None
    other = int8([[2]] * 5 + [[4]] * 5)
    both = np.hstack([near, other])
    assert a_wg(both, scale_values=FIVE) == pytest.approx(a_wg(other, scale_values=FIVE))
    # Nine times 1 and once 5 is exactly on the limit, and the most disagreement that its mean allows.
    assert a_wg(int8([[1]] * 9 + [[5]]), scale_values=FIVE) == pytest.approx(-1.0)


def test_many_groups_at_once_from_their_variances():
    found = r_wg_j_from_variance(np.array([0.0, 1.0, 2.0, 3.0, np.nan]), items=4, scale_values=FIVE)
    assert found == pytest.approx([1.0, 0.8, 0.0, 0.0, np.nan], nan_ok=True)


def test_a_scale_needs_two_values():
    with pytest.raises(ValueError, match="at least two values"):
        uniform_variance([3])
