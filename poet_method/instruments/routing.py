"""Whether every routing rule (``ask_if``) asks about an answer that has already been given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from poet_method.instruments.problems import QuestionnaireProblem, nearest, quoted
from poet_method.instruments.yaml_file import Path, YamlFile

_ASKED = (("questions", "*"), ("dimensions", "*", "items", "*"), ("questions", "*", "fields", "*"))
_WITH_OPTIONS = ("choice", "several")
_MEND = "A rule may name an earlier question of kind choice or several."

Turn = tuple[int, int]
"""When something is asked: its place in the questionnaire, and its place (from 1) among the fields of an
entry, or 0 where it is no field."""


def routing_problems(file: YamlFile) -> Iterator[QuestionnaireProblem]:
    """Rules that name themselves, something later, something unknown, or an option that does not exist."""
    things = {
        thing["id"]: thing
        for steps in _ASKED
        for _, thing in file.mappings(*steps)
        if isinstance(thing.get("id"), str)
    }
    turns = _turns(file)
    for steps in _ASKED:
        for path, thing in file.mappings(*steps):
            rule = thing.get("ask_if")
            name = rule.get("question") if isinstance(rule, dict) else None
            if isinstance(name, str):
                yield from _rule_problems(file, path, name, things, turns)


def _rule_problems(
    file: YamlFile, path: Path, name: str, things: Mapping[str, dict[str, Any]], turns: Mapping[str, Turn]
) -> Iterator[QuestionnaireProblem]:
    """Problems of the rule of one item, question or field; ``name`` is the question it asks about."""
    own_id = file.at(path).get("id")
    own = own_id if isinstance(own_id, str) else ""
    place = (*path, "ask_if", "question")
    if name == own:
        yield file.problem(place, "the rule asks about the answer to itself", _MEND)
    elif name not in things:
        yield file.problem(place, f"there is no question {quoted(name)} in this file", nearest(name, things))
    elif things[name].get("kind") not in _WITH_OPTIONS:
        yield file.problem(place, f"{quoted(name)} is not a question with options", _MEND)
    elif name in turns and own in turns and not _comes_before(turns[name], turns[own]):
        what = f"{quoted(name)} is asked later, or within the entries of another question"
        yield file.problem(place, what, _MEND)
    else:
        yield from _unknown_options(file, path, things[name])


def _comes_before(asked: Turn, own: Turn) -> bool:
    """Whether an answer is known by then. A field's answer is known only within the same entry."""
    same_entry = asked[0] == own[0]
    return asked < own and (asked[1] == 0 or same_entry)


def _unknown_options(file: YamlFile, path: Path, question: dict[str, Any]) -> Iterator[QuestionnaireProblem]:
    options = question.get("options")
    entries = options if isinstance(options, list) else []
    known = dict.fromkeys(str(option.get("value")) for option in entries if isinstance(option, dict))
    for place, value in file.texts("ask_if", "is", "*", below=path):
        if value not in known:
            what = f"the question {question['id']} has no option {quoted(value)}"
            yield file.problem(place, what, nearest(value, known))


def _turns(file: YamlFile) -> dict[str, Turn]:
    """When each question, item and field is asked; what stands in no section is left out."""
    fields: dict[str, list[str]] = {}
    for path, question in file.texts("questions", "*", "id"):
        fields[question] = [name for _, name in file.texts("fields", "*", "id", below=path[:-1])]
    items: dict[str, list[str]] = {}
    for path, dimension in file.texts("dimensions", "*", "id"):
        items[dimension] = [name for _, name in file.texts("items", "*", "id", below=path[:-1])]
    turns: dict[str, Turn] = {}
    for place, name in enumerate(_asked_in_order(file, fields, items)):
        turns.setdefault(name, (place, 0))
        for within, field in enumerate(fields.get(name, ()), start=1):
            turns.setdefault(field, (place, within))
    return turns


def _asked_in_order(
    file: YamlFile, questions: Mapping[str, Any], items: Mapping[str, list[str]]
) -> Iterator[str]:
    """Ids of questions and items as respondents meet them: in a section questions, then dimensions."""
    if "sections" not in file.value:
        yield from questions
        for names in items.values():
            yield from names
    for path, _ in file.each("sections", "*"):
        yield from (name for _, name in file.texts("questions", "*", below=path))
        for _, dimension in file.texts("dimensions", "*", below=path):
            yield from items.get(dimension, ())
