"""Reads a questionnaire file, or says everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from poet_method.instruments.consistency import consistency_problems, declared_languages
from poet_method.instruments.problems import QuestionnaireProblems
from poet_method.instruments.questionnaire import (
    Condition,
    Dimension,
    Item,
    Level,
    Option,
    Question,
    Questionnaire,
    ResponseScale,
    ScalePoint,
    Section,
    Source,
    Wording,
)
from poet_method.instruments.shape import shape_problems
from poet_method.instruments.yaml_file import read_yaml

ONLY_LEVEL = "all"
"""The id of the one level of a questionnaire that declares none; it bears the questionnaire's title."""


def read_questionnaire(text: str | bytes, *, name: str) -> Questionnaire:
    """The questionnaire in a YAML file of format 1 (bytes are UTF-8); ``name`` is how messages call the file.

    Nothing is guessed: raises :class:`QuestionnaireProblems` with every problem found, each with its line.
    """
    file, problems = read_yaml(text, name=name)
    problems += shape_problems(file)
    if isinstance(file.value, dict):
        problems += consistency_problems(file)
    if problems:
        raise QuestionnaireProblems(problems)
    return _Builder(file.value).questionnaire()


class _Builder:
    """Makes the values from plain data that is known to be sound."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.languages = declared_languages(data)
        self.scales = {entry["id"]: self._scale(entry) for entry in data["response_scales"]}

    def questionnaire(self) -> Questionnaire:
        data = self.data
        dimensions = tuple(self._dimension(entry) for entry in data["dimensions"])
        questions = tuple(self._question(entry) for entry in data.get("questions", ()))
        title = self._wording(data["title"])
        return Questionnaire(
            id=data["questionnaire"],
            version=data["version"],
            title=title,
            languages=self.languages,
            levels=self._levels(title),
            dimensions=dimensions,
            questions=questions,
            sections=self._sections(title, dimensions, questions),
            sources=tuple(Source(entry["id"], _tidy(entry["citation"])) for entry in data.get("sources", ())),
            licence=_tidy(data.get("licence", "")),
            notes={key: _tidy(note) for key, note in data.get("notes", {}).items()},
        )

    def _wording(self, value: Any) -> Wording:
        by_language = value if isinstance(value, dict) else {self.languages[0]: value}
        return {language: _tidy(by_language[language]) for language in self.languages}

    def _wording_or_none(self, value: Any) -> Wording | None:
        return None if value is None else self._wording(value)

    def _scale(self, entry: Mapping[str, Any]) -> ResponseScale:
        points = tuple(ScalePoint(point["value"], self._wording(point["label"])) for point in entry["points"])
        return ResponseScale(entry["id"], points, self._wording_or_none(entry.get("cant_say")))

    def _levels(self, title: Wording) -> tuple[Level, ...]:
        levels = tuple(
            Level(entry["id"], self._wording(entry["name"]), self._wording(entry["about"]))
            for entry in self.data.get("levels", ())
        )
        return levels or (Level(ONLY_LEVEL, name=title, about=title),)

    def _dimension(self, entry: Mapping[str, Any]) -> Dimension:
        return Dimension(
            id=entry["id"],
            name=self._wording(entry["name"]),
            level=entry.get("level", ONLY_LEVEL),
            about=self._wording(entry["about"]),
            items=tuple(self._item(item, entry) for item in entry["items"]),
            sources=tuple(entry.get("sources", ())),
        )

    def _item(self, entry: Mapping[str, Any], dimension: Mapping[str, Any]) -> Item:
        return Item(
            id=entry["id"],
            text=self._wording(entry["text"]),
            dimension=dimension["id"],
            scale=self.scales[dimension["response_scale"]],
            reversed=entry.get("reversed", False),
            drawback=entry.get("drawback", False),
            ask_if=_condition(entry),
        )

    def _question(self, entry: Mapping[str, Any]) -> Question:
        options = (
            Option(option["value"], self._wording(option["label"])) for option in entry.get("options", ())
        )
        return Question(
            id=entry["id"],
            kind=entry["kind"],
            text=self._wording(entry["text"]),
            help=self._wording_or_none(entry.get("help")),
            options=tuple(options),
            cant_say=self._wording_or_none(entry.get("cant_say")),
            lowest=entry.get("lowest"),
            highest=entry.get("highest"),
            longest=entry.get("longest"),
            most=entry.get("most"),
            fields=tuple(self._question(field) for field in entry.get("fields", ())),
            ask_if=_condition(entry),
        )

    def _sections(
        self, title: Wording, dimensions: tuple[Dimension, ...], questions: tuple[Question, ...]
    ) -> tuple[Section, ...]:
        if "sections" not in self.data:
            everything = (
                tuple(dimension.id for dimension in dimensions),
                tuple(question.id for question in questions),
            )
            return (Section("all", title, None, *everything),)
        return tuple(
            Section(
                id=entry["id"],
                title=self._wording(entry["title"]),
                introduction=self._wording_or_none(entry.get("introduction")),
                dimensions=tuple(entry.get("dimensions", ())),
                questions=tuple(entry.get("questions", ())),
                optional=entry.get("optional", False),
            )
            for entry in self.data["sections"]
        )


def _condition(entry: Mapping[str, Any]) -> Condition | None:
    rule = entry.get("ask_if")
    return Condition(rule["question"], tuple(rule["is"])) if rule else None


def _tidy(text: str) -> str:
    """One space between words; empty lines still part paragraphs. Unbreakable spaces stay."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.strip())
    return "\n\n".join(re.sub(r"[ \t\r\n]+", " ", paragraph) for paragraph in paragraphs)
