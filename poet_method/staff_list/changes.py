"""What a new list changes: who joins, who leaves, and whose details are different now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from poet_method.staff_list.people import ListedPerson, plain_words


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of an earlier list, with the id under which they are kept."""

    id: str
    organisation: str
    name: str
    email: str
    employee_id: str
    role: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody who stays, with details (``fields``) that differ."""

    id: str
    now: ListedPerson
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What happens when the new list counts. ``withdrawn`` are ids; ``untouched`` organisations that
    the list does not name."""

    added: tuple[ListedPerson, ...]
    changed: tuple[Changed, ...]
    withdrawn: tuple[str, ...]
    unchanged: int
    untouched: tuple[str, ...]


_COMPARED = ("name", "email", "employee_id", "role")

Person = KnownPerson | ListedPerson
Key = tuple[str, ...]


def compare(
    known: Sequence[KnownPerson], listed: Sequence[ListedPerson], *, organisations: Collection[str]
) -> Changes:
    """Compare people by organisation: by e-mail address, else by employee number, else by name.

    ``organisations`` are those that the new list speaks for: only they lose anybody, the others are
    ``untouched``.
    """
    speaks_for = set(organisations)
    pairs = _pairs([person for person in known if person.organisation in speaks_for], listed)
    changed = []
    for position, before in sorted(pairs.items()):
        now = listed[position]
        fields = tuple(name for name in _COMPARED if getattr(before, name) != getattr(now, name))
        if fields:
            changed.append(Changed(before.id, now, fields))
    staying = {before.id for before in pairs.values()}
    return Changes(
        added=tuple(person for position, person in enumerate(listed) if position not in pairs),
        changed=tuple(changed),
        withdrawn=tuple(
            person.id for person in known if person.organisation in speaks_for and person.id not in staying
        ),
        unchanged=len(pairs) - len(changed),
        untouched=tuple(sorted({person.organisation for person in known} - speaks_for)),
    )


def _pairs(known: Sequence[KnownPerson], listed: Sequence[ListedPerson]) -> dict[int, KnownPerson]:
    """Who of the list (by position) is whom; a key that two people share pairs nobody."""
    pairs: dict[int, KnownPerson] = {}
    for key in (_by_email, _by_number, _by_name):
        paired = {person.id for person in pairs.values()}
        before = _single({person.id: key(person) for person in known if person.id not in paired})
        now = _single({at: key(person) for at, person in enumerate(listed) if at not in pairs})
        by_id = {person.id: person for person in known}
        pairs |= {at: by_id[before[shared]] for shared, at in now.items() if shared in before}
    return pairs


Holder = TypeVar("Holder", str, int)


def _single(keys: Mapping[Holder, Key | None]) -> dict[Key, Holder]:
    """Each key that one holder alone has, with its holder."""
    holders: dict[Key, list[Holder]] = {}
    for holder, key in keys.items():
        if key is not None:
            holders.setdefault(key, []).append(holder)
    return {key: who[0] for key, who in holders.items() if len(who) == 1}


def _by_email(person: Person) -> Key | None:
    return (person.organisation, person.email) if person.email else None


def _by_number(person: Person) -> Key | None:
    return (person.organisation, person.employee_id.casefold()) if person.employee_id else None


def _by_name(person: Person) -> Key | None:
    words = plain_words(person.name)
    return (person.organisation, *words) if words else None
