"""What can be done with accounts, roles and invitations."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from poet.foundations.accounts.invitations import (
    LETTER,
    VALID_FOR,
    InvitationDetails,
    hash_of,
    invitation_details,
)
from poet.foundations.accounts.models import Account, Invitation, Membership
from poet.foundations.accounts.queries import AccountDetails, account_details
from poet.foundations.accounts.roles import EVALUATION_ROLES, INSTANCE_ROLES, Role
from poet.foundations.audit.actions import record
from poet.foundations.audit.kinds import EventKind
from poet.foundations.mail import actions as mail

INVITED = EventKind("accounts.invited", "Somebody was invited as {role}", {"role": str})
INVITATION_WITHDRAWN = EventKind(
    "accounts.invitation_withdrawn", "An invitation as {role} was withdrawn", {"role": str}
)
JOINED = EventKind("accounts.joined", "An invitation as {role} was accepted", {"role": str})
ROLE_GRANTED = EventKind("accounts.role_granted", "The role {role} was given", {"role": str})
ROLE_WITHDRAWN = EventKind("accounts.role_withdrawn", "The role {role} was taken away", {"role": str})
HANDED_OVER = EventKind("accounts.handed_over", "The evaluation was handed over to another lead")
ACCOUNT_CREATED = EventKind("accounts.created", "An account was created")
ACCOUNT_CLOSED = EventKind("accounts.closed", "An account was closed")
ACCOUNT_DELETED = EventKind("accounts.deleted", "An account was deleted")
ACCOUNT_REOPENED = EventKind("accounts.reopened", "An account was opened again")


class CannotChangeAccounts(Exception):
    """The sentence says why."""


class CannotAccept(CannotChangeAccounts):
    """The invitation cannot be accepted; the sentence says why."""


@transaction.atomic
def create_account(*, email: str, name: str = "", password: str | None = None) -> AccountDetails:
    """Create an account whose address is known to be its owner's.

    Without a password, it signs in by passkey or single sign-on.
    """
    email = _checked_address(email)
    if Account.objects.filter(email=email).exists():
        raise CannotChangeAccounts(f"There is already an account with the address {email}.")
    account = Account(email=email, name=name.strip())
    if password is not None:
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise CannotChangeAccounts(" ".join(error.messages)) from None
    account.set_password(password)
    account.save()
    # Where allauth looks for an account's address; it was verified by whoever calls this.
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    record(ACCOUNT_CREATED, by=account.public_id, about=account.public_id)
    return account_details(account)


@transaction.atomic
def rename_account(*, account: str, name: str) -> None:
    """Change what an account is called; empty: it is shown by its address."""
    Account.objects.filter(public_id=account).update(name=name.strip())


@transaction.atomic
def close_account(*, account: str, by: str) -> None:
    """Let an account sign in no more, at once and everywhere; its roles stay for when it is opened again."""
    _check_an_administrator_stays(account)
    if Account.objects.filter(public_id=account, is_active=True).update(is_active=False) == 0:
        raise CannotChangeAccounts("This account is closed already.")
    record(ACCOUNT_CLOSED, by=by, about=account)


@transaction.atomic
def reopen_account(*, account: str, by: str) -> None:
    """Let a closed account sign in again."""
    if Account.objects.filter(public_id=account, is_active=False).update(is_active=True) == 0:
        raise CannotChangeAccounts("This account is open already.")
    record(ACCOUNT_REOPENED, by=by, about=account)


@transaction.atomic
def delete_account(*, account: str, by: str) -> None:
    """Really delete an account with its roles and ways to sign in; the record knows it by its id only."""
    _check_an_administrator_stays(account)
    leads = Membership.objects.filter(account__public_id=account, role=Role.LEAD)
    for evaluation in leads.values_list("evaluation_public_id", flat=True):
        _check_a_lead_stays(evaluation, account)
    deleted, _ = Account.objects.filter(public_id=account).delete()
    if not deleted:
        raise CannotChangeAccounts("There is no such account.")
    record(ACCOUNT_DELETED, by=by, about=account)


@transaction.atomic
def grant_role(
    *,
    account: str,
    role: Role | str,
    by: str,
    evaluation_public_id: str = "",
    organisation_public_id: str = "",
) -> None:
    """Give an account a role; having it already changes nothing."""
    held = _role(role)
    _check_role_has_its_place(held, evaluation_public_id, organisation_public_id)
    row = Account.objects.filter(public_id=account).first()
    if row is None:
        raise CannotChangeAccounts("There is no such account.")
    _, is_new = Membership.objects.get_or_create(
        account=row,
        role=held.value,
        evaluation_public_id=evaluation_public_id,
        organisation_public_id=organisation_public_id,
    )
    if is_new:
        record(ROLE_GRANTED, by=by, about=account, within=evaluation_public_id, role=held.value)


@transaction.atomic
def withdraw_role(
    *,
    account: str,
    role: Role | str,
    by: str,
    evaluation_public_id: str = "",
    organisation_public_id: str = "",
) -> None:
    """Take a role away; an evaluation keeps a lead, and the instance an administrator."""
    held = _role(role)
    if held is Role.LEAD:
        _check_a_lead_stays(evaluation_public_id, account)
    if held is Role.ADMINISTRATOR:
        _check_an_administrator_stays(account)
    deleted, _ = Membership.objects.filter(
        account__public_id=account,
        role=held.value,
        evaluation_public_id=evaluation_public_id,
        organisation_public_id=organisation_public_id,
    ).delete()
    if not deleted:
        raise CannotChangeAccounts("This role had been taken away already.")
    record(ROLE_WITHDRAWN, by=by, about=account, within=evaluation_public_id, role=held.value)


@transaction.atomic
def hand_over(*, evaluation_public_id: str, from_account: str, to_account: str) -> None:
    """Make somebody who has a role in the evaluation its lead, instead of ``from_account``."""
    here = Membership.objects.filter(evaluation_public_id=evaluation_public_id)
    if from_account == to_account or not here.filter(account__public_id=to_account).exists():
        raise CannotChangeAccounts("Choose somebody else who has a role in this evaluation.")
    if not here.filter(account__public_id=to_account, account__is_active=True).exists():
        raise CannotChangeAccounts("This person’s account is closed.")
    place = {"evaluation_public_id": evaluation_public_id, "by": from_account}
    grant_role(account=to_account, role=Role.LEAD, **place)
    withdraw_role(account=from_account, role=Role.LEAD, **place)
    record(HANDED_OVER, by=from_account, about=to_account, within=evaluation_public_id)


@transaction.atomic
def invite(
    *,
    email: str,
    role: Role | str,
    by: str,
    evaluation_public_id: str = "",
    organisation_public_id: str = "",
    to_what: str = "",
) -> InvitationDetails:
    """Invite whoever reads mail at this address to have a role; the letter goes out with the next mail.

    ``Role.SIGNED_IN`` invites to have an account at all. ``to_what`` says in the letter what it is about: the
    evaluation's title, say. ``by`` is an account's public id or ``THE_SITE``. Inviting the same address again
    sends a new letter, whose link replaces the former one's.
    """
    email = _checked_address(email)
    wanted = _role(role)
    place = {
        "evaluation_public_id": evaluation_public_id,
        "organisation_public_id": organisation_public_id,
        "role": wanted.value,
    }
    if wanted is not Role.SIGNED_IN:
        _check_role_has_its_place(wanted, evaluation_public_id, organisation_public_id)
    if Membership.objects.filter(account__email=email, **place).exists():
        raise CannotChangeAccounts(f"{email} has this role already.")
    if wanted is Role.SIGNED_IN and Account.objects.filter(email=email).exists():
        raise CannotChangeAccounts(f"There is already an account with the address {email}.")
    row, _ = Invitation.objects.select_for_update().get_or_create(
        email=email, **place, defaults={"expires_at": timezone.now() + VALID_FOR}
    )
    row.to_what = to_what
    row.invited_by = Account.objects.filter(public_id=by).first()
    row.expires_at = timezone.now() + VALID_FOR
    row.letters += 1
    row.save()
    recipient = mail.Recipient(row.public_id, email, {"invitation": row.public_id})
    mail.queue(kind=LETTER, occasion=f"{row.public_id}.{row.letters}", recipients=[recipient])
    record(INVITED, by=by, about=row.public_id, within=evaluation_public_id, role=wanted.value)
    return invitation_details(row)


@transaction.atomic
def withdraw_invitation(*, invitation: str, by: str, evaluation_public_id: str = "") -> None:
    """Withdraw an invitation of this evaluation, or (without one) of the instance: its link stops working."""
    row = Invitation.objects.filter(public_id=invitation, evaluation_public_id=evaluation_public_id).first()
    if row is None:
        raise CannotChangeAccounts("This invitation was accepted or withdrawn in the meantime.")
    role = row.role
    row.delete()
    record(INVITATION_WITHDRAWN, by=by, about=invitation, within=evaluation_public_id, role=role)


@transaction.atomic
def accept_invitation(
    *, secret: str, by_account: str | None = None, name: str = "", password: str | None = None
) -> AccountDetails:
    """Accept the invitation that this secret came with; gives the account that now has the role.

    Where there is an account with the invited address, it has to be signed in (``by_account``). Otherwise one
    is created: with the password, or without one, to sign in by passkey or single sign-on.
    """
    row = (
        Invitation.objects.select_for_update()
        .filter(secret_hash=hash_of(secret), expires_at__gt=timezone.now())
        .first()
    )
    if row is None:
        raise CannotAccept("This invitation was accepted or withdrawn, or it is too old.")
    account = Account.objects.filter(email=row.email).first()
    if account is not None and account.public_id != by_account:
        raise CannotAccept(f"Sign in as {row.email} to accept this invitation.")
    accepting = (
        account_details(account)
        if account is not None
        else create_account(email=row.email, name=name, password=password)
    )
    me = accepting.public_id
    record(JOINED, by=me, about=me, within=row.evaluation_public_id, role=row.role)
    if row.role != Role.SIGNED_IN:
        grant_role(
            account=me,
            role=row.role,
            by=me,
            evaluation_public_id=row.evaluation_public_id,
            organisation_public_id=row.organisation_public_id,
        )
    row.delete()
    return accepting


@transaction.atomic
def forget_evaluation(*, evaluation_public_id: str) -> None:
    """Delete the roles and invitations of an evaluation that is itself being deleted; accounts stay."""
    if not evaluation_public_id:
        raise CannotChangeAccounts("Which evaluation?")
    Membership.objects.filter(evaluation_public_id=evaluation_public_id).delete()
    invitations = Invitation.objects.filter(evaluation_public_id=evaluation_public_id)
    for invitation in invitations:
        for letter in range(1, invitation.letters + 1):  # one that waits to be sent holds the address
            mail.forget(occasion=f"{invitation.public_id}.{letter}")
    invitations.delete()


def _checked_address(email: str) -> str:
    email = email.strip().lower()
    try:
        mail.check_address(email)
    except mail.CannotQueue as refusal:
        raise CannotChangeAccounts(str(refusal)) from None
    return email


def _role(value: Role | str) -> Role:
    if value not in Role.values:
        raise CannotChangeAccounts("There is no such role.")
    return Role(value)


def _check_role_has_its_place(role: Role, evaluation_public_id: str, organisation_public_id: str) -> None:
    """Refuse a role without its evaluation or organisation, or with one that does not belong to it."""
    if role not in {*EVALUATION_ROLES, *INSTANCE_ROLES}:
        raise CannotChangeAccounts(f"“{role.label}” is not a role that somebody is given.")
    if (role in EVALUATION_ROLES) != bool(evaluation_public_id):
        raise CannotChangeAccounts(f"“{role.label}” is held in an evaluation, or in none: say which.")
    if (role is Role.COORDINATOR) != bool(organisation_public_id):
        raise CannotChangeAccounts("A coordinator, and nobody else, belongs to one partner organisation.")


def _check_a_lead_stays(evaluation_public_id: str, leaving: str) -> None:
    leads = Membership.objects.select_for_update().filter(
        evaluation_public_id=evaluation_public_id, role=Role.LEAD, account__is_active=True
    )
    who = set(leads.values_list("account__public_id", flat=True))
    if who and not who - {leaving}:
        raise CannotChangeAccounts("An evaluation needs a lead: hand it over to somebody first.")


def _check_an_administrator_stays(leaving: str) -> None:
    administrators = Membership.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, account__is_active=True
    )
    who = set(administrators.values_list("account__public_id", flat=True))
    if leaving in who and not who - {leaving}:
        raise CannotChangeAccounts("The site needs an administrator: make somebody else one first.")
