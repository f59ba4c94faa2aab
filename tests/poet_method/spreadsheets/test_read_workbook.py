"""Excel workbooks: values as a person sees them; formulas, errors, merged cells and hostile files refused."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from poet_method.spreadsheets import SheetProblem, SpreadsheetProblems, Table, read_table


def saved(workbook: Workbook) -> bytes:
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def workbook_of(*rows: list, title: str = "Answers") -> Workbook:
    workbook = Workbook()
    workbook.active.title = title
    for row in rows:
        workbook.active.append(row)
    return workbook


def changed(data: bytes, part: str, change) -> bytes:
    """The workbook with one of its parts changed (or added)."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return output.getvalue()


def read(data: bytes | Workbook, **options) -> Table:
    return read_table(saved(data) if isinstance(data, Workbook) else data, name="staff.xlsx", **options)


def refusal(data: bytes | Workbook, **options) -> list[str]:
    with pytest.raises(SpreadsheetProblems) as caught:
        read(data, **options)
    return str(caught.value).split("\n")


SHEET = "xl/worksheets/sheet1.xml"


def test_values_are_text_as_a_person_sees_them():
    typed = [3, 3.0, 0.1 + 0.2, True, False, " x ", None, -2, 1e20]
    dated = [
        dt.date(2026, 3, 1),
        dt.datetime.fromisoformat("2026-03-01T09:30"),
        dt.time(9, 5),
        dt.timedelta(hours=30),
    ]
    table = read(workbook_of([f"c{n}" for n in range(13)], [*typed, *dated]))
    assert table.rows[0] == (
        *("3", "3", "0.3", "TRUE", "FALSE", " x ", "", "-2", "1e+20"),
        *("2026-03-01", "2026-03-01 09:30:00", "09:05:00", "1 day, 6:00:00"),
    )


def test_rows_keep_the_numbers_that_excel_shows():
    table = read(workbook_of([], ["q1", "q2"], [1, 2], [], [None, None], [3, 4], []))
    assert table.row_numbers == (3, 6)
    assert table.rows == (("1", "2"), ("3", "4"))


def test_formatted_but_empty_cells_are_not_data():
    workbook = workbook_of(["q1"], [1])
    workbook.active["ZZ900"].number_format = "0.00"
    table = read(workbook)
    assert (table.columns, table.rows) == (("q1",), (("1",),))


def test_text_that_looks_like_a_formula_is_text():
    workbook = workbook_of(["q1"], ["x"])
    workbook.active["A2"].value = "=1+1"
    workbook.active["A2"].data_type = "s"
    assert read(workbook).rows == (("=1+1",),)


def test_the_only_sheet_with_data_is_read_and_named():
    workbook = workbook_of(["q1"], [1], title="Results")
    workbook.create_sheet("Notes", 0)
    table = read(workbook)
    assert table.rows == (("1",),)
    assert table.notes == ('The sheet "Results" was read.',)


def test_several_sheets_with_data_are_refused_until_one_is_named():
    workbook = workbook_of(["q1"], [1])
    workbook.create_sheet("Codes").append(["q9"])
    workbook["Codes"].append([7])
    workbook["Codes"].sheet_state = "hidden"
    (line,) = refusal(workbook)
    assert '2 sheets have data: "Answers" and "Codes" (hidden)' in line
    assert "with --sheet on the command line" in line
    with pytest.raises(SheetProblem):
        read(workbook)
    assert read(workbook, sheet=" codes").columns == ("q9",)
    (line,) = refusal(workbook, sheet="Code")
    assert 'there is no sheet "Code". The sheets are "Answers" and "Codes".' in line


def test_formulas_are_named_cell_by_cell_up_to_twenty():
    workbook = workbook_of(["organisation", "q1"], *([f"A{n}", f"=B{n}*2"] for n in range(25)))
    lines = refusal(workbook)
    assert lines[0] == (
        'staff.xlsx, row 2, column B ("q1"): the cell holds a formula ("=B0*2"). '
        "Copy the cells and paste them back as values."
    )
    assert lines[19].startswith('staff.xlsx, row 21, column B ("q1"): the cell holds a formula')
    assert lines[20].startswith('staff.xlsx, row 22, column B ("q1"): from here on, 5 more formulas')
    assert len(lines) == 21


def test_reading_stops_after_a_thousand_formulas():
    lines = refusal(workbook_of(["q1"], *([f"=A{n}"] for n in range(1, 1500))))
    assert "at least 980 more formulas" in lines[20]


def test_shared_and_array_formulas_are_formulas():
    data = saved(workbook_of(["q1", "q2"], [111, 222], [333, 4]))

    def with_formulas(sheet: bytes) -> bytes:
        sheet = sheet.replace(b"<v>111</v>", b'<f t="shared" ref="A2:A3" si="0">1+1</f><v>2</v>')
        sheet = sheet.replace(b"<v>333</v>", b'<f t="shared" si="0"/><v>2</v>')
        return sheet.replace(b"<v>222</v>", b'<f t="array" ref="B2">SUM(A2:A3)</f><v>2</v>')

    places = [line.split(":")[0] for line in refusal(changed(data, SHEET, with_formulas))]
    assert places == [
        'staff.xlsx, row 2, column A ("q1")',
        'staff.xlsx, row 2, column B ("q2")',
        'staff.xlsx, row 3, column A ("q1")',
    ]


def test_error_cells_are_named():
    workbook = workbook_of(["q1", "q2"], [1, "#REF!"])
    (line,) = refusal(workbook)
    assert line.startswith('staff.xlsx, row 2, column B ("q2"): the cell shows the error "#REF!"')


def test_merged_cells_are_named():
    workbook = workbook_of(["q1", "q2", "q3"], [1, 2, 3], [4, 5, 6], [7, 8, 9])
    workbook.active.merge_cells("A3:A4")
    (line,) = refusal(workbook)
    assert line.startswith('staff.xlsx, row 3, column A ("q1"): the cells A3:A4 are merged')


def test_a_merged_header_is_named_beside_the_blank_header_it_makes():
    workbook = workbook_of(["Team", None, "q3"], [1, 2, 3])
    workbook.active.merge_cells("A1:B1")
    blank, merged = refusal(workbook)
    assert blank.startswith("staff.xlsx, row 1, column B: the header is blank")
    assert merged.startswith('staff.xlsx, row 1, column A ("Team"): the cells A1:B1 are merged')


@pytest.mark.parametrize("workbook", [Workbook(), workbook_of([None, " "])])
def test_no_data(workbook):
    (line,) = refusal(workbook)
    assert "no data" in line or "empty" in line


def test_a_csv_file_called_xlsx_is_recognised():
    (line,) = refusal(b"q1,q2\n1,2\n")
    assert "the name says Excel workbook, but the content is not one" in line


def test_the_content_decides_and_not_the_name():
    data = saved(workbook_of(["q1"], [1]))
    assert read_table(data, name="staff.csv").rows == (("1",),)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, saved(workbook_of(["q1"], [1]))[:-30]]
)
def test_a_cut_off_workbook_is_said(data):
    (line,) = refusal(data)
    assert "broken or cut off" in line


@pytest.mark.parametrize("names", [["mimetype", "content.xml"], ["[Content_Types].xml", "xl/workbook.bin"]])
def test_other_archives_are_no_workbook(names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    (line,) = refusal(data.getvalue())
    assert "not an Excel workbook (.xlsx)" in line


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/unused.bin", "xl/worksheets/sheet2.xml"])
def test_a_workbook_that_unpacks_to_too_much_is_never_unpacked(part, monkeypatch):
    monkeypatch.setattr("poet_method.spreadsheets.workbook.LARGEST_UNPACKED", 3_000_000)
    monkeypatch.setattr("poet_method.spreadsheets.workbook.LARGEST_PART", 1_000_000)
    size = 1_100_000 if part.endswith("styles.xml") else 3_100_000
    data = changed(saved(workbook_of(["q1"], [1])), part, lambda _: b" " * size)
    assert len(data) < 20_000

    def opened(*args, **kwargs):
        raise AssertionError("a part was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    (line,) = refusal(data)
    assert "which is too much" in line


def test_a_document_type_is_refused():
    bomb = b'<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = changed(saved(workbook_of(["q1"], [1])), SHEET, lambda sheet: bomb + sheet)
    (line,) = refusal(data)
    assert "broken (ValueError)" in line


def test_a_row_that_claims_a_far_column_costs_nothing_and_a_value_there_is_refused():
    data = saved(workbook_of(["q1"], [1]))
    far = changed(data, SHEET, lambda sheet: sheet.replace(b'r="A2"', b'r="ZZZ2"'))
    (line,) = refusal(far)
    assert "there are 18,278 columns; at most 5,000" in line


def test_a_broken_part_is_said():
    data = saved(workbook_of(["q1"], [1]))
    (line,) = refusal(changed(data, SHEET, lambda sheet: sheet[:-20]))
    assert "the workbook is broken (ParseError) and cannot be read" in line
