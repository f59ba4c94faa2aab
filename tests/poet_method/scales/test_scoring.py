"""Scores, held to a slow second implementation in exact fractions."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet_method.responses.matrix import AnswerCode
from poet_method.scales import score_dimension, score_weights, turn_round

CANT_SAY, MISSING, NOT_ASKED = AnswerCode.CANT_SAY, AnswerCode.MISSING, AnswerCode.NOT_ASKED


def slow_score(row, *, lowest, highest, reversed_items):
    """One person's score as a fraction, or None: the printed rule, word for word."""
    asked = [x for x in row if x != NOT_ASKED]
    values = [
        lowest + highest - x if turned else x
        for x, turned in zip(row, reversed_items, strict=True)
        if x not in (CANT_SAY, MISSING, NOT_ASKED)
    ]
    if not len(values) > Fraction(len(asked), 2):
        return None
    mean = Fraction(sum(values), len(values))
    return 10 * (mean - lowest) / (highest - lowest)


def scores_as_fractions(scores):
    return [None if n < 0 else Fraction(10 * int(n), scores.denominator) for n in scores.numerators]


@st.composite
def dimensions(draw, most_people=12):
    lowest = draw(st.integers(0, 3))
    highest = lowest + draw(st.integers(1, 9))
    items = draw(st.integers(1, 12))
    answer = st.one_of(st.integers(lowest, highest), st.sampled_from([CANT_SAY, MISSING, NOT_ASKED]))
    row = st.lists(answer, min_size=items, max_size=items)
    rows = draw(st.lists(row, min_size=1, max_size=most_people))
    reversed_items = draw(st.lists(st.booleans(), min_size=items, max_size=items))
    return np.array(rows, dtype=np.int8), {
        "lowest": lowest,
        "highest": highest,
        "reversed_items": reversed_items,
    }


@given(dimensions())
def test_agrees_with_the_rule_in_fractions(dimension):
    answers, scale = dimension
    scores = score_dimension(answers, **scale)
    expected = [slow_score(row, **scale) for row in answers.tolist()]
    assert scores_as_fractions(scores) == expected
    assert scores.values == pytest.approx([np.nan if e is None else float(e) for e in expected], nan_ok=True)
    some = [e for e in expected if e is not None]
    assert scores.mean == (pytest.approx(float(sum(some) / len(some))) if some else None)


@pytest.mark.parametrize(
    ("items", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4), (11, 6), (12, 7)]
)
def test_needs_more_than_half_of_the_items(items, needed):
    rows = [[3] * answered + [MISSING] * (items - answered) for answered in range(items + 1)]
    scores = score_dimension(np.array(rows, np.int8), lowest=1, highest=5, reversed_items=[False] * items)
    assert scores.scored.tolist() == [answered >= needed for answered in range(items + 1)]
    assert set(scores.values[scores.scored]) == {5.0}


def test_an_item_not_asked_leaves_the_count_and_a_dont_know_does_not():
    answers = np.array(
        [
            [5, NOT_ASKED, NOT_ASKED, NOT_ASKED],  # 1 of 1
            [5, 5, CANT_SAY, NOT_ASKED],  # 2 of 3
            [5, CANT_SAY, NOT_ASKED, NOT_ASKED],  # 1 of 2
            [5, 5, MISSING, CANT_SAY],  # 2 of 4
            [NOT_ASKED] * 4,  # 0 of 0
        ],
        np.int8,
    )
    scores = score_dimension(answers, lowest=1, highest=5, reversed_items=[False] * 4)
    assert scores.scored.tolist() == [True, True, False, False, False]
    assert scores.answered.tolist() == [1, 2, 1, 2, 0]
    assert scores.asked.tolist() == [1, 3, 2, 4, 0]
    assert scores.cant_say.tolist() == [0, 1, 1, 1, 0]
    assert scores.cant_say_share == 3 / 10


def test_weights_of_a_five_item_dimension():
    assert score_weights(5)[3:].tolist() == [20, 15, 12]


def test_attainable_scores_are_those_of_every_possible_complete_answer():
    every = np.array(list(product(range(1, 5), repeat=3)), np.int8)
    scores = score_dimension(every, lowest=1, highest=4, reversed_items=[True, False, True])
    assert scores.attainable.tolist() == sorted(set(scores.numerators.tolist()))


@given(dimensions(most_people=20), st.randoms(use_true_random=False))
def test_sums_do_not_depend_on_order_or_parts(dimension, random):
    answers, scale = dimension
    whole = score_dimension(answers, **scale)
    order = random.sample(range(len(answers)), len(answers))
    cut = random.randint(0, len(answers))
    parts = [score_dimension(answers[order][part], **scale) for part in (slice(cut), slice(cut, None))]
    total = sum(int(part.numerators[part.scored].sum()) for part in parts)
    assert total == int(whole.numerators[whole.scored].sum())


def test_reversed_items_are_turned_round_and_codes_stay():
    answers = np.array([[1, 1], [2, 4], [5, 5], [CANT_SAY, MISSING]], np.int8)
    turned = turn_round(answers, lowest=1, highest=5, reversed_items=[False, True])
    assert turned.tolist() == [[1, 5], [2, 2], [5, 1], [CANT_SAY, MISSING]]
    wide = turn_round(np.array([[0], [100]], np.int8), lowest=0, highest=100, reversed_items=[True])
    assert wide.tolist() == [[100], [0]]


def test_nobody_gives_no_mean():
    scores = score_dimension(np.empty((0, 4), np.int8), lowest=1, highest=5, reversed_items=[False] * 4)
    assert scores.mean is None
    assert scores.cant_say_share is None
    assert scores.values.shape == (0,)


@pytest.mark.parametrize("wrong", [0, 6, -4])
def test_an_unknown_answer_is_refused(wrong):
    with pytest.raises(ValueError, match=f"{wrong} is neither on the scale 1 to 5"):
        score_dimension(np.array([[3, wrong]], np.int8), lowest=1, highest=5, reversed_items=[False] * 2)


@pytest.mark.parametrize(
    ("items", "scale", "message"),
    [
        (0, {"lowest": 1, "highest": 5, "reversed_items": []}, "at least one item"),
        (2, {"lowest": 5, "highest": 5, "reversed_items": [False] * 2}, "0 <= lowest < highest"),
        (2, {"lowest": 1, "highest": 5, "reversed_items": [False]}, "1 reversals for 2 items"),
        (50, {"lowest": 1, "highest": 5, "reversed_items": [False] * 50}, "cannot be summed exactly"),
    ],
)
def test_a_dimension_that_cannot_be_scored_is_refused(items, scale, message):
    with pytest.raises(ValueError, match=message):
        score_dimension(np.ones((3, items), np.int8), **scale)
