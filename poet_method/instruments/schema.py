"""The shape of a questionnaire file as a JSON Schema (2020-12).

The reader checks every file against it, and editors use the same schema (generated into
``poet_method/library/schemas/``) to complete and explain keys. Only keywords that ``shape.py`` can put into
plain words are used here.
"""

from __future__ import annotations

import json
from typing import Any

SCHEMA_ID = "urn:poet:schema:questionnaire:1"

Schema = dict[str, Any]

# Python's "$" also matches before a last line break, JSON Schema's does not: "(?!\n)" makes them the same.
_ID_PATTERN = r"^[a-z][a-z0-9_]*(?!\n)$"
_LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*(?!\n)$"
_OPTION_PATTERN = r"^\S(.*\S)?(?!\n)$"

_KINDS_WITHOUT_ENTRIES = ["choice", "several", "number", "text"]
_KEYS_OF_KIND = {
    "choice": ("options", "cant_say"),
    "several": ("options", "cant_say"),
    "number": ("lowest", "highest", "cant_say"),
    "text": ("longest",),
    "entries": ("most", "fields"),
}
_NEEDED_BY_KIND = {"choice": ["options"], "several": ["options"], "entries": ["most", "fields"]}


def questionnaire_schema() -> Schema:
    """The JSON Schema (2020-12) of questionnaire files, format 1."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "POET questionnaire, format 1",
        "description": (
            "What is asked, on which response scale, and which dimension it speaks to. Every text is "
            "either plain (the default language) or one for each language. Words such as yes need quotes."
        ),
        **_questionnaire(),
        "$defs": {
            "id": _id(),
            "wording": _wording(),
            "response_scale": _response_scale(),
            "level": _level(),
            "source": _source(),
            "dimension": _dimension(),
            "item": _item(),
            "ask_if": _ask_if(),
            "option": _option(),
            "question": _question(fields=True),
            "field": _question(fields=False),
            "section": _section(),
        },
    }


def schema_text() -> str:
    """The schema as it stands in ``poet_method/library/schemas/questionnaire-1.schema.json``."""
    return json.dumps(questionnaire_schema(), indent=2, ensure_ascii=False) + "\n"


def _mapping(description: str, needed: list[str], properties: dict[str, Schema]) -> Schema:
    return {
        "description": description,
        "type": "object",
        "required": needed,
        "properties": properties,
        "additionalProperties": False,
    }


def _ref(name: str, description: str, *examples: Any) -> Schema:
    schema: Schema = {"$ref": f"#/$defs/{name}", "description": description}
    return {**schema, "examples": list(examples)} if examples else schema


def _list_of(name: str, description: str, *, least: int = 0, most: int | None = None) -> Schema:
    schema: Schema = {"description": description, "type": "array", "items": {"$ref": f"#/$defs/{name}"}}
    if least:
        schema["minItems"] = least
    return schema if most is None else {**schema, "maxItems": most}


def _ids(description: str) -> Schema:
    return {**_list_of("id", description), "uniqueItems": True}


def _whole_number(description: str, lowest: int, highest: int, *examples: int) -> Schema:
    schema: Schema = {"description": description, "type": "integer", "minimum": lowest, "maximum": highest}
    return {**schema, "examples": list(examples)} if examples else schema


def _true_or_false(description: str) -> Schema:
    return {"description": description, "type": "boolean", "default": False}


def _plain_text(description: str, *examples: str) -> Schema:
    return {
        "description": description,
        "type": "string",
        "pattern": r"\S",
        "maxLength": 2000,
        "examples": list(examples),
    }


def _id() -> Schema:
    return {
        "description": "A short name: lower-case letters, digits and underscores, starting with a letter.",
        "type": "string",
        "pattern": _ID_PATTERN,
        "maxLength": 64,
        "examples": ["shared_purpose"],
    }


def _wording() -> Schema:
    return {
        "description": "A text in the default language, or one text for each language of the questionnaire.",
        "type": ["string", "object"],
        "pattern": r"\S",
        "maxLength": 2000,
        "minProperties": 1,
        "propertyNames": {"pattern": _LANGUAGE_PATTERN},
        "additionalProperties": {"type": "string", "pattern": r"\S", "maxLength": 2000},
        "examples": [
            "We agree on what we want to change.",
            {
                "en": "We agree on what we want to change.",
                "cy": "Rydym yn cytuno ar yr hyn yr hoffem ei newid.",
            },
        ],
    }


def _questionnaire() -> Schema:
    properties = {
        "questionnaire": _ref("id", "The id of the questionnaire.", "staff"),
        "version": _whole_number("Goes up by one whenever a published questionnaire changes.", 1, 10_000, 1),
        "title": _ref("wording", "What respondents see on top.", "How well does your partnership work?"),
        "languages": {
            "description": 'The languages, the default first. Left out: English. Quote "no" (Norwegian).',
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"type": "string", "pattern": _LANGUAGE_PATTERN},
            "examples": [["en"], ["en", "cy"]],
        },
        "licence": _plain_text("The licence of the wording.", "CC-BY-4.0"),
        "notes": {
            "description": "Anything a reader of the file should know, by a short name.",
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": r"\S", "maxLength": 2000},
            "examples": [{"origin": "Written for POET; themes from the sources, no item copied."}],
        },
        "sources": _list_of("source", "Publications that themes come from. Themes only: copy no item."),
        "response_scales": _list_of("response_scale", "The answers that items offer.", least=1),
        "levels": _list_of("level", "Where dimensions sit. Left out: all dimensions are on one level."),
        "dimensions": _list_of("dimension", "What is measured, each by several items.", least=1),
        "questions": _list_of("question", "What is asked but not scored."),
        "sections": {
            **_list_of("section", "The order in which respondents meet everything.", least=1),
            "$comment": "Left out: one section with all questions, then all dimensions.",
        },
    }
    needed = ["questionnaire", "version", "title", "response_scales", "dimensions"]
    return _mapping("A questionnaire.", needed, properties)


def _response_scale() -> Schema:
    point = _mapping(
        "One answer: the number that is stored and scored, and its label.",
        ["value", "label"],
        {
            "value": _whole_number("Stored and scored. Values rise from point to point.", 0, 100, 1, 5),
            "label": _ref("wording", "What respondents choose.", "Strongly agree"),
        },
    )
    properties = {
        "id": _ref("id", "The id of the scale; dimensions name it.", "agreement"),
        "points": {
            "description": "The answers, from the lowest value to the highest.",
            "type": "array",
            "minItems": 2,
            "maxItems": 101,
            "items": point,
        },
        "cant_say": _ref(
            "wording", "The label of the separate answer that is not scored.", "Don't know, or not my role"
        ),
    }
    return _mapping("Ordered answers, offered by all items of a dimension.", ["id", "points"], properties)


def _level() -> Schema:
    properties = {
        "id": _ref("id", "The id of the level; dimensions name it.", "structural"),
        "name": _ref("wording", "The name that readers of the report see.", "Structural"),
        "about": _ref(
            "wording", "One sentence about the level.", "What the organisations have set up together."
        ),
    }
    return _mapping("A level on which dimensions sit.", ["id", "name", "about"], properties)


def _source() -> Schema:
    properties = {
        "id": _ref("id", "The id of the source; dimensions name it.", "hardy2003"),
        "citation": _plain_text(
            "Authors, year, title, where published.", "Author A (2003) Title. Place: Publisher."
        ),
    }
    return _mapping("A publication that a theme comes from.", ["id", "citation"], properties)


def _dimension() -> Schema:
    properties = {
        "id": _ref("id", "The id of the dimension; sections name it.", "shared_purpose"),
        "name": _ref("wording", "The name that readers of the report see.", "Shared purpose"),
        "level": _ref(
            "id", "The id of one of the levels. Left out only where no levels are declared.", "structural"
        ),
        "about": _ref(
            "wording", "One sentence that a board member understands.", "Whether partners want the same."
        ),
        "response_scale": _ref("id", "The id of one of the response scales.", "agreement"),
        "sources": _ids("The ids of the sources of the theme."),
        # More than 30 items would let the exact integer sums of scoring outgrow 64 bits.
        "items": _list_of("item", "The statements that measure the dimension.", least=1, most=30),
    }
    needed = ["id", "name", "about", "response_scale", "items"]
    return _mapping("One thing a partnership needs, scored 0–10 from its items.", needed, properties)


def _item() -> Schema:
    properties = {
        "id": _ref("id", "The id of the item; columns of answers are matched to it.", "shared_purpose_1"),
        "text": _ref("wording", "The statement, asking one thing.", "We agree on what we want to change."),
        "reversed": _true_or_false("true where agreeing means that the partnership works less well."),
        "drawback": _true_or_false(
            "true where the item describes a drawback of partnership working, or mistrust."
        ),
        "ask_if": _ref("ask_if", "Ask only those who gave a certain answer before."),
    }
    return _mapping("One scored statement.", ["id", "text"], properties)


def _ask_if() -> Schema:
    properties = {
        "question": _ref(
            "id", "The id of an earlier question of kind choice or several.", "works_with_users"
        ),
        "is": {
            "description": "The option values of that question for which this is asked.",
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"type": "string", "pattern": r"\S"},
            "examples": [["yes"]],
        },
    }
    return _mapping("A routing rule.", ["question", "is"], properties)


def _option() -> Schema:
    properties = {
        "value": {
            "description": "What is stored. Text: put numbers and words such as yes in quotes.",
            "type": "string",
            "pattern": _OPTION_PATTERN,
            "maxLength": 100,
            "examples": ["sharing_information", "yes"],
        },
        "label": _ref("wording", "What respondents choose.", "Sharing information"),
    }
    return _mapping("One option of a question.", ["value", "label"], properties)


def _question(*, fields: bool) -> Schema:
    kinds = [*_KINDS_WITHOUT_ENTRIES, "entries"] if fields else _KINDS_WITHOUT_ENTRIES
    properties: dict[str, Schema] = {
        "id": _ref("id", "The id of the question; columns of answers are matched to it.", "depth_now"),
        "kind": {
            "description": "How it is answered: one option, several, a number, text, or repeated entries.",
            "enum": kinds,
        },
        "text": _ref("wording", "The question.", "How closely do your organisations work together now?"),
        "help": _ref("wording", "A sentence of help below the question.", "Choose the one that fits best."),
        "options": _list_of("option", "What respondents choose from.", least=2, most=500),
        "cant_say": _ref(
            "wording", "The label of the separate answer for those who cannot say.", "Don't know"
        ),
        "lowest": _whole_number(
            "The smallest number that may be answered.", -1_000_000_000, 1_000_000_000, 0
        ),
        "highest": _whole_number(
            "The largest number that may be answered.", -1_000_000_000, 1_000_000_000, 10
        ),
        "longest": _whole_number("How many characters an answer may have.", 1, 20_000, 300),
        "ask_if": _ref("ask_if", "Ask only those who gave a certain answer before."),
    }
    if fields:
        properties["most"] = _whole_number("How many entries a respondent may make.", 1, 50, 5)
        properties["fields"] = _list_of(
            "field", "What each entry asks: questions, but no entries.", least=1, most=50
        )
    what = "Anything asked that is not scored." if fields else "One question of each entry."
    return {
        **_mapping(what, ["id", "kind", "text"], properties),
        "allOf": [_rule_of(kind, fields) for kind in kinds],
    }


def _rule_of(kind: str, fields: bool) -> Schema:
    """What a question of this kind needs, and the keys that only make sense for other kinds."""
    keys_of_kinds = {key for keys in _KEYS_OF_KIND.values() for key in keys} - (
        set() if fields else {"most", "fields"}
    )
    then: Schema = {
        "properties": {key: {"not": {}} for key in sorted(keys_of_kinds - set(_KEYS_OF_KIND[kind]))}
    }
    if kind in _NEEDED_BY_KIND:
        then["required"] = _NEEDED_BY_KIND[kind]
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}


def _section() -> Schema:
    properties = {
        "id": _ref("id", "The id of the section.", "about_you"),
        "title": _ref("wording", "The heading that respondents see.", "About you"),
        "introduction": _ref("wording", "What respondents read first.", "A few questions about your work."),
        "questions": _ids("The ids of questions, in order. They come before the dimensions of the section."),
        "dimensions": _ids("The ids of dimensions, in order."),
        "optional": _true_or_false("true where the evaluation lead may leave the whole section out."),
    }
    return _mapping("A part of the questionnaire that respondents meet as one.", ["id", "title"], properties)
