"""Every page of accounts, ours and allauth's: drawn with the design system, under the strict policy."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from poet.foundations.accounts import actions, queries
from poet.foundations.accounts.models import Account
from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.accounts.roles import Role
from poet.foundations.audit.actions import THE_SITE
from tests.architecture.worlds import add_passkey
from tests.letters import letters_sent, path_in
from tests.people import PASSWORD, signed_in, somebody

pytestmark = pytest.mark.django_db


def check_drawn(response: HttpResponse) -> str:
    """One h1, our page around it, and nothing that the Content-Security-Policy would refuse."""
    assert response.status_code in {200, 401}
    page = response.content.decode()
    policy = response["Content-Security-Policy"]
    nonce = re.search(r"script-src 'self' 'nonce-([^']+)'", policy)
    assert nonce is not None
    assert "unsafe" not in policy
    assert page.count("<h1") == 1
    assert 'class="poet-footer"' in page
    tags = re.findall(r"<(?:script|style)[^>]*>", page)
    assert tags
    assert all(f'nonce="{nonce[1]}"' in tag for tag in tags), "a script or style without the nonce"
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>(.*?)</script>", page, re.DOTALL)
    assert all("govuk-frontend-supported" in one for one in inline), "only the design system's own line"
    assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", page)
    assert "data:" not in page
    return page


@pytest.mark.parametrize(
    "address",
    [
        "sign-in/",
        "sign-out/",
        "closed/",
        "password/reset/",
        "password/reset/sent/",
        "password/reset/done/",
        "password/reset/1-wrong/",
        "single-sign-on/cancelled/",
        "single-sign-on/error/",
    ],
)
def test_pages_on_the_way_in(client: Client, address: str) -> None:
    if address == "sign-out/":
        signed_in(somebody(), client)
    check_drawn(client.get(f"/accounts/{address}"))


@pytest.fixture
def ada() -> AccountDetails:
    cache.clear()
    return somebody(email="ada@example.org", password=PASSWORD)


@pytest.fixture
def confirmed(ada: AccountDetails) -> Client:
    """Signed in, and has just shown again who she is."""
    client = signed_in(ada)
    client.post("/accounts/confirm/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize(
    "address", ["", "confirm/", "password/change/", "ways/", "ways/app/activate/", "ways/passkeys/add/"]
)
def test_pages_of_one_s_own_account(confirmed: Client, address: str) -> None:
    check_drawn(confirmed.get(f"/accounts/{address}"))


def test_setting_a_first_password(client: Client) -> None:
    account = somebody()
    client = signed_in(account)
    check_drawn(client.get("/accounts/password/set/"))
    client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    assert Account.objects.get().check_password(PASSWORD)


def test_pages_of_passkeys(confirmed: Client, ada: AccountDetails) -> None:
    number = add_passkey(Account.objects.get(public_id=ada.public_id))
    for address in ["", f"keys/{number}/edit/", f"keys/{number}/remove/", "reauthenticate/"]:
        check_drawn(confirmed.get(f"/accounts/ways/passkeys/{address}"))
    confirmed.post(f"/accounts/ways/passkeys/keys/{number}/edit/", {"name": "Work & home"})
    assert "Work &amp; home" in confirmed.get("/accounts/ways/passkeys/").content.decode()
    confirmed.post(f"/accounts/ways/passkeys/keys/{number}/remove/")
    assert "There are none" in check_drawn(confirmed.get("/accounts/ways/passkeys/"))


def test_nobody_reaches_the_passkey_of_another(confirmed: Client) -> None:
    theirs = add_passkey(Account.objects.get(public_id=somebody().public_id))
    for what in ["edit", "remove"]:
        path = f"/accounts/ways/passkeys/keys/{theirs}/{what}/"
        assert confirmed.get(path).status_code == confirmed.post(path, {"name": "x"}).status_code == 404


def test_too_many_tries_to_reset_become_a_page(client: Client) -> None:
    cache.clear()
    answers = [client.post("/accounts/password/reset/", {"email": f"{n}@example.org"}) for n in range(11)]
    assert [answer.status_code for answer in answers[:10]] == [302] * 10
    assert answers[10].status_code == 429
    assert "Too many tries" in answers[10].content.decode()


# ── what an administrator sees and does ───────────────────────────────────────────────────────────────────
@pytest.fixture
def administrator() -> Client:
    """Without a password: nothing to show again."""
    return signed_in(somebody(Role.ADMINISTRATOR, name="Adam Min"))


def test_an_administrator_invites_and_withdraws(administrator: Client) -> None:
    check_drawn(administrator.get("/accounts/people/invite"))
    for wrong in [
        {"email": ""},
        {"email": "bob", "role": "administrator"},
        {"email": "b@example.org", "role": "lead"},
    ]:
        assert administrator.post("/accounts/people/invite", wrong).status_code == 422
    new = {"email": "bob@example.org", "role": "national_researcher"}
    page = administrator.post("/accounts/people/invite", new, follow=True)
    assert "An invitation is on its way to bob@example.org" in check_drawn(page)
    assert "Adam Min invites you to be national researcher" in letters_sent()[0][1]
    (withdraw,) = re.findall(r'action="(\S+/withdraw)"', page.content.decode())
    assert "was withdrawn" in administrator.post(withdraw, follow=True).content.decode()
    assert "withdrawn in the meantime" in administrator.post(withdraw, follow=True).content.decode()


def test_an_administrator_gives_roles_closes_and_deletes(administrator: Client, ada: AccountDetails) -> None:
    path = f"/accounts/people/{ada.public_id}/"
    check_drawn(administrator.get(path))

    def do(act: str) -> str:
        return administrator.post(path, {"act": act}, follow=True).content.decode()

    do("grant:administrator")
    assert queries.is_administrator(ada.public_id)
    do("withdraw:administrator")
    assert not queries.is_administrator(ada.public_id)
    assert "can no longer sign in" in do("close")
    assert "closed already" in do("close")
    assert "can sign in again" in do("reopen")
    for wrong in ["grant:lead", "grant:", "", "shout"]:
        assert "Choose one of the things" in do(wrong)
    assert queries.memberships_of(ada.public_id) == ()
    check_drawn(administrator.get(f"{path}delete"))
    assert administrator.post(f"{path}delete", {"email": "eve@example.org"}).status_code == 422
    page = administrator.post(f"{path}delete", {"email": "ADA@example.org"}, follow=True)
    assert "was deleted" in page.content.decode()
    assert administrator.get(path).status_code == 404


def test_closing_an_account_asks_again_who_it_is(ada: AccountDetails) -> None:
    cautious = signed_in(somebody(Role.ADMINISTRATOR, password=PASSWORD))
    path = f"/accounts/people/{ada.public_id}/"
    asked = cautious.post(path, {"act": "close"})
    assert asked["Location"].startswith("/accounts/confirm/")
    assert Account.objects.get(public_id=ada.public_id).is_active
    cautious.post(asked["Location"], {"password": PASSWORD})  # and goes on where it was
    assert not Account.objects.get(public_id=ada.public_id).is_active


def test_the_list_says_who_leads_how_much(administrator: Client, ada: AccountDetails) -> None:
    for evaluation in ["one", "two"]:
        actions.grant_role(account=ada.public_id, role="lead", by=THE_SITE, evaluation_public_id=evaluation)
    page = check_drawn(administrator.get("/accounts/people/"))
    assert "Lead in 2 evaluations" in page
    assert "Administrator of the whole site" in page


def test_an_invitation_s_pages(client: Client) -> None:
    actions.invite(email="bob@example.org", role=Role.ADMINISTRATOR, by=THE_SITE)
    path = path_in(letters_sent()[0][1])
    check_drawn(client.get(path))
    somebody(email="bob@example.org")
    check_drawn(client.get(path))
