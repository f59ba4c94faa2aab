"""The same result with every text made fit for print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from poet_documents.charts.drawing import plain

Value = TypeVar("Value")


def printable(value: Value, change: Callable[[str], str] = plain) -> Value:
    """``value`` (dataclasses, tuples, dicts, plain values) with ``change`` applied to every text in it.

    By default: control characters and bidirectional overrides replaced, white space on one line.
    """
    return _changed(value, change)  # type: ignore[no-any-return]


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if type(value) is str:  # an enum that is also a str stays what it is
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(part, change) for part in value)
    if isinstance(value, dict):
        return {_changed(key, change): _changed(part, change) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _changed(getattr(value, f.name), change) for f in fields(value)})
    return value
