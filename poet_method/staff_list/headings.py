"""Which row holds the headings, and which column holds what: by the many headings that people really use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from poet_method.spreadsheets import Header, Problem, Record, Table, column_letter, in_words, shown


class Field(StrEnum):
    """What a staff list can say of a person. Everything else in a list is ignored, and not kept."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    EMAIL = "e-mail address"
    ORGANISATION = "organisation"
    STAFF_GROUP = "staff group"
    ROLE = "job title"
    EMPLOYEE_ID = "employee number"


# Headings as `_plain` makes them. One that could mean two things (“title”, “department”) is in none.
_HEADINGS: Mapping[Field, str] = {
    Field.NAME: (
        "name, names, full name, employee, employee name, name of employee, staff name, staff "
        "member, staff member name, member of staff, name of staff member, person, person name, "
        "colleague, display name, worker, worker name, contact name, contact"
    ),
    Field.FIRST_NAME: (
        "first name, firstname, first names, forename, forenames, given name, given names, first, "
        "christian name, preferred name, preferred first name, known as, employee first name"
    ),
    Field.LAST_NAME: (
        "last name, lastname, surname, family name, second name, last, employee surname, employee last name"
    ),
    Field.EMAIL: (
        "email, e mail, mail, email address, e mail address, mail address, work email, work e "
        "mail, work email address, work e mail address, email work, nhs mail, nhsmail, nhs email, "
        "nhs net email, contact email, primary email, business email, corporate email, "
        "organisation email, staff email, employee email, smtp, primary smtp address, user "
        "principal name, userprincipalname, upn, email id, email addresses, emails, emailaddress"
    ),
    Field.ORGANISATION: (
        "organisation, organization, organisation name, organization name, org, org name, "
        "employer, employer name, name of employer, employing organisation, employing "
        "organization, company, company name, partner, partner organisation, partner "
        "organization, partner name, agency, name of organisation, provider, provider name, works "
        "for, employed by, trust, organisation employer, employer organisation, host organisation"
    ),
    Field.STAFF_GROUP: (
        "staff group, staffgroup, staffing group, group, staff category, category, staff type, "
        "professional group, profession group, workforce group, occupational group, role group, "
        "discipline, staff group role, role staff group"
    ),
    Field.ROLE: (
        "role, roles, job role, job title, jobtitle, job, job name, position, position title, "
        "post, post title, designation, occupation, profession, role title, role name, current "
        "role, current post, job title role, role job title, staff role"
    ),
    Field.EMPLOYEE_ID: (
        "employee id, employee number, employee no, employee ref, employee reference, employee "
        "code, emp no, emp id, emp number, empno, staff id, staff number, staff no, staff code, "
        "payroll number, payroll no, payroll id, payroll ref, pay number, assignment number, "
        "assignment no, personnel number, personnel no, person number, esr number, esr no, esr "
        "id, personal number, id, id number, unique id"
    ),
}
_FIELD_OF = {
    heading.strip(): field for field, headings in _HEADINGS.items() for heading in headings.split(",")
}
_KEY_FIELDS = {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.EMAIL, Field.EMPLOYEE_ID}
_LONGEST_HEADING = 80
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_A_WORD = re.compile(r"[\W_]+")


def _plain(heading: str) -> str:
    words = _NOT_A_WORD.sub(" ", heading.casefold()).split()
    return " ".join(word for word in words if word not in {"the", "your", "please", "required", "optional"})


def field_of(heading: str) -> Field | None:
    """What a column with this heading holds; a remark in brackets is looked at only where it is needed."""
    if len(heading) > _LONGEST_HEADING:
        return None
    whole = _FIELD_OF.get(_plain(heading))
    return whole or _FIELD_OF.get(_plain(_IN_BRACKETS.sub(" ", heading)))


def find_header(records: Sequence[Record]) -> Header | None:
    """The row with the most headings that we know, the first of these; one of them must tell people apart.

    A heading that is merged with the row above, or stands only there, is read from there: lists often have
    two rows of headings, and a title above them. A ``HeaderFinder`` of the spreadsheets.
    """
    best: tuple[int, Header] | None = None
    above: Sequence[str] = ()
    above_number = 0
    for at, (number, cells) in enumerate(records):
        filled = _filled(cells, above if above_number == number - 1 else ())
        fields = {field for cell in filled if (field := field_of(cell))}
        own = any(field_of(cell) for cell in cells)
        if own and fields & _KEY_FIELDS and (best is None or len(fields) > best[0]):
            width = max(position for position, cell in enumerate(filled) if cell) + 1
            best = len(fields), Header(at, tuple(filled[:width]))
        above, above_number = cells, number
    return best[1] if best else None


def _filled(cells: Sequence[str], above: Sequence[str]) -> list[str]:
    """The cells with single spaces, blank ones taken from the row above."""
    tidy = [" ".join(cell.split()) for cell in cells]
    over = [" ".join(cell.split()) for cell in above]
    tidy += [""] * (len(over) - len(tidy))
    return [cell or (over[position] if position < len(over) else "") for position, cell in enumerate(tidy)]


def find_columns(table: Table) -> tuple[dict[Field, int], list[Problem]]:
    """Each field's column (from 0), and what stands in the way: two columns for one field, or too few."""
    found: dict[Field, list[int]] = {}
    for position, heading in enumerate(table.columns):
        field = field_of(heading)
        if field is not None:
            found.setdefault(field, []).append(position)
    problems = []
    for field, positions in found.items():
        if len(positions) > 1:
            columns = in_words([f"{column_letter(p)} ({shown(table.columns[p])})" for p in positions])
            what = f"{len(positions)} columns may hold the {field}: {columns}"
            problems.append(Problem(table.name, what, "Delete all but one, or rename the others"))
    if not found.keys() & _KEY_FIELDS:
        what = "no column says who people are"
        problems.append(Problem(table.name, what, "Add a column called “Name” and one called “E-mail”"))
    return {field: positions[0] for field, positions in found.items()}, problems
