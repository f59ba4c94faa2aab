"""The people on a staff list, and when two rows are one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poet_method.spreadsheets import InputProblems


class StaffListProblems(InputProblems):
    """The list cannot be used as it is; nothing of it counts."""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person at one organisation, from ``row`` of the file. Texts are trimmed, ``""`` where not said."""

    row: int
    organisation: str
    name: str
    email: str  # normalised
    employee_id: str
    role: str  # staff group or job title, as the list says it


@dataclass(frozen=True, slots=True)
class TwoEmployers:
    """Rows (numbers in the file) with one e-mail address at several organisations: one person, asked once."""

    email: str
    rows: tuple[int, ...]
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffList:
    """A list read whole. ``notes`` say what was made of it, by rows and never by names."""

    people: tuple[ListedPerson, ...]
    columns: Mapping[str, str]  # field → the column it was read from, as people look for it
    two_employers: tuple[TwoEmployers, ...]
    notes: tuple[str, ...]

    @property
    def organisations(self) -> tuple[str, ...]:
        """The organisations that have somebody on the list, in its order."""
        return tuple(dict.fromkeys(person.organisation for person in self.people))

    def counts(self) -> dict[str, int]:
        """How many people each organisation has on the list."""
        counts: dict[str, int] = {}
        for person in self.people:
            counts[person.organisation] = counts.get(person.organisation, 0) + 1
        return counts


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a name without case, accents or punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return tuple(re.sub(r"[^\w]+|_", " ", bare.replace("'", "").replace("’", "")).split())


def normal_name(name: str) -> str:
    """A name as it is compared: ``"O’Brien,  Zoë"`` → ``"obrien zoe"``."""
    return " ".join(plain_words(name))


_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev"}


def same_name(one: str, other: str) -> bool:
    """Whether two ways of writing a name can be one person: they share a word, or one is not given."""
    first, second = (set(plain_words(name)) - _TITLES for name in (one, other))
    return not first or not second or any(len(word) > 1 for word in first & second) or first == second


def merge_rows(rows: Sequence[ListedPerson]) -> ListedPerson:
    """One person out of several rows: the first row, with what it leaves out taken from the others."""
    first = rows[0]
    return ListedPerson(
        row=first.row,
        organisation=first.organisation,
        name=next((row.name for row in rows if row.name), ""),
        email=next((row.email for row in rows if row.email), ""),
        employee_id=next((row.employee_id for row in rows if row.employee_id), ""),
        role=next((row.role for row in rows if row.role), ""),
    )
