"""Holds a file against the JSON Schema, and says in plain words and with its line what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from poet_method.instruments.problems import QuestionnaireProblem, nearest, one_line, quoted
from poet_method.instruments.schema import questionnaire_schema
from poet_method.instruments.yaml_file import OddScalar, Path, YamlFile

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys with values",
}


def shape_problems(file: YamlFile) -> list[QuestionnaireProblem]:
    """Every place where the file does not have the shape of the schema."""
    return [problem for error in _validator().iter_errors(file.value) for problem in _said(file, error)]


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(questionnaire_schema())


def _said(file: YamlFile, error: ValidationError) -> Iterator[QuestionnaireProblem]:
    """One error of the validator in plain words."""
    path: Path = tuple(error.absolute_path)
    # Typed loosely by jsonschema: what they are depends on the rule.
    rule: Any = error.validator
    value: Any = error.instance
    limit: Any = error.validator_value
    key = _key(path)
    if rule == "not":  # a key that makes no sense for this kind of question
        kind = file.at(path[:-1])["kind"]
        what = f'"{key}" is not for a question of the kind {kind}'
        yield file.problem(path, what, "Delete the key or change the kind.", at_key=True)
    elif rule == "required":
        for missing in limit:
            if missing not in value:
                yield file.problem(path, f'the key "{missing}" is missing', f"Add {missing}.")
    elif rule == "additionalProperties":
        known = error.schema["properties"]  # type: ignore[index]  # our schema: never a bare true or false
        for extra in value:
            if extra not in known:
                what = f"the key {quoted(extra)} is not known"
                yield file.problem((*path, extra), what, nearest(extra, known), at_key=True)
    elif "propertyNames" in error.absolute_schema_path:
        what = f"{quoted(str(value))} is not the code of a language"
        yield file.problem((*path, value), what, "Use codes such as en or cy as keys.", at_key=True)
    elif rule == "type":
        yield file.problem(
            path, f"{key} is {_found(value)}, not {_expected(limit)}", _mend_type(value, limit)
        )
    else:
        what, mend = _limit_broken(rule, value, limit, key)
        yield file.problem(path, what, mend)


def _limit_broken(rule: str, value: Any, limit: Any, key: str) -> tuple[str, str]:
    """What is wrong with a value of the right type, and how to mend it."""
    if rule == "enum":
        found = quoted(value) if isinstance(value, str) else _found(value)
        return f"{key} is {found}, which is not one of the kinds of question", nearest(str(value), limit)
    if rule == "pattern":
        return _pattern_broken(value, limit, key)
    if rule in {"minimum", "maximum"}:
        side = "smaller" if rule == "minimum" else "larger"
        return f"{key} is {value}, {side} than {limit:,}", "Use a number within the limits."
    if rule == "minItems":
        return f"{key} has {len(value)} of at least {limit} entries", "Add what is missing."
    if rule == "maxItems":
        return f"{key} has {len(value)} of at most {limit} entries", "Leave some out, or split it."
    if rule == "uniqueItems":
        return f"{key} names something twice", "Delete one of the two."
    if rule == "maxLength":
        return f"{key} has {len(value):,} of at most {limit:,} characters", "Shorten it."
    if rule == "minProperties":
        return f"{key} has no text in any language", "Write the text."
    raise AssertionError(f"the schema uses {rule}, which has no words here")


def _pattern_broken(value: str, pattern: str, key: str) -> tuple[str, str]:
    if not value.strip():
        return f"{key} is an empty text", "Write the text, or delete the key if it is not needed."
    if pattern.startswith("^[a-z][a-z0-9_]"):
        return (
            f"{quoted(value)} cannot be an id",
            "Use lower-case letters, digits and underscores, starting with a letter.",
        )
    if pattern.startswith("^[a-z]"):
        return f"{quoted(value)} is not the code of a language", "Use codes such as en or cy."
    return f"{quoted(value)} begins or ends with a space", "Delete the space."


def _key(path: Path) -> str:
    """What to call the value at a path: its key, or its number in a list."""
    if not path:
        return "the file"
    last = path[-1]
    return last if isinstance(last, str) else f"entry {last + 1} of {_key(path[:-1])}"


def _expected(types: str | list[str]) -> str:
    if isinstance(types, list):
        return "text (or one text for each language)"
    return _TYPES[types]


def _found(value: Any) -> str:
    """What a value of the wrong type looks like to its author."""
    if isinstance(value, OddScalar):
        return f"{one_line(value.written)} without quotes, which YAML reads as {value.read_as}"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    return "a list" if isinstance(value, list) else "a mapping (key: value)"


def _mend_type(value: Any, types: str | list[str]) -> str:
    expected = _expected(types)
    if "string" in types and isinstance(value, OddScalar | bool | int | float):
        written = value.written if isinstance(value, OddScalar) else str(value).lower()
        return f"Put it in quotes: {quoted(written)}."
    if types == "array" and isinstance(value, str):
        return f"Write a list: [{one_line(value)}]."
    if types == "integer" and isinstance(value, str) and value.strip().isdigit():
        return f"Take the quotes away: {value.strip()[:20]}."
    return f"Write {expected} here."
