"""Suppression: nothing small is shown, nothing hidden can be worked out, and little more is hidden."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from poet_method.disclosure import Place, PublishedTable, SuppressedTable, audit, suppress_small_counts
from poet_method.disclosure.audit import Reader
from poet_method.disclosure.table import with_totals


def widest_moves(printed: np.ndarray, hidden: set[Place], lowest: int) -> dict[Place, int]:
    """How wide each hidden entry's range is, by maximum flow instead of linear programmes.

    A two-way table is a network: rows (with the row of totals) on one side, columns on the other, entries
    as arcs; a cell's rise and a total's fall flow from row to column. From the true table an entry can rise
    by the maximum flow that leads back through other hidden entries, each of which can rise without end and
    fall to ``lowest``.
    """
    rows, columns = printed.shape
    endless = int(printed[-1, -1])
    capacity = np.zeros((rows + columns, rows + columns), dtype=np.int32)
    arcs = {}
    for i, j in hidden:
        forward = (i == rows - 1) == (
            j == columns - 1
        )  # cells and the grand total; totals of one way run back
        arcs[i, j] = (i, rows + j) if forward else (rows + j, i)
        tail, head = arcs[i, j]
        capacity[tail, head] += endless
        capacity[head, tail] += int(printed[i, j]) - lowest
    widths = {}
    for place, (tail, head) in arcs.items():
        without = capacity.copy()
        without[tail, head] = without[head, tail] = 0
        rise = maximum_flow(csr_array(without), head, tail).flow_value
        fall = min(maximum_flow(csr_array(without), tail, head).flow_value, int(printed[place]) - lowest)
        widths[place] = rise + fall
    return widths


def check(counts: np.ndarray, result: SuppressedTable, threshold: int, *, show_zeros: bool = True) -> None:
    printed = with_totals(counts)
    for place, count in np.ndenumerate(printed):
        entry = result.published.entries[place[0]][place[1]]
        assert entry in (None, count)
        if 0 < count < threshold or (count == 0 and not show_zeros):
            assert entry is None
        if count == 0 and show_zeros and not result.whole_table_hidden:
            assert entry == 0
    assert result.exposed == ()
    assert set(result.published.hidden) == set(result.small) | set(result.complementary)
    if printed[-1, -1] >= threshold:
        assert result.published.entries[-1][-1] == printed[-1, -1]


two_way_counts = st.tuples(st.integers(2, 5), st.integers(2, 4)).flatmap(
    lambda shape: st.lists(
        st.integers(0, 25), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]
    ).map(lambda cells: np.array(cells).reshape(shape))
)


@settings(max_examples=60, deadline=None)
@given(two_way_counts, st.sampled_from([5, 10]), st.booleans())
def test_two_way_tables_keep_every_hidden_entry_wide(
    counts: np.ndarray, threshold: int, show_zeros: bool
) -> None:
    result = suppress_small_counts(counts, threshold=threshold, show_zeros=show_zeros)
    check(counts, result, threshold, show_zeros=show_zeros)
    if not result.whole_table_hidden and result.published.entries[-1][-1] is not None:
        widths = widest_moves(with_totals(counts), set(result.published.hidden), 1 if show_zeros else 0)
        assert all(width >= threshold for width in widths.values())
        assert {(b.row, b.column): (b.upper or 0) - b.lower for b in result.bounds} == widths


@settings(max_examples=40, deadline=None)
@given(two_way_counts, st.booleans())
def test_a_reader_told_which_are_small_still_learns_nothing_more(
    counts: np.ndarray, show_zeros: bool
) -> None:
    result = suppress_small_counts(counts, threshold=5, show_zeros=show_zeros, mark_small=True)
    check(counts, result, 5, show_zeros=show_zeros)
    if not result.whole_table_hidden:
        told = audit(result.published, told_small=result.small)
        lowest = 1 if show_zeros else 0
        assert all((b.lower, b.upper) == (lowest, 4) for b in told if (b.row, b.column) in result.small)


def hidden_one_way(counts: list[int], *, mark_small: bool = False) -> list[int]:
    result = suppress_small_counts(counts, threshold=10, mark_small=mark_small)
    check(np.array(counts), result, 10)
    return [counts[column] for row, column in result.published.hidden if column < len(counts)]


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([30, 20, 15], []),
        ([30, 20, 0], []),
        ([30, 20, 3], [20, 3]),
        ([30, 12, 3, 8], [3, 8, 12]),  # 3 + 8 = 11: each would be 1 to 10, one short of the width
        ([30, 12, 4, 8], [4, 8]),  # 12: each is 1 to 11
        ([30, 9, 9, 9], [9, 9, 9]),
    ],
)
def test_one_way_worked_examples(counts: list[int], hidden: list[int]) -> None:
    assert sorted(hidden_one_way(counts)) == sorted(hidden)


def test_one_way_tables_cost_no_more_than_the_next_smallest() -> None:
    draw = np.random.default_rng(3)
    for _ in range(40):
        counts = [int(count) for count in draw.integers(1, 40, size=6)]
        by_size = sorted(counts)
        least = sum(count < 10 for count in by_size)
        # Of k counts of at least 1 with sum s, each is 1 to s - (k - 1): wide enough where s ≥ 10 + k.
        while least and least < len(by_size) and (least < 2 or sum(by_size[:least]) < 10 + least):
            least += 1
        assert sum(hidden_one_way(counts)) == sum(by_size[:least])


def test_a_lone_small_cell_takes_the_cheapest_rectangle() -> None:
    counts = np.array([[3, 40, 20, 60], [50, 70, 15, 30], [12, 55, 14, 90]])
    result = suppress_small_counts(counts, threshold=10)
    check(counts, result, 10)
    assert result.small == ((0, 0),)
    assert result.complementary == ((0, 2), (2, 0), (2, 2))  # 20 + 12 + 14


def test_a_small_total_is_hidden_with_its_cells() -> None:
    counts = np.array([[4, 3], [30, 25], [28, 31]])
    result = suppress_small_counts(counts, threshold=10)
    check(counts, result, 10)
    assert {(0, 0), (0, 1), (0, 2)} <= set(result.small)


def test_a_table_with_too_few_people_is_hidden_whole_with_its_zeros() -> None:
    counts = np.array([[3, 4], [5, 0]])
    result = suppress_small_counts(counts, threshold=10)
    assert result.whole_table_hidden
    assert result.published.entries == ((None, None, None), (None, None, None), (None, None, 12))
    assert result.exposed == ()
    assert {(b.lower, b.upper) for b in result.bounds} == {(0, 12)}


def test_where_even_that_says_too_much_what_remained_is_reported() -> None:
    result = suppress_small_counts([3, 4, 5], threshold=10, required_width=20)
    assert result.whole_table_hidden
    assert [(b.lower, b.upper) for b in result.exposed] == [(0, 12)] * 3


def test_a_total_under_the_threshold_is_hidden_too() -> None:
    result = suppress_small_counts([3, 4], threshold=10)
    assert result.published.entries == ((None, None, None),)
    assert result.exposed == ()


@pytest.mark.parametrize("counts", [[], [12], [[12, 13]], [[12], [13]], [[[1]]], [1.5, 2.0], [-1, 3]])
def test_what_is_no_table_of_counts_is_refused(counts: list[object]) -> None:
    with pytest.raises(ValueError, match=r"whole numbers|negative"):
        suppress_small_counts(counts, threshold=10)  # type: ignore[arg-type]


def test_a_threshold_under_five_is_refused() -> None:
    with pytest.raises(ValueError, match="may not be under 5"):
        suppress_small_counts([10, 20], threshold=4)


def cheaper_sets(counts: np.ndarray, small: set[Place], cost: int) -> list[tuple[int, tuple[Place, ...]]]:
    """Complementary cells that cost less and leave no row or column with a single hidden cell; by cost."""
    free = [(i, j) for i, j in np.ndindex(counts.shape) if counts[i, j] > 0 and (i, j) not in small]
    sets = []
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            price = sum(int(counts[place]) for place in chosen)
            gone = np.zeros(counts.shape, dtype=int)
            for place in (*small, *chosen):
                gone[place] = 1
            if price < cost and not (gone.sum(axis=0) == 1).any() and not (gone.sum(axis=1) == 1).any():
                sets.append((price, chosen))
    return sorted(sets)


def optimal_cost(counts: np.ndarray, small: set[Place], found: int) -> int:
    printed = with_totals(counts)
    for price, chosen in cheaper_sets(counts, small, found):
        entries = tuple(
            tuple(None if (i, j) in small or (i, j) in chosen else int(n) for j, n in enumerate(row))
            for i, row in enumerate(printed)
        )
        reader = Reader(PublishedTable(entries, 5), required_width=None, told_small=None)
        if next(reader.exposed(), None) is None:
            return price
    return found


def test_little_more_is_hidden_than_the_best_choice_of_all_would_hide() -> None:
    """Against every subset of the cells of 3 × 4 tables: the best in most, and near it in sum."""
    draw = np.random.default_rng(11)
    found, best = [], []
    while len(found) < 40:
        counts = draw.negative_binomial(1.2, 1.2 / (1.2 + 14), size=(3, 4))
        result = suppress_small_counts(counts, threshold=5)
        if not result.complementary or any(i == 3 or j == 4 for i, j in result.published.hidden):
            continue  # nothing to choose, or totals hidden too
        found.append(sum(int(counts[place]) for place in result.complementary))
        best.append(optimal_cost(counts, set(result.small), found[-1]))
    assert np.mean(np.array(found) == np.array(best)) >= 0.65
    assert sum(found) <= 1.15 * sum(best)
