"""Signing in with a password: who may, who is locked out, what a reset does."""

from __future__ import annotations

import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from poet.foundations.accounts import actions
from poet.foundations.accounts.models import Account
from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.audit.actions import THE_SITE
from tests.letters import letters_sent, path_in
from tests.people import PASSWORD, signed_in, somebody

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
SIGN_IN, MINE = "/accounts/sign-in/", "/accounts/"


@pytest.fixture
def ada() -> AccountDetails:
    cache.clear()
    return somebody(email=ADA, name="Ada", password=PASSWORD)


def is_signed_in(client: Client) -> bool:
    return client.get(MINE).status_code == 200


def sign_in(client: Client, password: str = PASSWORD, email: str = ADA, **extra: str) -> str:
    return client.post(SIGN_IN, {"login": email, "password": password, **extra}).content.decode()


def test_the_right_password_signs_in_under_a_new_session_key(client: Client, ada: AccountDetails) -> None:
    client.get(SIGN_IN)
    client.session["before"] = 1
    before = client.session.session_key
    sign_in(client, email="Ada@Example.org")
    assert is_signed_in(client)
    assert client.session.session_key != before
    cookie = client.cookies["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["expires"] == "", "it goes with the browser"


def test_one_comes_to_where_one_wanted_to_go_on_this_site_only(client: Client, ada: AccountDetails) -> None:
    assert client.get(MINE)["Location"] == f"{SIGN_IN}?next={MINE}"
    response = client.post(SIGN_IN, {"login": ADA, "password": PASSWORD, "next": MINE})
    assert response["Location"] == MINE
    elsewhere = Client().post(
        SIGN_IN, {"login": ADA, "password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert elsewhere["Location"] == "/evaluations/"


def test_a_wrong_password_and_a_wrong_address_read_the_same(client: Client, ada: AccountDetails) -> None:
    def told(page: str) -> str:
        return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page[page.index("<main") : page.index("</main>")])

    wrong = sign_in(client, "not the password")
    assert "The e-mail address or the password is not right" in wrong
    assert told(wrong) == told(sign_in(client, email="nobody@example.org"))
    assert not is_signed_in(client)


def test_five_wrong_passwords_lock_the_account_for_everybody_and_say_so(
    client: Client, ada: AccountDetails
) -> None:
    somebody(email="bob@example.org", password=PASSWORD)
    for attempt in range(5):  # from five internet addresses
        assert "is not right" in sign_in(client, "wrong", REMOTE_ADDR=f"192.0.2.{attempt}")
    assert "too many wrong tries. Wait 10 minutes" in sign_in(client)
    assert not is_signed_in(client)
    sign_in(client, email="bob@example.org")
    assert is_signed_in(client), "others are not locked out"


def test_the_lock_ends_after_ten_minutes_and_with_a_new_password(
    client: Client, ada: AccountDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    sign_in(client)
    assert not is_signed_in(client)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    sign_in(client)
    assert is_signed_in(client)


def test_guessing_at_many_accounts_from_one_internet_address_ends_too(
    client: Client, ada: AccountDetails
) -> None:
    for number in range(20):
        sign_in(client, "wrong", email=f"person{number}@example.org")
    assert "too many wrong tries" in sign_in(client)
    elsewhere = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(elsewhere)
    assert is_signed_in(elsewhere)


def test_behind_a_proxy_the_address_it_tells_counts_and_otherwise_none_that_is_told(
    client: Client, ada: AccountDetails, settings: Settings
) -> None:
    def guess(attempt: int) -> str:
        told = {"HTTP_X_FORWARDED_FOR": f"192.0.2.{attempt}"}
        return client.post(
            SIGN_IN, {"login": f"p{attempt}@example.org", "password": "wrong"}, **told
        ).content.decode()

    assert "too many" in [guess(attempt) for attempt in range(21)][-1]
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert "too many" not in [guess(attempt) for attempt in range(21)][-1]


def test_a_closed_account_is_out_at_once_and_everywhere(client: Client, ada: AccountDetails) -> None:
    sign_in(client)
    actions.close_account(account=ada.public_id, by=THE_SITE)
    assert not is_signed_in(client)
    sign_in(client)
    assert not is_signed_in(client)
    actions.reopen_account(account=ada.public_id, by=THE_SITE)
    sign_in(client)
    assert is_signed_in(client)


def test_signing_out_takes_a_form(client: Client, ada: AccountDetails) -> None:
    sign_in(client)
    assert client.get("/accounts/sign-out/").status_code == 200
    assert is_signed_in(client)
    client.post("/accounts/sign-out/")
    assert not is_signed_in(client)
    assert not Session.objects.filter(session_key=client.session.session_key).exists()


def test_a_reset_link_comes_by_mail_works_once_and_signs_everybody_out(
    client: Client, ada: AccountDetails
) -> None:
    thief = signed_in(ada)
    assert is_signed_in(thief)
    assert client.post("/accounts/password/reset/", {"email": ADA})["Location"].endswith("/sent/")
    ((address, text),) = letters_sent()
    assert address == ADA
    path = path_in(text)
    page = client.get(path, follow=True)
    form = page.redirect_chain[-1][0]
    weak = client.post(form, {"password1": "short", "password2": "short"})
    assert "too short" in weak.content.decode()
    new = "quite another phrase"
    assert client.post(form, {"password1": new, "password2": new})["Location"].endswith("/done/")
    assert Account.objects.get().check_password(new)
    assert not is_signed_in(thief)
    assert "This link no longer works" in client.get(path, follow=True).content.decode()
    ((address, text),) = letters_sent()
    assert (address, "set anew" in text) == (ADA, True)


def test_a_reset_for_an_unknown_address_looks_the_same_and_sends_nothing(client: Client, db: None) -> None:
    assert client.post("/accounts/password/reset/", {"email": "x@example.org"})["Location"].endswith("/sent/")
    assert letters_sent() == []


def test_changing_the_password_keeps_this_session_and_ends_the_others(
    client: Client, ada: AccountDetails
) -> None:
    sign_in(client)
    other = signed_in(ada)
    new = {"oldpassword": PASSWORD, "password1": "quite another phrase", "password2": "quite another phrase"}
    wrong = client.post("/accounts/password/change/", new | {"oldpassword": "wrong"})
    assert "Enter your present password" in wrong.content.decode()
    assert client.post("/accounts/password/change/", new)["Location"] == MINE
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert [address for address, text in letters_sent() if "was changed" in text] == [ADA]


def test_away_for_an_hour_or_signed_in_for_a_day_one_is_signed_out(
    client: Client, ada: AccountDetails, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    now = began = time.time()

    def after(minutes: float) -> bool:
        nonlocal now
        now += minutes * 60
        monkeypatch.setattr(time, "time", lambda: now)
        return is_signed_in(client)

    sign_in(client)
    assert after(0)
    assert after(59)
    assert after(59)
    assert not after(61)
    assert "had been away" in client.get("/", follow=True).content.decode()
    sign_in(client)
    began = now
    assert after(0)
    while now - began < settings.SESSION_LONGEST - 40 * 60:
        assert after(30)
    assert not after(40), "however busy"


def test_one_s_own_account(client: Client, ada: AccountDetails) -> None:
    sign_in(client)
    assert "Ada" in client.get(MINE).content.decode()
    client.post(MINE, {"name": "Ada Lovelace"})
    page = client.get(MINE).content.decode()
    assert "Your name was saved" in page
    assert "Ada Lovelace" in page
    assert client.post(MINE, {"name": "x" * 201}).status_code == 422
