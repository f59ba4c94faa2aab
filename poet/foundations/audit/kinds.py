"""The kinds of event there are, each declared by the stage whose action records it, with the details it may
have.

Details are declared so that nothing slips into a record that cannot be taken out again: numbers, truth
values, and codes of at most 100 letters without spaces (a public id, a state, a date), never people's own
words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Detail = int | float | bool | str
_CODE = re.compile(r"[\w.:+-]{0,100}")
# What no detail is called, because an event must hold nothing of the kind.
_NEVER = ("ballot", "token", "answer", "statement", "secret", "password", "email", "address", "ip", "person")


class UnfitEvent(Exception):
    """A mistake in the calling code: this must not, or cannot, be recorded. The sentence says why."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """What can happen. ``sentence`` is what people read, with its details in braces: ``{added} people were
    added``.

    ``details`` maps each detail's name to its type. Declare a kind once, as a constant beside its action.
    """

    code: str
    sentence: str
    details: Mapping[str, type[Detail]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the declaration, and make it known to readers of the record."""
        for name in self.details:
            if any(
                word in name.lower().split("_") or f"{word}s" in name.lower().split("_") for word in _NEVER
            ):
                raise UnfitEvent(f"{self.code}: {name} has no place in the audit record")
        unknown = set(re.findall(r"{(\w+)}", self.sentence)) - set(self.details)
        if unknown:
            raise UnfitEvent(
                f"{self.code}: the sentence names details that are not declared: {sorted(unknown)}"
            )
        if _kinds.setdefault(self.code, self) != self:
            raise UnfitEvent(f"two kinds of event are called {self.code}")

    def checked(self, details: Mapping[str, Detail]) -> dict[str, Detail]:
        """The details, if they are exactly the declared ones."""
        if set(details) != set(self.details):
            raise UnfitEvent(f"{self.code} has the details {sorted(self.details)}, not {sorted(details)}")
        for name, value in details.items():
            if type(value) is not self.details[name]:
                raise UnfitEvent(f"{self.code}: {name} is not of type {self.details[name].__name__}")
            if isinstance(value, str) and not _CODE.fullmatch(value):
                raise UnfitEvent(f"{self.code}: {name} is not a code: words of people are not recorded")
        return dict(details)


_kinds: dict[str, EventKind] = {}


def kind_of(code: str) -> EventKind | None:
    """The kind with this code; None for one that this version no longer records."""
    return _kinds.get(code)
