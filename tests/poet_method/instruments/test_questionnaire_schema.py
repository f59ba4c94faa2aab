"""The JSON Schema for editors: the file is what the code generates, and it agrees with the reader."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from poet_method.instruments import questionnaire_schema, schema_text
from poet_method.instruments.consistency import WORDINGS
from poet_method.instruments.shape import shape_problems
from poet_method.instruments.yaml_file import read_yaml

SCHEMA = questionnaire_schema()


def test_the_file_is_the_generated_schema() -> None:
    path = files("poet_method") / "library" / "schemas" / "questionnaire-1.schema.json"
    assert path.read_text(encoding="utf-8") == schema_text(), (
        "Write it again: .venv/bin/python -c 'from poet_method.instruments import schema_text; "
        'print(schema_text(), end="")\' > poet_method/library/schemas/questionnaire-1.schema.json'
    )
    assert json.loads(schema_text()) == SCHEMA


def test_it_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def _subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from _subschemas(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _subschemas(value)


def test_every_key_is_described_and_every_example_is_sound() -> None:
    examples = 0
    for schema in _subschemas(SCHEMA):
        for key, property_schema in schema.get("properties", {}).items():
            if not {"not", "const"} & set(property_schema):
                assert property_schema["description"].endswith("."), key
        for example in schema.get("examples", ()):
            resolved = {**schema, "$defs": SCHEMA["$defs"]}
            assert Draft202012Validator(resolved).is_valid(example), (schema, example)
            examples += 1
    assert examples > 40


def _wordings(schema: dict[str, Any], steps: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The way to every text that may be translated, found by walking the schema."""
    if schema.get("$ref") == "#/$defs/wording":
        yield steps
        return
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for key, value in schema.get("properties", {}).items():
        yield from _wordings(value, (*steps, key))
    if "items" in schema:
        yield from _wordings(schema["items"], (*steps, "*"))


def test_translations_are_checked_wherever_the_schema_allows_them() -> None:
    assert set(_wordings(SCHEMA)) == set(WORDINGS)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    within = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in within:
        yield from _paths(below, (*path, key))


def _with(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _with(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize("wrong", [None, 7, "text\n", [], {"strange": 1}], ids=repr)
def test_schema_and_reader_refuse_the_same_shapes(small: str, wrong: object) -> None:
    """Each value of the small questionnaire in turn is made wrong. JSON is YAML, so both read the same text.

    The schema is applied to what the standard library's JSON reader makes of it, not to the reader's values.
    """
    sound = yaml.safe_load(small)
    validator = Draft202012Validator(SCHEMA)
    refused = 0
    for path in _paths(sound):
        text = json.dumps(_with(sound, path, wrong))
        file, problems = read_yaml(text, name="x")
        by_schema = not validator.is_valid(json.loads(text))
        by_reader = bool(problems or shape_problems(file))
        assert by_schema == by_reader, (path, wrong)
        refused += by_schema
    assert refused > 50
