"""What an action raises when it will not do what was asked."""

from __future__ import annotations


class NotPossible(Exception):
    """Nothing was changed. The sentence says why; ``field`` is the form field that it is about, if any."""

    def __init__(self, sentence: str, *, field: str = "", row: int | None = None) -> None:
        super().__init__(sentence)
        self.field = field
        self.row = row  # of several of the same kind, counted from 0


class CannotCreatePartnership(NotPossible):
    """The partnership that was described cannot be."""
