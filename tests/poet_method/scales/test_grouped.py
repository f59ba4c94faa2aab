"""The fast way over many groups gives what the plain functions give group by group."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet_method.agreement import r_wg_j, r_wg_j_from_variance
from poet_method.scales import DimensionColumns, cronbach_alpha, score_dimension, score_groups, turn_round

FIVE_POINT = {"lowest": 1, "highest": 5}


def simulated(random, people, dimensions, *, missing=0.15):
    """Answers of every kind for dimensions side by side, and where each stands (columns shuffled)."""
    blocks, places, first = [], [], 0
    order = random.permutation(sum(items for items, _, _ in dimensions))
    for items, lowest, highest in dimensions:
        block = random.integers(lowest, highest + 1, (people, items))
        codes = random.integers(-3, 0, (people, items))
        blocks.append(np.where(random.random((people, items)) < missing, codes, block))
        where = tuple(int(np.flatnonzero(order == column)[0]) for column in range(first, first + items))
        reversal = tuple(bool(x) for x in random.integers(0, 2, items))
        places.append(DimensionColumns(where, lowest, highest, reversal))
        first += items
    return np.asfortranarray(np.hstack(blocks)[:, order], dtype=np.int8), places


def assert_same_as_group_by_group(answers, starts, dimensions, *, threads=2):
    result = score_groups(answers, starts, dimensions, threads=threads)
    bounds = [*starts, len(answers)]
    for g, (begin, end) in enumerate(pairwise(bounds)):
        assert result.people[g] == end - begin
        for d, dimension in enumerate(dimensions):
            scale = {
                "lowest": dimension.lowest,
                "highest": dimension.highest,
                "reversed_items": dimension.reversed_items,
            }
            own = answers[begin:end][:, list(dimension.columns)]
            scores = score_dimension(own, **scale)
            turned = turn_round(own, **scale)
            values = range(dimension.lowest, dimension.highest + 1)
            assert result.denominators[d] == scores.denominator
            assert result.scored[g, d] == scores.scored.sum()
            assert result.numerators[g, d] == scores.numerators[scores.scored].sum()
            assert result.complete[g, d] == (own >= 0).all(axis=1).sum()
            variance = result.mean_item_variance[g : g + 1, d]
            agreement = r_wg_j_from_variance(variance, items=dimension.items, scale_values=values)
            for fast, plain in [
                (result.means[g, d], scores.mean),
                (result.alpha[g, d], cronbach_alpha(turned)),
                (agreement[0], r_wg_j(turned, scale_values=values)),
            ]:
                assert fast == pytest.approx(
                    np.nan if plain is None else plain, rel=1e-12, abs=1e-12, nan_ok=True
                )


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 2**32 - 1),
    sizes=st.lists(st.integers(0, 12), min_size=1, max_size=8),
    dimensions=st.lists(
        st.tuples(st.integers(1, 6), st.integers(0, 2), st.integers(1, 7)).map(
            lambda shape: (shape[0], shape[1], shape[1] + shape[2])
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_small_groups_of_every_kind(seed, sizes, dimensions):
    random = np.random.default_rng(seed)
    answers, places = simulated(random, sum(sizes), dimensions)
    starts = np.cumsum([0, *sizes[:-1]])
    assert_same_as_group_by_group(answers, starts, places)


@pytest.mark.parametrize("sizes", [[0, 5000, 1, 0, 1023, 1024, 1022, 2046, 0], [140_000, 3, 131_072, 1]])
def test_groups_longer_than_a_segment_and_a_block(sizes):
    random = np.random.default_rng(17)
    answers, places = simulated(random, sum(sizes), [(4, 1, 5), (4, 1, 5)], missing=0.05)
    assert_same_as_group_by_group(answers, np.cumsum([0, *sizes[:-1]]), places)


def test_packed_fields_have_room_for_the_largest_sums():
    answers = np.asfortranarray(np.full((5000, 8), 5, np.int8))
    dimensions = [
        DimensionColumns((0, 1, 2, 3), 1, 5, (False,) * 4),
        DimensionColumns((4, 5, 6, 7), 1, 5, (True,) * 4),
    ]
    result = score_groups(answers, np.array([0, 2000]), dimensions)
    assert result.means.tolist() == [[10.0, 0.0], [10.0, 0.0]]
    assert result.complete.tolist() == [[2000, 2000], [3000, 3000]]
    assert np.isnan(result.alpha).all()
    assert (result.mean_item_variance == 0).all()


def test_twelve_seven_point_items():
    random = np.random.default_rng(4)
    sizes = [40, 0, 1, 700, 3]
    answers, places = simulated(random, sum(sizes), [(12, 1, 7), (4, 1, 5), (1, 0, 10)], missing=0.02)
    assert_same_as_group_by_group(answers, np.cumsum([0, *sizes[:-1]]), places, threads=1)


def test_row_major_answers_and_more_threads_change_nothing():
    random = np.random.default_rng(6)
    answers, places = simulated(random, 3000, [(4, 1, 5)] * 3)
    starts = np.array([0, 1000, 1100])
    one = score_groups(answers, starts, places, threads=1)
    other = score_groups(np.ascontiguousarray(answers), starts, places, threads=3)
    assert (one.numerators == other.numerators).all()
    assert (one.alpha == other.alpha).all()


def test_nobody_answered():
    places = [DimensionColumns((0, 1), 1, 5, (False, False))]
    result = score_groups(np.empty((0, 2), np.int8), np.array([0, 0]), places)
    assert result.scored.tolist() == [[0], [0]]
    assert np.isnan(result.means).all()
    assert np.isnan(result.alpha).all()


@pytest.mark.parametrize("wrong", [0, 6, 100, -4, -128])
@pytest.mark.parametrize("items", [4, 7])
def test_an_unknown_answer_is_refused(wrong, items):
    answers = np.asfortranarray(np.full((3000, items), 3, np.int8))
    answers[2500, 1] = wrong
    places = [DimensionColumns(tuple(range(items)), 1, 5, (False,) * items)]
    with pytest.raises(ValueError, match="neither on the scale 1 to 5 nor an answer code"):
        score_groups(answers, np.array([0, 10]), places)


@pytest.mark.parametrize("starts", [[], [1], [0, 3, 2], [0, 11]])
def test_starts_out_of_order_are_refused(starts):
    places = [DimensionColumns((0,), 1, 5, (False,))]
    with pytest.raises(ValueError, match=r"start at row 0|must be in order"):
        score_groups(np.ones((10, 1), np.int8), np.array(starts, dtype=np.intp), places)


def test_sums_that_might_not_be_exact_are_refused():
    places = [DimensionColumns((0,) * 45, 0, 100, (False,) * 45)]
    with pytest.raises(ValueError, match="cannot be summed exactly"):
        score_groups(np.ones((10, 1), np.int8), np.array([0]), places)
