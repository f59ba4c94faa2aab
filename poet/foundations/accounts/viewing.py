"""Who is looking: what policies need to know of whoever made a request."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from poet.foundations.accounts.models import Account
from poet.foundations.accounts.queries import MembershipDetails, memberships_of
from poet.foundations.accounts.roles import INSTANCE_ROLES, Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody and their roles. ``account`` is the account's public id; ``None`` for who is not signed in."""

    account: str | None = None
    memberships: tuple[MembershipDetails, ...] = ()

    @property
    def is_signed_in(self) -> bool:
        """Whether we know who it is."""
        return self.account is not None

    @property
    def instance_roles(self) -> frozenset[Role]:
        """What they are everywhere: anybody, signed in, administrator, national researcher."""
        held = {one.role for one in self.memberships} & set(INSTANCE_ROLES)
        return frozenset({Role.ANYBODY, *([Role.SIGNED_IN] if self.is_signed_in else []), *held})

    def roles_in(self, evaluation_public_id: str) -> frozenset[Role]:
        """Their roles within this evaluation; none for most evaluations."""
        return frozenset(
            one.role
            for one in self.memberships
            if one.evaluation_public_id == evaluation_public_id and one.role not in INSTANCE_ROLES
        )

    def organisations_coordinated(self, evaluation_public_id: str) -> frozenset[str]:
        """Public ids of the organisations whose coordinator they are within this evaluation."""
        return frozenset(
            one.organisation_public_id
            for one in self.memberships
            if one.role is Role.COORDINATOR and one.evaluation_public_id == evaluation_public_id
        )

    @property
    def evaluations(self) -> tuple[str, ...]:
        """Public ids of the evaluations in which they have a role, in the order in which they got them."""
        named = (one.evaluation_public_id for one in self.memberships if one.evaluation_public_id)
        return tuple(dict.fromkeys(named))


NOBODY = Viewer()


def viewer_of(request: HttpRequest) -> Viewer:
    """Whoever made this request. Asks the database once a request."""
    known: Viewer | None = getattr(request, "_poet_viewer", None)
    if known is None:
        user = getattr(request, "user", None)
        known = viewer_of_account(user.public_id) if isinstance(user, Account) else NOBODY
        request._poet_viewer = known  # type: ignore[attr-defined]
    return known


def viewer_of_account(public_id: str) -> Viewer:
    """Somebody with this account, for example in a job."""
    return Viewer(account=public_id, memberships=memberships_of(public_id))
