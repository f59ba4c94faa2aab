"""The audit: the tightest bounds that a reader can work out for every hidden entry of a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from poet_method.disclosure.table import Place, PublishedTable, sums

_INFEASIBLE = 2  # statuses of scipy.optimize.linprog
_UNBOUNDED = 3


@dataclass(frozen=True, slots=True)
class CellBounds:
    """What a reader can work out about one hidden entry: ``lower`` to ``upper``, both attainable."""

    row: int
    column: int
    lower: int
    upper: int | None  # None: no bound follows from what is published
    required_width: int

    @property
    def protected(self) -> bool:
        """Whether the range is wide enough."""
        return self.upper is None or self.upper - self.lower >= self.required_width


def audit(
    published: PublishedTable,
    *,
    required_width: int | None = None,
    told_small: Collection[Place] | None = None,
) -> tuple[CellBounds, ...]:
    """Bounds for every hidden entry (cells and totals alike), row by row.

    The reader knows every shown entry, that rows and columns add up, that counts are whole and not
    negative, and the rule: nothing smaller than ``published.smallest_hidden`` is hidden, and at least one
    hidden entry is small (below the threshold). Hidden entries must be wide by ``required_width`` (default:
    the threshold).

    ``told_small`` models the reader who also knows *which* hidden entries are the small ones, because the
    table marks them or because they know the place: those lie below the threshold, all others at or above
    it. Then a small entry must keep as much of its range (``smallest_hidden`` to threshold - 1) as
    ``required_width`` asks, and the others, which are no secret in themselves, need no width.

    Not modelled: a reader who re-runs the choice of complementary entries to rule tables out, or who knows
    some answers. Raises ``ValueError`` where no table agrees with what is published.
    """
    reader = Reader(published, required_width=required_width, told_small=told_small)
    return tuple(reader.bounds(position) for position in range(len(reader.places)))


class Reader:
    """The linear programmes of one published table. Variables: its hidden entries, ordered as ``places``."""

    def __init__(
        self, published: PublishedTable, *, required_width: int | None, told_small: Collection[Place] | None
    ) -> None:
        entries = published.entries
        self.places = published.hidden
        self._most_small = published.threshold - 1
        self._told = told_small is not None
        shape = (len(entries), len(entries[0]))
        hidden = np.array([entry is None for row in entries for entry in row], dtype=np.bool_)
        shown = np.array([entry or 0 for row in entries for entry in row], dtype=np.float64)
        matrix = sums(shape)
        self._matrix = matrix[:, hidden]
        self._right = -(matrix @ shown)
        self._lower, self._upper, self.required = _limits(published, required_width, told_small)
        if not self.places and self._right.any():
            raise ValueError("the shown entries do not add up")

    def bounds(self, position: int) -> CellBounds:
        """The tightest bounds of one hidden entry."""
        low = self.extreme(position, -1)
        high = self.extreme(position, +1)
        if low is None:  # cannot be: counts are bounded below
            raise ArithmeticError("a count without a lower bound")
        row, column = self.places[position]
        upper = None if high is None else int(high[position])
        return CellBounds(row, column, int(low[position]), upper, int(self.required[position]))

    def exposed(self) -> Iterator[int]:
        """Positions of the hidden entries whose range is too narrow, found one by one.

        Every table that a programme returns is possible for all entries at once, so most ranges turn out wide
        enough without programmes of their own.
        """
        least = np.full(len(self.places), np.inf)
        most = np.full(len(self.places), -np.inf)
        for position in range(len(self.places)):
            for direction in (+1, -1):
                if most[position] - least[position] >= self.required[position]:
                    break
                table = self.extreme(position, direction)
                if table is None:
                    least[position], most[position] = 0.0, np.inf
                    break
                least, most = np.minimum(least, table), np.maximum(most, table)
            if most[position] - least[position] < self.required[position]:
                yield position

    def extreme(self, position: int, direction: int) -> NDArray[np.int64] | None:
        """A possible table with this entry largest (+1) or smallest (-1); ``None``: there is no largest."""
        status, table = self._solve(position, direction, self._upper)
        if status == _INFEASIBLE:
            raise ValueError("no table of counts agrees with what is published")
        if status != _UNBOUNDED:
            return table  # a vertex: some hidden entry is at its lower limit, so a small one is among them
        return None if self._told else self._largest_with_a_small_one(position)

    def _largest_with_a_small_one(self, position: int) -> NDArray[np.int64] | None:
        """Where sums alone set no upper bound: as one hidden entry must be small, try each in turn."""
        best: NDArray[np.int64] | None = None
        for small in range(len(self.places)):
            upper = self._upper.copy()
            upper[small] = self._most_small
            status, table = self._solve(position, +1, upper)
            if status == _UNBOUNDED:
                return None
            if status != _INFEASIBLE and (best is None or table[position] > best[position]):
                best = table
        if best is None:
            raise ValueError("no table with a small hidden count agrees with what is published")
        return best

    def _solve(
        self, position: int, direction: int, upper: NDArray[np.float64]
    ) -> tuple[int, NDArray[np.int64]]:
        objective = np.zeros(len(self.places))
        objective[position] = -direction
        result = linprog(
            objective,
            A_eq=self._matrix,
            b_eq=self._right,
            bounds=list(zip(self._lower.tolist(), upper.tolist(), strict=True)),
            method="highs-ds",
            options={"presolve": False},  # presolve cannot always tell unbounded from infeasible
        )
        if result.status not in (0, _INFEASIBLE, _UNBOUNDED):
            raise ArithmeticError(f"the linear programme did not finish: {result.message}")
        if result.x is None:
            return result.status, np.empty(0, dtype=np.int64)
        return result.status, np.rint(result.x).astype(np.int64)


def _limits(
    published: PublishedTable, required_width: int | None, told_small: Collection[Place] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Lower limit, upper limit and required width of each hidden entry, from the rule alone."""
    places = published.hidden
    width = published.threshold if required_width is None else required_width
    lower = np.full(len(places), float(published.smallest_hidden))
    upper = np.full(len(places), np.inf)
    required = np.full(len(places), width, dtype=np.int64)
    if told_small is not None:
        small = np.array([place in told_small for place in places], dtype=np.bool_)
        lower[~small] = published.threshold
        upper[small] = published.threshold - 1
        most = published.threshold - 1 - published.smallest_hidden
        required = np.where(small, min(width, most), 0).astype(np.int64)
    return lower, upper, required
