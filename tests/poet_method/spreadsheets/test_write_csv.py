"""CSV that is safe to open in a spreadsheet program."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet_method.spreadsheets import csv_text, read_table


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_text_that_would_run_is_made_harmless(text):
    _, (cell, number) = csv.reader(io.StringIO(csv_text(["a", "b"], [[text, -1.5]]), newline=""))
    assert cell == "'" + text
    assert number == "-1.5"


def test_headers_are_made_harmless_and_none_is_empty():
    assert csv_text(["=a", "b"], [[None, True]]) == "'=a,b\r\n,True\r\n"


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.integers()), max_size=5))
def test_no_written_text_starts_a_formula(rows):
    _, *read = csv.reader(io.StringIO(csv_text(["label", "n"], rows), newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell, _ in read)
    assert [int(number) for _, number in read] == [number for _, number in rows]


def test_what_is_written_can_be_read():
    text = csv_text(["group", "staff"], [['A "quoted", label', 12], ["two\nlines", 3]])
    table = read_table(text.encode("utf-8-sig"), name="counts.csv")
    assert table.rows == (('A "quoted", label', "12"), ("two\nlines", "3"))
