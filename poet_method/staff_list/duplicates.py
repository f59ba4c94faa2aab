"""Telling people apart: rows that are one person, rows that cannot be, and people with two employers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from poet_method.spreadsheets import Problem, in_words
from poet_method.staff_list.people import ListedPerson, TwoEmployers, merge_rows, plain_words, same_name

MOST_ROWS_NAMED = 10


@dataclass(frozen=True, slots=True)
class ToldApart:
    """One :class:`ListedPerson` for each person at each organisation; all else is said in words."""

    people: tuple[ListedPerson, ...]
    two_employers: tuple[TwoEmployers, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


def told_apart(rows: Sequence[ListedPerson], file_name: str) -> ToldApart:
    """Which rows are the same person.

    The same e-mail address is the same person: at one organisation the rows become one, at several the person
    is listed at each, and asked once. Without an address the employee number tells people apart, and without
    that the name. Rows that share what tells people apart but have other names are a problem: one address or
    number cannot be two people's.
    """
    problems: list[Problem] = []
    one_each: list[ListedPerson] = []
    counted_once: list[int] = []
    for group in _groups(rows, _identity):
        problem = _problem(group, file_name)
        if problem is not None:
            problems.append(problem)
            continue
        one_each.append(merge_rows(group) if len(group) > 1 else group[0])
        counted_once += [row.row for row in group[1:]]
    problems += _shared_numbers(one_each, file_name)
    two_employers = []
    for group in _groups([person for person in one_each if person.email], lambda person: (person.email,)):
        if len(group) > 1 and (problem := _problem(group, file_name)):
            problems.append(problem)
        elif len(group) > 1:
            numbers, at = zip(*((person.row, person.organisation) for person in group), strict=True)
            two_employers.append(TwoEmployers(group[0].email, numbers, at))
    return ToldApart(
        people=tuple(sorted(one_each, key=lambda person: person.row)),
        two_employers=tuple(two_employers),
        notes=_notes(sorted(counted_once)),
        problems=tuple(problems),
    )


def _identity(row: ListedPerson) -> tuple[str, ...]:
    """What tells this person apart at their organisation."""
    if row.email:
        return (row.organisation, "email", row.email)
    if row.employee_id:
        return (row.organisation, "number", row.employee_id.casefold())
    return (row.organisation, "name", *plain_words(row.name), row.name if not plain_words(row.name) else "")


def _groups(
    rows: Sequence[ListedPerson], key: Callable[[ListedPerson], tuple[str, ...]]
) -> Iterator[list[ListedPerson]]:
    groups: dict[tuple[str, ...], list[ListedPerson]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    yield from groups.values()


def _problem(group: Sequence[ListedPerson], file_name: str) -> Problem | None:
    """Why these rows, which share what tells people apart, cannot be taken for one person."""
    first = group[0]
    where = f"{file_name}, rows {in_words([row.row for row in group])}"
    if len(group) > 1 and not first.email and not first.employee_id:
        what = "the same name stands here more than once, without an e-mail address or employee number"
        return Problem(where, what, "Delete all but one, or add what tells these people apart")
    if all(same_name(first.name, row.name) for row in group[1:]):
        return None
    if first.email:
        what = "different people have the same e-mail address, and one address gets one invitation"
        return Problem(
            where, what, "Give each person their own, or leave it empty: they are invited on paper"
        )
    return Problem(where, "different people have the same employee number", "Correct the numbers")


def _shared_numbers(people: Sequence[ListedPerson], file_name: str) -> Iterator[Problem]:
    """An employee number that stands beside two addresses of one organisation."""
    numbered = [person for person in people if person.employee_id]
    for group in _groups(numbered, lambda person: (person.organisation, person.employee_id.casefold())):
        if len(group) > 1:
            where = f"{file_name}, rows {in_words([person.row for person in group])}"
            what = "the same employee number stands beside different e-mail addresses"
            yield Problem(where, what, "Keep one row for each person, or correct the numbers")


def _notes(counted_once: Sequence[int]) -> tuple[str, ...]:
    if not counted_once:
        return ()
    rows = in_words(counted_once, most=MOST_ROWS_NAMED)
    if len(counted_once) == 1:
        return (
            f"Row {rows} repeats somebody listed above with the same e-mail address or number: counted once.",
        )
    return (f"Rows {rows} repeat people listed above with the same e-mail address or number: counted once.",)
