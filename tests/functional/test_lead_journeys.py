"""A new lead starts an evaluation, describes the partnership, and looks after both, from the task list on.

Everything is done with the keyboard alone, on a phone and on a laptop; every state passes ``check_page``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import check_page, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HAS_FOCUS = "one => one === document.activeElement"
SEND = "form:not([action]) button:not([type=button], [name], [aria-hidden])"


class Lead:
    """Somebody who leads an evaluation, at a keyboard."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    # given
    def given_a_new_account(self) -> None:
        from django.conf import settings

        from tests.people import signed_in, somebody

        cookie = signed_in(somebody(name="Lena Lead")).cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.site}]
        )
        self.page.goto(f"{self.site}/evaluations/")
        check_page(self.page)

    def given_an_evaluation(self) -> None:
        self.given_a_new_account()
        self.when_they_follow("Start an evaluation")
        self.when_they_type("What is the partnership called?", "Marrowby Partnership")
        self.when_they_type("What is the evaluation called?", "Evaluation 2026")
        self.when_they_send()

    # when
    def _tab_to(self, target: Locator) -> None:
        for _ in range(250):
            if target.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached with the Tab key on {self.page.url}")

    def when_they_follow(self, words: str) -> None:
        found = self.page.get_by_role("link", name=words).or_(self.page.get_by_role("button", name=words))
        self._tab_to(found.first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def when_they_go_to_the_error(self, words: str) -> None:
        self._tab_to(self.page.get_by_role("link", name=words))
        self.page.keyboard.press("Enter")

    def when_they_type(self, label: str, words: str, *, number: int = 0) -> None:
        self._tab_to(self.page.get_by_label(label, exact=True).nth(number))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def when_they_choose_from_the_list(self, label: str, choice: str, *, number: int = 0) -> None:
        field = self.page.get_by_label(label, exact=True).nth(number)
        self._tab_to(field)
        self.page.keyboard.type(choice)
        assert field.evaluate("one => one.selectedOptions[0].text") == choice

    def when_they_tick(self, label: str) -> None:
        self._tab_to(self.page.get_by_label(label))
        self.page.keyboard.press("Space")

    def when_they_choose(self, question: str, choice: str) -> None:
        """Arrow keys move among the choices of one question."""
        group = self.page.get_by_role("group", name=question)
        choices = group.get_by_role("radio")
        self._tab_to(choices.first)
        self.page.keyboard.press("Space")
        wanted = group.get_by_role("radio", name=choice, exact=True)
        for _ in range(choices.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"“{choice}” cannot be chosen with the arrow keys")

    def when_they_send(self) -> None:
        self._tab_to(self.page.locator(SEND).last)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    # then
    def then_they_read(self, *words: str) -> None:
        check_page(self.page)
        shown = text_of(self.page)
        for wanted in words:
            assert wanted in shown, f"“{wanted}” is not on {self.page.url}: {shown}"


@pytest.fixture
def lead(transactional_db: None, browser_page: Page, live_server: LiveServer) -> Lead:
    return Lead(browser_page, live_server.url)


ORGANISATIONS = [
    ("Marrowby Council", "Local authority"),
    ("Fen Valley Health", "NHS"),
    ("Good Neighbours", "Charity or community organisation"),
    ("Riverside Homes", "Housing association"),
]


def test_a_new_lead_describes_the_partnership_and_is_told_what_comes_next(lead: Lead) -> None:
    lead.given_a_new_account()
    lead.then_they_read("You have no part in an evaluation yet")
    lead.when_they_follow("Start an evaluation")
    lead.then_they_read("Two names are all it takes")
    lead.when_they_type("What is the partnership called?", "Marrowby Partnership")
    lead.when_they_type("What is the evaluation called?", "Evaluation 2026")
    lead.when_they_send()

    lead.then_they_read("What to do now: describe the partnership", "Start with the partner organisations.")
    lead.when_they_follow("Go on")
    lead.then_they_read("Seven short questions")
    lead.when_they_follow("Begin")

    lead.then_they_read("Which organisations are in the partnership?")
    for number, (name, sector) in enumerate(ORGANISATIONS):
        if number == 3:
            lead.when_they_follow("Add more organisations")
            lead.then_they_read("Organisation 6")
        lead.when_they_type("Name", name, number=number)
        lead.when_they_choose_from_the_list("Sector", sector, number=number)
    lead.when_they_send()

    lead.then_they_read("Who is the partnership for?")
    lead.when_they_tick("Older people")
    lead.when_they_tick("Carers")
    lead.when_they_send()

    lead.then_they_read("How deep does working together go?")
    lead.when_they_choose("How deep does working together go?", "Coordinating activities")
    lead.when_they_choose("How broad is it?", "Wider local authority")
    lead.when_they_send()

    lead.then_they_read("What makes things happen")
    for mode, mark in (("Rules", "2"), ("Incentives", "1"), ("Interaction", "4")):
        lead.when_they_choose(mode, mark)
    lead.when_they_choose("Which of the three matters most?", "Interaction")
    lead.when_they_send()

    lead.then_they_read("Where is the partnership in its life?")
    lead.when_they_choose("Where is the partnership in its life?", "Delivery")
    lead.when_they_send()

    lead.then_they_read("What else is going on?")
    lead.when_they_type("What is it called?", "Falls service")
    lead.when_they_type("Day", "1")
    lead.when_they_type("Month", "4")
    lead.when_they_type("Year", "2026")
    lead.when_they_send()

    lead.then_they_read("What kind of undertaking is this?")
    lead.when_they_choose("What kind of undertaking is this?", "Service evaluation")
    lead.when_they_send()

    lead.then_they_read(
        "Everything has been said",
        "Coordinating activities, across wider local authority",
        "Riverside Homes: Housing association",
        "Falls service, since 1 April 2026",
        "Research ethics review is usually not required",
    )
    shown = lead.page.locator(".poet-figure svg:visible")
    assert shown.count() == 1  # one layout for this width, not both
    lead.when_they_follow("Back")
    lead.then_they_read("1. Describe the partnership", "Done", "What to do now: invite staff")


def test_a_lead_is_told_what_is_wrong_and_loses_nothing(lead: Lead) -> None:
    lead.given_an_evaluation()
    lead.page.goto(lead.page.url + "partnership/organisations")
    lead.when_they_type("Name", "Trust A")
    lead.when_they_choose_from_the_list("Sector", "NHS")
    lead.when_they_type("NHS code (optional)", "R!")
    lead.when_they_type("Name", "Trust B", number=1)
    lead.when_they_send()
    lead.then_they_read("There is a problem", "Choose the sector of the organisation")
    lead.when_they_choose_from_the_list("Sector", "NHS", number=1)
    lead.when_they_send()
    lead.then_they_read("An NHS organisation code has 3 to 12 letters and digits")
    assert lead.page.title().startswith("Error: ")
    lead.when_they_go_to_the_error("An NHS organisation code has")
    assert lead.page.evaluate("document.activeElement.id") == "id_organisation-0-ods_code"
    lead.when_they_type("NHS code (optional)", "rxx")
    lead.when_they_send()
    lead.then_they_read("Who is the partnership for?")


def test_a_lead_plans_a_round_and_cancels_it(lead: Lead) -> None:
    lead.given_an_evaluation()
    lead.when_they_follow("Round 1 of the staff survey")
    lead.when_they_follow("Begin to prepare this round")
    lead.then_they_read("Being prepared")
    lead.when_they_follow("Plan when it opens and closes")
    lead.then_they_read("When does round 1 run?")
    lead.when_they_send()
    lead.then_they_read("There is a problem", "Enter the day on which the survey opens")
    for number, (day, month) in enumerate((("5", "1"), ("2", "2"))):
        lead.when_they_type("Day", day, number=number)
        lead.when_they_type("Month", month, number=number)
        lead.when_they_type("Year", "2090", number=number)
    lead.when_they_send()
    lead.then_they_read("5 January 2090", "At the end of 2 February 2090")
    lead.when_they_follow("Cancel this round")
    lead.then_they_read("What is lost:", "What stays:")
    lead.when_they_type("To go on, type “Marrowby Partnership”", "Something else")
    lead.when_they_send()
    lead.then_they_read("This is not the name")
    lead.when_they_type("To go on, type “Marrowby Partnership”", "Marrowby Partnership")
    lead.when_they_send()
    lead.then_they_read("Cancelled", "Start the next round")
    lead.when_they_follow("Start the next round")
    lead.then_they_read("Round 2", "Other rounds", "Round 1: cancelled")


def test_a_lead_looks_after_the_data_and_ends_the_evaluation(lead: Lead) -> None:
    lead.given_an_evaluation()
    lead.when_they_follow("Privacy notice and data protection assessment")
    lead.then_they_read("Texts to adapt")
    lead.when_they_follow("Data protection impact assessment")
    lead.then_they_read("Marrowby Partnership evaluates its own working together")
    lead.when_they_follow("Back")
    lead.when_they_follow("Back")
    lead.when_they_follow("Who did what")
    lead.then_they_read("The evaluation was started", "Lena Lead")
    lead.when_they_follow("Back")
    lead.when_they_follow("Settings")
    lead.then_they_read("When should everything be deleted?")
    lead.when_they_follow("Hand the evaluation to another lead")
    lead.then_they_read("Nobody else has a role in this evaluation")
    lead.when_they_follow("Back")
    lead.when_they_follow("Delete the evaluation now")
    lead.then_they_read("Nobody can bring it back", "What is lost:")
    lead.when_they_type("To go on, type “Evaluation 2026”", "evaluation 2026")
    lead.when_they_send()
    lead.then_they_read("You have no part in an evaluation yet")


def test_without_scripts_rows_are_added_all_the_same(
    transactional_db: None, browser_page: Page, live_server: LiveServer
) -> None:
    lead = Lead(browser_page, live_server.url)
    lead.given_an_evaluation()
    address = lead.page.url + "partnership/organisations"
    browser = browser_page.context.browser
    assert browser is not None
    context = browser.new_context(
        java_script_enabled=False, storage_state=browser_page.context.storage_state()
    )
    page = context.new_page()
    page.goto(address)
    assert page.get_by_role("group", name=re.compile("Organisation")).count() == 3
    page.get_by_label("Name", exact=True).first.fill("Council")
    page.get_by_role("button", name="Add more organisations").click()
    assert page.get_by_role("group", name=re.compile("Organisation")).count() == 6
    assert page.get_by_label("Name", exact=True).first.input_value() == "Council"
    page.get_by_label("Sector", exact=True).first.select_option("Local authority")
    page.get_by_role("button", name="Save and go on").click()
    assert page.locator("h1").inner_text() == "Who is the partnership for?"
    context.close()
