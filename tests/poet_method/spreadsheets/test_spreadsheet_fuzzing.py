"""Whatever the bytes, a table or SpreadsheetProblems comes out: never another exception."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from poet_method.spreadsheets import SpreadsheetProblems, Table, read_table


def outcome(data: bytes, name: str = "x.csv") -> Table | SpreadsheetProblems | None:
    """The table, or the refusal; None if the refusal is not one line a problem."""
    try:
        table = read_table(data, name=name)
    except SpreadsheetProblems as problems:
        lines = str(problems).split("\n")
        one_line_each = 0 < len(problems.problems) == len(lines) - bool(problems.more)
        return problems if one_line_each else None
    assert table.rows
    assert all(table.columns)
    assert list(table.row_numbers) == sorted(set(table.row_numbers))
    return table


def a_workbook() -> bytes:
    workbook = Workbook()
    for row in (["organisation", "q1", "when"], ["Council", 3, "=A1"], ["Trust", 2.5, True]):
        workbook.active.append(row)
    workbook.active.merge_cells("E5:F6")
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


WORKBOOK = a_workbook()
with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as _archive:
    PARTS = {part: _archive.read(part) for part in _archive.namelist()}
edits = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4)), min_size=1, max_size=5)


def edited(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for at, new in changes:
        at %= len(data) + 1
        data = data[:at] + new + data[at + len(new) :]
    return data


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["x.csv", "x.xlsx"]))
def test_random_bytes(data, name):
    assert outcome(data, name) is not None


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.characters() | st.sampled_from('",;\t\n\r\0=12ab'), max_size=120),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_random_text(text, encoding):
    assert outcome(text.encode(encoding, errors="replace")) is not None


@settings(max_examples=150, deadline=None)
@given(edits, st.integers(0, 400))
def test_mutated_workbooks(changes, cut):
    assert outcome(edited(WORKBOOK, changes)[: len(WORKBOOK) - cut]) is not None


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(sorted(PARTS)), edits)
def test_workbooks_with_a_mutated_part(part, changes):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(name, edited(content, changes) if name == part else content)
    assert outcome(data.getvalue()) is not None


TOKENS = [
    b'<row r="2">',
    b"</row>", b'<c r="B2">', b'<c r="ZZZ9" t="s">', b'<c t="e">', b'<c t="inlineStr">', b"</c>",
    b"<v>7</v>", b"<v>99999999999999999999</v>", b"<v>1e999</v>", b"<f>1+1</f>", b'<f t="shared" si="7"/>',
    b"<is><t>x</t></is>", b'<c r="A3" t="b"><v>2</v></c>', b'<c r="A3" t="d"><v>2020</v></c>', b'<row r="0">',
    b'<row r="99999999999">', b'<c r="A3" s="99"><v>1</v></c>', b'<c r="3A"><v>1</v></c>', b"<sheetData>",
]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=8), st.integers(0, 400))
def test_sheets_with_strange_cells(tokens, at):
    sheet = PARTS["xl/worksheets/sheet1.xml"]
    start = sheet.index(b"<sheetData>") + len(b"<sheetData>")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in PARTS.items():
            new = sheet[:start] + b"".join(tokens) + sheet[start:]
            archive.writestr(name, new if name.endswith("sheet1.xml") else content)
    assert outcome(data.getvalue()) is not None
