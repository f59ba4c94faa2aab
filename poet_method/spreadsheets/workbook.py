"""Reading an Excel workbook (.xlsx): the values as a person sees them; formulas and errors are refused."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.etree import ElementTree
from xml.parsers import expat

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.merge import MergeCells

from poet_method.spreadsheets.problems import Problem, SheetProblem, SpreadsheetProblems, in_words, shown
from poet_method.spreadsheets.table import (
    MOST_COLUMNS,
    Flag,
    HeaderFinder,
    Record,
    Table,
    first_records,
    table_of,
)

LARGEST_UNPACKED = 500_000_000  # bytes of all parts together; 100,000 rows × 60 columns are about 200 MB
LARGEST_PART = 20_000_000  # bytes of any part that openpyxl holds whole (styles, names, …)
MOST_PARTS = 10_000
MOST_LISTED = 20  # formulas, errors and merged areas, each
MOST_COUNTED = 1_000  # formulas or errors after which reading stops: making out shared formulas is slow

_CELL_MEND = "Copy the cells and paste them back as values"


def read_workbook(data: bytes, *, name: str, sheet: str | None, header: HeaderFinder | None = None) -> Table:
    """The table on the named sheet, or on the only sheet that has data (with a finder: that has headings).

    Raises :class:`SpreadsheetProblems`, also where the workbook is broken, hostile or unpacks to too much.
    """
    _check_archive(data, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of lost formatting, which is not wanted here anyway
        try:
            sheets = _sheets(data)
            chosen = _chosen(name, sheets, sheet, header)
            notes = [f"The sheet {shown(chosen.title)} was read."] if len(sheets) > 1 else []
            return table_of(name, chosen.records(), flags=chosen.flags(), notes=notes, header=header)
        except SpreadsheetProblems:
            raise
        except Exception as error:
            # openpyxl raises whatever a broken file makes it trip over: KeyError, TypeError, zlib.error, …
            what = f"the workbook is broken ({type(error).__name__}) and cannot be read"
            mend = "Open it in Excel and save it again as .xlsx"
            raise SpreadsheetProblems.one(name, what, mend) from error


def _check_archive(data: bytes, name: str) -> None:
    """Refuse what is no workbook, or unpacks to too much, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
            parts = len(archive.infolist())
            total = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        what = "the file begins like an Excel workbook but is broken or cut off"
        raise SpreadsheetProblems.one(name, what, "Fetch or save it again") from None
    if "[Content_Types].xml" not in sizes or "xl/workbook.bin" in sizes:
        kind = "an OpenDocument, Word, .xlsb or other file" if sizes else "an empty archive"
        mend = "Open it in the program it comes from and save it as Excel workbook (.xlsx) or CSV (UTF-8)"
        raise SpreadsheetProblems.one(name, f"this is {kind}, not an Excel workbook (.xlsx)", mend)
    large = [part for part, size in sizes.items() if size > LARGEST_PART and _is_held_whole(part)]
    if parts > MOST_PARTS or total > LARGEST_UNPACKED or large:
        what = f"the workbook unpacks to {total / 1e6:,.0f} MB in {parts:,} parts, which is too much"
        mend = "Copy the sheet with the answers into a new workbook, or save it as CSV (UTF-8)"
        raise SpreadsheetProblems.one(name, what, mend)


def _is_held_whole(part: str) -> bool:
    """Whether openpyxl reads this part as one piece: not pictures, not sheets, not the table of texts."""
    streamed = part.startswith(("xl/worksheets/sheet", "xl/media/")) or part == "xl/sharedStrings.xml"
    return part.endswith((".xml", ".rels")) and not streamed


def _sheets(data: bytes) -> list[_Sheet]:
    """All worksheets, not yet read. Only the parts that cells need are opened: no themes, names or charts."""
    reader = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return [
        _Sheet(reader, sheet.name, sheet.state == "visible", relation.target)
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type
    ]


def _chosen(name: str, sheets: list[_Sheet], wanted: str | None, header: HeaderFinder | None) -> _Sheet:
    if wanted is not None:
        for sheet in sheets:
            if sheet.title.strip().casefold() == wanted.strip().casefold():
                return sheet
        titles = in_words([shown(sheet.title) for sheet in sheets], most=20)
        what = f"there is no sheet {shown(wanted)}"
        raise SheetProblem.one(name, what, f"The sheets are {titles}")
    full = [sheet for sheet in sheets if sheet.has_data()]
    if not full:
        raise SpreadsheetProblems.one(name, "the workbook has no data", "Choose the file with the answers")
    if len(full) > 1 and header is not None:
        full = [sheet for sheet in full if header(sheet.first_records())] or full
    if len(full) > 1:
        titles = in_words([shown(sheet.title) + sheet.hidden for sheet in full], most=20)
        what = f"{len(full)} sheets have data: {titles}"
        mend = "Delete the others, or name the one that holds the answers (with --sheet on the command line)"
        raise SheetProblem.one(name, what, mend)
    return full[0]


class _Rows(WorkSheetParser):
    """openpyxl's parser below its public sheet, which hides merged cells and pads rows to any claimed width.

    It is fed by the C parser of the standard library, ten times as fast as defusedxml's; that is safe once
    the part is known to declare no document type, the only place where entities can be declared.
    """

    def rows(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Row numbers with their cells; afterwards ``merged_cells`` is known."""
        element: Any  # openpyxl's stubs describe lxml's
        for _, element in ElementTree.iterparse(self.source):  # noqa: S314 - see above
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == MERGE_TAG:
                self.merged_cells = MergeCells.from_tree(element)


def _refuse_document_type(part: IO[bytes]) -> None:
    """Raise ``ValueError`` where a document type is declared before the first element."""
    parser = expat.ParserCreate()
    started = []

    def declared(*_: object) -> None:
        raise ValueError("a document type is declared")

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda *_: started.append(True)
    while not started and (chunk := part.read(4096)):
        parser.Parse(chunk)


@dataclass(slots=True)
class _Sheet:
    """One sheet's cells as text, and on the way what is unfit in them."""

    reader: ExcelReader
    title: str
    visible: bool
    part: str
    formulas: list[Flag] = field(default_factory=list)
    errors: list[Flag] = field(default_factory=list)
    merged: list[tuple[int, int, str]] = field(default_factory=list)  # row number, column, range
    last_row: int = 0

    @property
    def hidden(self) -> str:
        """What to add to its title."""
        return "" if self.visible else " (hidden)"

    def has_data(self) -> bool:
        """Whether any cell has a value; stops at the first."""
        found = any(True for _ in self.records())
        self.formulas.clear()
        self.errors.clear()
        return found

    def first_records(self) -> list[Record]:
        """Those among which a finder of headings looks."""
        first = first_records(self.records())
        self.formulas.clear()
        self.errors.clear()
        return first

    def records(self) -> Iterator[Record]:
        """Rows that are not blank, as text."""
        book: Any = self.reader.wb  # the stubs do not know of its date formats
        with self.reader.archive.open(self.part) as source:
            _refuse_document_type(source)
        with self.reader.archive.open(self.part) as source:
            parser = _Rows(
                source,
                self.reader.shared_strings,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, cells in parser.rows():
                texts = {cell["column"] - 1: self._text(number, cell) for cell in cells}
                width = max((column for column, text in texts.items() if text), default=-1) + 1
                if width > MOST_COLUMNS:
                    raise SpreadsheetProblems([_too_wide(self.title, number, width)])
                if width:
                    self.last_row = max(self.last_row, number)
                    yield number, [texts.get(column, "") for column in range(width)]
                if max(len(self.formulas), len(self.errors)) >= MOST_COUNTED:
                    return
            if parser.merged_cells is not None:
                areas = parser.merged_cells.mergeCell
                self.merged = [(area.min_row, area.min_col - 1, area.ref) for area in areas]

    def _text(self, number: int, cell: dict[str, Any]) -> str:
        """The cell as a person sees it; flags formulas and errors."""
        value, column = cell["value"], cell["column"] - 1
        if cell["data_type"] == "f":
            formula = f" ({shown(value)})" if isinstance(value, str) and len(value) > 1 else ""
            self.formulas.append(Flag(number, column, f"the cell holds a formula{formula}", _CELL_MEND))
            return "formula"
        if cell["data_type"] == "e":
            mend = "Correct the error in Excel, then copy and paste the cells as values"
            self.errors.append(Flag(number, column, f"the cell shows the error {shown(str(value))}", mend))
            return str(value)
        return _as_seen(value)

    def flags(self) -> Iterator[Flag]:
        """What is unfit, known only after the last record."""
        merged = [
            Flag(row, column, f"the cells {area} are merged", "Unmerge them and fill every cell")
            for row, column, area in self.merged
            if row <= self.last_row
        ]
        for kind, found in (("formulas", self.formulas), ("errors", self.errors), ("merged areas", merged)):
            yield from found[:MOST_LISTED]
            if len(found) > MOST_LISTED:
                after = found[MOST_LISTED]
                count = len(found) - MOST_LISTED
                at_least = "at least " if len(found) >= MOST_COUNTED else ""
                yield Flag(
                    after.row_number, after.column, f"from here on, {at_least}{count} more {kind}", after.mend
                )


def _too_wide(title: str, number: int, width: int) -> Problem:
    what = f"there are {width:,} columns; at most {MOST_COLUMNS:,} can be read"
    return Problem(f"sheet {shown(title)}, row {number}", what, "Leave out what is not needed")


def _as_seen(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else str(value)
