"""Sending what is due, so that nobody gets two: see the package's docstring for the order of the steps."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.utils import formatdate, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from poet.foundations.jobs.faults import where_it_happened
from poet.foundations.jobs.leases import Patience, Stopping, claim_next, held
from poet.foundations.mail.carriers import Carrier, NoReply, Refused, Unreachable, carrier
from poet.foundations.mail.letters import Letter, NotWanted, registered_letter
from poet.foundations.mail.models import Message, MessageState

logger = logging.getLogger(__name__)

# The lease is longer than all the time-outs of one message together (settings.EMAIL_TIMEOUT, eight times).
PATIENCE = Patience(
    lease=timedelta(minutes=5), first_wait=timedelta(minutes=1), longest_wait=timedelta(hours=4), attempts=10
)
WHILE_UNREACHABLE = timedelta(minutes=1)
MESSAGES_A_TURN = 200  # then jobs have their turn

UNCERTAIN = "The connection broke while this was being handed over. It may or may not have arrived."
INTERRUPTED = "Sending was interrupted before anything left; it is tried again by itself."
NOT_WRITTEN = "The message could not be written. It is tried again by itself."
# What is kept of a message when it needs nobody's attention any more.
SETTLED: dict[str, Any] = {
    "address": "",
    "parameters": {},
    "due_at": None,
    "lease": "",
    "lease_until": None,
    "past_data": False,
    "sentence": "",
}


def send_due(stopping: Stopping) -> int:
    """Send messages that are due, up to ``MESSAGES_A_TURN``; gives how many were tried."""
    sweep()
    tried = 0
    with carrier() as via:
        while tried < MESSAGES_A_TURN and not stopping():
            message = claim_next(
                Message.objects.filter(state=MessageState.QUEUED),
                patience=PATIENCE,
                state=MessageState.SENDING,
            )
            if message is None:
                break
            tried += 1
            try:
                send(message, via)
            except Unreachable as reason:
                _wait_for_the_server(message, str(reason))
                break
    return tried


def send(message: Message, via: Carrier) -> None:
    """Send one claimed message and note how it ended. Raises ``Unreachable`` before anything was sent."""
    try:
        via.offer(_sender(), message.address)
        with transaction.atomic():
            letter = registered_letter(message.kind)(message.address, **message.parameters)
        mail = _mail(message, letter)
        via.begin()
    except Unreachable:
        raise
    except NotWanted:
        via.drop()
        _settle(message, **SETTLED, state=MessageState.WITHDRAWN)
    except Refused as refusal:
        _settle(message, **_later_or_never(message, str(refusal), for_good=refusal.for_good))
    except Exception as error:
        via.drop()
        logger.error("a letter of kind %s: %s", message.kind, where_it_happened(error))
        _settle(message, **_later_or_never(message, NOT_WRITTEN))
    else:
        _hand_over(message, mail, via)


def _hand_over(message: Message, mail: EmailMessage, via: Carrier) -> None:
    """The point of no return: from the note on, only the server's reply tells whether it was delivered."""
    noted = held(message).filter(state=MessageState.SENDING, past_data=False)
    if noted.update(past_data=True, lease_until=timezone.now() + PATIENCE.lease) == 0:
        logger.warning("a message was taken over by another worker before its text was sent")
        via.drop()
        return
    try:
        via.hand_over(mail)
    except NoReply:
        _settle(message, state=MessageState.UNCERTAIN, due_at=None, sentence=UNCERTAIN)
    except Refused as refusal:
        _settle(message, **_later_or_never(message, str(refusal), for_good=refusal.for_good))
    else:
        _settle(message, **SETTLED, state=MessageState.SENT)


def sweep() -> int:
    """Settle the messages whose worker is gone: uncertain if the text may have left, else queued."""
    lost = Message.objects.filter(state=MessageState.SENDING, lease_until__lt=timezone.now())
    # The lease stays on an uncertain message: should its worker come back with the reply, that settles it.
    uncertain = lost.filter(past_data=True).update(
        state=MessageState.UNCERTAIN, due_at=None, lease_until=None, sentence=UNCERTAIN
    )
    unsent = lost.filter(past_data=False)
    return uncertain + sum(
        unsent.filter(pk=message.pk, lease=message.lease).update(**_later_or_never(message, INTERRUPTED))
        for message in unsent
    )


def _settle(message: Message, **changes: Any) -> None:
    """Write how it ended, unless it has been swept up, or settled by the lead, in the meantime."""
    held(message).filter(state__in=[MessageState.SENDING, MessageState.UNCERTAIN]).update(**changes)


def _later_or_never(message: Message, sentence: str, *, for_good: bool = False) -> dict[str, Any]:
    changes: dict[str, Any] = {"lease": "", "lease_until": None, "past_data": False, "sentence": sentence}
    if for_good or message.attempts >= PATIENCE.attempts:
        return changes | {"state": MessageState.FAILED, "due_at": None}
    due_at = timezone.now() + PATIENCE.wait(message.attempts)
    return changes | {"state": MessageState.QUEUED, "due_at": due_at}


def _wait_for_the_server(message: Message, reason: str) -> None:
    """Nothing can be sent at present: everything waits a little, and it counts as nobody's attempt."""
    later = timezone.now() + WHILE_UNREACHABLE
    logger.warning("mail waits: %s", reason)
    changes = {"state": MessageState.QUEUED, "due_at": later, "lease": "", "lease_until": None}
    _settle(message, **changes, attempts=F("attempts") - 1, sentence=reason)
    Message.objects.filter(state=MessageState.QUEUED, due_at__lt=later).update(due_at=later, sentence=reason)


def _sender() -> str:
    """The address that mail comes back to."""
    return settings.MAIL_BOUNCES or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _mail(message: Message, letter: Letter) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        # The same in every attempt: a server that gets one twice can see that.
        "Message-ID": f"<{message.public_id}@{domain}>",
        "Date": formatdate(localtime=True),
        "Auto-Submitted": "auto-generated",  # no holiday replies, please (RFC 3834)
    }
    mail = EmailMessage(letter.subject, letter.text, to=[message.address], headers=headers)
    mail.message()  # a letter that cannot be encoded says so now, while nothing has been announced
    return mail
