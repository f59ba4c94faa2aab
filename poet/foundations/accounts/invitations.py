"""What is known of invitations, and how their secrets are drawn and recognised."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.crypto import salted_hmac

from poet.foundations.accounts.models import Invitation
from poet.foundations.accounts.roles import Role
from poet.foundations.public_ids import new_public_id

LETTER = "accounts.invitation"  # the kind of its letter
VALID_FOR = datetime.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class InvitationDetails:
    """An invitation as others see it. ``Role.SIGNED_IN``: to have an account at all."""

    public_id: str
    email: str
    role: Role
    evaluation_public_id: str
    organisation_public_id: str
    to_what: str
    expires_at: datetime.datetime

    @property
    def has_expired(self) -> bool:
        """Whether it is too late to accept it."""
        return self.expires_at <= timezone.now()


def open_invitations(evaluation_public_id: str = "") -> tuple[InvitationDetails, ...]:
    """Invitations of an evaluation, or (without one) to the instance, that were not accepted yet."""
    rows = Invitation.objects.filter(evaluation_public_id=evaluation_public_id).order_by("email", "pk")
    return tuple(invitation_details(row) for row in rows)


def find_invitation(secret: str) -> InvitationDetails | None:
    """The invitation that this secret came with, if it can still be accepted."""
    row = Invitation.objects.filter(secret_hash=hash_of(secret), expires_at__gt=timezone.now()).first()
    return None if row is None else invitation_details(row)


def new_secret() -> str:
    """128 random bits; looks like a public id, so that the log leaves it out as well."""
    return new_public_id()


def hash_of(secret: str) -> str:
    """What is kept of a secret. Keyed, so that a stolen database alone accepts nothing."""
    return salted_hmac("poet.accounts.invitation", secret, algorithm="sha256").hexdigest()


def invitation_details(row: Invitation) -> InvitationDetails:
    """The row as a value."""
    return InvitationDetails(
        public_id=row.public_id,
        email=row.email,
        role=Role(row.role),
        evaluation_public_id=row.evaluation_public_id,
        organisation_public_id=row.organisation_public_id,
        to_what=row.to_what,
        expires_at=row.expires_at,
    )
