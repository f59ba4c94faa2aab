"""CSV is read whole, or refused with row and column. Every expected place is counted by hand."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet_method.spreadsheets import (
    SheetProblem,
    SpreadsheetProblems,
    Table,
    column_letter,
    read_table,
    read_table_file,
)


def read(text: str | bytes, **options) -> Table:
    data = text.encode() if isinstance(text, str) else text
    return read_table(data, name="staff.csv", **options)


def refusal(text: str | bytes, **options) -> list[str]:
    with pytest.raises(SpreadsheetProblems) as caught:
        read(text, **options)
    return str(caught.value).split("\n")


def test_cells_stay_as_they_were_typed():
    table = read("organisation,q1\n Council ,03\nTrust,4.0\n")
    assert table.columns == ("organisation", "q1")
    assert table.rows == ((" Council ", "03"), ("Trust", "4.0"))
    assert table.row_numbers == (2, 3)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_separators_and_line_endings_are_recognised(separator, ending):
    lines = [["organisation", "q1", "q2"], ["A", "1", "2"], ["B", "3", "4"]]
    table = read(ending.join(separator.join(line) for line in lines))
    assert [list(table.columns), *map(list, table.rows)] == lines


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("id;We agree, mostly;Trust, too\n1;2;3\n", ("id", "We agree, mostly", "Trust, too")),
        ("id,We agree; mostly,Trust; too\n1,2,3\n", ("id", "We agree; mostly", "Trust; too")),
        (
            "id\tWe agree, all\tTrust, too, and; more\n1\t2\t3\n",
            ("id", "We agree, all", "Trust, too, and; more"),
        ),
        ("id;share\n1;2,5\n2;3,5\n", ("id", "share")),
        ('sep=;\nid;"a,b,c"\n1;2\n', ("id", "a,b,c")),
        ("only\n1\n", ("only",)),
    ],
)
def test_the_other_separators_may_stand_in_the_text(text, columns):
    assert read(text).columns == columns


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_and_without_mark(encoding):
    table = read("sefydliad,q1\nCyngor Môn,1\n".encode(encoding))
    assert table.columns == ("sefydliad", "q1")
    assert table.rows == (("Cyngor Môn", "1"),)


def test_blank_rows_are_skipped_but_counted_and_quoted_line_breaks_start_no_row():
    table = read('\nq1,comment\n1,"two\nlines"\n\n , \n2,x\n')
    assert table.rows == (("1", "two\nlines"), ("2", "x"))
    assert table.row_numbers == (3, 6)


def test_empty_columns_and_rows_at_the_end_are_dropped():
    table = read("q1,q2,,\n1,2,,\n3,4,,\n,,,\n,,,\n")
    assert table.columns == ("q1", "q2")
    assert table.rows == (("1", "2"), ("3", "4"))


def test_short_rows_are_filled_and_said():
    table = read("q1,q2,q3\n1,2,3\n1\n")
    assert table.rows[1] == ("1", "", "")
    assert "Rows shorter than the header were filled with empty cells: 3." in table.notes


def test_where_names_row_letter_and_header():
    table = read("q1,q2\n\n1,2\n")
    assert table.where(rows=[0], column=1) == 'staff.csv, row 3, column B ("q2")'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["staff.csv: the file is empty."]),
        ("\ufeff", ["staff.csv: the file is empty."]),
        ("\n \n,,\n", ["staff.csv: the file is empty."]),
        ("q1,q2\n", ["staff.csv: there is a header but no row under it."]),
        ("q1,Q1 ,q2\n1,2,3\n", ['staff.csv, row 1, columns A and B: 2 columns are called "q1".']),
        ("q1,,q2,\n1,2,3,\n", ["staff.csv, row 1, column B: the header is blank."]),
        ("q1,,,q2\n1,2,3,4\n", ["staff.csv, row 1, columns B and C: the header is blank."]),
        (
            "q1\n1\n2,7\n",
            ["staff.csv, row 3, column B (no header): there is a value beyond the last header."],
        ),
        ("q1,q2\n1,2\n1,a\0b\n", ['staff.csv, row 3, column B ("q2"): there is a NUL byte (U+0000).']),
        ("q1,q2\n\x071,2\n", ['staff.csv, row 2, column A ("q1"): there is a control character (U+0007).']),
        (
            'q1,q2\n1,2\n3,"never closed\n4,5\n',
            ['staff.csv, row 3, column B ("q2"): a quotation mark is opened and never closed.'],
        ),
        (
            'q1,q2,q3\n1,"a ""b"" c",3\n4,"5"6,7\n',
            ['staff.csv, row 3, column B ("q2"): there is text after the closing quotation mark.'],
        ),
        (
            'q1,q2\n1,"' + "x" * 200_000 + '"\n',
            ['staff.csv, row 2, column B ("q2"): the cell is too long; a quotation mark may be missing.'],
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, expected):
    lines = refusal(text)
    assert len(lines) == len(expected)
    for line, start in zip(lines, expected, strict=True):
        assert line.startswith(start)
        assert len(line) > len(start) + 10  # and how to mend it


def test_a_wrong_encoding_names_row_column_and_byte():
    text = "organisation,q1\nA,1\nAmbulance Sörvice,2\nCafé,3\n"
    first, second = refusal(text.encode("cp1252"))
    assert first == (
        'staff.csv, row 3, column A ("organisation"): the byte F6 is not UTF-8 text '
        '(in Windows-1252 it is "ö"). Save the file again as "CSV UTF-8".'
    )
    assert second.startswith('staff.csv, row 4, column A ("organisation"): the byte E9 is not UTF-8 text')


def test_a_wrong_byte_in_the_header():
    (line,) = refusal(b"q1,caf\xe9\n1,2\n")
    assert line.startswith("staff.csv, row 1, column B (")
    assert "the byte E9" in line


def test_utf_16_cut_off_names_the_byte():
    (line,) = refusal("q1,q2\n1,2\n".encode("utf-16")[:-1])
    assert "byte 21 " in line  # the mark (2) and nine whole characters (18), then one byte alone
    assert "not UTF-16" in line


def test_utf_16_without_its_mark_is_recognised():
    (line,) = refusal("organisation,q1\nA,1\n".encode("utf-16-le"))
    assert "may be UTF-16 without its mark" in line


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "an image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "an image"),
        (b"  <!DOCTYPE html><html>", "a web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><a/>', "an XML file"),
        (b'[{"q1": 1}]', "a JSON file"),
        (b"\x1f\x8b\x08\0", "a compressed archive"),
        (b"$FL2@(#) SPSS DATA FILE\2\0\0\0", "an SPSS file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Excel file (.xls)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
def test_other_kinds_of_file_are_called_by_their_name(data, words):
    (line,) = refusal(data)
    assert words in line
    assert "save" in line.lower()


@pytest.mark.parametrize("header", ["BMI", "PAR1", "PKID", "GIF8"])
def test_a_header_that_begins_like_another_kind_of_file_is_a_header(header):
    assert read(f"{header},q1\n20,1\n").columns == (header, "q1")


def test_a_sheet_of_a_csv_file_is_refused():
    with pytest.raises(SheetProblem, match="no sheets"):
        read("q1\n1\n", sheet="Answers")


def test_fifty_problems_are_listed_and_the_rest_counted():
    text = ",".join(f"q{number}" for number in range(60)) + "\n" + ",".join(["\x07"] * 60) + "\n"
    with pytest.raises(SpreadsheetProblems) as caught:
        read(text)
    assert len(caught.value.problems) == 50
    assert caught.value.more == 10
    assert str(caught.value).endswith("\n… and 10 more")


def test_many_rows_with_the_same_fault_are_one_problem():
    (line,) = refusal("q1\n" + "1,2\n" * 100)
    assert line.startswith("staff.csv, rows 2, 3, 4, 5, 6 and 95 more, column B (no header)")


def test_too_many_columns():
    (line,) = refusal(",".join(f"q{number}" for number in range(5001)) + "\n1\n")
    assert "row 1: there are 5,001 columns; at most 5,000" in line


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr("poet_method.spreadsheets.table.MOST_ROWS", 3)
    assert len(read("q1\n1\n2\n3\n").rows) == 3
    (line,) = refusal("q1\n1\n2\n3\n4\n")
    assert "more than 3 rows" in line


def test_a_large_file_is_refused_by_its_size_alone(tmp_path: Path, monkeypatch):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # a hole: takes no room on the disk

    def opened(*args, **kwargs):
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(SpreadsheetProblems) as caught:
        read_table_file(path)
    assert str(caught.value) == (
        "large.csv: the file has 200.0 MB; at most 50.0 MB can be read. "
        "Leave out the columns that are not needed."
    )


def test_bytes_over_the_limit_are_refused():
    (line,) = refusal("q1\n" + "1\n" * 100, largest_bytes=100)
    assert "the file has 203 bytes; at most 100 bytes" in line


def test_a_file_is_read_like_its_bytes(tmp_path: Path):
    path = tmp_path / "staff.csv"
    path.write_bytes(b"q1\n1\n")
    assert read_table_file(path) == read(b"q1\n1\n")


def test_what_is_no_file_is_said(tmp_path: Path):
    with pytest.raises(SpreadsheetProblems, match=r"^missing\.csv: there is no such file"):
        read_table_file(tmp_path / "missing.csv")
    with pytest.raises(SpreadsheetProblems, match=f"^{tmp_path.name}: this is a folder, not a file"):
        read_table_file(tmp_path)


def test_column_letters():
    # As spreadsheet programs show them: 26 letters, then 26 × 26 pairs.
    known = {0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"}
    assert {position: column_letter(position) for position in known} == known


def test_a_table_whose_parts_do_not_fit_is_refused():
    with pytest.raises(ValueError, match="numbers"):
        Table("t", ("a",), (("1",),), ())
    with pytest.raises(ValueError, match="cells"):
        Table("t", ("a",), (("1", "2"),), (2,))


cells = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf")) | st.sampled_from('",;\t\n '), max_size=8
)


@settings(max_examples=150, deadline=None)
@given(
    body=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6),
    separator=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_the_standard_library_writes_is_read_back(body, separator, encoding):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([["organisation", "comment", "q1"], *body])
    expected = [(place, tuple(row)) for place, row in enumerate(body, start=2) if any(c.strip() for c in row)]
    data = text.getvalue().encode(encoding)
    if not expected:
        assert "no row under it" in refusal(data)[0]
    else:
        table = read(data)
        assert list(zip(table.row_numbers, table.rows, strict=True)) == expected
