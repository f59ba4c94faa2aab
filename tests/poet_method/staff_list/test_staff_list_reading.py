"""What is read from lists as people keep them, and what is refused, row by row."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from poet_method.spreadsheets import InputProblems, SpreadsheetProblems, read_table
from poet_method.staff_list import StaffList, StaffListProblems, find_header, read_staff_list
from tests import messy_staff_list

ORGANISATIONS = ("Marrowby Council", "Fen Valley NHS Trust", "Carers & Friends")
HEADER = "Name,E-mail,Organisation,Role"


def read(text: str | bytes, *, only: str | None = None, name: str = "staff.csv") -> StaffList:
    data = text.encode() if isinstance(text, str) else text
    table = read_table(data, name=name, header=find_header)
    return read_staff_list(table, organisations=ORGANISATIONS, only=only)


def problems(text: str, *, only: str | None = None) -> list[str]:
    with pytest.raises(StaffListProblems) as refused:
        read(text, only=only)
    return [str(problem) for problem in refused.value.problems]


def test_the_messy_list_goes_through() -> None:
    table = read_table(messy_staff_list.workbook(), name="staff.xlsx", header=find_header)
    assert table.row_numbers[0] == 6
    staff = read_staff_list(table, organisations=[name for name, _ in messy_staff_list.ORGANISATIONS])
    # 300 rows: 294 people, 4 rows that repeat one of them, 2 of them under a second organisation.
    assert len(staff.people) == 296
    assert len({person.email for person in staff.people}) == 294
    assert [one.rows for one in staff.two_employers] == [(6, 304), (8, 305)]
    assert len(staff.organisations) == 12
    assert staff.people[0].name == "Amara Adeyemi"
    assert any("300, 301, 302 and 303 repeat people" in note for note in staff.notes)


@pytest.mark.parametrize(
    "header",
    [
        "Full Name;Work Email;Employer;Job Title",
        "Staff member name;E-Mail Address (work);Employing Organisation;Position",
        "NAME;EMAIL;ORG;POST",
        "Display name;User principal name;Company;Designation",
        "Name of employee *;NHS mail;Partner organisation;Staff group",
        "Colleague;Email Address:;Organization;Profession",
    ],
)
def test_headings_that_people_use(header: str) -> None:
    staff = read(f"{header}\nAda Day;ada@marrowby.gov.uk;Marrowby Council;Nurse\n")
    (person,) = staff.people
    assert (person.name, person.email) == ("Ada Day", "ada@marrowby.gov.uk")
    assert (person.organisation, person.role) == ("Marrowby Council", "Nurse")


def test_a_header_below_titles_and_columns_that_are_not_needed() -> None:
    staff = read(
        "Staff list of the partnership\n\nAs of,1/11/2026\n"
        "No.,Surname,Forename,Start date,Email,Organisation,,\n"
        "1,Day,Ada,01/02/2020,ada@x.org,Marrowby Council,,\n"
        "2,Eve,Ben,2020-03-01,ben@x.org,Marrowby council,,\n"
    )
    assert [(person.row, person.name) for person in staff.people] == [(5, "Ada Day"), (6, "Ben Eve")]
    assert set(staff.columns) == {"last name", "first name", "e-mail address", "organisation"}


def test_two_rows_of_headings() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Person", None, "E-mail", "Organisation"])
    sheet.append(["First name", "Last name"])
    sheet.append(["Ada", "Day", "ada@x.org", "Marrowby Council"])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:C2")
    data = io.BytesIO()
    book.save(data)
    (person,) = read(data.getvalue(), name="staff.xlsx").people
    assert (person.row, person.name, person.email) == (3, "Ada Day", "ada@x.org")


def test_of_several_sheets_the_one_with_headings_is_read() -> None:
    book = Workbook()
    book.active.append(["Please return by Friday"])
    sheet = book.create_sheet("People")
    sheet.append(["Name", "E-mail", "Organisation"])
    sheet.append(["Ada Day", "ada@x.org", "Marrowby Council"])
    data = io.BytesIO()
    book.save(data)
    assert [person.name for person in read(data.getvalue(), name="staff.xlsx").people] == ["Ada Day"]


@pytest.mark.parametrize(
    "written",
    ["marrowby council", " Marrowby  Council ", "The Marrowby Council.", "MARROWBY COUNCIL"],
)
def test_organisations_are_known_however_they_are_written(written: str) -> None:
    assert read(f"{HEADER}\nAda,ada@x.org,{written},Nurse\n").organisations == ("Marrowby Council",)


def test_and_and_ampersand_are_the_same() -> None:
    assert read(f"{HEADER}\nA,a@x.org,Carers and Friends,Nurse\n").organisations == ("Carers & Friends",)


def test_each_problem_says_where_and_how_to_mend_it() -> None:
    found = problems(
        f"{HEADER}\n"
        "Ada,ada@x.org,Marowby Council,Nurse\n"
        "Ben,ben.x.org,Marrowby Council,Nurse\n"
        ",,Marrowby Council,Nurse\n"
        "Dan,dan@x.org,,Nurse\n"
        "Eve,eve@x.org,Marowby Council,Nurse\n"
    )
    council = '"Marowby Council" is not a partner organisation. Did you mean “Marrowby Council”.'
    address = 'there is no @ in the e-mail address: "ben.x.org". Did you mean ben@x.org.'
    nobody = "nothing says who this is. Enter a name or an e-mail address, or delete the row."
    missing = "the organisation is missing. Enter which organisation this person works for."
    assert found == [
        f'staff.csv, rows 2 and 6, column C ("Organisation"): {council}',
        f'staff.csv, row 3, column B ("E-mail"): {address}',
        f"staff.csv, row 4: {nobody}",
        f'staff.csv, row 5, column C ("Organisation"): {missing}',
    ]


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ("Name,E-mail\nAda,ada@x.org\n", "no column says which organisation"),
        ("Organisation,Role\nMarrowby Council,Nurse\n", "no row of headings was found"),
        (
            "Name,E-mail,Email address,Organisation\nA,a@x.org,b@x.org,Marrowby Council\n",
            "2 columns may hold",
        ),
    ],
)
def test_columns_that_are_missing_or_doubtful(table: str, what: str) -> None:
    with pytest.raises(InputProblems, match=what):
        read(table)


def test_a_list_of_one_organisation_need_not_name_it_and_may_name_no_other() -> None:
    one = read("Name,E-mail\nAda,ada@x.org\n", only="Marrowby Council")
    assert one.organisations == ("Marrowby Council",)
    (found,) = problems(f"{HEADER}\nAda,ada@x.org,Fen Valley NHS Trust,Nurse\n", only="Marrowby Council")
    assert "this list is for Marrowby Council" in found


def test_a_name_that_is_too_long_is_refused() -> None:
    (found,) = problems(f"{HEADER}\n{'a' * 201},a@x.org,Marrowby Council,Nurse\n")
    assert "more than 200 letters" in found


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        (("Ada Day,a@x.org", "Ada Day,A@X.org "), 1),  # repeated
        (("Ada Day,a@x.org", "Mrs A. Day,a@x.org"), 1),  # shorter
        (("Zoë O'Brien,a@x.org", "Zoe OBrien,a@x.org"), 1),  # accents
        (("Ada Day,a@x.org", ",a@x.org"), 1),  # not named
        (("Ada Day,a@x.org", "Ada Day,b@x.org"), 2),  # two addresses: two people
        (("Ada Day,", "Ben Eve,"), 2),  # no addresses
    ],
)
def test_rows_that_are_one_person_are_counted_once(rows: tuple[str, ...], people: int) -> None:
    text = "\n".join(f"{row},Marrowby Council,Nurse" for row in rows)
    assert len(read(f"{HEADER}\n{text}\n").people) == people


def test_what_one_row_leaves_out_another_tells() -> None:
    text = "Name,E-mail,Organisation,Role,Staff number\n"
    text += ",a@x.org,Marrowby Council,,7\nAda Day,a@x.org,Marrowby Council,Nurse,\n"
    (person,) = read(text).people
    assert (person.row, person.name, person.role, person.employee_id) == (2, "Ada Day", "Nurse", "7")


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (("Ada Day,a@x.org", "Ben Eve,a@x.org"), "different people have the same e-mail address"),
        (("Ada Day,", "Ada Day,"), "the same name stands here more than once"),
    ],
)
def test_rows_that_cannot_be_one_person_are_a_problem(rows: tuple[str, ...], what: str) -> None:
    (found,) = problems(f"{HEADER}\n" + "\n".join(f"{row},Marrowby Council,Nurse" for row in rows) + "\n")
    assert found.startswith(f"staff.csv, rows 2 and 3: {what}")


def test_employee_numbers_tell_people_apart_within_an_organisation() -> None:
    header = "Name,E-mail,Organisation,Employee number\n"
    apart = "Ada Day,,Marrowby Council,1\nAda Day,,Marrowby Council,2\nBen Eve,,Fen Valley NHS Trust,1\n"
    assert len(read(header + apart).people) == 3
    shared = "Ada Day,,Marrowby Council,1\nBen Eve,,Marrowby Council,1\n"
    assert "different people have the same employee number" in problems(header + shared)[0]
    two = "Ada Day,a@x.org,Marrowby Council,1\nAda Day,b@x.org,Marrowby Council,1\n"
    assert "beside different e-mail addresses" in problems(header + two)[0]


def test_two_employers_are_one_person_listed_twice() -> None:
    staff = read(
        f"{HEADER}\nAda Day,a@x.org,Marrowby Council,Nurse\nAda Day,a@x.org,Fen Valley NHS Trust,Nurse\n"
    )
    (twice,) = staff.two_employers
    assert (twice.rows, twice.organisations) == ((2, 3), ("Marrowby Council", "Fen Valley NHS Trust"))
    assert len(staff.people) == 2


def test_a_domain_that_looks_like_a_slip_is_pointed_out() -> None:
    rows = [f"P{n},p{n}@marrowby.gov.uk,Marrowby Council,Nurse" for n in range(6)]
    rows.append("Last,last@marowby.gov.uk,Marrowby Council,Nurse")
    staff = read("\n".join((HEADER, *rows)))
    assert (
        "Row 8: look at the address again. It ends in marowby.gov.uk; did you mean marrowby.gov.uk?"
        in staff.notes
    )


def test_too_many_roles_are_refused() -> None:
    rows = [f"P{n},p{n}@x.org,Marrowby Council,Role {n}" for n in range(1001)]
    assert "1,001 different roles" in problems("\n".join((HEADER, *rows)))[0]


HEADINGS = ["Name", "E-mail", "Surname", "Organisation", "Role", "Employee no"]
VALUES = ["Ada", "a@x.org", "Marrowby Council", "carers and friends", "a@@x", "=1", '"', "", " ", "x" * 300]
cells = st.sampled_from([*HEADINGS, *VALUES]) | st.text(max_size=8)
tables = st.lists(st.lists(cells, max_size=6), max_size=8)


def outcome(data: bytes, only: str | None) -> StaffList | InputProblems:
    try:
        return read(data, only=only)
    except (SpreadsheetProblems, StaffListProblems) as refused:
        return refused


@settings(max_examples=1000, deadline=None)
@given(tables, st.sampled_from([None, "Marrowby Council"]), st.booleans())
def test_any_table_is_read_whole_or_refused(
    rows: list[list[str]], only: str | None, with_header: bool
) -> None:
    text = "\n".join(",".join(row) for row in ([[HEADER], *rows] if with_header else rows))
    read_or_refused = outcome(text.encode("utf-8", errors="replace"), only)
    if isinstance(read_or_refused, InputProblems):
        assert read_or_refused.problems
        assert all("\n" not in str(problem) for problem in read_or_refused.problems)
        return
    people = read_or_refused.people
    identities = [(person.organisation, person.email) for person in people if person.email]
    assert len(set(identities)) == len(identities)
    assert all(person.organisation in ORGANISATIONS for person in people)
    assert all(person.name or person.email or person.employee_id for person in people)
