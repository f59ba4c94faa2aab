"""A result as JSON and back, without loss: what a published report freezes."""

from __future__ import annotations

import dataclasses
import json
import types
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from poet_method.partnership_health.result import PartnershipHealth

FORMAT = "poet partnership health 1"


def to_json(health: PartnershipHealth) -> str:
    """The result as JSON text: keys in the order of the dataclasses, never ``NaN``, the same text every time.

    Numbers are written in full (the shortest text that gives the same float back).
    """
    content = {"format": FORMAT, **dataclasses.asdict(health)}
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def from_json(text: str) -> PartnershipHealth:
    """The result that :func:`to_json` wrote. ``ValueError`` for any other text."""
    content = json.loads(text)
    if not isinstance(content, dict) or content.pop("format", None) != FORMAT:
        raise ValueError(f"this is not a snapshot in the format {FORMAT!r}")
    health: PartnershipHealth = _read(PartnershipHealth, content, "")
    return health


def _read(kind: Any, value: Any, where: str) -> Any:
    """``value`` as the annotated type ``kind``; ``where`` names the place for the error."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return (
            None if value is None else _read(next(a for a in arguments if a is not type(None)), value, where)
        )
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, value, where)
    if origin is tuple and isinstance(value, list):
        return tuple(_read(arguments[0], each, f"{where}[{place}]") for place, each in enumerate(value))
    if origin is dict and isinstance(value, dict):
        return {key: _read(arguments[1], each, f"{where}.{key}") for key, each in value.items()}
    if isinstance(kind, type) and issubclass(kind, Enum) and isinstance(value, str):
        return kind(value)
    if kind is float and type(value) in (float, int):
        return float(value)
    if type(value) is kind:
        return value
    raise ValueError(f"{where or 'the snapshot'} has {value!r}, which is not a {kind}")


def _read_dataclass(kind: Any, value: Any, where: str) -> Any:
    hints = get_type_hints(kind)
    if not isinstance(value, dict) or set(value) != set(hints):
        raise ValueError(f"{where or 'the snapshot'} does not have exactly the fields {sorted(hints)}")
    return kind(**{name: _read(hint, value[name], f"{where}.{name}") for name, hint in hints.items()})
