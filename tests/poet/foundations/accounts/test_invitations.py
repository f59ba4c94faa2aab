"""Invitations: sent with a secret that is stored nowhere, accepted once, withdrawn, too old."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from pytest_django.fixtures import Settings

from poet.foundations.accounts import actions, queries
from poet.foundations.accounts.actions import CannotAccept, CannotChangeAccounts
from poet.foundations.accounts.invitations import open_invitations
from poet.foundations.accounts.models import Account, Invitation
from poet.foundations.accounts.roles import Role
from poet.foundations.audit.actions import THE_SITE
from poet.foundations.mail.models import Message
from poet.foundations.public_ids import new_public_id
from tests.letters import letters_sent, path_in
from tests.people import PASSWORD, signed_in, somebody

pytestmark = pytest.mark.django_db
HERE = new_public_id()
BOB = "bob@example.org"


def invited(role: Role = Role.READER, email: str = BOB, evaluation: str = HERE) -> str:
    """Invite Bob; gives the path in his letter."""
    lead = queries.find_account_by_email("lead@example.org") or somebody(
        Role.LEAD, evaluation=HERE, email="lead@example.org", name="Lee D."
    )
    actions.invite(
        email=email, role=role, by=lead.public_id, evaluation_public_id=evaluation, to_what="Fenland 2026"
    )
    ((address, text),) = letters_sent()
    assert address == email
    return path_in(text)


def test_the_letter_says_who_invites_to_what_and_its_secret_is_stored_nowhere() -> None:
    lead = somebody(Role.LEAD, evaluation=HERE, name="Lee D.")
    actions.invite(
        email=" Bob@Example.org",
        role="reader",
        by=lead.public_id,
        evaluation_public_id=HERE,
        to_what="O’Fen & Co",
    )
    assert Invitation.objects.get().secret_hash == ""  # drawn when it is sent
    ((address, text),) = letters_sent()
    assert address == BOB
    assert text.startswith("Invitation: O’Fen & Co\n")
    assert "Lee D. invites you to be reader of: O’Fen & Co." in text
    secret = path_in(text).rpartition("/")[2]
    assert len(secret) == 22
    row = Invitation.objects.get()
    assert len(row.secret_hash) == 64
    for kept in [*Invitation.objects.values_list(), *Message.objects.values_list()]:
        assert secret not in str(kept)


def test_a_new_person_accepts_with_a_password_and_is_signed_in(client: Client) -> None:
    path = invited()
    page = client.get(path)
    assert page.status_code == 200
    assert "reader" in page.content.decode()
    assert BOB in page.content.decode()
    assert not Account.objects.filter(email=BOB).exists(), "looking changes nothing"
    response = client.post(path, {"name": "Bob", "password": PASSWORD, "way": "password"})
    assert response.status_code == 302
    bob = queries.find_account_by_email(BOB)
    assert bob is not None
    assert bob.name == "Bob"
    assert queries.roles_in(bob.public_id, HERE) == {Role.READER}
    assert client.session["_auth_user_id"] == str(Account.objects.get(email=BOB).pk)
    assert open_invitations(HERE) == ()
    assert client.get(path).status_code == client.post(path).status_code == 404, "once"
    assert Account.objects.get(email=BOB).check_password(PASSWORD)


def test_a_weak_password_is_refused_and_nothing_is_made(client: Client) -> None:
    path = invited()
    for password, sentence in [("", "Choose a password"), ("short", "too short"), (BOB, "too similar")]:
        response = client.post(path, {"name": "Typed & kept", "password": password, "way": "password"})
        assert response.status_code == 422
        page = response.content.decode()
        assert sentence in page
        assert "Typed &amp; kept" in page
        assert f'value="{password}"' not in page
    assert not Account.objects.filter(email=BOB).exists()
    assert len(open_invitations(HERE)) == 1


def test_accepting_without_a_password_leads_to_adding_a_passkey(client: Client) -> None:
    response = client.post(invited(), {"name": "", "way": "passkey"})
    assert response["Location"] == "/accounts/ways/passkeys/add/"
    assert not Account.objects.get(email=BOB).has_usable_password()
    assert client.get(response["Location"]).status_code == 200, "nothing to confirm oneself with yet"


def test_who_has_an_account_has_to_be_signed_in_as_it(client: Client) -> None:
    bob = somebody(email=BOB, password=PASSWORD)
    path = invited()
    assert f"next={path}" in client.get(path).content.decode().replace("%2F", "/")
    eve = signed_in(somebody(email="eve@example.org"))
    assert "You are signed in as eve@example.org" in eve.get(path).content.decode()
    for stranger in [client, eve]:
        stranger.post(path, {"password": "new password of a thief", "way": "password"})
        assert queries.roles_in(bob.public_id, HERE) == frozenset()
    assert Account.objects.get(email=BOB).check_password(PASSWORD)
    assert signed_in(bob).post(path).status_code == 302
    assert queries.roles_in(bob.public_id, HERE) == {Role.READER}


def test_a_new_letter_takes_the_place_of_the_former(client: Client) -> None:
    former, new = invited(), invited()
    assert former != new
    assert len(open_invitations(HERE)) == 1
    assert client.get(former).status_code == 404
    assert client.get(new).status_code == 200


def test_withdrawn_too_old_or_invented_it_opens_nothing(client: Client) -> None:
    withdrawn = invited()
    (invitation,) = open_invitations(HERE)
    with pytest.raises(CannotChangeAccounts):  # not through another evaluation
        actions.withdraw_invitation(
            invitation=invitation.public_id, by=THE_SITE, evaluation_public_id=new_public_id()
        )
    actions.withdraw_invitation(invitation=invitation.public_id, by=THE_SITE, evaluation_public_id=HERE)
    old = invited()
    Invitation.objects.update(expires_at=F("expires_at") - timedelta(days=14, seconds=1))
    assert open_invitations(HERE)[0].has_expired
    for path in [withdrawn, old, f"/accounts/invitation/{new_public_id()}", "/accounts/invitation/x"]:
        assert client.get(path).status_code == 404
        with pytest.raises(CannotAccept):
            actions.accept_invitation(secret=path.rpartition("/")[2], password=PASSWORD)
    assert not Account.objects.filter(email=BOB).exists()


def test_an_invitation_that_was_withdrawn_is_not_sent() -> None:
    lead = somebody(Role.LEAD, evaluation=HERE)
    invitation = actions.invite(email=BOB, role=Role.READER, by=lead.public_id, evaluation_public_id=HERE)
    actions.withdraw_invitation(invitation=invitation.public_id, by=lead.public_id, evaluation_public_id=HERE)
    assert letters_sent() == []


def test_who_has_the_role_is_not_invited_to_it() -> None:
    somebody(Role.READER, evaluation=HERE, email=BOB)
    for role, evaluation in [(Role.READER, HERE), (Role.SIGNED_IN, "")]:
        with pytest.raises(CannotChangeAccounts, match="already"):
            actions.invite(email=BOB, role=role, by=THE_SITE, evaluation_public_id=evaluation)
    with pytest.raises(CannotChangeAccounts, match="not an e-mail address"):
        actions.invite(email="bob", role=Role.READER, by=THE_SITE, evaluation_public_id=HERE)


def test_accepting_while_somebody_else_is_signed_in_signs_them_out() -> None:
    path = invited()
    eve = signed_in(somebody())
    eve.post(path, {"name": "", "password": PASSWORD, "way": "password"})
    assert eve.session["_auth_user_id"] == str(Account.objects.get(email=BOB).pk)


def test_where_the_site_is_open_anybody_may_ask_for_an_account(client: Client, settings: Settings) -> None:
    assert client.get("/accounts/new").status_code == 404
    settings.OPEN_SIGN_UP = True
    somebody(email="taken@example.org")
    pages = [
        client.post("/accounts/new", {"email": email}) for email in ["new@example.org", "taken@example.org"]
    ]
    told = [page.content.decode().replace("new@", "").replace("taken@", "") for page in pages]
    assert "on its way" in told[0]
    assert len({page[page.index("<main") : page.index("</main>")] for page in told}) == 1, (
        "it does not tell who has an account"
    )
    ((address, text),) = letters_sent()
    assert address == "new@example.org"
    assert client.get(path_in(text)).status_code == 200


def test_the_first_administrator_is_invited_from_the_command_line() -> None:
    call_command("invite_administrator", "ada@example.org", verbosity=0)
    ((address, text),) = letters_sent()
    assert address == "ada@example.org"
    ada = actions.accept_invitation(secret=path_in(text).rpartition("/")[2], password=PASSWORD)
    assert queries.is_administrator(ada.public_id)
