"""What is known of accounts and their roles, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from poet.foundations.accounts.models import Account, Membership
from poet.foundations.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class AccountDetails:
    """An account as others see it. ``shown_as`` is its name or, without one, its address."""

    public_id: str
    email: str
    name: str
    is_active: bool

    @property
    def shown_as(self) -> str:
        """What people call it."""
        return self.name or self.email


@dataclass(frozen=True, slots=True)
class MembershipDetails:
    """A role that an account has; both ids are empty for a role in the whole instance."""

    role: Role
    evaluation_public_id: str = ""
    organisation_public_id: str = ""


def find_account(public_id: str) -> AccountDetails | None:
    """The account with this public id, if there is one."""
    row = Account.objects.filter(public_id=public_id).first()
    return None if row is None else account_details(row)


def find_account_by_email(email: str) -> AccountDetails | None:
    """The account with this address, whatever its capitals."""
    row = Account.objects.filter(email=email.strip().lower()).first()
    return None if row is None else account_details(row)


def account_to_sign_in(email: str) -> Account | None:
    """The account itself, for ``django.contrib.auth.login``; none that is closed."""
    return Account.objects.filter(email=email.strip().lower(), is_active=True).first()


def all_accounts() -> tuple[tuple[AccountDetails, tuple[MembershipDetails, ...]], ...]:
    """Every account of the instance with its roles, by name or address. Ask a policy first."""
    rows = Account.objects.prefetch_related("memberships")
    found = [(account_details(row), tuple(_membership(one) for one in row.memberships.all())) for row in rows]
    return tuple(sorted(found, key=lambda one: one[0].shown_as.lower()))


def account_names(public_ids: Iterable[str]) -> dict[str, str]:
    """What the accounts with these public ids are called; those that are gone are left out."""
    rows = Account.objects.filter(public_id__in=set(public_ids))
    return {row.public_id: account_details(row).shown_as for row in rows}


def memberships_of(account: str) -> tuple[MembershipDetails, ...]:
    """Every role of the account with this public id."""
    rows = Membership.objects.filter(account__public_id=account).order_by("pk")
    return tuple(_membership(row) for row in rows)


def roles_in(account: str, evaluation_public_id: str) -> frozenset[Role]:
    """The account's roles within this evaluation."""
    return frozenset(
        one.role for one in memberships_of(account) if one.evaluation_public_id == evaluation_public_id != ""
    )


def organisations_coordinated(account: str, evaluation_public_id: str) -> frozenset[str]:
    """Public ids of the organisations whose coordinator the account is within this evaluation."""
    return frozenset(
        one.organisation_public_id
        for one in memberships_of(account)
        if one.role is Role.COORDINATOR and one.evaluation_public_id == evaluation_public_id
    )


def is_administrator(account: str) -> bool:
    """Whether the account looks after the instance."""
    return any(one.role is Role.ADMINISTRATOR for one in memberships_of(account))


def people_of(evaluation_public_id: str) -> tuple[tuple[AccountDetails, MembershipDetails], ...]:
    """Who has which role within an evaluation, by role and then by name. Ask a policy first."""
    rows = Membership.objects.filter(evaluation_public_id=evaluation_public_id).select_related("account")
    people = [(account_details(row.account), _membership(row)) for row in rows]
    order = list(Role)
    people.sort(key=lambda one: (order.index(one[1].role), one[0].shown_as.lower()))
    return tuple(people)


def account_details(row: Account) -> AccountDetails:
    """The row as a value."""
    return AccountDetails(row.public_id, row.email, row.name, row.is_active)


def _membership(row: Membership) -> MembershipDetails:
    return MembershipDetails(Role(row.role), row.evaluation_public_id, row.organisation_public_id)
