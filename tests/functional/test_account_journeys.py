"""Somebody is invited, signs in, is locked out, adds a second factor and a passkey, and signs out.

Everything is done with the keyboard alone, on a phone and on a laptop; every state passes ``check_page``.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from poet.foundations.accounts import actions
from poet.foundations.accounts.roles import Role
from poet.foundations.audit.actions import THE_SITE
from tests.browser import check_page, text_of
from tests.letters import letters_sent, path_in
from tests.people import PASSWORD, somebody
from tests.poet.foundations.accounts.test_second_factors import code_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

ADA = "ada@example.org"


class Person:
    """Somebody at a keyboard, and what they can do and read here."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    # given
    def given_an_account(self, role: Role | None = None) -> None:
        somebody(role, email=ADA, name="Ada", password=PASSWORD)

    def given_the_page(self, path: str) -> None:
        self.page.goto(self.site + path)
        check_page(self.page)

    def given_a_device_that_keeps_passkeys(self) -> None:
        """Chromium's own, with a finger on its sensor."""
        device = self.page.context.new_cdp_session(self.page)
        device.send("WebAuthn.enable")
        options: dict[str, Any] = {"protocol": "ctap2", "transport": "internal"}
        options |= dict.fromkeys(
            ["hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation"], True
        )
        device.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    # when
    def when_they_tab_to(self, selector: str) -> None:
        for _ in range(80):
            if self.page.evaluate("([s]) => document.activeElement.matches(s)", [selector]):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached with the Tab key on {self.page.url}")

    def when_they_type(self, **fields: str) -> None:
        for name, text in fields.items():
            self.when_they_tab_to(f"input[name={name}]")
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)

    def when_they_press(self, words: str) -> None:
        """A link or a button, found by Tab, and Enter."""
        for _ in range(80):
            focused = self.page.evaluate("document.activeElement.innerText || ''")
            if " ".join(focused.split()) == words:
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"“{words}” cannot be reached with the Tab key on {self.page.url}")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def when_they_sign_in(self, password: str = PASSWORD) -> None:
        self.when_they_type(login=ADA, password=password)
        self.when_they_press("Sign in")

    # then
    def then_they_read(self, *words: str) -> None:
        check_page(self.page)
        shown = text_of(self.page)
        for wanted in words:
            assert wanted in shown, f"“{wanted}” is not on {self.page.url}"

    def then_the_focus_is_on_the_errors(self) -> None:
        assert self.page.title().startswith("Error: ")
        assert "govuk-error-summary" in self.page.evaluate("document.activeElement.className")


@pytest.fixture
def person(browser_page: Page, live_server: LiveServer, transactional_db: None, settings: Settings) -> Person:
    cache.clear()
    settings.SITE = live_server.url
    return Person(browser_page, live_server.url)


def given_an_invitation(person: Person) -> str:
    actions.invite(email=ADA, role=Role.ADMINISTRATOR, by=THE_SITE)
    ((_, text),) = letters_sent()
    return path_in(text)


def test_somebody_accepts_an_invitation_with_a_password(person: Person) -> None:
    person.given_the_page(given_an_invitation(person))
    person.then_they_read("You are invited to be administrator", ADA, "At least 12 characters")
    person.when_they_type(name="Ada", password="short")
    person.when_they_press("Accept, with this password")
    person.then_they_read("This password is too short")
    person.then_the_focus_is_on_the_errors()
    assert person.page.get_by_label("Your name (optional)").input_value() == "Ada"
    person.when_they_type(password=PASSWORD)
    person.when_they_press("Accept, with this password")
    person.then_they_read("Your account is ready", "Ada")
    person.when_they_press("Accounts")
    person.then_they_read("Administrator of the whole site")


def test_somebody_accepts_with_a_passkey_and_signs_in_with_it(person: Person) -> None:
    person.given_a_device_that_keeps_passkeys()
    person.given_the_page(given_an_invitation(person))
    person.when_they_press("Accept, and add a passkey")
    person.then_they_read("Add a passkey", "fingerprint, face or PIN")
    person.when_they_type(name="Work laptop")
    person.when_they_press("Add the passkey")
    person.then_they_read("Your recovery codes", "they are not shown again")
    person.when_they_press("I have kept them")
    person.then_they_read("1 passkey", "10 left")
    person.when_they_press("Sign out")
    person.given_the_page("/accounts/sign-in/")
    person.when_they_press("Use a passkey")
    person.then_they_read("Your evaluations", "Sign out")


def test_a_browser_without_a_passkey_says_so(person: Person) -> None:
    person.given_the_page("/accounts/sign-in/")
    refuse = "Promise.reject(new DOMException('no', 'NotAllowedError'))"
    person.page.evaluate(f"() => {{ navigator.credentials.get = () => {refuse} }}")
    person.when_they_tab_to("#passkey_login")
    person.page.keyboard.press("Enter")
    person.page.get_by_text("The passkey was not used").wait_for()
    person.then_they_read("The passkey was not used. Nothing was changed.")


def test_somebody_signs_in_is_told_what_is_wrong_and_signs_out(person: Person) -> None:
    person.given_an_account()
    person.given_the_page("/accounts/")
    person.then_they_read("Sign in", "I do not know my password")
    person.when_they_sign_in("not my password")
    person.then_they_read("There is a problem", "The e-mail address or the password is not right")
    person.then_the_focus_is_on_the_errors()
    person.when_they_sign_in()
    person.then_they_read("Your account", ADA)  # where they wanted to go
    person.when_they_press("Sign out")
    person.then_they_read("Sign in")
    person.given_the_page("/accounts/")
    person.then_they_read("I do not know my password")


def test_somebody_who_guesses_is_locked_out_and_sets_a_new_password(person: Person) -> None:
    person.given_an_account()
    person.given_the_page("/accounts/sign-in/")
    for _ in range(5):
        person.when_they_sign_in("a guess")
    person.when_they_sign_in()
    person.then_they_read("too many wrong tries. Wait 10 minutes", "set a new password")
    person.when_they_press("I do not know my password")
    person.when_they_type(email=ADA)
    person.when_they_press("Send the link")
    person.then_they_read("Look into your mail", "four hours")
    ((_, text),) = letters_sent()
    person.given_the_page(path_in(text))
    person.when_they_type(password1="quite another phrase", password2="quite another phrase")
    person.when_they_press("Set password")
    person.then_they_read("Your new password is set")
    person.when_they_press("Sign in")
    person.when_they_sign_in("quite another phrase")
    person.then_they_read("Your evaluations")


def test_somebody_sets_up_an_authenticator_app(person: Person) -> None:
    person.given_an_account()
    person.given_the_page("/accounts/sign-in/")
    person.when_they_sign_in()
    person.when_they_press("Ada")
    person.page.goto(person.site + "/accounts/ways/")
    person.then_they_read("How you sign in", "Not in use")
    person.when_they_press("Set up authenticator app")
    person.then_they_read("Is it you?")
    person.when_they_type(password=PASSWORD)
    person.when_they_press("Continue")
    person.then_they_read("Let it read this picture")
    assert person.page.locator(".poet-qr-code svg").bounding_box()["width"] > 150  # type: ignore[index]
    secret = person.page.locator("#authenticator_secret").inner_text()
    person.when_they_type(code="000000")
    person.when_they_press("Use this app")
    person.then_they_read("This code is not right")
    person.when_they_type(code=code_of(secret, time.time()))
    person.when_they_press("Use this app")
    person.then_they_read("Your recovery codes")
    (code, *_) = re.findall(r"\b\d{8}\b", text_of(person.page))
    person.when_they_press("Sign out")
    person.given_the_page("/accounts/sign-in/")
    person.when_they_sign_in()
    person.then_they_read("Show that it is you", "six figures")
    person.when_they_type(code=code)
    person.when_they_press("Continue")
    person.then_they_read("Your evaluations")


def test_an_administrator_looks_after_accounts(person: Person) -> None:
    person.given_an_account(Role.ADMINISTRATOR)
    somebody(email="bob@example.org", name="Bob")
    person.given_the_page("/accounts/sign-in/")
    person.when_they_sign_in()
    person.when_they_press("Accounts")
    person.then_they_read("Bob", "No role yet")
    person.when_they_press("Invite somebody")
    person.when_they_press("Send the invitation")
    person.then_they_read("Enter an e-mail address", "Say what they should be able to do")
    person.when_they_type(email="cai@example.org")
    person.when_they_tab_to("[name=role]")
    person.page.keyboard.press("Space")
    person.when_they_press("Send the invitation")
    person.then_they_read("An invitation is on its way to cai@example.org")
    person.when_they_press("Bob")
    person.when_they_press("Close the account")
    person.then_they_read("Is it you?")
    person.when_they_type(password=PASSWORD)
    person.when_they_press("Continue")
    person.then_they_read("Bob can no longer sign in")
    person.when_they_press("Delete the account")
    person.then_they_read("are deleted for good")
    person.when_they_type(email="bob@example.org")
    person.when_they_press("Delete the account")
    person.then_they_read("The account bob@example.org was deleted")


def test_anybody_reads_who_sees_what(person: Person) -> None:
    person.given_the_page("/")
    person.when_they_press("Who sees what")
    person.then_they_read(
        "Who may do what", "Administrator", "Looks after accounts and settings; sees no answers"
    )
    table = person.page.get_by_role("table", name="Who may do what")
    assert table.get_by_role("columnheader").count() == len(Role) + 1
    row = table.get_by_role("row").filter(has_text="Read the record of who did what")
    assert row.get_by_role("cell").all_inner_texts().count("Yes") == 1
    person.when_they_tab_to(".poet-scrollable")  # it scrolls by keyboard


def test_in_the_demonstration_one_is_each_person_in_turn(person: Person, settings: Settings) -> None:
    from poet.demo.actions import seed_demo
    from poet.demo.people import PEOPLE

    settings.DEMO = True
    seed_demo()
    for one in PEOPLE:
        person.given_the_page("/demo/")
        person.then_they_read("Who would you like to be?", one.purpose)
        person.when_they_press(f"Be {one.name}")
        person.then_they_read("Your evaluations", one.name, "Be somebody else")
