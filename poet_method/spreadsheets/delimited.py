"""Reading CSV: comma, semicolon or tab; UTF-8 or UTF-16; quotation marks and line breaks inside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from poet_method.spreadsheets.problems import Problem, SpreadsheetProblems
from poet_method.spreadsheets.table import HeaderFinder, Record, Table, place, table_of

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_SAMPLE_BYTES = 65_536
_SAMPLE_RECORDS = 20


def read_delimited(data: bytes, *, name: str, header: HeaderFinder | None = None) -> Table:
    """The table in ``data``. Rows are numbered as in Excel: a quoted line break starts no new row."""
    encoding = _encoding(data, name)
    data, separator = _without_separator_line(data)
    separator = separator or _separator(data, encoding, titles=header is not None)
    notes = [f"Cells are separated by {_SEPARATORS[separator]}."]
    if encoding == "utf-16":
        notes.append("The text is UTF-16.")
    return table_of(name, _records(data, name, encoding, separator), notes=notes, header=header)


def _encoding(data: bytes, name: str) -> str:
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-8-sig"  # with or without byte order mark; wrong bytes are found cell by cell
    try:
        data.decode("utf-16")
    except UnicodeDecodeError as error:
        line = data[: error.start].decode("utf-16", errors="replace").count("\n") + 1
        what = f"byte {error.start + 1:,} (line {line:,}) is not UTF-16 text"
        raise SpreadsheetProblems.one(name, what, 'Save the file again as "CSV UTF-8"') from None
    return "utf-16"


def _without_separator_line(data: bytes) -> tuple[bytes, str | None]:
    """Excel writes and hides a first line ``sep=;``."""
    found = re.match(rb'(?:\xef\xbb\xbf)?"?sep=([,;\t])"?\r?\n', data)
    return (data[found.end() :], found.group(1).decode()) if found else (data, None)


def _separator(data: bytes, encoding: str, *, titles: bool) -> str:
    """The separator under which most of the first records are as wide as the header.

    With ``titles`` above the header, under which most are as wide as the widest.
    """
    sample = data[:_SAMPLE_BYTES].decode(encoding, errors="replace")

    def fit(separator: str) -> tuple[int, int]:
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
            widths = [len(cells) for cells in islice(reader, _SAMPLE_RECORDS) if cells]
        except csv.Error:
            return (0, 0)
        width = (max(widths, default=1) if titles else widths[0]) if widths else 1
        return (0, 0) if width == 1 else (widths.count(width), width)

    return max(_SEPARATORS, key=fit)


def _lines(data: bytes, encoding: str) -> io.TextIOWrapper:
    errors = "surrogateescape" if encoding == "utf-8-sig" else "strict"
    return io.TextIOWrapper(io.BytesIO(data), encoding, errors=errors, newline="")


def _records(data: bytes, name: str, encoding: str, separator: str) -> Iterator[Record]:
    reader = csv.reader(_lines(data, encoding), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error:
        raise SpreadsheetProblems([_broken_record(data, name, encoding, separator, number)]) from None


def _broken_record(data: bytes, name: str, encoding: str, separator: str, good: int) -> Problem:
    """Why the record after the first ``good`` ones could not be read."""
    lines = _lines(data, encoding)
    header: list[str] = []
    # csv.reader takes exactly the lines of each record, so the broken record starts at the next line.
    for cells in islice(csv.reader(lines, delimiter=separator, strict=True), good):
        header = header or cells
    column, what = _broken_quote(lines.read(), separator)
    mend = 'Close the quotation mark; inside a quoted cell, write a quotation mark twice ("")'
    return Problem(place(name, row_numbers=[good + 1], column=column, columns=header), what, mend)


def _broken_quote(text: str, separator: str) -> tuple[int, str]:
    """The column (from 0) where the quotation marks of the first record of ``text`` go wrong, and how."""
    quoted = re.compile(r'"(?:[^"]|"")*+"')
    plain = re.compile(f"[^{separator}\r\n]*")
    column = at = 0
    while at < len(text):
        opens = text[at] == '"'
        cell = (quoted if opens else plain).match(text, at)
        if cell is None:
            return column, "a quotation mark is opened and never closed"
        if len(cell.group()) > csv.field_size_limit():
            return column, "the cell is too long; a quotation mark may be missing"
        at = cell.end()
        if opens and text[at : at + 1] not in ("", separator, "\r", "\n"):
            return column, "there is text after the closing quotation mark"
        if text[at : at + 1] != separator:
            break
        column += 1
        at += 1
    return column, "the quotation marks do not pair up"
