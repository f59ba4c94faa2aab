"""A lead brings a messy list of twelve organisations; a coordinator brings theirs; somebody opts out.

Everything is done with the keyboard alone, on a phone and on a laptop; every state passes ``check_page``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests import messy_staff_list
from tests.browser import check_page, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from poet.foundations.accounts.queries import AccountDetails
    from poet.partnerships.queries import RoundDetails

MISSPELT = b"""Name,E-mail,Organisation,Job title
Ada Day,ada.day@@marrowby.example.org,Marrowby Council Housing,Housing Officer
Ben Eve,ben.eve@nhs.net,Fen Valley Community Health Trust,Staff nurse
"""


# What is looked for has the focus itself, or is the text of a summary that has it.
HAS_FOCUS = "one => one === document.activeElement || one.closest('summary') === document.activeElement"


class Person:
    """Somebody at a keyboard."""

    def __init__(self, page: Page, site: str, files: Path) -> None:
        self.page, self.site, self.files = page, site, files
        # From now on choosers are caught: Playwright does not wait for that when one is first expected.
        page.on("filechooser", lambda chooser: None)

    # given
    def given_they_are_signed_in(self, account: AccountDetails) -> None:
        from django.conf import settings

        from tests.people import signed_in

        cookie = signed_in(account).cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.site}]
        )

    def given_the_page(self, address: str) -> None:
        self.page.goto(self.site + address)
        check_page(self.page)

    # when
    def when_they_tab_to(self, words: str, role: str = "") -> None:
        """Press Tab until the focus is on what is called this."""
        found = (
            self.page.get_by_role(role, name=words) if role else self.page.get_by_text(words, exact=True)
        ).first
        for _ in range(120):
            if found.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"“{words}” cannot be reached with the Tab key on {self.page.url}")

    def when_they_press(self, words: str, role: str = "button") -> None:
        self.when_they_tab_to(words, role)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def when_they_open(self, words: str) -> None:
        self.when_they_tab_to(words)
        self.page.keyboard.press("Enter")

    def when_they_choose_the_file(self, name: str, content: bytes) -> None:
        path = self.files / name
        path.write_bytes(content)
        for _ in range(40):
            if self.page.evaluate("document.activeElement.matches('.govuk-file-upload-button')"):
                break
            self.page.keyboard.press("Tab")
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(path)

    def when_they_choose_in(self, label: str, option: str) -> None:
        self.when_they_tab_to(label, "combobox")
        self.page.keyboard.type(option)

    # then
    def then_they_read(self, *words: str) -> None:
        check_page(self.page)
        shown = text_of(self.page)
        for wanted in words:
            assert wanted in shown, f"“{wanted}” is not on {self.page.url}"

    def then_they_do_not_read(self, *words: str) -> None:
        shown = text_of(self.page)
        for unwanted in words:
            assert unwanted not in shown, f"“{unwanted}” is on {self.page.url}"


@pytest.fixture
def person(browser_page: Page, live_server: LiveServer, tmp_path: Path) -> Person:
    return Person(browser_page, live_server.url, tmp_path)


@pytest.fixture
def lead(transactional_db: None) -> AccountDetails:
    from tests.people import somebody

    return somebody(name="Lena Lead")


@pytest.fixture
def round_(lead: AccountDetails) -> RoundDetails:
    from poet.partnerships.actions import start_evaluation
    from poet.partnerships.queries import latest_round

    return latest_round(
        start_evaluation(
            partnership_name="Marrowby Older People’s Partnership",
            title="Autumn evaluation",
            by=lead.public_id,
            organisations=messy_staff_list.ORGANISATIONS,
        )
    )


def staff_page(round_: RoundDetails) -> str:
    return f"/evaluations/{round_.evaluation.public_id}/rounds/{round_.public_id}/staff/"


def test_a_lead_brings_a_messy_list_and_decides_whom_to_ask(
    person: Person, lead: AccountDetails, round_: RoundDetails
) -> None:
    person.given_they_are_signed_in(lead)
    person.given_the_page(staff_page(round_))
    person.then_they_read("Nobody is listed yet", "The Willows Care Home")

    person.when_they_press("Bring a staff list")
    person.then_they_read("Whose staff are on this list?")
    person.when_they_open("What has to be in the list")
    person.then_they_read("Everything else (dates, hours, pay) is not read and not kept")
    person.when_they_choose_the_file("first.csv", MISSPELT)
    person.when_they_press("Check the list")
    person.then_they_read(
        "There is a problem",
        "Nothing was saved or changed",
        "2 problems in first.csv",
        "Did you mean ada.day@marrowby.example.org?",
        "Did you mean “Fen Valley Community Health NHS Trust”?",
    )

    person.when_they_choose_the_file("staff.xlsx", messy_staff_list.workbook())
    person.when_they_press("Check the list")
    person.then_they_read("Sort roles into staff groups", "Handyperson", "all but the first role")
    person.when_they_open("What each group is for")
    person.when_they_choose_in("Handyperson", "Other staff")
    person.when_they_press("Save and continue")

    person.then_they_read("What this list changes", "Nothing counts yet", "296", "People with two employers")
    person.then_they_read("Rows 300, 301, 302 and 303 repeat people listed above")
    person.when_they_open("Who joins")
    person.then_they_read("Amara Adeyemi, Marrowby Council Adult Social Care", "and 271 more")
    person.when_they_press("Use this list")
    person.then_they_read(
        "294 people are listed, 2 of them by more than one organisation", "Staff by organisation"
    )

    person.when_they_press("Choose where people with two employers are asked", "link")
    person.then_they_read("nobody is asked twice")
    person.when_they_choose_in("Amara Adeyemi", "Fen Valley")
    person.when_they_press("Save")

    person.when_they_press("Decide whom to ask: everybody or a sample", "link")
    person.then_they_read("everybody, 294 people", "known to within about")
    person.when_they_tab_to("Everybody", "radio")
    person.page.keyboard.press("ArrowDown")
    person.when_they_tab_to("How many people to ask", "textbox")
    person.page.keyboard.type("250")
    person.page.get_by_text("You ask 250 of 294 people").wait_for()
    person.then_they_read("Small groups to count together", "fewer than the 10 that a report needs")
    person.when_they_press("Decide")
    person.then_they_read("A sample of 250 people has been drawn")
    person.when_they_open("How it was drawn, for the report’s appendix")
    person.then_they_read("The seed is", "SHA-256")


def test_a_coordinator_brings_their_own_list(person: Person, round_: RoundDetails) -> None:
    from poet.foundations.accounts.roles import Role
    from tests.people import somebody

    organisation = round_.evaluation.partnership.organisations[4]
    coordinator = somebody(
        Role.COORDINATOR,
        evaluation=round_.evaluation.public_id,
        organisation=organisation.public_id,
        name="Cora Coordinator",
    )
    person.given_they_are_signed_in(coordinator)
    person.given_the_page(staff_page(round_))
    person.then_they_read("Lark Lane Surgery")
    person.then_they_do_not_read("Riverside Medical Practice", "Decide whom to ask")
    person.when_they_press("Bring a staff list")
    person.then_they_do_not_read("Whose staff are on this list?")
    content = "Full name;E-mail;Job title\nGwen Gill ; GWEN.GILL@nhs.net;GP\nIona Khan;;Receptionist\n"
    person.when_they_choose_the_file("lark-lane.csv", content.encode())
    person.when_they_press("Check the list")
    person.then_they_read("We have made a suggestion")
    person.when_they_press("Save and continue")
    person.when_they_press("Use this list")
    person.then_they_read("2 people are listed", "1 person has no e-mail address")
    person.when_they_press("Lark Lane Surgery", "link")
    person.then_they_read("Gwen Gill", "gwen.gill@nhs.net", "none: asked on paper")


def test_somebody_opts_out_by_their_link(person: Person, lead: AccountDetails, round_: RoundDetails) -> None:
    from poet.fieldwork.keyed_hashes import opt_out_key
    from poet.fieldwork.models import StaffMember
    from tests.poet.fieldwork.conftest import Site

    Site(round_, lead).count("Gwen Gill,gwen.gill@nhs.net,Lark Lane Surgery,GP")
    member = StaffMember.objects.get()
    person.given_the_page(f"/opt-out/{member.public_id}/{opt_out_key(member.public_id)}")
    person.then_they_read("Opt out of the staff survey", "Lark Lane Surgery", "What happens when you opt out")
    person.then_they_do_not_read("Gwen")
    person.when_they_press("Opt out")
    person.then_they_read("You have opted out", "deleted from the staff list")


def test_a_lead_deletes_the_list(person: Person, lead: AccountDetails, round_: RoundDetails) -> None:
    from tests.poet.fieldwork.conftest import Site

    Site(round_, lead).count("Gwen Gill,gwen.gill@nhs.net,Lark Lane Surgery,GP")
    person.given_they_are_signed_in(lead)
    person.given_the_page(staff_page(round_))
    person.when_they_press("Delete the staff list of this round", "link")
    person.then_they_read("It cannot be undone")
    person.when_they_press("Delete the staff list")
    person.then_they_read("There is a problem", "Enter the name of the partnership")
    person.when_they_tab_to("To delete it, enter the name of the partnership", "textbox")
    person.page.keyboard.type("Marrowby Older People’s Partnership")
    person.when_they_press("Delete the staff list")
    person.then_they_read("Nobody is listed yet")
