"""Write ``questionnaire-format.md`` from the schema that questionnaires are checked with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from poet_method.instruments import questionnaire_schema

PAGE = Path(__file__).with_name("questionnaire-format.md")
INTRODUCTION = """# The questionnaire format

This page is made from the JSON Schema that POET checks questionnaires with
(`poet_method/library/schemas/questionnaire-1.schema.json`); a test holds the two together.
[How to use your own questionnaire](../how-to/use-your-own-questionnaire.md) starts with an example.

Every *wording* is either a plain text, in the default language, or one text for each language. An *id* has
lower-case letters, digits and underscores, and starts with a letter.
"""
PARTS = (
    "response_scale",
    "level",
    "source",
    "dimension",
    "item",
    "ask_if",
    "question",
    "field",
    "option",
    "section",
)


def page() -> str:
    """The whole page as Markdown."""
    schema = questionnaire_schema()
    parts = "".join(_table(name.replace("_", " ").capitalize(), schema["$defs"][name]) for name in PARTS)
    return INTRODUCTION + _table("The file", schema) + parts


def _table(title: str, part: dict[str, Any]) -> str:
    needed = set(part.get("required", []))
    rows = "".join(
        f"| `{key}` | {'yes' if key in needed else ''} | {_kind(value)} | {value.get('description', '')} "
        f"| {_example(value)} |\n"
        for key, value in part["properties"].items()
    )
    about = "" if title == "The file" else f"{part.get('description', '')}\n\n"
    return (
        f"\n## {title}\n\n{about}| key | needed | what | meaning | example |\n|---|---|---|---|---|\n{rows}"
    )


def _kind(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return value["$ref"].rsplit("/", 1)[1].replace("_", " ")
    if value.get("type") == "array":
        return f"list of {_kind(value['items'])}"
    if "enum" in value:
        return " · ".join(f"`{choice}`" for choice in value["enum"])
    words = {"string": "text", "integer": "whole number", "boolean": "true or false", "object": "mapping"}
    return words.get(str(value.get("type")), "")


def _example(value: dict[str, Any]) -> str:
    examples = value.get("examples", [])
    return f"`{json.dumps(examples[0], ensure_ascii=False)}`" if examples else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
