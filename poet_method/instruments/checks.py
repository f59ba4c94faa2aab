"""Advice on a sound questionnaire that a survey methodologist would give on first reading, and its summary.

Advice is never an error. Rules about words look at the English wording only (see :mod:`.wording`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from poet_method.instruments.questionnaire import Dimension, Question, Questionnaire, Wording
from poet_method.instruments.wording import wording_doubts

SECONDS_FOR_A_CHOICE = 7
SECONDS_FOR_A_TEXT = 45


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to think over: what it is about (for example "item shared_purpose_2"), and the reason."""

    about: str
    reason: str

    def __str__(self) -> str:
        return f"{self.about}: {self.reason}."


def check(questionnaire: Questionnaire) -> tuple[Advice, ...]:
    """Advice on dimensions and their items, then on other questions, then on the questionnaire as a whole."""
    return (
        *(advice for dimension in questionnaire.dimensions for advice in _dimension_advice(dimension)),
        *(
            advice
            for question in questionnaire.questions
            for advice in _question_advice(question, "question")
        ),
        *_scale_advice(questionnaire),
        *_routing_advice(questionnaire),
        *_unused_advice(questionnaire),
    )


def _wording_advice(about: str, wording: Wording, *, statement: bool) -> Iterator[Advice]:
    for language, text in wording.items():
        if language.partition("-")[0] == "en":
            yield from (Advice(about, doubt) for doubt in wording_doubts(text, statement=statement))


def _dimension_advice(dimension: Dimension) -> Iterator[Advice]:
    """How the items work together, then each item's wording."""
    about = f"dimension {dimension.id}"
    turned = [item.reversed for item in dimension.items]
    if len(turned) == 1:
        yield Advice(about, "it has one item only, so its reliability cannot be known")
    elif all(turned) or not any(turned):
        # Acquiescence: Cronbach 1950, "Further evidence on response sets and test design".
        yield Advice(
            about, "all its items are worded in the same direction; people who tend to agree will look alike"
        )
    if not any(item.drawback for item in dimension.items):
        yield Advice(about, "it has no item about a drawback or mistrust, so it can only find good or absent")
    for item in dimension.items:
        if item.drawback and not item.reversed:
            yield Advice(
                f"item {item.id}", "it is marked as a drawback but not as reversed: agreeing raises the score"
            )
        yield from _wording_advice(f"item {item.id}", item.text, statement=True)


def _question_advice(question: Question, kind: str) -> Iterator[Advice]:
    about = f"{kind} {question.id}"
    yield from _wording_advice(about, question.text, statement=False)
    if question.kind == "number" and (question.lowest is None or question.highest is None):
        yield Advice(about, "it has no lowest and highest number, so slips of the finger cannot be noticed")
    for field in question.fields:
        yield from _question_advice(field, "field")


def _scale_advice(questionnaire: Questionnaire) -> Iterator[Advice]:
    for scale in dict.fromkeys(item.scale.id for item in questionnaire.items):
        points = next(item.scale for item in questionnaire.items if item.scale.id == scale)
        about = f"response scale {scale}"
        if points.cant_say is None:
            yield Advice(about, "it has no answer for people who cannot say; they will guess or leave")
        steps = {after - before for before, after in zip(points.values, points.values[1:], strict=False)}
        if len(steps) > 1:
            yield Advice(about, "its values are not equally spaced, and scores use the values")


def _routing_advice(questionnaire: Questionnaire) -> Iterator[Advice]:
    """Rules that ask about an optional section from outside: without it, nobody would be asked."""
    section_of = {name: section for section in questionnaire.sections for name in section.questions}
    asked = [
        *(
            (f"question {question.id}", question.ask_if, section_of[question.id])
            for question in questionnaire.questions
        ),
        *(
            (f"item {item.id}", item.ask_if, section)
            for section in questionnaire.sections
            for dimension in section.dimensions
            for item in questionnaire.dimension(dimension).items
        ),
    ]
    for about, rule, section in asked:
        rests_on = section_of.get(rule.question) if rule else None
        if rests_on and rests_on.optional and rests_on is not section:
            reason = f"its rule rests on the optional section {rests_on.id}; without that, nobody is asked"
            yield Advice(about, reason)


def _unused_advice(questionnaire: Questionnaire) -> Iterator[Advice]:
    named = {source for dimension in questionnaire.dimensions for source in dimension.sources}
    for source in questionnaire.sources:
        if source.id not in named and not questionnaire.questions:  # other questions have sources too
            yield Advice(f"source {source.id}", "no dimension names it")
    if questionnaire.sources:
        for dimension in questionnaire.dimensions:
            if not dimension.sources:
                yield Advice(f"dimension {dimension.id}", "it names no source")
    used = {dimension.level for dimension in questionnaire.dimensions}
    for level in questionnaire.levels:
        if level.id not in used:
            yield Advice(f"level {level.id}", "no dimension is on it")


def describe(questionnaire: Questionnaire) -> str:
    """A short summary in plain text: what is asked, in which languages, and about how long it takes.

    Minutes count 7 seconds for each item or closed question and 45 for each text, one entry of each repeated
    question, and no routing: a rule of thumb for planning.
    """
    language = questionnaire.language
    items = questionnaire.items
    minutes = _minutes(questionnaire, optional=True)
    turned = sum(item.reversed for item in items)
    lines = [
        questionnaire.title[language],
        f"{questionnaire.id}, version {questionnaire.version}",
        f"Languages: {', '.join(questionnaire.languages)}",
        f"Dimensions: {len(questionnaire.dimensions)}, with {len(items)} items ({turned} reversed)",
        *(f"  {dimension.name[language]}: {len(dimension.items)}" for dimension in questionnaire.dimensions),
        f"Other questions: {len(questionnaire.questions)}",
        f"Time to answer: about {minutes} {'minute' if minutes == 1 else 'minutes'}",
    ]
    if any(section.optional for section in questionnaire.sections):
        lines[-1] += f" ({_minutes(questionnaire, optional=False)} without the optional sections)"
    return "\n".join(lines)


def _minutes(questionnaire: Questionnaire, *, optional: bool) -> int:
    """Whole minutes, at least 1, with or without the optional sections."""
    sections = [section for section in questionnaire.sections if optional or not section.optional]
    asked = {name for section in sections for name in section.questions}
    items = sum(
        len(questionnaire.dimension(name).items) for section in sections for name in section.dimensions
    )
    seconds = items * SECONDS_FOR_A_CHOICE
    seconds += _seconds(question for question in questionnaire.questions if question.id in asked)
    return max(1, round(seconds / 60))


def _seconds(questions: Iterable[Question]) -> int:
    each = {"text": SECONDS_FOR_A_TEXT, "entries": 0}
    return sum(
        each.get(question.kind, SECONDS_FOR_A_CHOICE) + _seconds(question.fields) for question in questions
    )
