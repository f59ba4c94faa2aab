"""What can be wrong with a questionnaire file, said so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class QuestionnaireProblem:
    """One thing to mend. Lines and columns count from 1; ``item`` is "" where the whole file is meant."""

    file: str
    line: int
    column: int
    item: str  # for example "item shared_purpose_2"
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}, column {self.column}"
        subject = f" ({self.item})" if self.item else ""
        return _printable(f"{where}{subject}: {self.what}. {self.mend}")


class QuestionnaireProblems(ValueError):  # reads as what it holds
    """A questionnaire cannot be read. ``problems`` holds every problem found, in the order of the file."""

    def __init__(self, problems: Iterable[QuestionnaireProblem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def one_line(text: str) -> str:
    """The text on one line, shortened to 80 characters, without control characters."""
    line = _printable(" ".join(text.split()))
    return line if len(line) <= 80 else f"{line[:79]}…"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def quoted(text: str) -> str:
    """The text as :func:`one_line`, in double quotes."""
    return f'"{one_line(text)}"'


def nearest(word: str, known: Collection[str]) -> str:
    """A sentence that names the known word most like this one, or all known words where none is like it."""
    if not known:
        return "None is declared in this file."
    if len(known) <= 300 and (matches := difflib.get_close_matches(word[:80], known, n=1)):
        return f'Did you mean "{matches[0]}"?'
    if len(known) > 12:
        return "Check the spelling."
    return f"Known here: {', '.join(known)}."
