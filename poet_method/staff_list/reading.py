"""Reading a staff list: each row on its own, then people told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from poet_method.spreadsheets import Problem, Table, column_letter, in_words, shown
from poet_method.staff_list.duplicates import told_apart
from poet_method.staff_list.emails import doubtful_domains, email_problem, is_email, normal_email
from poet_method.staff_list.headings import Field, find_columns
from poet_method.staff_list.organisations import OrganisationNames
from poet_method.staff_list.people import ListedPerson, StaffList, StaffListProblems
from poet_method.staff_list.staff_groups import normal_role

MOST_PEOPLE = 200_000
MOST_ROLES = 1_000
LONGEST_CELL = 200
ROWS_BETWEEN_TELLING = 1_000

Tell = Callable[[int, int], None]
"""Is told how far reading is: rows read, of all rows."""

_FIRST_ROW = re.compile(r", rows? (\d+)")


def read_staff_list(
    table: Table, *, organisations: Sequence[str], only: str | None = None, tell: Tell | None = None
) -> StaffList:
    """The staff list in a table whose header was found with :func:`find_header`.

    ``organisations`` are the partner organisations as the partnership calls them. With ``only``, the list is
    this organisation's: its rows need not name it and may name no other. Raises :class:`StaffListProblems`
    with what is wrong, row by row; then nothing of the list counts.
    """
    columns = _columns(table, only)
    rows = _Rows(table, columns, OrganisationNames(organisations), only)
    listed = rows.read(tell)
    told = told_apart(listed, table.name)
    problems = [*rows.problems(), *told.problems]
    roles = {normal_role(person.role) for person in told.people}
    if len(roles) > MOST_ROLES:
        what = f"there are {len(roles):,} different roles; at most {MOST_ROLES:,} can be sorted into groups"
        problems.append(Problem(table.name, what, "Add a column called “Staff group”"))
    if problems:
        raise StaffListProblems(sorted(problems, key=_first_row))
    return StaffList(
        people=told.people,
        columns={
            str(field): f"{column_letter(at)} ({shown(table.columns[at])})" for field, at in columns.items()
        },
        two_employers=told.two_employers,
        notes=(*told.notes, *_notes_on_domains(told.people)),
    )


def _columns(table: Table, only: str | None) -> dict[Field, int]:
    """The column of each field; raises :class:`StaffListProblems` where the table as a whole is unfit."""
    columns, problems = find_columns(table)
    if Field.ORGANISATION not in columns and only is None:
        what = "no column says which organisation people work for"
        problems.append(Problem(table.name, what, "Add a column called “Organisation”"))
    if len(table.rows) > MOST_PEOPLE:
        what = f"there are {len(table.rows):,} rows; at most {MOST_PEOPLE:,} can be read"
        problems.append(Problem(table.name, what, "Split the list, one file for each organisation"))
    if problems:
        raise StaffListProblems(problems)
    return columns


def _first_row(problem: Problem) -> int:
    """Problems are listed in the order of their first row; those of the whole file come first."""
    found = _FIRST_ROW.search(problem.where)
    return int(found.group(1)) if found else 0


class _Rows:
    """Reads rows one by one and keeps what is wrong with them."""

    def __init__(
        self, table: Table, columns: Mapping[Field, int], names: OrganisationNames, only: str | None
    ) -> None:
        self._table = table
        self._columns = columns
        self._names = names
        self._only = only
        self._problems: list[Problem] = []
        self._unknown: dict[str, list[int]] = {}  # an organisation's name → positions of its rows
        self._usual_domains = self._domains()

    def read(self, tell: Tell | None) -> list[ListedPerson]:
        """The people of all rows that are right so far as a row alone can tell."""
        of = len(self._table.rows)
        people = []
        for position in range(of):
            person = self._person(position)
            if person is not None:
                people.append(person)
            if tell is not None and (position + 1) % ROWS_BETWEEN_TELLING == 0:
                tell(position + 1, of)
        return people

    def problems(self) -> list[Problem]:
        """All that is wrong; a name of an organisation that is not known is one problem for all its rows."""
        return [*self._problems, *(self._unknown_name(name, rows) for name, rows in self._unknown.items())]

    def _person(self, position: int) -> ListedPerson | None:
        before = len(self._problems)
        texts = {field: self._text(position, field) for field in self._columns}
        organisation = self._organisation(position, texts.get(Field.ORGANISATION, ""))
        email = self._email(position, texts.get(Field.EMAIL, ""))
        name = texts.get(Field.NAME, "")
        parts = (texts.get(Field.FIRST_NAME, ""), texts.get(Field.LAST_NAME, ""))
        name = name if Field.LAST_NAME not in texts or not any(parts) else " ".join(filter(None, parts))
        person = ListedPerson(
            row=self._table.row_numbers[position],
            organisation=organisation or "",
            name=name or " ".join(filter(None, parts)),
            email=email,
            employee_id=texts.get(Field.EMPLOYEE_ID, ""),
            role=texts.get(Field.STAFF_GROUP, "") or texts.get(Field.ROLE, ""),
        )
        if not (person.name or texts.get(Field.EMAIL) or person.employee_id):
            mend = "Enter a name or an e-mail address, or delete the row"
            self._add(position, None, "nothing says who this is", mend)
        return person if len(self._problems) == before and organisation else None

    def _text(self, position: int, field: Field) -> str:
        cell = self._table.rows[position][self._columns[field]]
        text = " ".join(cell[: 2 * LONGEST_CELL].split())
        if len(cell) > LONGEST_CELL and len(text) > LONGEST_CELL:
            what = f"the {field} has more than {LONGEST_CELL} letters"
            self._add(position, field, what, "Shorten it")
        return text

    def _organisation(self, position: int, text: str) -> str | None:
        """The partner organisation; ``None`` where it is not one, which is then noted."""
        if not text and self._only is not None:
            return self._only
        if not text:
            what = "the organisation is missing"
            self._add(position, Field.ORGANISATION, what, "Enter which organisation this person works for")
            return None
        found = self._names.find(text)
        if self._only is not None and found != self._only:
            what = f"this list is for {self._only}, and the row says {shown(text)}"
            self._add(position, Field.ORGANISATION, what, "Correct the organisation, or delete the row")
            return None
        if found is None:
            self._unknown.setdefault(text, []).append(position)
        return found

    def _email(self, position: int, text: str) -> str:
        problem = email_problem(text, usual_domains=self._usual_domains) if text else None
        if problem:
            what, mend = problem
            self._add(position, Field.EMAIL, f"{what}: {shown(text)}", mend)
        return normal_email(text)

    def _domains(self) -> tuple[str, ...]:
        """The domains that addresses of this list most often have, for guessing what was meant."""
        at = self._columns.get(Field.EMAIL)
        counts: dict[str, int] = {}
        for cell in [] if at is None else self._table.column(at):
            address = normal_email(cell)
            if is_email(address):
                domain = address.rpartition("@")[2]
                counts[domain] = counts.get(domain, 0) + 1
        return tuple(sorted(counts, key=lambda domain: (-counts[domain], domain))[:20])

    def _unknown_name(self, name: str, positions: Sequence[int]) -> Problem:
        where = self._table.where(rows=positions, column=self._columns[Field.ORGANISATION])
        closest = self._names.closest(name)
        partners = in_words([f"“{one}”" for one in self._names.names], most=15)
        mend = f"Did you mean “{closest}”" if closest else f"The partner organisations are {partners}"
        return Problem(where, f"{shown(name)} is not a partner organisation", mend)

    def _add(self, position: int, field: Field | None, what: str, mend: str) -> None:
        column = None if field is None else self._columns.get(field)
        self._problems.append(Problem(self._table.where(rows=[position], column=column), what, mend))


def _notes_on_domains(people: Sequence[ListedPerson]) -> tuple[str, ...]:
    doubtful = doubtful_domains(person.email for person in people if person.email)
    rows: dict[str, list[int]] = {}
    for person in people:
        domain = person.email.rpartition("@")[2]
        if domain in doubtful:
            rows.setdefault(domain, []).append(person.row)
    return tuple(
        f"Row {in_words(numbers)}: look at the address again. It ends in {domain}; "
        f"did you mean {doubtful[domain]}?"
        for domain, numbers in rows.items()
    )
