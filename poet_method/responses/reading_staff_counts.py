"""Reading how many staff there are, by organisation and perhaps staff group, from a table."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poet_method.responses.matching import missing_column, named_columns
from poet_method.responses.problems import StaffCountProblems
from poet_method.responses.staff_counts import StaffCounts
from poet_method.responses.wording import plain
from poet_method.spreadsheets import Problem, Table, column_letter, in_words, shown

COUNT_HEADERS = (
    "staff",
    "staff count",
    "staff counts",
    "number of staff",
    "staff invited",
    "headcount",
    "head count",
    "invited",
    "count",
    "number",
    "n",
    "population",
    "people",
)
_TOTALS = {"total", "totals", "sum", "overall", "all", "all staff", "grand total"}
# Thousands by comma, apostrophe or space (no-break spaces too); a point is a decimal point.
_COUNT = re.compile(r"(?:[0-9]{1,3}(?:[,' \u00a0\u202f][0-9]{3}){1,3}|[0-9]{1,9})(?:\.0{1,6})?")

Key = tuple[str, ...]


def read_staff_counts(
    table: Table, *, by: Sequence[str], known_groups: Mapping[Key, int] | None = None
) -> StaffCounts:
    """Invited staff per group, from a column for each of ``by`` (only the first is needed) and one of counts.

    ``known_groups`` is :func:`answers_by_group` of the answers, with the same ``by``; each needs a count
    at least as large as its answers. Groups that nobody answered from are kept. Raises
    :class:`StaffCountProblems` with all that is wrong.
    """
    layout, problems = _layout(table, by)
    if layout is None:
        raise StaffCountProblems(problems)
    answered = _answered(by, layout.by, known_groups or {})
    spelling = {_alike(key): key for key in answered}
    rows: dict[Key, list[int]] = {}
    counts: dict[Key, int] = {}
    for row, cells in enumerate(table.rows):
        typed = tuple(" ".join(cells[position].split()) for position in layout.groups)
        key = spelling.setdefault(_alike(typed), typed)
        count, problem = _count(table, row, layout, key, total_known=key in answered)
        if problem:
            problems.append(problem)
        rows.setdefault(key, []).append(row)
        counts[key] = count
    problems += _repeated(table, rows)
    problems += _against_answers(table, layout, counts, rows, answered)
    if problems:
        raise StaffCountProblems(problems)
    return StaffCounts(layout.by, counts)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things are: the groupings that have a column, their positions, the position of the counts."""

    by: tuple[str, ...]
    groups: tuple[int, ...]
    counts: int


def _layout(table: Table, by: Sequence[str]) -> tuple[_Layout | None, list[Problem]]:
    problems: list[Problem] = []
    found: dict[str, int] = {}
    for name in by:
        positions = named_columns(table, (name,))
        if len(positions) > 1:
            problems.append(_several(table, positions, f"the grouping {shown(name)}"))
        if positions:
            found[name] = positions[0]
        elif name == by[0]:
            problems.append(missing_column(table, name))
    counts = [position for position in named_columns(table, COUNT_HEADERS) if position not in found.values()]
    others = [position for position in range(len(table.columns)) if position not in found.values()]
    if not counts and len(others) == 1:
        counts = others  # whatever it is called, it is the only one left
    if len(counts) > 1:
        problems.append(_several(table, counts, "the number of staff"))
    elif not counts:
        columns = in_words([shown(header) for header in table.columns], most=20)
        mend = f'Call it "staff" or "headcount"; the columns are {columns}'
        problems.append(Problem(table.name, "there is no column with the number of staff", mend))
    if problems:
        return None, problems
    return _Layout(tuple(found), tuple(found.values()), counts[0]), []


def _several(table: Table, positions: Sequence[int], meaning: str) -> Problem:
    places = [f"{column_letter(position)} ({shown(table.columns[position])})" for position in positions]
    what = f"the columns {in_words(places)} could all be {meaning}"
    return Problem(table.name, what, "Delete or rename all but one")


def _alike(key: Key) -> Key:
    return tuple(plain(label) for label in key)


def _answered(by: Sequence[str], found: Key, known_groups: Mapping[Key, int]) -> dict[Key, int]:
    """Answers by the groupings that the counts know; respondents without a label are left out."""
    positions = [list(by).index(name) for name in found]
    answered: dict[Key, int] = {}
    for known, count in known_groups.items():
        key = tuple(known[position] for position in positions)
        if all(key):
            answered[key] = answered.get(key, 0) + count
    return answered


def _count(
    table: Table, row: int, layout: _Layout, key: Key, *, total_known: bool
) -> tuple[int, Problem | None]:
    """The count of one row, or what is wrong with the row."""
    for label, position in zip(key, layout.groups, strict=True):
        where = table.where(rows=[row], column=position)
        if not label:
            return 0, Problem(where, "the group is blank", "Name it, or delete the row")
        if plain(label) in _TOTALS and not total_known:
            return 0, Problem(where, f"{shown(label)} looks like a sum of the other rows", "Delete the row")
    cell = table.rows[row][layout.counts].strip()
    where = table.where(rows=[row], column=layout.counts)
    if not cell:
        return 0, Problem(where, "the number of staff is blank", "Write it, or delete the row")
    if not _COUNT.fullmatch(cell):
        kind = "is negative" if cell[0] in "-\u2212\u2013" else "is not a whole number"
        return 0, Problem(where, f"{shown(cell)} {kind}", "Write the number of people, such as 120 or 1,200")
    count = int(re.sub("[^0-9]", "", cell.split(".")[0]))
    if count == 0:
        return 0, Problem(where, "the group has no staff", "Write the number of people, or delete the row")
    return count, None


def _repeated(table: Table, rows: Mapping[Key, list[int]]) -> list[Problem]:
    return [
        Problem(
            table.where(rows=found), f"{_named(key)} is counted {len(found)} times", "Add them up in one row"
        )
        for key, found in rows.items()
        if len(found) > 1 and all(key)
    ]


def _against_answers(
    table: Table,
    layout: _Layout,
    counts: Mapping[Key, int],
    rows: Mapping[Key, list[int]],
    answered: Mapping[Key, int],
) -> list[Problem]:
    problems = []
    names = {_named(key).casefold(): key for key in rows}
    for key, answers in answered.items():
        if key not in counts:
            close = difflib.get_close_matches(_named(key).casefold(), list(names)[:1000], n=1)
            nearest = f"; the closest is {table.where(rows=rows[names[close[0]]][:1])}" if close else ""
            what = f"there is no count for {_named(key)}, which has {answers:,} answers"
            problems.append(Problem(table.name, what, f"Add a row, spelt as in the answers{nearest}"))
        elif 0 < counts[key] < answers:
            where = table.where(rows=rows[key][-1:], column=layout.counts)
            what = f"{_named(key)} has {counts[key]:,} staff, but {answers:,} answers"
            problems.append(Problem(where, what, "Correct the count, or the groups in the answers"))
    return problems


def _named(key: Key) -> str:
    return " / ".join(shown(label) for label in key)
