"""The invented people whom a visitor of the demonstration can be, one for each role."""

from __future__ import annotations

from dataclasses import dataclass

from poet.demo import borough
from poet.foundations.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be: their role (of the coordinator, also the organisation) and what they are here for."""

    key: str
    name: str
    role: Role
    purpose: str
    organisation: str = ""

    @property
    def email(self) -> str:
        """An address that goes nowhere."""
        return f"{self.key}@marrowby.example"


PEOPLE = (
    Person(
        "lead", "Amina Okafor", Role.LEAD, "Runs the evaluation of the partnership, from start to finish."
    ),
    Person(
        "coordinator",
        "Tom Whitlock",
        Role.COORDINATOR,
        f"Uploads the staff list of {borough.HEALTH} and sees how many of its staff have started.",
        organisation=borough.HEALTH,
    ),
    Person(
        "analyst", "Priya Nair", Role.ANALYST, "Groups what staff wrote into outcomes; sees no staff names."
    ),
    Person("researcher", "Joan Baptiste", Role.RESEARCHER, "Plans sessions with service users and carers."),
    Person("reader", "Councillor Ellis Grant", Role.READER, "Sits on the board and reads what is published."),
    Person(
        "national-researcher",
        "Dr Wen Li",
        Role.NATIONAL_RESEARCHER,
        "Asks which partnerships improve which outcomes, across the country.",
    ),
    Person("administrator", "Sam Porter", Role.ADMINISTRATOR, "Looks after accounts; sees no answers."),
)


def find_person(key: str) -> Person | None:
    """The person of this key."""
    return next((person for person in PEOPLE if person.key == key), None)
