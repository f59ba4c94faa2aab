"""What a job or a letter may be given: a little plain JSON, stored in clear, so never a secret."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any

LARGEST_ARGUMENTS = 4_000  # bytes of JSON: public ids and numbers, not files
SECRET_WORDS = ("password", "passphrase", "secret", "token", "credential", "private_key")


class UnfitArguments(Exception):
    """A mistake in the calling code: these arguments cannot be stored. The sentence says which and why."""


def checked_arguments(function: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as they will be stored, if ``function`` takes them after its first parameter."""
    try:
        inspect.signature(function).bind(None, **arguments)
    except TypeError as error:
        raise UnfitArguments(f"{function.__qualname__}: {error}") from None
    for name in arguments:
        if any(word in name.lower() for word in SECRET_WORDS):
            raise UnfitArguments(f"{name}: secrets are not stored. Pass the public id of what it belongs to.")
    try:
        text = json.dumps(arguments, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise UnfitArguments(f"{function.__qualname__}: not plain JSON: {error}") from None
    if len(text.encode()) > LARGEST_ARGUMENTS:
        raise UnfitArguments(
            f"{function.__qualname__}: more than {LARGEST_ARGUMENTS} bytes. Pass a public id."
        )
    stored: dict[str, Any] = json.loads(text)
    if stored != arguments:
        raise UnfitArguments(
            f"{function.__qualname__}: JSON would change it (a tuple, or keys that are not text)"
        )
    return stored
