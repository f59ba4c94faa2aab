"""A staff list as people send it: a merged title, spaces, two date formats, repeated addresses."""

from __future__ import annotations

import datetime as dt
import io
import random

from openpyxl import Workbook

ORGANISATIONS = (
    ("Marrowby Council Adult Social Care", "local_authority"),
    ("Marrowby Council Housing", "local_authority"),
    ("Fen Valley Community Health NHS Trust", "nhs"),
    ("St Bride’s Hospital NHS Foundation Trust", "nhs"),
    ("Lark Lane Surgery", "nhs"),
    ("Riverside Medical Practice", "nhs"),
    ("Marrowby Good Neighbours", "third_sector"),
    ("Carers & Friends of Marrowby", "third_sector"),
    ("Fenland Advice Centre", "third_sector"),
    ("Bright Morning Home Care Ltd", "commercial"),
    ("The Willows Care Home", "commercial"),
    ("Marrowby Volunteers", "third_sector"),
)
ROLES = (
    *("Social Worker", "Senior social worker ", "Community Nurse", "Staff nurse"),
    *("Health care assistant", "GP", "Team Manager", "Occupational Therapist", "Support Worker"),
    *("support worker", "Receptionist", "Volunteer", "Administrator", "Physiotherapist"),
    *("Head of Service", "Care Worker", "Housing Officer", "Handyperson"),
)
FIRST = (
    *("Amara", "Bilal", "Carys", "Dev", "Eilidh", "Farah", "Gwen", "Hamza", "Iona", "Jack"),
    *("Khadija", "Liam"),
)
LAST = (
    *("Adeyemi", "Brown", "Clark", "Davies", "Evans", "Fraser", "Gill", "Hughes", "Iqbal", "Jones"),
    *("Khan", "Lewis", "Murphy", "Nowak", "O'Brien", "Patel", "Quinn", "Roberts", "Singh", "Taylor"),
    *("Usman", "Vaughan", "Walker", "Xu", "Young"),
)
PEOPLE = 300  # rows under the headings
REPEATED = 4  # rows that repeat somebody at the same organisation
TWO_EMPLOYERS = 2  # people who also stand under a second organisation


def rows() -> list[list[object]]:
    """300 rows: 294 people, 4 repeated rows, 2 people listed under a second organisation as well."""
    chance = random.Random(7)
    people = [(first, last) for last in LAST for first in FIRST][: PEOPLE - REPEATED - TWO_EMPLOYERS]
    listed: list[list[object]] = []
    for number, (first, last) in enumerate(people):
        organisation = ORGANISATIONS[
            number % 12 if number < 60 else chance.choice([0, 0, 0, 2, 2, 2, 3, 3, 6, 9])
        ]
        started: object = dt.date(2015, 3, 1) + dt.timedelta(days=number)
        started = started if number % 3 else f"{number % 28 + 1:02}/0{number % 9 + 1}/2019"
        address = f"{first}.{last}@{'nhs.net' if organisation[1] == 'nhs' else 'marrowby.example.org'}"
        name = organisation[0].replace("’", "'").replace("&", "and") + (" " if number % 4 == 0 else "")
        spaced = f" {first}" if number % 5 == 0 else first
        email = address.lower().replace("'", "") + ("  " if number % 7 == 0 else "")
        listed.append([spaced, last, email, name, chance.choice(ROLES), started, "Full time"])
    for number in (3, 40, 41, 200):
        listed.append([*listed[number][:5], dt.date(2020, 1, 1), "Part time"])
    for number, other in ((0, 2), (2, 0)):
        twice = list(listed[number])
        twice[3] = ORGANISATIONS[other][0]
        listed.append(twice)
    assert len(listed) == PEOPLE
    return listed


def workbook() -> bytes:
    """The list as an Excel file with a merged title and two rows of headings, some merged."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Staff"
    sheet["A1"] = "Marrowby partnership – staff list (CONFIDENTIAL)"
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "Prepared by HR,"
    sheet["B2"] = dt.date(2026, 11, 2)
    for cell, text in {"A4": "Name", "C4": "E-mail address ", "D4": "Employer", "E4": "Job  title"}.items():
        sheet[cell] = text
    for cell, text in {"F4": "Start date", "G4": "Hours", "A5": "First name", "B5": "Surname"}.items():
        sheet[cell] = text
    for area in ("A4:B4", "C4:C5", "D4:D5", "E4:E5", "F4:F5", "G4:G5"):
        sheet.merge_cells(area)
    for row in rows():
        sheet.append(row)
    notes = book.create_sheet("Notes")
    notes["A1"] = "Please send back to HR by Friday"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
