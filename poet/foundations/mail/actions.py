"""Putting messages into the outbox, and what a lead can do about those that did not simply arrive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from poet.foundations.jobs.arguments import checked_arguments
from poet.foundations.mail.letters import registered_letter
from poet.foundations.mail.models import Message, MessageState
from poet.foundations.mail.sending import SETTLED

BATCH = 500


class CannotQueue(Exception):
    """The sentence says which address is the matter."""


class CannotChangeMessage(Exception):
    """The sentence says why."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter is for: a public id that stays the same, the address, and what the letter is about."""

    recipient: str
    address: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


def check_address(address: str) -> None:
    """Refuse what cannot be an address; only ASCII ones can be sent to through any mail server."""
    try:
        validate_email(address)
    except ValidationError:
        raise CannotQueue(f"“{address}” is not an e-mail address.") from None
    if not address.isascii():
        raise CannotQueue(f"“{address}” has letters that many mail servers do not take.")


@transaction.atomic
def queue(*, kind: str, occasion: str, recipients: Iterable[Recipient]) -> int:
    """Queue a letter of a registered kind to each recipient, all or none; gives how many are new.

    ``occasion`` is the public id of what it is about, with which time it is (``"‹round›.reminder-2"``). A
    recipient gets one letter of a kind on an occasion, however often this is called. Called inside an
    action's transaction, the letters are sent when that is committed, or never.
    """
    compose = registered_letter(kind)
    messages = []
    for one in recipients:
        check_address(one.address)
        parameters = checked_arguments(compose, one.parameters)
        key = salted_hmac("poet.mail", f"{kind}\n{occasion}\n{one.recipient}", algorithm="sha256").hexdigest()
        messages.append(
            Message(key=key, kind=kind, occasion=occasion, address=one.address, parameters=parameters)
        )
    of_occasion = Message.objects.filter(kind=kind, occasion=occasion)
    before = of_occasion.count()
    Message.objects.bulk_create(messages, batch_size=BATCH, ignore_conflicts=True)
    return of_occasion.count() - before


def send_again(*, public_id: str) -> None:
    """Queue a message that failed or is uncertain. Say first that an uncertain one may arrive twice."""
    again = {"attempts": 0, "past_data": False, "lease": "", "lease_until": None, "sentence": ""}
    stuck = Message.objects.filter(
        public_id=public_id, state__in=[MessageState.UNCERTAIN, MessageState.FAILED]
    )
    if stuck.update(state=MessageState.QUEUED, due_at=timezone.now(), **again) == 0:
        raise CannotChangeMessage("This message is being sent, or was sent, in the meantime.")


def let_it_be(*, public_id: str) -> None:
    """Settle a message that failed, bounced or is uncertain as it is; its address is deleted."""
    settled_as = {
        MessageState.UNCERTAIN: MessageState.SENT,
        MessageState.FAILED: MessageState.WITHDRAWN,
        MessageState.BOUNCED: MessageState.BOUNCED,
    }
    stuck = Message.objects.filter(public_id=public_id).exclude(address="")
    if not any(stuck.filter(state=one).update(**SETTLED, state=other) for one, other in settled_as.items()):
        raise CannotChangeMessage("This message is being sent, or was sent, in the meantime.")


def withdraw(*, occasion: str) -> int:
    """Withdraw what has not been sent yet, for example because the round was cancelled; gives how many."""
    unsent = Message.objects.filter(occasion=occasion, state__in=[MessageState.QUEUED, MessageState.FAILED])
    return unsent.update(**SETTLED, state=MessageState.WITHDRAWN)


def record_bounce(*, public_id: str, address: str) -> bool:
    """Note that a message came back from ``address``; gives whether there was such a message."""
    gone = Message.objects.filter(public_id=public_id, state__in=[MessageState.SENT, MessageState.UNCERTAIN])
    sentence = "The message came back: this address does not take it."
    bounced = {"state": MessageState.BOUNCED, "due_at": None, "lease": "", "address": address}
    return gone.update(**bounced, sentence=sentence) == 1


def forget(*, occasion: str) -> int:
    """Delete every message of an occasion; gives how many. Queued anew, it would be sent anew.

    Who was on a list of reminders says who had not answered by then, even as keyed hashes, to whoever has the
    key: forget such an occasion as soon as its mailing is over.
    """
    deleted, _ = Message.objects.filter(occasion=occasion).delete()
    return deleted
