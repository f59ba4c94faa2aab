"""The audit of tables against the list of all tables that a reader could not tell apart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from poet_method.disclosure import Place, PublishedTable, audit
from poet_method.disclosure.table import with_totals

THRESHOLD = 5
Entries = tuple[tuple[int | None, ...], ...]


def fillings(row: tuple[int | None, ...], lowest: int, most: int) -> Iterator[tuple[int, ...]]:
    """All ways to fill the cells of one printed row, its total among the conditions."""
    *cells, total = row

    def go(position: int, left: int) -> Iterator[tuple[int, ...]]:
        if position == len(cells):
            if total is None or left == 0:
                yield ()
            return
        cell = cells[position]
        for value in range(lowest, left + 1) if cell is None else (cell,):
            if value <= left:
                for rest in go(position + 1, left - value):
                    yield (value, *rest)

    yield from go(0, most if total is None else total)


def possible_tables(published: PublishedTable, told_small: set[Place] | None) -> Iterator[np.ndarray]:
    """Every printed table that agrees with what is shown and with the rule. The grand total must be shown."""
    entries, lowest = published.entries, 1 if published.zeros_shown else 0
    rows, columns = len(entries), len(entries[0])
    grand = entries[-1][-1]
    assert grand is not None

    def go(row: int, above: np.ndarray) -> Iterator[list[tuple[int, ...]]]:
        if row == max(rows - 1, 1):
            yield []
            return
        for filling in fillings(entries[row], lowest, grand - int(above.sum())):
            below = above + filling
            if rows == 1 or all(t is None or s <= t for s, t in zip(below, entries[-1], strict=False)):
                for rest in go(row + 1, below):
                    yield [filling, *rest]

    for cells in go(0, np.zeros(columns - 1, dtype=int)):
        table = with_totals(cells if rows > 1 else cells[0])
        if agrees(table, published, lowest, told_small):
            yield table


def agrees(table: np.ndarray, published: PublishedTable, lowest: int, told_small: set[Place] | None) -> bool:
    a_small_one = not published.hidden or told_small is not None
    for i, row in enumerate(published.entries):
        for j, entry in enumerate(row):
            value = int(table[i, j])
            if entry is not None and entry != value:
                return False
            if entry is None:
                a_small_one |= value < published.threshold
                if value < lowest:
                    return False
                if told_small is not None and ((i, j) in told_small) != (value < published.threshold):
                    return False
    return a_small_one


def check_against_all_tables(published: PublishedTable, told_small: set[Place] | None) -> None:
    every = np.array(list(possible_tables(published, told_small)))
    assert [(b.row, b.column) for b in audit(published, told_small=told_small)] == list(published.hidden)
    for bound in audit(published, told_small=told_small):
        values = every[:, bound.row, bound.column]
        assert (bound.lower, bound.upper) == (values.min(), values.max())


@st.composite
def tables_with_holes(draw: st.DrawFn) -> tuple[PublishedTable, set[Place]]:
    shape = draw(st.sampled_from([(3,), (5,), (2, 2), (2, 3), (3, 3)]))
    counts = np.array(
        draw(st.lists(st.integers(0, 7), min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    )
    printed = with_totals(counts.reshape(shape))
    zeros_shown = draw(st.booleans())
    candidates = [
        (i, j)
        for i, j in np.ndindex(printed.shape)
        if (printed[i, j] > 0 or not zeros_shown) and (i, j) != (printed.shape[0] - 1, printed.shape[1] - 1)
    ]
    holes = {place for place in candidates if draw(st.booleans())}
    small = {place for place in holes if printed[place] < THRESHOLD}
    assume(small)
    cells = sum(i < max(printed.shape[0] - 1, 1) and j < printed.shape[1] - 1 for i, j in holes)
    assume(cells <= 5)  # else the list of all tables is long
    entries = tuple(
        tuple(None if (i, j) in holes else int(count) for j, count in enumerate(row))
        for i, row in enumerate(printed)
    )
    return PublishedTable(entries, THRESHOLD, zeros_shown), small


@settings(max_examples=60, deadline=None)
@given(tables_with_holes())
def test_bounds_are_those_of_the_list_of_all_tables(case: tuple[PublishedTable, set[Place]]) -> None:
    published, small = case
    check_against_all_tables(published, None)
    check_against_all_tables(published, small)


def test_a_cell_that_subtraction_gives_back_has_no_width() -> None:
    (bound,) = audit(PublishedTable(((None, 20, 50, 73),), THRESHOLD))
    assert (bound.lower, bound.upper, bound.protected) == (3, 3, False)


def test_without_a_grand_total_there_is_no_upper_bound() -> None:
    bounds = audit(PublishedTable(((None, 20, None),), THRESHOLD))
    assert [(b.lower, b.upper) for b in bounds] == [(1, 4), (21, 24)]  # one of the two is small: the cell
    bounds = audit(PublishedTable(((None, None, 20, None),), THRESHOLD))
    assert [(b.lower, b.upper, b.protected) for b in bounds] == [
        (1, None, True),
        (1, None, True),
        (22, None, True),
    ]


def test_the_reader_who_is_told_the_small_ones_knows_more() -> None:
    published = PublishedTable(((None, None, 50, 63),), THRESHOLD)
    assert [(b.lower, b.upper) for b in audit(published)] == [(1, 12), (1, 12)]
    told = audit(published, told_small={(0, 0)})
    assert [(b.lower, b.upper, b.protected) for b in told] == [(1, 4, True), (9, 12, True)]
    tight = audit(PublishedTable(((None, None, 50, 57),), THRESHOLD), told_small={(0, 0)})
    assert [(b.lower, b.upper, b.protected) for b in tight] == [(1, 2, False), (5, 6, True)]


def test_required_width_can_be_chosen() -> None:
    published = PublishedTable(((None, None, 50, 57),), THRESHOLD)  # each 1 to 6
    assert all(bound.protected for bound in audit(published))
    assert not any(bound.protected for bound in audit(published, required_width=6))


@pytest.mark.parametrize(
    "entries",
    [
        ((None, 20, 50, 70),),  # nothing left for a hidden count of at least 1
        ((3, 20, 50, 70),),  # does not add up
        ((None, None, 20, 100), (30, 30, 30, 90), (50, 50, 50, 190)),
    ],
)
def test_entries_that_no_table_agrees_with_are_refused(entries: Entries) -> None:
    with pytest.raises(ValueError, match=r"agrees|add up"):
        audit(PublishedTable(entries, THRESHOLD))


def test_what_is_no_published_table_is_refused() -> None:
    with pytest.raises(ValueError, match="may not be under 5"):
        PublishedTable(((1, 2, 3),), 4)
    for entries in ((), ((3,),), ((1, 2, 3), (1, 2))):
        with pytest.raises(ValueError, match="rows of the same length"):
            PublishedTable(entries, THRESHOLD)
    with pytest.raises(ValueError, match="negative"):
        PublishedTable(((-1, 2, 1),), THRESHOLD)


def test_the_note_marks_no_entry_and_names_the_rule() -> None:
    assert PublishedTable(((None, None, 13),), THRESHOLD).note == (
        "Hidden: counts of 1 to 4, and other counts from which they could be worked out."
    )
    assert "counts of 0 to 4" in PublishedTable(((None, None, 13),), THRESHOLD, zeros_shown=False).note
