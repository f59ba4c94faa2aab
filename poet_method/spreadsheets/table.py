"""A table of text cells with the row numbers that a person sees in their own program."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from poet_method.spreadsheets.problems import Problem, SpreadsheetProblems, in_words, shown

MOST_ROWS = 2_000_000
MOST_COLUMNS = 5_000
ROWS_ABOVE = 30  # rows that are looked through for the headings, where something else may stand above them

# Control characters (not tab, line feed, carriage return), and bytes that were not UTF-8, which decoding with
# "surrogateescape" leaves as U+DC80 to U+DCFF.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\udc80-\udcff]")

Record = tuple[int, Sequence[str]]
"""A row as read: its number as a person counts (from 1, blank rows included), and its cells."""


@dataclass(frozen=True, slots=True)
class Header:
    """Which of the first records (``at``, from 0) holds the headings, and what each column is called."""

    at: int
    columns: tuple[str, ...]


HeaderFinder = Callable[[Sequence[Record]], Header | None]
"""Finds the headings among the first rows that are not blank: lists that people keep have titles above them.

Gives ``None`` where there are none. Columns may have no heading, or the same: the finder's caller copes.
"""


@dataclass(frozen=True, slots=True)
class Table:
    """Text cells under named columns. ``rows`` has shape (rows, columns); blank rows are left out.

    ``row_numbers`` are the rows' numbers in the file (the header counts), ``notes`` say how it was read.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.rows) != len(self.row_numbers):
            raise ValueError(f"{len(self.rows)} rows have {len(self.row_numbers)} numbers")
        width = len(self.columns)
        if any(len(row) != width for row in self.rows):
            raise ValueError(f"a row does not have {width} cells")

    def column(self, position: int) -> list[str]:
        """All cells of one column (``position`` from 0), in the order of the rows."""
        return [row[position] for row in self.rows]

    def where(self, *, rows: Sequence[int] = (), column: int | None = None) -> str:
        """A place as a person looks for it: ``staff.csv, row 3, column B ("Q1")``. ``rows`` are positions."""
        numbers = [self.row_numbers[row] for row in rows]
        return place(self.name, row_numbers=numbers, column=column, columns=self.columns)


@dataclass(frozen=True, slots=True)
class Flag:
    """A cell that a reader found unfit; it becomes a problem once the header is known. ``column`` from 0."""

    row_number: int
    column: int
    what: str
    mend: str


def column_letter(position: int) -> str:
    """The letter of a column, ``0`` → ``"A"``, ``26`` → ``"AA"``."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place(name: str, *, row_numbers: Sequence[int], column: int | None, columns: Sequence[str]) -> str:
    """The words for a place in a file; see :meth:`Table.where`."""
    parts = [name]
    if row_numbers:
        parts.append(f"row{'s' if len(row_numbers) > 1 else ''} {in_words(row_numbers)}")
    if column is not None:
        header = columns[column] if column < len(columns) else ""
        parts.append(f"column {column_letter(column)} ({shown(header) if header else 'no header'})")
    return ", ".join(parts)


def table_of(
    name: str,
    records: Iterable[Record],
    *,
    flags: Iterable[Flag] = (),
    notes: Sequence[str] = (),
    header: HeaderFinder | None = None,
) -> Table:
    """Make a table of ``records``, the first that is not blank being the header unless a finder is given.

    ``flags`` are looked at after the last record. Raises :class:`SpreadsheetProblems` with all that is wrong.
    """
    numbered = iter(records)
    problems = []
    if header is None:
        header_row, heading = _header(name, numbered)
        columns = tuple(" ".join(cell.split()) for cell in heading)
        problems = _header_problems(name, header_row, columns)
    else:
        header_row, columns, numbered = _found_header(name, numbered, header)
        heading = columns
    numbers, rows, longer, shorter = _body(name, numbered, len(columns))

    for column, where in sorted(longer.items()):
        place_of = place(name, row_numbers=where, column=column, columns=columns)
        mend = "Give it a header, or empty these cells (text with a comma in it needs quotation marks)"
        problems.append(Problem(place_of, "there is a value beyond the last header", mend))
    for flag in flags:
        if header is not None and flag.row_number < header_row:
            continue  # a title may be merged, or a date computed
        place_of = place(name, row_numbers=[flag.row_number], column=flag.column, columns=columns)
        problems.append(Problem(place_of, flag.what, flag.mend))
    problems += _unfit_characters(name, [(header_row, heading), *zip(numbers, rows, strict=True)], columns)
    if not rows:
        problems.append(Problem(name, "there is a header but no row under it", "Export the answers again"))
    if problems:
        raise SpreadsheetProblems(problems)

    if shorter:
        notes = (*notes, f"Rows shorter than the header were filled with empty cells: {in_words(shorter)}.")
    return Table(name, columns, tuple(rows), tuple(numbers), tuple(notes))


def _is_blank(cells: Sequence[str]) -> bool:
    return not any(map(str.strip, cells))


def _header(name: str, records: Iterator[Record]) -> tuple[int, tuple[str, ...]]:
    for number, cells in records:
        if not _is_blank(cells):
            width = max(position for position, cell in enumerate(cells) if cell.strip()) + 1
            if width > MOST_COLUMNS:
                what = f"there are {width:,} columns; at most {MOST_COLUMNS:,} can be read"
                raise SpreadsheetProblems.one(f"{name}, row {number}", what, "Leave out what is not needed")
            return number, tuple(cells[:width])
    raise SpreadsheetProblems.one(name, "the file is empty", "Choose the file that holds the answers")


def first_records(records: Iterable[Record]) -> list[Record]:
    """The rows among which a finder looks."""
    return list(islice((record for record in records if not _is_blank(record[1])), ROWS_ABOVE))


def _found_header(
    name: str, records: Iterator[Record], find: HeaderFinder
) -> tuple[int, tuple[str, ...], Iterator[Record]]:
    """The row number and names of the headings, and the records below them."""
    first = first_records(records)
    if not first:
        raise SpreadsheetProblems.one(name, "the file is empty", "Choose the file that holds the list")
    found = find(first)
    if found is None:
        what = f"no row of headings was found among the first {min(len(first), ROWS_ABOVE)} rows"
        raise SpreadsheetProblems.one(name, what, "Give each column a heading, as in the template")
    return first[found.at][0], found.columns, chain(first[found.at + 1 :], records)


def _body(
    name: str, records: Iterator[Record], width: int
) -> tuple[list[int], list[tuple[str, ...]], dict[int, list[int]], list[int]]:
    """Row numbers, rows, rows with a value beyond the header (by its column), rows with fewer cells."""
    numbers: list[int] = []
    rows: list[tuple[str, ...]] = []
    longer: dict[int, list[int]] = {}
    shorter: list[int] = []
    same: dict[str, str] = {}  # one string object per distinct text: survey answers repeat
    for number, cells in records:
        if _is_blank(cells):
            continue
        if len(rows) == MOST_ROWS:
            what = f"there are more than {MOST_ROWS:,} rows"
            raise SpreadsheetProblems.one(name, what, "Check that this is the file of answers")
        if len(cells) > width:
            beyond = next((at for at in range(width, len(cells)) if cells[at].strip()), None)
            if beyond is not None:
                longer.setdefault(beyond, []).append(number)
            cells = cells[:width]
        elif len(cells) < width:
            shorter.append(number)
            cells = [*cells, *[""] * (width - len(cells))]
        numbers.append(number)
        rows.append(tuple(map(same.setdefault, cells, cells)))
    return numbers, rows, longer, shorter


def _header_problems(name: str, row: int, columns: tuple[str, ...]) -> list[Problem]:
    problems = []
    blank = [column_letter(position) for position, header in enumerate(columns) if not header]
    if blank:
        where = f"{name}, row {row}, column{'s' if len(blank) > 1 else ''} {in_words(blank, most=20)}"
        problems.append(Problem(where, "the header is blank", "Write a header, or delete the column"))
    same: dict[str, list[int]] = {}
    for position, header in enumerate(columns):
        if header:
            same.setdefault(header.casefold(), []).append(position)
    for positions in same.values():
        if len(positions) > 1:
            letters = in_words([column_letter(position) for position in positions], most=20)
            where = f"{name}, row {row}, columns {letters}"
            what = f"{len(positions)} columns are called {shown(columns[positions[0]])}"
            problems.append(Problem(where, what, "Rename or delete all but one"))
    return problems


def _unfit_characters(
    name: str, records: Sequence[tuple[int, Sequence[str]]], columns: tuple[str, ...]
) -> list[Problem]:
    """One problem per column and character, with its rows."""
    distinct = {cell for _, cells in records for cell in cells}
    unfit = {cell: found.group() for cell in distinct if (found := _UNFIT.search(cell))}
    if not unfit:
        return []
    rows: dict[tuple[int, str], list[int]] = {}
    for number, cells in records:
        for position, cell in enumerate(cells):
            if cell in unfit:
                rows.setdefault((position, unfit[cell]), []).append(number)
    return [
        Problem(place(name, row_numbers=numbers, column=position, columns=columns), *_about(character))
        for (position, character), numbers in rows.items()
    ]


def _about(character: str) -> tuple[str, str]:
    """What to say about an unfit character, and how to mend it."""
    if character >= "\udc80":
        byte = ord(character) - 0xDC00
        guess = bytes([byte]).decode("cp1252", errors="replace")
        meant = f' (in Windows-1252 it is "{guess}")' if guess.isprintable() and guess != "\ufffd" else ""
        return f"the byte {byte:02X} is not UTF-8 text{meant}", 'Save the file again as "CSV UTF-8"'
    kind = "NUL byte" if character == "\0" else "control character"
    return f"there is a {kind} (U+{ord(character):04X})", "Delete it, or export the file again as CSV UTF-8"
