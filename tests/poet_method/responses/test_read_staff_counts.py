"""Staff counts: every message with its place, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet_method.responses import (
    AnswerProblems,
    StaffCountProblems,
    answers_by_group,
    read_answers,
    read_staff_counts,
)
from poet_method.spreadsheets import Table

BY = ["organisation", "staff_group"]


def refusal(table: Table, **options) -> list[str]:
    with pytest.raises(StaffCountProblems) as caught:
        read_staff_counts(table, **options)
    return str(caught.value).split("\n")


@pytest.mark.parametrize(
    "header", ["staff", "Headcount", "Number of staff", "invited", "N", "how many there are"]
)
def test_organisations_and_their_staff(table_of, header):
    counts = read_staff_counts(
        table_of(f"Organisation,{header}\nCouncil,120\nTrust,80\n"), by=["organisation"]
    )
    assert counts.by == ("organisation",)
    assert counts.counts == {("Council",): 120, ("Trust",): 80}
    assert counts.total == 200


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ('"1,200"', 1200),
        ("1 200", 1200),
        ("1\u202f200", 1200),
        ("1'200", 1200),
        ("12.0", 12),
        (" 7 ", 7),
        ("0012", 12),
    ],
)
def test_how_numbers_may_be_written(table_of, cell, count):
    table = table_of(f"organisation;staff\nA;{cell}\n")
    assert read_staff_counts(table, by=["organisation"]).counts == {("A",): count}


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("", "the number of staff is blank"),
        ("0", "the group has no staff"),
        ("0.0", "the group has no staff"),
        ("-3", '"-3" is negative'),
        ("\u22123", '"\u22123" is negative'),
        ("12.5", '"12.5" is not a whole number'),
        ("1.200", '"1.200" is not a whole number'),
        ("12,5", '"12,5" is not a whole number'),
        ("about 30", '"about 30" is not a whole number'),
        ("1,20", '"1,20" is not a whole number'),
        ("9" * 5000, "is not a whole number"),
        ("\u0663", "is not a whole number"),  # a digit, but not one of 0 to 9
    ],
)
def test_impossible_numbers(table_of, cell, what):
    (line,) = refusal(table_of(f'organisation;staff\nA;5\nB;"{cell}"\n'), by=["organisation"])
    assert line.startswith('staff.csv, row 3, column B ("staff"): ')
    assert what in line


def test_staff_groups_within_organisations(table_of):
    text = (
        "staff group,organisation,invited,note\nnurses,Trust,50,x\nmanagers,Trust,9,y\nmanagers,Council,12,\n"
    )
    counts = read_staff_counts(table_of(text), by=BY)
    assert counts.by == ("organisation", "staff_group")
    assert counts.of("organisation") == {"Trust": 59, "Council": 12}
    assert counts.of("staff_group") == {"nurses": 50, "managers": 21}


def test_counts_may_know_the_first_grouping_only(table_of):
    known = {("Trust", "nurses"): 4, ("Trust", "managers"): 5}
    counts = read_staff_counts(table_of("organisation,staff\nTrust,9\n"), by=BY, known_groups=known)
    assert counts.by == ("organisation",)
    (line,) = refusal(table_of("organisation,staff\nTrust,8\n"), by=BY, known_groups=known)
    assert '"Trust" has 8 staff, but 9 answers' in line


def test_labels_are_spelt_as_in_the_answers(table_of):
    table = table_of("organisation,staff\n nhs  TRUST,9\n")
    counts = read_staff_counts(table, by=["organisation"], known_groups={("NHS Trust",): 9})
    assert counts.counts == {("NHS Trust",): 9}


def test_groups_that_nobody_answered_from_are_kept_and_unknown_labels_need_no_count(table_of):
    table = table_of("organisation,staff\nTrust,9\nCharity,4\n")
    counts = read_staff_counts(table, by=["organisation"], known_groups={("Trust",): 3, ("",): 2})
    assert counts.counts == {("Trust",): 9, ("Charity",): 4}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "team,staff\nA,1\n",
            'staff.csv: there is no column called "organisation". The columns are: "team" and "staff".',
        ),
        ("organisation,a,b\nA,1,2\n", "staff.csv: there is no column with the number of staff."),
        (
            "organisation,staff,headcount\nA,1,2\n",
            'staff.csv: the columns B ("staff") and C ("headcount") could all be the number of staff.',
        ),
        ("organisation,staff\nA,1\n,2\n", 'staff.csv, row 3, column A ("organisation"): the group is blank.'),
        (
            "organisation,staff\nA,1\nTotal,1\n",
            'staff.csv, row 3, column A ("organisation"): "Total" looks like a sum of the other rows.',
        ),
        ("organisation,staff\nA,1\nB,2\na ,3\n", 'staff.csv, rows 2 and 4: "A" is counted 2 times.'),
    ],
)
def test_what_is_wrong_is_said_with_its_place(table_of, text, start):
    (line,) = refusal(table_of(text), by=["organisation"])
    assert line.startswith(start)


def test_against_the_answers(table_of):
    known = {("Trust",): 3, ("Council",): 7, ("Charity",): 2}
    table = table_of("organisation,staff\nTrust,2\nCouncl,90\nCharity,2\n")
    low, absent = refusal(table, by=["organisation"], known_groups=known)
    assert low.startswith('staff.csv, row 2, column B ("staff"): "Trust" has 2 staff, but 3 answers.')
    assert absent == (
        'staff.csv: there is no count for "Council", which has 7 answers. '
        "Add a row, spelt as in the answers; the closest is staff.csv, row 3."
    )


def test_the_groups_of_the_answers_are_what_the_counts_are_held_to(small, table_of):
    answers = read_answers(
        table_of("organisation,staff_group,trust_1\nA,x,1\nA,x,2\nB,y,3\nB,,4\n"), small, by=BY
    )
    known = answers_by_group(answers.matrix, BY)
    assert known == {("A", "x"): 2, ("B", "y"): 1, ("B", ""): 1}
    assert answers_by_group(answers.matrix, []) == {}
    table = table_of("organisation,staff group,staff\nA,x,2\nB,y,1\n")
    assert read_staff_counts(table, by=BY, known_groups=known).total == 3


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "a", "B", "", "Total"]),
            st.sampled_from(["5", "0", "x"]) | st.text(max_size=5),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_table_gives_counts_or_problems(rows):
    table = Table("x.csv", ("organisation", "staff"), tuple(rows), tuple(range(2, len(rows) + 2)))
    try:
        counts = read_staff_counts(table, by=["organisation"], known_groups={("A",): 2})
    except AnswerProblems as problems:
        assert_lines = problems.problems
    else:
        assert_lines = ()
        assert counts.counts["A",] >= 2
    assert all(problem.where.startswith("x.csv") for problem in assert_lines)
