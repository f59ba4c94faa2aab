"""Tables that people bring (CSV, Excel): read whole or refused with every reason, row and column named."""

from poet_method.spreadsheets.problems import (
    InputProblems,
    Problem,
    SheetProblem,
    SpreadsheetProblems,
    in_words,
    shown,
)
from poet_method.spreadsheets.reading import read_table, read_table_file
from poet_method.spreadsheets.table import Header, HeaderFinder, Record, Table, column_letter
from poet_method.spreadsheets.writing import csv_text, workbook_bytes

__all__ = [
    "Header",
    "HeaderFinder",
    "InputProblems",
    "Problem",
    "Record",
    "SheetProblem",
    "SpreadsheetProblems",
    "Table",
    "column_letter",
    "csv_text",
    "in_words",
    "read_table",
    "read_table_file",
    "shown",
    "workbook_bytes",
]
