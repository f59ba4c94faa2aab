"""Fuzzing: whatever stands in the file, it is read, or refused with problems that name a place in it."""

import json
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from poet_method.instruments import (
    Questionnaire,
    QuestionnaireProblem,
    QuestionnaireProblems,
    check,
    describe,
    questionnaire_schema,
    read_questionnaire,
)

QUIETLY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["en", "tools"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
SNIPPETS = [
    *(
        "\n",
        "\t",
        "  ",
        ":",
        "- ",
        "?",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "#",
        "|",
        ">",
        "&a ",
        "*a",
        "!",
        "%",
        "@",
        ",",
    ),
    *(
        "---\n",
        "...\n",
        "<<: ",
        "~",
        "yes",
        "0o7",
        "1e999",
        "1:30",
        "2024-01-01",
        "\x00",
        "\x85",
        "\ufeff",
        "é",
    ),
]


def read_or_refused(content: str | bytes) -> Questionnaire | None:
    """The questionnaire, or ``None`` where it was properly refused. Any other exception fails the test."""
    refused: tuple[QuestionnaireProblem, ...] = ()
    try:
        read = read_questionnaire(content, name="fuzzed.yaml")
    except QuestionnaireProblems as problems:
        refused = problems.problems
    else:
        assert describe(read)
        assert all(advice.reason for advice in check(read))
        return read
    assert refused
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    lines = len(text.splitlines()) + 1  # YAML counts some rare characters as line breaks too
    for problem in refused:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.mend.endswith((".", "?"))
        assert len(str(problem).splitlines()) == 1
    return None


@QUIETLY
@given(data=st.data())
def test_cut_and_spliced_text(small: str, data: st.DataObject) -> None:
    text = small
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        text = text[:start] + data.draw(st.sampled_from(SNIPPETS) | st.text(max_size=6)) + text[end:]
    read = read_or_refused(text)
    if read is not None:
        assert all(text.strip() for item in read.items for text in item.text.values())


@QUIETLY
@given(data=st.data())
def test_lines_that_are_dropped_doubled_swapped_or_moved(small: str, data: st.DataObject) -> None:
    lines = small.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        one, two = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match data.draw(st.sampled_from(["drop", "double", "swap", "indent"])):
            case "drop":
                del lines[one]
            case "double":
                lines.insert(two, lines[one])
            case "swap":
                lines[one], lines[two] = lines[two], lines[one]
            case "indent":
                lines[one] = " " + lines[one]
    read_or_refused("\n".join(lines))


@QUIETLY
@given(data=st.data())
def test_any_value_put_anywhere(small: str, data: st.DataObject) -> None:
    """What is read after all has the shape of the schema, by the account of another YAML reader."""
    root = {"file": yaml.safe_load(small)}
    for _ in range(data.draw(st.integers(1, 3))):
        place: Any = root
        key: Any = "file"
        while isinstance(place[key], dict | list) and place[key] and data.draw(st.integers(0, 5)):
            place = place[key]
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        place[key] = data.draw(json_values)
    text = json.dumps(root["file"], ensure_ascii=data.draw(st.booleans()))
    if read_or_refused(text) is not None:
        assert Draft202012Validator(questionnaire_schema()).is_valid(yaml.safe_load(text))


@QUIETLY
@given(content=st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_or_text_at_all(content: str | bytes) -> None:
    assert read_or_refused(content) is None


@QUIETLY
@given(data=st.data())
def test_flipped_bytes(small: str, data: st.DataObject) -> None:
    content = bytearray(small.encode())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read = read_or_refused(bytes(content))
    assert read is None or read.items
