"""A table of counts as it is printed, margins included, and the sums that bind its entries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet_method.disclosure.threshold import check_threshold

Place = tuple[int, int]
"""Row and column of an entry as printed, counted from 0; the last column, and in two-way the last row, are
totals."""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """Everything a reader sees: the printed entries (``None`` where hidden) and the rule that hid them.

    ``entries`` are rows of counts, each ending with the row's total. A two-way table ends with the row of
    column totals and the grand total; a one-way table is one row. The note under the table says the
    ``threshold`` and whether zeros are shown (``zeros_shown``), so the reader knows both. Raises
    ``ValueError`` for a threshold under 5, a negative count or a shape that is no table.
    """

    entries: tuple[tuple[int | None, ...], ...]
    threshold: int
    zeros_shown: bool = True

    def __post_init__(self) -> None:
        check_threshold(self.threshold)
        widths = {len(row) for row in self.entries}
        if len(widths) != 1 or min(widths) < 2:
            raise ValueError("a table is rows of the same length, each a count or more and their total")
        if any(entry is not None and entry < 0 for row in self.entries for entry in row):
            raise ValueError("a count is negative")

    @property
    def hidden(self) -> tuple[Place, ...]:
        """Where nothing is shown, row by row."""
        return tuple(
            (i, j) for i, row in enumerate(self.entries) for j, entry in enumerate(row) if entry is None
        )

    @property
    def smallest_hidden(self) -> int:
        """The smallest count that can be behind a hidden entry: 1 where zeros are shown, else 0."""
        return 1 if self.zeros_shown else 0

    @property
    def note(self) -> str:
        """The sentence to print under the table; the same for every hidden entry, so that it marks none."""
        return (
            f"Hidden: counts of {self.smallest_hidden} to {self.threshold - 1}, "
            "and other counts from which they could be worked out."
        )


def with_totals(counts: ArrayLike) -> NDArray[np.int64]:
    """Counts with their totals, as printed: (k,) gives shape (1, k + 1), (r, c) gives (r + 1, c + 1)."""
    table = np.asarray(counts)
    if table.ndim not in (1, 2) or min(table.shape) < 2 or not np.issubdtype(table.dtype, np.integer):
        raise ValueError("a table of counts is two or more whole numbers, or two or more such rows")
    if table.min() < 0:
        raise ValueError("a count is negative")
    table = table.astype(np.int64)
    rows = np.atleast_2d(table)
    printed = np.hstack([rows, rows.sum(axis=1, keepdims=True)])
    return printed if table.ndim == 1 else np.vstack([printed, printed.sum(axis=0, keepdims=True)])


def sums(shape: tuple[int, int]) -> NDArray[np.float64]:
    """The matrix S with S·entries = 0 for every printed table of this shape (entries row by row).

    One line says that a row's counts minus its total are 0, and in a two-way table one line so for each
    column. Every entry stands in at most one row's and one column's line. Turning the signs of the lines of
    the columns and of the row of totals makes it the incidence matrix of a directed graph, hence totally
    unimodular: with whole-number bounds every vertex is a whole-number table, and a linear programme gives
    integer bounds.
    """
    rows, columns = shape
    in_row = np.append(np.ones(columns - 1), -1.0)
    lines = np.kron(np.eye(rows), in_row)
    if rows == 1:
        return lines
    in_column = np.append(np.ones(rows - 1), -1.0)
    return np.vstack([lines, np.kron(in_column, np.eye(columns))])
