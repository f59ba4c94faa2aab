"""What the worker does for accounts: writes their letters, and forgets what has expired."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone

from poet.foundations.accounts.invitations import LETTER, hash_of, new_secret
from poet.foundations.accounts.models import Account, Invitation
from poet.foundations.accounts.passwords import RESET_LETTER, reset_link
from poet.foundations.accounts.roles import PURPOSES, Role
from poet.foundations.jobs.leases import Stopping
from poet.foundations.jobs.registry import duty
from poet.foundations.mail.letters import Letter, NotWanted, from_template, letter, link_to


@letter(LETTER)
def invitation_letter(address: str, *, invitation: str) -> Letter:
    """An invitation. Draws the secret of its link; the link of a former letter works no more."""
    row = (
        Invitation.objects.select_for_update(of=["self"])
        .select_related("invited_by")
        .filter(public_id=invitation, expires_at__gt=timezone.now())
        .first()
    )
    if row is None:
        raise NotWanted
    secret = new_secret()
    row.secret_hash = hash_of(secret)
    row.save(update_fields=["secret_hash"])
    role = Role(row.role)
    return from_template(
        "accounts/letters/invitation.txt",
        role=None if role is Role.SIGNED_IN else role.label,
        purpose=PURPOSES[role],
        to_what=row.to_what,
        invited_by=row.invited_by,
        expires_at=row.expires_at,
        link=link_to("accounts:invitation", secret=secret),
    )


@letter(RESET_LETTER)
def password_reset_letter(address: str, *, account: str) -> Letter:
    """The link to set a new password. It is made of the account's state, and stored nowhere."""
    row = Account.objects.filter(public_id=account, is_active=True).first()
    if row is None:
        raise NotWanted
    return from_template("accounts/letters/password_reset.txt", link=reset_link(row))


@letter("accounts.notice")
def notice_letter(address: str, *, what: str) -> Letter:
    """What changed about how an account signs in, in case it was not its owner."""
    return from_template("accounts/letters/notice.txt", what=what, link=link_to("account_reset_password"))


@duty
def forget_what_has_expired(stopping: Stopping) -> int:
    """Delete sessions and invitations that are too old to be used."""
    now = timezone.now()
    sessions = Session.objects.filter(expire_date__lt=now)
    invitations = Invitation.objects.filter(expires_at__lt=now)
    # Asking first: a DELETE would take SQLite's one write lock at every turn.
    return sum(expired.delete()[0] for expired in (sessions, invitations) if expired.exists())
