"""A file whose survey tool coded the answers otherwise is told once; a slip is told with its row."""

import pytest

from poet_method.instruments import Questionnaire, read_questionnaire
from poet_method.responses import AnswerProblems, read_answers

ITEMS = [f"item_{number}" for number in range(1, 11)]
POINTS = ", ".join(f"{{value: {value}, label: Point {value}}}" for value in range(1, 6))
TEXT = f"""
questionnaire: ten
version: 1
title: Ten
response_scales:
  - id: agreement
    points: [{POINTS}]
dimensions:
  - id: all_of_it
    name: All
    about: All of it.
    response_scale: agreement
    items: [{", ".join(f"{{id: {item}, text: Statement {item}.}}" for item in ITEMS)}]
"""


@pytest.fixture(scope="module")
def ten() -> Questionnaire:
    return read_questionnaire(TEXT, name="ten.yaml")


def text_of(columns: list[list[str]]) -> str:
    rows = zip(*columns, strict=True)
    return "\n".join([",".join(ITEMS), *(",".join(row) for row in rows)]) + "\n"


def told(text: str, questionnaire, table_of) -> list[str]:
    with pytest.raises(AnswerProblems) as caught:
        read_answers(table_of(text), questionnaire, by=[])
    return [str(problem) for problem in caught.value.problems]


def test_a_file_coded_from_0_is_told_once_though_few_columns_show_it(ten, table_of):
    # Column 1 has no 0 at all, columns 2 to 7 one or two each, column 8 many, and an odd value besides.
    columns = [["1", "2", "3", "4", "4", "3"] * 5 for _ in ITEMS]
    for column in range(1, 7):
        columns[column][column] = "0"
    columns[7][10:20] = ["0"] * 10
    columns[7][3] = "99"
    (line,) = told(text_of(columns), ten, table_of)
    assert line.startswith(
        'staff.csv, row 3, column B ("item_2"): 10 columns of answers look coded 0 to 4; the answers are '
        '1 ("Point 1") to 5 ("Point 5") (17 of 300 are other numbers, such as "0" here).'
    )
    assert "Do not change single cells" in line
    assert "recode all these columns" in line


def test_a_longer_scale_is_told_once(ten, table_of):
    columns = [["1", "2", "3", "4", "5", "6", "7"] * 4 for _ in ITEMS]
    (line,) = told(text_of(columns), ten, table_of)
    assert "10 columns of answers look coded 1 to 7" in line


def test_a_slider_is_told_once(ten, table_of):
    columns = [[str(value) for value in range(0, 101, 10)] for _ in ITEMS]
    (line,) = told(text_of(columns), ten, table_of)
    assert "look coded 0 to 100" in line


def test_one_column_coded_otherwise_is_told_of_that_column(ten, table_of):
    columns = [["1", "2", "3", "4", "5"] * 6 for _ in ITEMS]
    columns[4] = ["0", "1", "2", "3", "4"] * 6
    (line,) = told(text_of(columns), ten, table_of)
    assert 'column E ("item_5"): the column looks coded 0 to 4' in line
    assert "recode the whole column" in line


def test_slips_and_a_missing_code_are_told_value_by_value(ten, table_of):
    columns = [["1", "2", "3", "4", "5"] * 6 for _ in ITEMS]
    columns[2][7] = "55"
    columns[3][8] = "0"
    for column in columns:
        column[0] = "-99"
    lines = told(text_of(columns), ten, table_of)
    assert len(lines) == 12
    assert sum('"-99" is not one of the answers' in line for line in lines) == 10
    assert any(line.startswith('staff.csv, row 9, column C ("item_3"): "55" is not one') for line in lines)
    assert any(line.startswith('staff.csv, row 10, column D ("item_4"): "0" is not one') for line in lines)


def test_words_in_a_column_without_numbers_are_still_told(ten, table_of):
    columns = [["0", "1", "2", "3", "4"] * 4 for _ in ITEMS]
    columns[9] = ["Point 1", "Point 2", "Pont 3", "Point 4", "Point 5"] * 4
    columns[9][2] = "Point 3"
    coded, word, *others = told(text_of(columns), ten, table_of)
    assert "9 columns of answers look coded 0 to 4" in coded
    assert word.startswith('staff.csv, rows 9, 14 and 19, column J ("item_10"): "Pont 3" is not one')
    assert others == []


def test_every_point_is_named_where_the_values_have_gaps(table_of):
    gapped = TEXT.replace("value: 2, ", "value: 20, ").replace("value: 3, ", "value: 30, ")
    gapped = gapped.replace("value: 4, ", "value: 40, ").replace("value: 5, ", "value: 50, ")
    questionnaire = read_questionnaire(gapped, name="ten.yaml")
    (line,) = told(f"{ITEMS[0]}\n1\n20\n7\n", questionnaire, table_of)
    assert '1 ("Point 1"), 20 ("Point 2"), 30 ("Point 3"), 40 ("Point 4") and 50 ("Point 5")' in line
