"""Answers from a table. Expected matrices are written by hand; -1 can't say, -2 missing, -3 not asked."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet_method.responses import AnswerProblems, CodeWords, read_answers
from poet_method.spreadsheets import Table


def refusal(table: Table, questionnaire, by=()) -> list[str]:
    with pytest.raises(AnswerProblems) as caught:
        read_answers(table, questionnaire, by=by)
    return str(caught.value).split("\n")


def test_values_labels_and_codes_become_one_matrix(small, table_of):
    table = table_of(
        "organisation,meeting_1,trust_2,trust_1\n"
        "Council,Never,5,Strongly agree\n"
        "Trust,2 - Often,dk,\n"
        "Trust,,ddim yn gwybod,\n"
        "Trust,1.0,Cytuno,not_asked\n"
    )
    answers = read_answers(table, small, by=["organisation"])
    assert answers.matrix.item_ids == ("trust_1", "trust_2", "trust_3", "meeting_1", "meeting_2")
    assert answers.matrix.values.tolist() == [
        [5, 5, -3, 0, -3],
        [-2, -1, -3, 2, -3],
        [-2, -1, -3, -2, -3],
        [-3, 4, -3, 1, -3],
    ]
    assert answers.matrix.values.dtype == np.int8
    assert answers.matrix.groups["organisation"].tolist() == ["Council", "Trust", "Trust", "Trust"]
    assert answers.notes == (
        '"dk" was read as can\'t say 1 time.',  # and not the questionnaire's own "Ddim yn gwybod"
    )


def test_an_unknown_value_names_row_column_header_value_and_what_is_allowed(small, table_of):
    (line,) = refusal(table_of("organisation,trust_1\n\nA,1\nA,9\nA,2\n"), small)
    assert line == (
        'staff.csv, row 4, column B ("trust_1"): "9" is not one of the answers. '
        'The answers are 1 ("Strongly disagree") to 5 ("Strongly agree"), or "Don\'t know, or not my role": '
        "write the number or the words, or leave the cell blank."
    )


def test_each_wrong_value_is_said_once_with_its_rows(small, table_of):
    cells = ["1", "x", "2", "x", "y", "1", "2", "3", "4", "x", "5", "5"]
    lines = refusal(table_of("trust_1\n" + "\n".join(cells)), small)
    assert [line.split(" is not")[0] for line in lines] == [
        'staff.csv, rows 3, 5 and 11, column A ("trust_1"): "x"',
        'staff.csv, row 6, column A ("trust_1"): "y"',
    ]


def test_a_column_coded_otherwise_is_said_once_and_never_shifted(small, table_of):
    cells = ["3", "4", "0", "1", "2", "0", "0", "1"]
    (line,) = refusal(table_of("trust_1\n" + "\n".join(cells)), small)
    assert line.startswith(
        'staff.csv, row 4, column A ("trust_1"): the column looks coded 0 to 4; '
        'the answers are 1 ("Strongly disagree") to 5 ("Strongly agree") '
        '(3 of 8 are other numbers, such as "0" here). Do not change single cells'
    )


def test_a_column_of_something_else_is_said_once(small, table_of):
    (line,) = refusal(table_of("trust_1\n1\nfine\ngood\nvery good\n"), small)
    assert line.startswith(
        'staff.csv, row 3, column A ("trust_1"): most cells are not answers (3 of 4, "fine" is the first)'
    )


def test_a_second_line_of_headers_is_recognised(small, table_of):
    lines = refusal(table_of("trust_1,trust_2\nWe trust what our partners tell us.,We check\n1,2\n"), small)
    assert lines[0].startswith(
        'staff.csv, row 2, column A ("trust_1"): the row repeats the wording of trust_1; '
        "it looks like a second line of headers. Delete the row"
    )


def test_a_strange_value_is_shortened_and_made_safe(small, table_of):
    (line,) = refusal(table_of("trust_1\n1\n2\n\u202e" + "ab \u200b" * 100 + "\n"), small)
    assert '"\ufffdab \ufffdab' in line
    assert len(line) < 300


def test_all_problems_are_listed_and_nothing_is_read(small, table_of):
    text = "trust_1,Trust 1,meeting_1\n1,1,7\n"
    lines = refusal(table_of(text), small, by=["organisation"])
    assert [line.split(":")[0] for line in lines] == [
        "staff.csv",
        "staff.csv",
        'staff.csv, row 2, column C ("meeting_1")',
    ]


def test_routing_makes_blanks_not_asked_where_it_is_known(small, table_of):
    table = table_of(
        "works_here,sees_users,trust_3\n"
        "yes,yes,\n"  # asked, left blank
        "Yes,No,\n"  # not asked: sees no service users
        "yes,,\n"  # sees_users was left blank: not known
        "no,,\n"  # sees_users was not asked, so trust_3 was not either
        "yes,Not sure,\n"  # answered, and not yes
        "yes,perhaps,\n"  # not an option: not known
        "yes,nac ydw,4\n"  # an answer that should not be there
        "yes,yes,4\n"
    )
    answers = read_answers(table, small, by=[])
    assert answers.matrix.values[:, 2].tolist() == [-2, -3, -2, -3, -3, -2, -3, 4]
    assert (
        answers.notes[0] == "trust_3: 1 answers were set aside: by the answer to sees_users it was not asked."
    )


def test_routing_without_its_question_is_said(small, table_of):
    answers = read_answers(table_of("trust_1,trust_3\n1,\n2,3\n"), small, by=[])
    assert answers.matrix.values[:, 2].tolist() == [-2, 3]
    assert "The question sees_users has no clear column" in answers.notes[0]


def test_copies_and_silent_rows_are_said_and_kept(small, table_of):
    table = table_of("organisation,trust_1\nA,1\nA,1\nA,1\nB,2\nB,\nB,dk\n")
    answers = read_answers(table, small, by=["organisation"])
    assert answers.matrix.respondents == 6
    assert answers.notes[-2:] == (
        "2 rows repeat an earlier one in every cell; all are kept.",
        "1 of 6 rows answer no item (rows 6); they are kept.",
    )


def test_code_words_can_be_given(small, table_of):
    table = table_of("trust_1\n1\n-99\n")
    with pytest.raises(AnswerProblems):
        read_answers(table, small, by=[])
    answers = read_answers(table, small, by=[], codewords=CodeWords(missing=("-99",)))
    assert answers.matrix.values[:, 0].tolist() == [1, -2]


def test_a_grouping_of_long_texts_is_refused(small, table_of):
    (line,) = refusal(table_of("team,trust_1\nA,1\n" + "x" * 201 + ",2\n"), small, by=["team"])
    assert line.startswith('staff.csv, row 3, column A ("team"): a label has more than 200 characters')


texts = st.sampled_from(
    ["1", "5", "0", "9", "agree", "dk", "", "not asked", "yes", "no", "x", "2.0"]
) | st.text(max_size=6)
headers = st.sampled_from(
    ["trust_1", "trust_2", "trust_3", "meeting_1", "Q1[meeting_2]", "sees_users", "works_here"]
)


@settings(max_examples=200, deadline=None)
@given(
    names=st.lists(headers | st.text(min_size=1, max_size=10), min_size=1, max_size=6, unique=True),
    data=st.data(),
    by=st.lists(st.sampled_from(["trust_1", "team", "sees_users"]), max_size=2, unique=True),
)
def test_any_table_is_read_or_refused(small, names, data, by):
    rows = data.draw(st.lists(st.tuples(*[texts] * len(names)), min_size=1, max_size=6))
    table = Table("x.csv", tuple(names), tuple(rows), tuple(range(2, len(rows) + 2)))
    try:
        answers = read_answers(table, small, by=by)
    except AnswerProblems as problems:
        found = problems.problems
    else:
        found = ()
        assert answers.matrix.values.shape == (len(rows), 5)
        assert set(answers.matrix.groups) == set(by)
    assert all(problem.what and problem.mend for problem in found)
