"""Everything that can be wrong: the mistakes of ``mistakes.yaml`` are made in ``small.yaml`` one by one."""

from pathlib import Path

import pytest
import yaml

from poet_method.instruments import QuestionnaireProblem, QuestionnaireProblems, read_questionnaire

MISTAKES = yaml.safe_load((Path(__file__).parent / "mistakes.yaml").read_text(encoding="utf-8"))


def problems_of(text: str | bytes) -> tuple[QuestionnaireProblem, ...]:
    with pytest.raises(QuestionnaireProblems) as caught:
        read_questionnaire(text, name="small.yaml")
    return caught.value.problems


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["mistake"])
def test_a_mistake_is_told_with_its_line_and_item_in_plain_words(small: str, case: dict[str, str]) -> None:
    assert case["replace"] in small
    text = small.replace(case["replace"], case["with"], 1)
    if "and_replace" in case:
        text = text.replace(case["and_replace"], case["and_with"], 1)
    line = text[: text.index(case["at"])].count("\n") + 1

    told = problems_of(text)

    (problem,) = (problem for problem in told if case["says"] in problem.what)
    assert (problem.file, problem.line, problem.item) == ("small.yaml", line, case.get("item", ""))
    assert case["mend"] in problem.mend
    assert str(problem).startswith(f"small.yaml, line {line}, column {problem.column}")
    assert "\n" not in str(problem)
    assert (len(told) == 1) is case.get("alone", True)


def test_the_column_is_that_of_the_value(small: str) -> None:
    (problem,) = problems_of(small.replace("level: individual", "level: person"))
    line = small.splitlines()[problem.line - 1]
    assert problem.column == line.index("individual") + 1


def test_every_text_is_missed_in_a_language_that_is_added(tiny: str) -> None:
    told = problems_of(tiny.replace("title: Mine", "title: Mine\nlanguages: [en, cy]"))
    assert [problem.what.partition(" ")[0] for problem in told] == [
        "title",
        "label",
        "label",
        "name",
        "about",
        "text",
    ]
    assert {problem.what.partition(" ")[2] for problem in told} == {"has no text in cy"}


@pytest.mark.parametrize("content", ["", "\n# nothing\n", b"", b"\xef\xbb\xbf", "---\n"])
def test_an_empty_file(content: str | bytes) -> None:
    (problem,) = (told for told in problems_of(content) if "empty" in told.what)
    assert problem.line <= 2


@pytest.mark.parametrize("content", ["just words", "- a\n- b\n", "12", "yes", "[]"])
def test_a_file_that_is_something_else(content: str) -> None:
    (problem,) = problems_of(content)
    assert problem.what.startswith("the file is ")
    assert problem.mend == "Write keys with values here."


def test_a_file_in_another_encoding(small: str) -> None:
    text = small.replace("Sharing tools", "Sharing cafés")
    (problem,) = problems_of(text.encode("latin-1"))
    line = small[: small.index("Sharing tools")].count("\n") + 1
    assert (problem.line, problem.column) == (line, len("    name: Sharing caf") + 1)
    assert "byte 0xE9 is not UTF-8" in problem.what
    (problem,) = problems_of(text.encode("utf-16"))
    assert "UTF-16" in problem.what
    assert "UTF-8" in problem.mend


def test_a_file_that_is_too_large() -> None:
    (problem,) = problems_of(b"#" * 2_000_001)
    assert "larger than 2 MB" in problem.what


def test_a_file_of_too_many_values() -> None:
    (problem,) = problems_of("[" + "a," * 100_001 + "]")
    assert "more than 100,000 values" in problem.what


@pytest.mark.parametrize(
    "content", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000 + "a", "? " * 100_000 + "a"]
)
def test_a_file_of_too_much_depth(content: str) -> None:
    (problem,) = problems_of(content)
    assert "too deep" in problem.what


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    lines = ["a0: &a0 [lol]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    (problem,) = problems_of("\n".join(lines))
    assert (problem.line, "aliases" in problem.what) == (1, True)


def test_pyyaml_without_libyaml_reads_and_refuses_the_same(
    small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = read_questionnaire(small, name="small.yaml")
    monkeypatch.setattr("poet_method.instruments.yaml_file._LOADER", yaml.SafeLoader)
    assert read_questionnaire(small, name="small.yaml") == read
    for case in MISTAKES:
        text = small.replace(case["replace"], case["with"], 1)
        if "and_replace" not in case:
            assert problems_of(text)
    for escape in (r"\U7fffffff", r"\ud800", r"\q"):
        (problem,) = problems_of(small.replace("Tools go missing", f'"{escape}"'))
        assert problem.line >= 1
