"""Holm's correction against its definition by closed testing, and a worked example."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from poet_method.partnership_health.holm import holm


def by_closed_testing(p_values, error_rate):
    """Reject a hypothesis if Bonferroni rejects every group of hypotheses that it is part of."""
    positions = range(len(p_values))
    return tuple(
        all(
            min(p_values[each] for each in group) <= error_rate / len(group)
            for size in range(1, len(p_values) + 1)
            for group in combinations(positions, size)
            if position in group
        )
        for position in positions
    )


@given(st.lists(st.floats(0, 0.12), max_size=6))
def test_holm_is_closed_bonferroni(p_values):
    assert holm(p_values, error_rate=0.05) == by_closed_testing(p_values, 0.05)


def test_worked_example():
    # .01 <= .05/4; .02 > .05/3, so nothing after the first, though .02 and .03 are below .05.
    assert holm([0.02, 0.01, 0.04, 0.03], error_rate=0.05) == (False, True, False, False)


def test_no_hypotheses():
    assert holm([], error_rate=0.05) == ()
