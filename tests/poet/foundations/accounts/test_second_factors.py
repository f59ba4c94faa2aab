"""Authenticator apps, recovery codes, asking again; passkeys are tried in a browser (tests/functional)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from poet.foundations.accounts.queries import AccountDetails
from tests.letters import letters_sent
from tests.people import PASSWORD, signed_in, somebody

pytestmark = pytest.mark.django_db
SIGN_IN, CODE, APP = "/accounts/sign-in/", "/accounts/ways/authenticate/", "/accounts/ways/app/activate/"


def code_of(secret: str, at: float) -> str:
    """RFC 6238 with SHA-1, six figures, steps of 30 seconds."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(at // 30)), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_the_oracle_agrees_with_the_rfc() -> None:
    """RFC 6238, appendix B: the last six figures of its eight."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert [code_of(secret, at) for at in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]


@pytest.fixture
def ada() -> AccountDetails:
    cache.clear()
    return somebody(email="ada@example.org", password=PASSWORD)


def confirmed(account: AccountDetails) -> Client:
    client = signed_in(account)
    client.post("/accounts/confirm/", {"password": PASSWORD})
    return client


def with_an_app(account: AccountDetails) -> tuple[str, list[str]]:
    """Set up an authenticator app; gives its secret and the recovery codes."""
    client = confirmed(account)
    page = client.get(APP).content.decode()
    (secret,) = re.findall(r'id="authenticator_secret">([A-Z2-7]+)<', page)
    assert "<svg" in page
    shown = client.post(APP, {"code": code_of(secret, time.time())}, follow=True).content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", shown)
    assert len(codes) == 10
    assert not re.findall(r"<code>(\d{8})</code>", client.get("/accounts/ways/codes/").content.decode())
    return secret, codes


def enter(client: Client, code: str) -> str:
    client.post(SIGN_IN, {"login": "ada@example.org", "password": PASSWORD})
    assert client.get("/accounts/").status_code == 302, "the password alone is not enough"
    return client.post(CODE, {"code": code}).content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def test_setting_up_asks_again_who_it_is(ada: AccountDetails) -> None:
    client = signed_in(ada)
    assert client.get(APP)["Location"].startswith("/accounts/confirm/")
    assert "not right" in client.post("/accounts/confirm/", {"password": "wrong"}).content.decode()
    assert client.get(APP).status_code == 302
    client.post("/accounts/confirm/", {"password": PASSWORD})
    assert client.get(APP).status_code == 200


def test_with_an_app_signing_in_takes_its_code(ada: AccountDetails) -> None:
    secret, _ = with_an_app(ada)
    client = Client()
    wrong = f"{(int(code_of(secret, time.time())) + 1) % 1_000_000:06}"
    assert "This code is not right" in enter(client, wrong)
    assert not is_signed_in(client)
    later = time.time() + 30
    enter(client, code_of(secret, later))
    assert is_signed_in(client)


def test_a_code_works_once(ada: AccountDetails) -> None:
    secret, _ = with_an_app(ada)
    first, second = Client(), Client()
    code = code_of(secret, time.time() + 30)
    enter(first, code)
    enter(second, code)
    assert [is_signed_in(first), is_signed_in(second)] == [True, False]


def test_a_recovery_code_works_once(ada: AccountDetails) -> None:
    _, codes = with_an_app(ada)
    first, second = Client(), Client()
    enter(first, codes[3])
    enter(second, codes[3])
    assert [is_signed_in(first), is_signed_in(second)] == [True, False]


def test_codes_cannot_be_tried_for_long(ada: AccountDetails) -> None:
    secret, _ = with_an_app(ada)
    client = Client()
    right = code_of(secret, time.time() + 30)
    wrong = f"{(int(right) + 7) % 1_000_000:06}"
    told = [enter(client, wrong) for _ in range(6)]
    assert "too many wrong tries" in told[-1]
    enter(client, right)
    assert not is_signed_in(client)


def test_seeds_are_not_in_the_database_in_clear(ada: AccountDetails) -> None:
    secret, codes = with_an_app(ada)
    kept = str(list(Authenticator.objects.values_list()))
    assert len(Authenticator.objects.all()) == 2
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_an_app_can_be_given_up_and_its_owner_is_told_of_both(
    ada: AccountDetails, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        with_an_app(ada)
    client = confirmed(ada)
    client.post("/accounts/ways/app/deactivate/")
    assert not Authenticator.objects.exists(), "recovery codes go with what they were for"
    told = [text for _, text in letters_sent()]
    assert any("now also asks for a code" in text for text in told)
    assert any("no longer asks for a code" in text for text in told)
    other = Client()
    other.post(SIGN_IN, {"login": "ada@example.org", "password": PASSWORD})
    assert is_signed_in(other)
