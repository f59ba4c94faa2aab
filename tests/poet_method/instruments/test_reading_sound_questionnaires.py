"""What a sound file becomes."""

import pytest

from poet_method.instruments import Condition, Questionnaire, QuestionnaireProblems, read_questionnaire


@pytest.fixture(scope="module")
def read(small: str) -> Questionnaire:
    return read_questionnaire(small, name="small.yaml")


def test_the_head_of_the_file(read: Questionnaire) -> None:
    assert (read.id, read.version, read.languages, read.licence) == ("allotments", 3, ("en",), "CC0-1.0")
    assert read.title == {"en": "How well do our allotments work together?"}
    assert read.notes == {"origin": "Written for the tests."}
    assert [(source.id, source.citation) for source in read.sources] == [
        ("spade1999", "Spade S (1999) Digging together.")
    ]


def test_dimensions_items_and_scale(read: Questionnaire) -> None:
    tools = read.dimension("tools")
    assert (tools.level, tools.sources) == ("structural", ("spade1999",))
    assert [item.id for item in read.items] == ["tools_1", "tools_2", "trust_1", "trust_2"]
    assert [(item.reversed, item.drawback) for item in tools.items] == [(False, False), (True, True)]
    assert tools.scale.values == (1, 2, 3, 4, 5)
    assert (tools.scale.lowest, tools.scale.highest) == (1, 5)
    assert tools.scale.cant_say == {"en": "Don't know"}
    assert read.dimension("trust").items[0].ask_if == Condition("has_neighbours", ("yes",))
    assert [level.id for level in read.levels] == ["structural", "individual"]


def test_questions_and_sections(read: Questionnaire) -> None:
    neighbours, plots, crops, change = read.questions
    assert [(option.value, option.label["en"]) for option in neighbours.options] == [
        ("yes", "Yes"),
        ("no", "No"),
    ]
    assert (plots.kind, plots.lowest, plots.highest, crops.kind) == ("number", 1, 20, "several")
    assert (change.most, [field.id for field in change.fields]) == (
        3,
        ["change_what", "change_known", "change_now"],
    )
    assert change.fields[0].longest == 300
    assert change.fields[2].ask_if == Condition("change_known", ("seen",))
    assert [(section.id, section.dimensions, section.optional) for section in read.sections] == [
        ("about_you", (), False),
        ("working", ("tools", "trust"), False),
        ("purpose", (), True),
    ]
    assert read.sections[1].introduction == {"en": "Think of this year."}


def test_a_tiny_file_gets_one_level_and_one_section(tiny: str) -> None:
    read = read_questionnaire(tiny, name="tiny.yaml")
    assert read.languages == ("en",)
    assert [level.id for level in read.levels] == ["all"]
    assert read.dimension("trust").level == "all"
    assert [(section.dimensions, section.questions) for section in read.sections] == [(("trust",), ())]


def test_translations_and_the_order_of_languages(tiny: str) -> None:
    text = (
        tiny.replace("title: Mine", 'languages: [cy, "no"]\ntitle: {"no": Min, cy: Fy un i}')
        .replace("Disagree", "{cy: Anghytuno, 'no': Uenig}")
        .replace("label: Agree", "label: {cy: Cytuno, 'no': Enig}")
        .replace("name: Trust", "name: {cy: Ymddiriedaeth, 'no': Tillit}")
        .replace("about: Whether we rely on each other.", "about: {cy: A, 'no': B}")
        .replace("text: People keep their word.", "text: {cy: C, 'no': D}")
    )
    read = read_questionnaire(text, name="tiny.yaml")
    assert read.language == "cy"
    assert list(read.title.items()) == [("cy", "Fy un i"), ("no", "Min")]


def test_bytes_may_begin_with_a_byte_order_mark_and_end_lines_as_windows_does(tiny: str) -> None:
    windows = b"\xef\xbb\xbf" + tiny.replace("\n", "\r\n").encode()
    assert read_questionnaire(windows, name="a") == read_questionnaire(tiny, name="b")


def test_line_breaks_within_a_text_are_spaces_and_empty_lines_part_paragraphs(tiny: str) -> None:
    text = tiny.replace(
        "about: Whether we rely on each other.", "about: |\n      One\n      two.\n\n\n      Three.\n"
    )
    assert read_questionnaire(text, name="tiny.yaml").dimension("trust").about["en"] == "One two.\n\nThree."


def test_a_whole_number_may_be_written_as_a_decimal(tiny: str) -> None:
    assert read_questionnaire(tiny.replace("version: 1", "version: 2.0"), name="tiny.yaml").version == 2


def test_a_field_may_rest_on_an_earlier_question_outside_its_entry(small: str) -> None:
    text = small.replace("question: change_known, is: [seen]", "question: crops, is: [beans]")
    read = read_questionnaire(text, name="small.yaml")
    assert read.questions[3].fields[2].ask_if == Condition("crops", ("beans",))


def test_without_sections_questions_come_before_items(small: str) -> None:
    text = small[: small.index("sections:")]
    (section,) = read_questionnaire(text, name="small.yaml").sections
    assert section.questions == ("has_neighbours", "plots", "crops", "change")
    assert section.dimensions == ("tools", "trust")


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_its_lines(small: str) -> None:
    text = (
        small.replace("version: 3", "version: three")
        .replace("{value: 3, label: Neither}", "{value: 2, label: Neither}")
        .replace("response_scale: agreement\n    sources", "response_scale: agreemnt\n    sources")
        .replace("kind: several", "kind: serveral")
    )
    with pytest.raises(QuestionnaireProblems) as caught:
        read_questionnaire(text, name="small.yaml")
    assert [(problem.line, problem.item) for problem in caught.value.problems] == [
        (2, ""),
        (14, "response scale agreement"),
        (26, "dimension tools"),
        (52, "question crops"),
    ]
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
    assert str(caught.value.problems[2]) == (
        'small.yaml, line 26, column 21 (dimension tools): there is no response scale "agreemnt" in this '
        'file. Did you mean "agreement"?'
    )
