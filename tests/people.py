"""Accounts for tests, made through the public actions, and clients that are signed in as them."""

from __future__ import annotations

from itertools import count

from django.test import Client

from poet.foundations.accounts import actions
from poet.foundations.accounts.models import Account
from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.accounts.roles import Role
from poet.foundations.audit.actions import THE_SITE

PASSWORD = "harbour seven lantern"
_numbers = count(1)


def somebody(
    role: Role | None = None,
    *,
    evaluation: str = "",
    organisation: str = "",
    email: str = "",
    name: str = "",
    password: str | None = None,
) -> AccountDetails:
    """An account, with this role in this evaluation (or for the whole site) if one is given."""
    account = actions.create_account(
        email=email or f"person-{next(_numbers)}@example.org", name=name, password=password
    )
    if role is not None:
        actions.grant_role(
            account=account.public_id,
            role=role,
            by=THE_SITE,
            evaluation_public_id=evaluation,
            organisation_public_id=organisation,
        )
    return account


def signed_in(account: AccountDetails, client: Client | None = None) -> Client:
    """A client that is signed in as this account, past password and second factor."""
    client = client or Client()
    client.force_login(Account.objects.get(public_id=account.public_id))
    return client
