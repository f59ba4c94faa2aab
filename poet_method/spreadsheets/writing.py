"""Writing CSV and workbooks that are safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from poet_method.spreadsheets.table import column_letter

# What makes a spreadsheet program take a cell for a formula (the last four are the full-width forms).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as CSV with commas and CRLF (RFC 4180).

    A text cell that a spreadsheet program would run as a formula gets an apostrophe in front; numbers are
    written as they are, ``None`` as an empty cell. Encode as ``utf-8-sig`` so that Excel sees what it is.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_harmless(cell) for cell in header])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def workbook_bytes(sheet: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """An Excel workbook (.xlsx) with one sheet of text cells, the header staying in sight.

    Cells are text to Excel, so none is run as a formula, and codes keep their leading zeros.
    """
    workbook = Workbook()
    page = workbook.active
    assert page is not None  # noqa: S101 - a new workbook has one sheet
    page.title = sheet
    for number, cells in enumerate([header, *rows], start=1):
        for column, text in enumerate(cells, start=1):
            cell = page.cell(number, column)
            cell.value, cell.data_type, cell.number_format = text, "s", "@"
    for column, text in enumerate(header, start=1):
        page.cell(1, column).style = "Headline 3"
        page.column_dimensions[column_letter(column - 1)].width = max(18, len(text) + 4)
    page.freeze_panes = "A2"
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
