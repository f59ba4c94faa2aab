"""Accounts as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings

from poet.foundations.accounts.invitations import InvitationDetails
from poet.foundations.accounts.queries import AccountDetails, MembershipDetails
from poet.foundations.accounts.roles import INSTANCE_ROLES, PURPOSES, Role

SITE_ROLES = tuple(role.value for role in INSTANCE_ROLES)


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation in words: ``to`` completes "invites you to"."""

    public_id: str
    email: str
    role: str
    purpose: str
    to_what: str
    until: object
    has_expired: bool


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role for the whole site, and whether somebody has it."""

    role: str
    name: str
    purpose: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An account in a list."""

    account: AccountDetails
    roles: str


def roles(memberships: Iterable[MembershipDetails]) -> tuple[str, ...]:
    """Each role with where it is held: ``Lead in 2 evaluations``."""
    held = list(dict.fromkeys((one.role, one.evaluation_public_id) for one in memberships))
    counted = Counter(role for role, _ in held)
    return tuple(_role(role, counted[role]) for role in Role if counted[role])


def _role(role: Role, evaluations: int) -> str:
    if role in INSTANCE_ROLES:
        return f"{role.label} of the whole site"
    return f"{role.label} in {'1 evaluation' if evaluations == 1 else f'{evaluations} evaluations'}"


def choices(memberships: Iterable[MembershipDetails]) -> tuple[RoleChoice, ...]:
    """The roles that an administrator may give and take away."""
    held = {one.role for one in memberships}
    return tuple(RoleChoice(role.value, role.label, PURPOSES[role], role in held) for role in INSTANCE_ROLES)


def people(accounts: Sequence[tuple[AccountDetails, Sequence[MembershipDetails]]]) -> tuple[PersonLine, ...]:
    """The accounts with their roles in a line."""
    return tuple(PersonLine(account, "; ".join(roles(held)) or "No role yet") for account, held in accounts)


def invitation(details: InvitationDetails) -> InvitationLine:
    """An invitation in words."""
    return InvitationLine(
        public_id=details.public_id,
        email=details.email,
        role="" if details.role is Role.SIGNED_IN else details.role.label,
        purpose=PURPOSES[details.role],
        to_what=details.to_what,
        until=details.expires_at,
        has_expired=details.has_expired,
    )


def single_sign_on_name() -> str:
    """What people call the organisation's single sign-on; empty without one."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""
