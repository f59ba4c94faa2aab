"""The staff questionnaire, version 1: what its authors promised of it, held to the file.

Reading ease is the Flesch-Kincaid grade (Kincaid and others 1975): 0.39 × words per sentence + 11.8 ×
syllables per word − 15.59. Syllables are counted here by a small rule: the usual package fetches a word list
from the network. The review's grades, to which the rule is held, come from the CMU Pronouncing Dictionary.
"""

import re
from pathlib import Path
from statistics import mean

import pytest

from poet_method.instruments import load
from poet_method.instruments.questionnaire import Item, Question

STAFF = load("staff", 1)
ITEMS = STAFF.items
QUESTIONS = {question.id: question for question in STAFF.questions}
REVIEW = Path(__file__).parents[3] / "docs" / "explanation" / "staff-questionnaire-review.md"

MOST_WORDS = 16
HIGHEST_GRADE = 9.0  # of one item: a single long word moves a sentence of ten words by several grades
HIGHEST_MEAN_GRADE = 6.0  # age 11

# "and" or "or" usually joins two ideas, and then nobody knows which one was answered.
ONE_IDEA_ALL_THE_SAME = {"joint_practice_3": "back and forth is one movement"}
NEGATION = re.compile(r"\b(not|no|never|nor|none|nobody|nothing|without|cannot|unable|lacks?)\b|n't\b", re.I)
JARGON = re.compile(
    r"\b(stakeholder|leverage|synerg|governance|pathway|co-produc|strateg|silo|agenda|holistic|deliver|framework"
    r"|integrat|multi-agency|vision|enabl)",
    re.I,
)

# Where the rule and the dictionary part: word → syllables in the CMU Pronouncing Dictionary.
SYLLABLES = {
    "being": 2, "businesses": 3, "clients": 2, "closely": 2, "coordinating": 5, "doing": 2, "examples": 3,
    "management": 3, "our": 2, "something": 2, "useful": 2, "video": 3,
}  # fmt: skip
SILENT_ENDING = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyszxcg])es$")


def english(question: Item | Question) -> str:
    return question.text["en"]


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9'-]*", text)


def syllables(word: str) -> int:
    """Groups of vowels, leaving out silent endings; at least one in each part of a hyphenated word."""
    count = 0
    for part in re.sub("'s|'", "", word.lower()).split("-"):
        count += SYLLABLES.get(part) or max(1, len(re.findall("[aeiouy]+", SILENT_ENDING.sub("", part))))
    return count


def grade(text: str) -> float:
    spoken = words(text)
    sentences = max(1, len(re.findall(r"[.?!](?:\s|$)", text)))
    return 0.39 * len(spoken) / sentences + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def test_grade_of_a_sentence_reckoned_by_hand() -> None:
    # Six words of one syllable: 0.39 × 6 + 11.8 × 1 − 15.59.
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)
    # Four words, one sentence, 3 + 1 + 5 + 2 syllables: 0.39 × 4 + 11.8 × 11 / 4 − 15.59.
    assert grade("Partnership needs organisation today.") == pytest.approx(18.42)


def test_twelve_dimensions_of_four_items_over_three_levels() -> None:
    assert [level.id for level in STAFF.levels] == ["structural", "organisational", "individual"]
    assert len(STAFF.dimensions) == 12
    assert {len(dimension.items) for dimension in STAFF.dimensions} == {4}
    for level in STAFF.levels:
        assert 3 <= sum(dimension.level == level.id for dimension in STAFF.dimensions) <= 5


def test_five_point_agreement_with_a_way_to_say_dont_know() -> None:
    for dimension in STAFF.dimensions:
        assert dimension.scale.values == (1, 2, 3, 4, 5)
        assert dimension.scale.cant_say == {"en": "Don't know, or not my role"}


def test_every_dimension_has_a_drawback_that_counts_from_the_other_end() -> None:
    for dimension in STAFF.dimensions:
        drawbacks = [item for item in dimension.items if item.drawback]
        assert 1 <= len(drawbacks) <= 2, dimension.id
        assert all(item.reversed for item in drawbacks), dimension.id
        # A drawback first would set the tone of the whole group.
        assert not dimension.items[0].reversed, dimension.id
    assert {item.id for item in ITEMS if item.reversed} == {item.id for item in ITEMS if item.drawback}


def test_trust_and_worth_weigh_both_sides_equally() -> None:
    for dimension in ("trust", "value"):
        assert sum(item.drawback for item in STAFF.dimension(dimension).items) == 2


@pytest.mark.parametrize("item", [item for item in ITEMS if item.reversed], ids=lambda item: item.id)
def test_reversed_items_describe_a_drawback_and_deny_nothing(item: Item) -> None:
    assert not NEGATION.search(english(item))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_item_is_one_short_plain_sentence(item: Item) -> None:
    text = english(item)

    assert len(words(text)) <= MOST_WORDS
    assert grade(text) <= HIGHEST_GRADE
    assert re.fullmatch(r"[A-Z][^.?!;:]*\.", text), "one sentence"
    assert not JARGON.search(text)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_item_asks_one_thing(item: Item) -> None:
    joins = bool({"and", "or", "but"} & {word.lower() for word in words(english(item))})

    # Equality, so that an exception that is no longer needed is taken off the list.
    assert joins == (item.id in ONE_IDEA_ALL_THE_SAME)


def test_no_two_items_say_the_same() -> None:
    assert len({english(item) for item in ITEMS}) == len(ITEMS)


def test_items_suit_a_reading_age_of_eleven() -> None:
    assert mean(grade(english(item)) for item in ITEMS) < HIGHEST_MEAN_GRADE
    for dimension in STAFF.dimensions:
        assert mean(grade(english(item)) for item in dimension.items) < 8, dimension.id


def test_questions_help_and_introductions_suit_a_reading_age_of_eleven() -> None:
    asked = [*STAFF.questions, *(field for question in STAFF.questions for field in question.fields)]
    texts = [question.text["en"] for question in asked]
    texts += [question.help["en"] for question in asked if question.help]
    texts += [section.introduction["en"] for section in STAFF.sections if section.introduction]

    assert grade(" ".join(texts)) < HIGHEST_MEAN_GRADE
    assert max(len(words(english(question))) for question in asked) <= MOST_WORDS


def test_themes_have_sources_that_exist() -> None:
    known = {source.id for source in STAFF.sources}

    for dimension in STAFF.dimensions:
        assert dimension.sources, dimension.id
        assert set(dimension.sources) <= known, dimension.id
    assert all(re.search(r"\b(19|20)\d\d\b|licensed", source.citation) for source in STAFF.sources)


def test_nothing_is_asked_about_the_respondent() -> None:
    # Organisation and staff group come from the staff list.
    assert not any(item.ask_if for item in ITEMS)
    assert set(QUESTIONS) == {
        *(fact for fact in QUESTIONS if fact.startswith("fact_")),
        "depth_now",
        "breadth_now",
        "change",
        "unintended",
    }


def test_facts_are_presence_or_absence_with_a_way_to_say_dont_know() -> None:
    facts = [question for question in STAFF.questions if question.id.startswith("fact_")]

    assert len(facts) >= 8
    for fact in facts:
        assert fact.kind == "choice"
        assert len(fact.options) in {2, 3}, fact.id
        assert fact.options[-1].label == {"en": "No"}, fact.id
        assert fact.cant_say, fact.id


def test_only_those_who_know_of_a_plan_are_asked_whether_they_have_read_it() -> None:
    condition = QUESTIONS["fact_plan_read"].ask_if

    assert condition is not None
    assert (condition.question, condition.is_one_of) == ("fact_plan", ("yes",))


def test_depth_and_breadth_are_the_steps_of_the_method_in_order() -> None:
    assert [option.value for option in QUESTIONS["depth_now"].options] == [
        "sharing_information",
        "consulting_each_other",
        "coordinating_activities",
        "joint_management",
        "partnership_organisation",
        "formal_merger",
    ]
    assert [option.value for option in QUESTIONS["breadth_now"].options] == [
        "health_and_social_care",
        "wider_local_authority",
        "local_authority_and_wider_community",
    ]
    assert all("recalled" in STAFF.notes[note] for note in ("depth_labels", "breadth_labels"))


def test_part_b_asks_everything_that_a_theory_of_change_needs() -> None:
    change = QUESTIONS["change"]

    assert change.kind == "entries"
    assert change.most == 5
    assert {field.id: field.kind for field in change.fields} == {
        "change_what": "text",
        "change_kind": "choice",  # a change, a state kept, a harm prevented
        "change_for_whom": "text",
        "change_why_together": "text",
        "change_resource": "text",  # what makes it happen: the resource offered …
        "change_reasoning": "text",  # … and the reasoning changed
        "change_context": "text",
        "change_when": "choice",
        "change_sign": "text",
        "change_now": "number",
        "change_other_causes": "text",
    }
    now = next(field for field in change.fields if field.id == "change_now")
    assert (now.lowest, now.highest) == (0, 10)
    assert all(field.cant_say for field in change.fields if field.kind != "text")


def test_every_field_of_part_b_has_short_help_with_an_example() -> None:
    for field in QUESTIONS["change"].fields:
        assert field.help is not None, field.id
        help_text = field.help["en"]
        assert len(words(help_text)) <= 40, field.id
        assert '"' in help_text or "If about half" in help_text, field.id
        # An example from health or care would put words into people's mouths.
        assert not re.search(r"patient|hospital|nurse|carer|service user|health", help_text, re.I), field.id


def test_free_text_is_capped_and_people_are_asked_to_name_nobody() -> None:
    change, unintended = QUESTIONS["change"], QUESTIONS["unintended"]
    texts = [field for field in change.fields if field.kind == "text"]

    assert all(field.longest for field in (*texts, unintended))
    assert 5 * sum(field.longest or 0 for field in texts) + (unintended.longest or 0) <= 6_500
    for question in (change, unintended):
        assert question.help is not None
        assert "do not name a person" in question.help["en"]


def test_the_last_page_asks_for_good_and_bad_that_was_not_planned() -> None:
    assert STAFF.sections[-1].questions == ("unintended",)
    assert QUESTIONS["unintended"].kind == "text"
    assert "good or bad" in (QUESTIONS["unintended"].help or {})["en"]


def test_the_review_covers_every_item_as_it_now_reads() -> None:
    row = re.compile(r"^\| `(\w+)` \| (.+?) \| (\d+) \| (-?\d+\.\d) \| .+ \|$", re.M)
    rows = row.findall(REVIEW.read_text(encoding="utf-8"))
    reviewed = {item: (text, int(length), float(level)) for item, text, length, level in rows}

    assert set(reviewed) == {item.id for item in ITEMS}
    for item in ITEMS:
        text, length, dictionary_grade = reviewed[item.id]
        assert text == english(item)
        assert length == len(words(text))
        assert grade(text) == pytest.approx(dictionary_grade, abs=0.051), item.id


def test_licence_and_standing_are_said() -> None:
    assert STAFF.licence == "CC-BY-4.0"
    assert "none is Dickinson's" in STAFF.notes["origin"]
    assert "not yet tested" in STAFF.notes["validity"]
