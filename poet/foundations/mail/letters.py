"""Letters: the functions that write them, called in the moment of sending, and the templates they use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.template import engines
from django.urls import reverse

Compose = TypeVar("Compose", bound=Callable[..., "Letter"])


class NotWanted(Exception):
    """Raised while a letter is written: it should not be sent any more (opted out, answered, cancelled)."""


class UnknownLetter(Exception):
    """No function is registered for this kind: a mistake in the code, or a newer version's letter."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: plain text. It may hold a secret, so it is never stored or logged."""

    subject: str
    text: str

    def __repr__(self) -> str:
        return f"Letter({self.subject!r}, …)"


_letters: dict[str, Callable[..., Letter]] = {}


def letter(kind: str) -> Callable[[Compose], Compose]:
    """Register the function that writes letters of a kind; it stands in a stage's ``jobs.py``.

    ``function(address, **parameters)`` is called inside a transaction while the message is being sent. It may
    draw a secret, provided that it stores only a keyed hash: after an interrupted attempt the next one draws
    another, and the first, which nobody has seen, stays valid unless the function withdraws it.
    """

    def register(function: Compose) -> Compose:
        if kind in _letters:
            raise ValueError(f"two letters are called {kind}")
        _letters[kind] = function
        return function

    return register


def registered_letter(kind: str) -> Callable[..., Letter]:
    """The function that writes letters of this kind; raises ``UnknownLetter``."""
    try:
        return _letters[kind]
    except KeyError:
        raise UnknownLetter(kind) from None


def from_template(template: str, **values: Any) -> Letter:
    """A letter from a plain-text template whose first line is ``Subject: …`` and whose second is empty."""
    # Without escaping: a letter is not HTML, and "Children's Centre" should arrive as that.
    plain = engines["jinja2"].env.overlay(autoescape=False)  # type: ignore[attr-defined]
    first, _, text = plain.get_template(template).render(values).partition("\n")
    if not first.startswith("Subject: ") or not text.startswith("\n"):
        raise ValueError(f"{template} does not begin with “Subject: …” and an empty line")
    return Letter(subject=first.removeprefix("Subject: ").strip(), text=text.strip() + "\n")


def link_to(name: str, **kwargs: Any) -> str:
    """The whole address of a page, for a letter: no request says how the site is reached."""
    return f"{settings.SITE}{reverse(name, kwargs=kwargs or None)}"
