"""Reading a table from bytes or from a file: what kind of file it is, and whether it may be opened at all."""

from __future__ import annotations

from pathlib import Path

from poet_method.spreadsheets.delimited import read_delimited
from poet_method.spreadsheets.problems import Problem, SheetProblem, SpreadsheetProblems
from poet_method.spreadsheets.table import HeaderFinder, Table
from poet_method.spreadsheets.workbook import read_workbook

LARGEST_BYTES = 50_000_000

_ARCHIVE = (
    b"PK\x03\x04",
    b"PK\x05\x06",
)  # how an .xlsx file (a zip archive) begins; the second is an empty one
_SAVE_AS = "Open it in the program it comes from and save it as CSV (UTF-8) or Excel workbook (.xlsx)"

# How files begin that are often given by mistake, and what they are.
_OTHER_FILES: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*"), "an image"),
    ((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"), "a compressed archive"),
    ((b"$FL2", b"$FL3"), "an SPSS file"),
    ((b"PAR1",), "a Parquet file"),
)
_OTHER_TEXT: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"<!doctype", b"<html", b"<head", b"<body", b"<table"), "a web page"),
    ((b"<?xml",), "an XML file"),
    ((b"%pdf",), "a PDF"),
    ((b"{\\rtf",), "a formatted text document"),
    ((b'{"', b'[{"'), "a JSON file"),
)


def read_table(
    data: bytes,
    *,
    name: str,
    sheet: str | None = None,
    largest_bytes: int = LARGEST_BYTES,
    header: HeaderFinder | None = None,
) -> Table:
    """The table in the bytes of a CSV or Excel (.xlsx) file; what the bytes are decides, not the name.

    ``name`` is what messages call the file; ``sheet`` names the sheet of a workbook where several hold data;
    ``header`` finds the row of headings where something may stand above it.
    Raises :class:`SpreadsheetProblems` (:class:`SheetProblem` where it is about the choice of a sheet);
    nothing is ever half-read.
    """
    if len(data) > largest_bytes:
        raise SpreadsheetProblems([_too_large(name, len(data), largest_bytes)])
    problem = _wrong_kind(data, name)
    if problem:
        raise SpreadsheetProblems([problem])
    if data.startswith(_ARCHIVE):
        return read_workbook(data, name=name, sheet=sheet, header=header)
    if sheet is not None:
        raise SheetProblem.one(name, "a CSV file has no sheets", "Do not name a sheet")
    return read_delimited(data, name=name, header=header)


def read_table_file(
    path: Path, *, name: str | None = None, sheet: str | None = None, largest_bytes: int = LARGEST_BYTES
) -> Table:
    """As :func:`read_table`, from a file whose size is looked at before it is opened."""
    name = path.name if name is None else name
    try:
        if path.is_dir():
            mend = "Name the CSV or Excel file that is in it"
            raise SpreadsheetProblems.one(name, "this is a folder, not a file", mend)
        if not path.is_file():
            raise SpreadsheetProblems.one(name, "there is no such file", "Check the name and the folder")
        size = path.stat().st_size
        if size > largest_bytes:
            raise SpreadsheetProblems([_too_large(name, size, largest_bytes)])
        with path.open("rb") as file:
            data = file.read(largest_bytes + 1)  # it may have grown since
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror or 'unknown reason'})"
        raise SpreadsheetProblems.one(name, what, "Check that you may read it") from error
    return read_table(data, name=name, sheet=sheet, largest_bytes=largest_bytes)


def _too_large(name: str, size: int, largest: int) -> Problem:
    what = f"the file has {_megabytes(size)}; at most {_megabytes(largest)} can be read"
    return Problem(name, what, "Leave out the columns that are not needed")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"


def _wrong_kind(data: bytes, name: str) -> Problem | None:
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            mend = "Open it with its password, remove the password, and save it again as .xlsx"
            return Problem(name, "the workbook is protected by a password", mend)
        mend = 'Open it in Excel and choose "Save as", "Excel workbook (.xlsx)"'
        return Problem(name, "this is an old Excel file (.xls)", mend)
    text = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for starts, kind in _OTHER_FILES:
        if data.startswith(starts) and not _is_plain_text(data):
            return Problem(name, f"this is {kind}, not a table", _SAVE_AS)
    for starts, kind in _OTHER_TEXT:
        if text.startswith(starts):
            return Problem(name, f"this is {kind}, not a table", _SAVE_AS)
    if not data.startswith(_ARCHIVE) and name.lower().endswith((".xlsx", ".xlsm")) and data:
        what = "the name says Excel workbook, but the content is not one"
        return Problem(name, what, "Save it again as .xlsx, or rename it to .csv if it is CSV")
    sample = data[:4000]
    if not data.startswith((*_ARCHIVE, b"\xff\xfe", b"\xfe\xff")) and sample.count(0) * 4 > len(sample):
        what = "the text is full of NUL bytes: it may be UTF-16 without its mark, or not text at all"
        return Problem(name, what, 'Save it again as "CSV UTF-8"')
    return None


def _is_plain_text(data: bytes) -> bool:
    """So that a CSV whose first header is "BMI" or "PAR1" is not taken for something else."""
    return data[:1000].isascii() and b"\0" not in data[:1000]
