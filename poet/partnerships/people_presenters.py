"""The people of an evaluation as its lead sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from poet.foundations.accounts.invitations import InvitationDetails
from poet.foundations.accounts.queries import AccountDetails, MembershipDetails
from poet.foundations.accounts.roles import Role
from poet.partnerships.queries import EvaluationDetails


@dataclass(frozen=True, slots=True)
class RoleLine:
    """Somebody's role. ``role``, ``account`` and ``organisation`` say which one to take away."""

    name: str
    email: str
    part: str
    account: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation that was not accepted yet."""

    public_id: str
    email: str
    part: str
    until: object
    has_expired: bool


def role_lines(
    people: Iterable[tuple[AccountDetails, MembershipDetails]], evaluation: EvaluationDetails
) -> tuple[RoleLine, ...]:
    """A line for each role that somebody has."""
    return tuple(
        RoleLine(
            name=account.shown_as,
            email=account.email,
            part=_part(one.role, one.organisation_public_id, evaluation),
            account=account.public_id,
            role=one.role.value,
            organisation=one.organisation_public_id,
        )
        for account, one in people
    )


def invitation_lines(
    invitations: Iterable[InvitationDetails], evaluation: EvaluationDetails
) -> tuple[InvitationLine, ...]:
    """A line for each invitation."""
    return tuple(
        InvitationLine(
            public_id=one.public_id,
            email=one.email,
            part=_part(one.role, one.organisation_public_id, evaluation),
            until=one.expires_at,
            has_expired=one.has_expired,
        )
        for one in invitations
    )


def _part(role: Role, organisation: str, evaluation: EvaluationDetails) -> str:
    names = {one.public_id: one.name for one in evaluation.partnership.organisations}
    if role is Role.COORDINATOR:
        return f"{role.label} of {names.get(organisation, 'an organisation that was removed')}"
    return str(role.label)
