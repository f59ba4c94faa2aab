"""Which column answers which item. The oracle knows, because it made the header from the item."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet_method.responses import AnswerProblems, MissingColumn, read_answers
from poet_method.spreadsheets import Table, csv_text, read_table

TRUST = "We trust what our partners tell us."


def with_headers(*headers: str) -> Table:
    return Table("staff.csv", headers, (("1",) * len(headers),), (2,))


def refusal(table, questionnaire, by=()) -> list[str]:
    with pytest.raises(AnswerProblems) as caught:
        read_answers(table, questionnaire, by=by)
    return str(caught.value).split("\n")


@pytest.mark.parametrize(
    ("header", "how"),
    [
        ("trust_1", "id"),
        (" TRUST_1", "id"),
        ("Trust 1", "id"),
        ("trust-1", "id"),
        ("trust1", "id"),
        (TRUST, "text"),
        ("we trust what our partners tell us", "text"),
        ("Rydym yn ymddiried yn ein partneriaid", "text"),
        ("<p><b>We trust</b> what our partners&nbsp;tell us.</p>", "text"),
        ("Q5[trust_1]", "id in brackets"),
        ("How far do you agree? [We trust what our partners tell us.]", "text in brackets"),
        ("G01Q02_trust_1", "id after a question number"),
        ("Q7. We trust what our partners tell us.", "text after a question number"),
        ("Question 7: We trust what our partners tell us.", "text after a question number"),
        ("trust_1: We trust what…", "id and text"),
        ("trust_1 - We trust what our partners tell us.", "id and text"),
    ],
)
def test_headers_that_fit(small, header, how):
    matching = read_answers(with_headers(header), small, by=[]).matching
    assert [(column.id, column.position, column.how) for column in matching.items] == [("trust_1", 0, how)]
    assert matching.without_column == ("trust_2", "trust_3", "meeting_1", "meeting_2")


@pytest.mark.parametrize(
    "header",
    [
        "trust_11",
        "trust",
        "trust_1 comment",
        "trust_1: other",
        "Comment on trust_1",
        "xtrust_1",
        "We trust",
        "time_trust_1",
    ],
)
def test_headers_that_do_not_fit(small, header):
    matching = read_answers(with_headers(header, "meeting_1"), small, by=[]).matching
    assert [column.id for column in matching.items] == ["meeting_1"]
    assert matching.ignored == (f'column A ("{header}")',)


@pytest.mark.parametrize(
    "headers",
    [("trust_1", "Trust 1 "), ("trust_1", TRUST), (TRUST, "Q5[trust_1]"), ("wave1_trust_1", "wave2_trust_1")],
)
def test_two_columns_for_one_item_are_refused(small, headers):
    (line,) = refusal(with_headers(*headers), small)
    assert line.startswith("staff.csv: 2 columns fit the item trust_1: A (")
    assert " and B (" in line


@pytest.mark.parametrize("header", ["trust_1: [trust_2]", "trust_1. We check what our partners do."])
def test_one_column_for_two_items_is_refused(small, header):
    # "trust_1. <the text of trust_2>" names both; so does an item's id with another's in brackets.
    lines = refusal(with_headers(header, "meeting_1"), small)
    assert lines[0].startswith("staff.csv, column A (")
    assert "the column fits more than one item: trust_1 and trust_2" in lines[0]


def test_no_item_found_names_the_closest_headers(small):
    (line,) = refusal(with_headers("trsut_1", "x"), small)
    assert "no column fits any of the 5 items of the questionnaire small" in line
    assert '"trsut_1" for trust_1' in line


def test_what_was_made_of_each_column_is_said(small):
    table = with_headers("organisation", "trust_1", "comments", "Do you work here now?", "meeting_2")
    matching = read_answers(table, small, by=["Organisation"]).matching
    assert matching.ignored == ('column C ("comments")',)
    assert matching.sentences() == (
        "2 of 5 items have a column.",
        "No column, so taken as not asked: trust_2, trust_3 and meeting_1.",
        'Not used: column C ("comments").',
        'Grouping Organisation: column A ("organisation"), by name.',
        'Question works_here: column D ("Do you work here now?"), by text.',
    )


@pytest.mark.parametrize("name", ["staff_group", "Staff group", "STAFF-GROUP", "staffgroup"])
def test_groupings_are_found_by_name(small, name):
    answers = read_answers(with_headers("trust_1", "Staff group"), small, by=[name])
    assert answers.matrix.groups[name].tolist() == ["1"]


def test_a_grouping_may_be_a_question(small):
    answers = read_answers(with_headers("trust_1", "Q3. Do you work here now?"), small, by=["works_here"])
    assert answers.matrix.groups["works_here"].tolist() == ["1"]


def test_a_grouping_that_is_not_there_or_twice(small):
    table = with_headers("trust_1", "organisation", "Organi sation")
    first, second = refusal(table, small, by=["team", "organisation"])
    assert first == (
        'staff.csv: there is no column called "team". '
        'The columns are: "organisation", "Organi sation" and "trust_1".'
    )
    assert second.startswith('staff.csv: the columns B and C all fit the grouping "organisation"')


DECORATIONS = (
    "{id}",
    "{ID}",
    "{text}",
    "Q{n}[{id}]",
    "How much do you agree? [{text}]",
    "G01Q{n}_{id}",
    "{id}: {text}",
    "{n}. {text}",
    "<p>{text}</p>",
)


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(DECORATIONS), min_size=5, max_size=5))
def test_decorated_shuffled_headers_find_their_items(small, rng: random.Random, decorations):
    # The truth is known: each header is made from one item, each cell holds the item's own value.
    items = [item for item in small.items if rng.random() < 0.8] or [small.items[0]]
    value = {"trust_1": "1", "trust_2": "2", "trust_3": "3", "meeting_1": "0", "meeting_2": "1"}
    columns = [
        (
            pattern.format(
                id=item.id, ID=item.id.upper(), n=number, text=item.text[rng.choice(["en", "cy"])]
            ),
            value[item.id],
        )
        for number, (item, pattern) in enumerate(zip(items, decorations, strict=False), start=10)
    ]
    columns += [("organisation", "A"), ("comment", "x"), ("submitted", "2026-03-01")]
    rng.shuffle(columns)
    text = csv_text([header for header, _ in columns], [[cell for _, cell in columns]])
    matrix = read_answers(read_table(text.encode(), name="x"), small, by=["organisation"]).matrix
    present = {item.id for item in items}
    expected = [int(value[item.id]) if item.id in present else -3 for item in small.items]
    assert matrix.values.tolist() == [expected]


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("org", "organisation"), ("organization", "organisation"), ("ORGANISATION NAME", "organisation")],
)
def test_the_closest_column_is_suggested_and_statements_are_listed_last(small, table_of, wrong, meant):
    table = table_of("trust_1,trust_2,staff_group,organisation,meeting_1\n1,2,x,A,0\n")
    with pytest.raises(AnswerProblems) as caught:
        read_answers(table, small, by=[wrong])
    (problem,) = caught.value.problems
    assert isinstance(problem, MissingColumn)
    assert problem.mend == (
        f'Did you mean "{meant}"? '
        'The columns are: "staff_group", "organisation", "trust_1", "trust_2" and "meeting_1"'
    )
