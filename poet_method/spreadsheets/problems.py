"""What is wrong with a file, said so that the person who made it can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

MOST_LISTED = 50
LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: where it is, what it is, and how to mend it (the last two without a full stop)."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.mend}."


class InputProblems(ValueError):  # it holds several, each written for a reader
    """A file that cannot be used. ``problems`` holds the first 50, ``more`` how many others there are.

    ``str()`` is one line a problem, and "and N more" where there are more.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems[:MOST_LISTED])
        self.more = len(problems) - len(self.problems)

    @classmethod
    def one(cls, where: str, what: str, mend: str) -> Self:
        """The refusal for a single reason."""
        return cls([Problem(where, what, mend)])

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        if self.more:
            lines.append(f"… and {self.more:,} more")
        return "\n".join(lines)


class SpreadsheetProblems(InputProblems):
    """The file is not a table that can be read whole."""


class SheetProblem(SpreadsheetProblems):
    """Which sheet to read has to be said, or was said wrongly: the file itself may be in order."""


def shown(value: str) -> str:
    """A stranger's text in quotation marks, safe to print: one line of 40 printable characters at most."""
    # Only the start is looked at: the value may be a whole book in one cell.
    start = " ".join(value[: 4 * LONGEST_SHOWN].split())
    cut = len(start) > LONGEST_SHOWN or len(value) > 4 * LONGEST_SHOWN
    short = start[:LONGEST_SHOWN] + ("…" if cut else "")
    return '"' + "".join(character if character.isprintable() else "\ufffd" for character in short) + '"'


def in_words(things: Sequence[object], *, most: int = 5) -> str:
    """``"2, 3 and 9"``; from ``most`` on, ``"2, 3, 9, 12, 15 and 4 more"``."""
    names = [str(thing) for thing in things[:most]]
    if len(things) > most:
        return f"{', '.join(names)} and {len(things) - most:,} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
