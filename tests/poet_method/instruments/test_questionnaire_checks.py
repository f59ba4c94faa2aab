"""Advice: what is said about which wording, and what is passed over; and the summary."""

import pytest

from poet_method.instruments import Advice, check, describe, read_questionnaire
from poet_method.instruments.wording import wording_doubts


def doubts(text: str) -> list[str]:
    """The quoted words (or "long") that are queried."""
    return [doubt.split('"')[1] if '"' in doubt else "long" for doubt in wording_doubts(text, statement=True)]


@pytest.mark.parametrize(
    ("text", "queried"),
    [
        ("We trust and respect each other.", ["and"]),
        ("Managers or team leaders decide.", ["or"]),
        ("We share data as well as staff.", ["as well as"]),
        ("Trust & respect are high.", ["&"]),
        ("We do not share our plans.", ["not"]),
        ("Partners don't keep promises.", ["don't"]),
        ("Partners don’t keep promises.", ["don’t"]),
        ("There is no shared plan.", ["no"]),
        ("Partners always keep promises.", ["always"]),
        ("No one here trusts us.", ["no one"]),
        ("Everyone knows the plan.", ["everyone"]),
        ("Clearly we work well together.", ["clearly"]),
        ("Meetings are of course useful.", ["of course"]),
        ("Do you agree that meetings help?", ["do you agree"]),
        ("Our leaders are excellent.", ["excellent"]),
        (" ".join(["word"] * 21), ["long"]),
        ("We never meet and nobody minds, and we do not ask why.", ["and", "never", "not"]),
    ],
)
def test_wording_that_is_queried(text: str, queried: list[str]) -> None:
    assert doubts(text) == queried


@pytest.mark.parametrize(
    "text",
    [
        "Health and social care staff meet often.",
        "Service users and carers help to plan.",
        "Roles and responsibilities are clear.",
        "Meetings take place whether or not managers come.",
        "Things become more and more complicated.",
        "Roles are clearly defined.",
        "We did our best for the organisation.",
        "Almost everyone knows the plan.",
        "I know another notable northern doctor.",
        "Each partner has the standing orders it needs.",
        " ".join(["word"] * 20),
    ],
)
def test_wording_that_is_passed_over(text: str) -> None:
    assert doubts(text) == []


def test_a_question_may_hold_a_negation() -> None:
    assert list(wording_doubts("What should never happen, and not only here?", statement=False)) == [
        '"and" may join two things, which people cannot answer apart'
    ]


def test_the_small_questionnaire_gets_little_advice(small: str) -> None:
    assert check(read_questionnaire(small, name="small.yaml")) == (
        Advice("dimension trust", "it names no source"),
    )


TURNED = "go missing, reversed: true, drawback: true"


@pytest.mark.parametrize(
    ("old", "new", "about", "reason"),
    [
        ("My neighbours keep their word.", "Neighbours always help.", "item trust_1", '"always" is absolute'),
        ("Do you have neighbours?", "Have you a plot and a shed?", "question has_neighbours", '"and" may'),
        ("What changes?", "What changes or stays?", "field change_what", '"or" may join'),
        (TURNED, "go missing", "dimension tools", "in the same direction"),
        (TURNED, "go missing", "dimension tools", "drawback or mistrust"),
        (TURNED, "go missing, drawback: true", "item tools_2", "not as reversed"),
        (", lowest: 1, highest: 20", "", "question plots", "no lowest and highest"),
        ("    cant_say: Don't know\n", "", "response scale agreement", "cannot say"),
        ("{value: 5, ", "{value: 6, ", "response scale agreement", "not equally spaced"),
        ("level: individual", "level: structural", "level individual", "no dimension is on it"),
        ("plots, crops]}", "plots, crops], optional: true}", "item trust_1", "optional section about_you"),
    ],
)
def test_advice_names_what_it_is_about_and_why(
    small: str, old: str, new: str, about: str, reason: str
) -> None:
    assert old in small
    (advice,) = (
        advice
        for advice in check(read_questionnaire(small.replace(old, new, 1), name="small.yaml"))
        if advice.about == about and reason in advice.reason
    )
    assert str(advice) == f"{about}: {advice.reason}."


def test_a_dimension_of_one_item_is_noted_once_and_not_for_its_direction(tiny: str) -> None:
    advice = check(read_questionnaire(tiny, name="tiny.yaml"))
    assert [one.reason.partition(",")[0] for one in advice if one.about == "dimension trust"] == [
        "it has one item only",
        "it has no item about a drawback or mistrust",
    ]


def test_words_are_looked_for_in_english_only(tiny: str) -> None:
    danish = tiny.replace("title: Mine", "title: Mine\nlanguages: [da]").replace(
        "People keep", "Vi mødes or and"
    )
    assert not [a for a in check(read_questionnaire(danish, name="tiny.yaml")) if a.about.startswith("item")]


def test_the_summary(small: str) -> None:
    # 4 items, 3 closed questions and 2 closed fields at 7 seconds, 1 text at 45: 108 seconds. Without the
    # optional section 4 items and 3 questions: 49 seconds.
    assert describe(read_questionnaire(small, name="small.yaml")).splitlines() == [
        "How well do our allotments work together?",
        "allotments, version 3",
        "Languages: en",
        "Dimensions: 2, with 4 items (2 reversed)",
        "  Sharing tools: 2",
        "  Trust: 2",
        "Other questions: 4",
        "Time to answer: about 2 minutes (1 without the optional sections)",
    ]


def test_the_summary_without_optional_sections(tiny: str) -> None:
    assert describe(read_questionnaire(tiny, name="tiny.yaml")).endswith("Time to answer: about 1 minute")
