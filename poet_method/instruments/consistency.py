"""What a schema cannot say: ids, references, the rising of scale values, sections, translations.

Every check passes over what is not of the expected shape, so that one reading reports problems of both kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from poet_method.instruments.problems import QuestionnaireProblem, nearest, quoted
from poet_method.instruments.routing import routing_problems
from poet_method.instruments.yaml_file import Path, YamlFile

# Where ids (or values) must differ from each other; items, questions and fields share one space.
_ID_SPACES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("sources", "*", "id"),),
    (("response_scales", "*", "id"),),
    (("levels", "*", "id"),),
    (("dimensions", "*", "id"),),
    (("sections", "*", "id"),),
    (
        ("dimensions", "*", "items", "*", "id"),
        ("questions", "*", "id"),
        ("questions", "*", "fields", "*", "id"),
    ),
)
_REFERENCES = (
    (("dimensions", "*", "response_scale"), "response_scales", "response scale"),
    (("dimensions", "*", "level"), "levels", "level"),
    (("dimensions", "*", "sources", "*"), "sources", "source"),
    (("sections", "*", "dimensions", "*"), "dimensions", "dimension"),
    (("sections", "*", "questions", "*"), "questions", "question"),
)
_QUESTIONS = (("questions", "*"), ("questions", "*", "fields", "*"))
_QUESTION_WORDINGS = (("text",), ("help",), ("cant_say",), ("options", "*", "label"))
WORDINGS: tuple[tuple[str, ...], ...] = (
    ("title",),
    ("response_scales", "*", "points", "*", "label"),
    ("response_scales", "*", "cant_say"),
    ("levels", "*", "name"),
    ("levels", "*", "about"),
    ("dimensions", "*", "name"),
    ("dimensions", "*", "about"),
    ("dimensions", "*", "items", "*", "text"),
    *((*question, *steps) for question in _QUESTIONS for steps in _QUESTION_WORDINGS),
    ("sections", "*", "title"),
    ("sections", "*", "introduction"),
)
"""Every place of a text that respondents or readers see, and that is therefore translated."""


def consistency_problems(file: YamlFile) -> list[QuestionnaireProblem]:
    """Everything in the file that contradicts something else in it."""
    return [
        *_repeated_ids(file),
        *_unknown_references(file),
        *_dimensions_without_level(file),
        *_scale_values(file),
        *_limits_of_numbers(file),
        *_sections(file),
        *_translations(file),
        *_repeated_wordings(file),
        *routing_problems(file),
    ]


def _repeated_ids(file: YamlFile) -> Iterator[QuestionnaireProblem]:
    for space in _ID_SPACES:
        yield from _repeated(file, (entry for steps in space for entry in file.texts(*steps)), "the id")
    for steps in _QUESTIONS:
        for path, _ in file.each(*steps):
            yield from _repeated(file, file.texts("options", "*", "value", below=path), "the value")


def _repeated(
    file: YamlFile, entries: Iterable[tuple[Path, str]], what: str
) -> Iterator[QuestionnaireProblem]:
    first_lines: dict[str, int] = {}
    for path, text in entries:
        line, _ = file.value_places[path]
        if text in first_lines:
            already = f"{what} {quoted(text)} is already used in line {first_lines[text]}"
            yield file.problem(path, already, "Give each its own.")
        else:
            first_lines[text] = line


def _unknown_references(file: YamlFile) -> Iterator[QuestionnaireProblem]:
    for steps, declared_in, kind in _REFERENCES:
        known = {text: None for _, text in file.texts(declared_in, "*", "id")}
        for path, reference in file.texts(*steps):
            if reference not in known:
                what = f"there is no {kind} {quoted(reference)} in this file"
                yield file.problem(path, what, nearest(reference, known))


def _dimensions_without_level(file: YamlFile) -> Iterator[QuestionnaireProblem]:
    levels = {text: None for _, text in file.texts("levels", "*", "id")}
    if not levels:
        return
    for path, dimension in file.mappings("dimensions", "*"):
        if "level" not in dimension:
            mend = f"Add level; it is one of: {', '.join(levels)}."
            yield file.problem(path, "the dimension is on none of the levels", mend)


def _scale_values(file: YamlFile) -> Iterator[QuestionnaireProblem]:
    for scale, _ in file.each("response_scales", "*"):
        values = [
            entry for entry in file.each("points", "*", "value", below=scale) if isinstance(entry[1], int)
        ]
        for (_, before), (path, value) in pairwise(values):
            if value <= before:
                what = f"the value {value} does not rise above the value before it, {before}"
                mend = "Write the lowest value first; a reversed item is marked at the item."
                yield file.problem(path, what, mend)


def _limits_of_numbers(file: YamlFile) -> Iterator[QuestionnaireProblem]:
    for steps in _QUESTIONS:
        for path, question in file.mappings(*steps):
            lowest, highest = question.get("lowest"), question.get("highest")
            if isinstance(lowest, int) and isinstance(highest, int) and lowest >= highest:
                what = f"highest is {highest}, not above lowest, {lowest}"
                yield file.problem((*path, "highest"), what, "Swap or correct them.")


def _sections(file: YamlFile) -> Iterator[QuestionnaireProblem]:
    """Every dimension and question stands in exactly one section, and no section is empty."""
    if "sections" not in file.value:
        return
    for key, kind in ("dimensions", "dimension"), ("questions", "question"):
        placed: dict[str, Path] = {}
        for path, reference in file.texts("sections", "*", key, "*"):
            first = placed.setdefault(reference, path)
            if first[:2] != path[:2]:  # twice in the same section is the schema's to report
                what = f"the {kind} {quoted(reference)} is already in {file.subject(first)}"
                yield file.problem(path, what, "Keep it in one section.")
        for path, declared in file.texts(key, "*", "id"):
            if declared not in placed:
                what = f"the {kind} is in no section, so nobody would be asked it"
                yield file.problem(path, what, f"Add {quoted(declared)} to the {key} of a section.")
    for path, section_value in file.mappings("sections", "*"):
        if not section_value.get("dimensions") and not section_value.get("questions"):
            yield file.problem(path, "the section is empty", "Give it dimensions or questions, or delete it.")


def declared_languages(value: Any) -> tuple[str, ...]:
    """The languages a file declares, the default first; English where it says nothing (usable)."""
    languages = value.get("languages") if isinstance(value, dict) else None
    texts = (
        [language for language in languages if isinstance(language, str)]
        if isinstance(languages, list)
        else []
    )
    return tuple(texts) or ("en",)


def _translations(file: YamlFile) -> Iterator[QuestionnaireProblem]:
    languages = declared_languages(file.value)
    for steps in WORDINGS:
        for path, wording in file.each(*steps):
            if isinstance(wording, str):
                wording = {languages[0]: wording}
            if not isinstance(wording, dict):
                continue
            if missing := [language for language in languages if language not in wording]:
                what = f"{path[-1]} has no text in {', '.join(missing)}"
                yield file.problem(path, what, f"Write one text for each language: {', '.join(languages)}.")
            for extra in wording:
                if extra not in languages:
                    what = f"the language {quoted(extra)} is not one of the questionnaire's languages"
                    mend = "Add it to languages, or delete this text."
                    yield file.problem((*path, extra), what, mend, at_key=True)


def _repeated_wordings(file: YamlFile) -> Iterator[QuestionnaireProblem]:
    """Texts by which answers are matched differ: items, and the labels of one scale or question."""
    yield from _same_wording(file, file.each("dimensions", "*", "items", "*", "text"))
    for path, _ in file.each("response_scales", "*"):
        labels = file.each("points", "*", "label", below=path)
        yield from _same_wording(file, (*labels, *file.each("cant_say", below=path)))
    for steps in _QUESTIONS:
        for path, _ in file.each(*steps):
            labels = file.each("options", "*", "label", below=path)
            yield from _same_wording(file, (*labels, *file.each("cant_say", below=path)))


def _same_wording(file: YamlFile, entries: Iterable[tuple[Path, Any]]) -> Iterator[QuestionnaireProblem]:
    default = declared_languages(file.value)[0]
    first_lines: dict[tuple[str, str], int] = {}
    for path, wording in entries:
        texts = (
            {default: wording} if isinstance(wording, str) else wording if isinstance(wording, dict) else {}
        )
        for language, text in texts.items():
            if not isinstance(text, str) or not text.strip():
                continue
            same = (language, " ".join(text.casefold().split()))
            if same in first_lines:
                what = f"the text {quoted(text)} already stands in line {first_lines[same]}"
                yield file.problem(path, what, "Word them differently: answers are matched by their wording.")
            first_lines.setdefault(same, file.value_places[path][0])
