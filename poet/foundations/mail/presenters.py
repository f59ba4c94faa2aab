"""A mailing as the lead sees it."""

from __future__ import annotations

from poet.foundations.mail.models import MessageState
from poet.foundations.mail.queries import MailingCounts, StuckMessage


def summary(counts: MailingCounts) -> str:
    """How far a mailing is: ``38 of 40 messages sent; 1 may have been sent; 1 could not be sent.``"""
    if counts.all == 0:
        return "There is nothing to send."
    parts = [f"{counts.sent:,} of {counts.all:,} {'message' if counts.all == 1 else 'messages'} sent"]
    others = {
        "waiting": counts.queued + counts.sending,
        "may have been sent": counts.uncertain,
        "could not be sent": counts.failed,
        "came back": counts.bounced,
        "withdrawn": counts.withdrawn,
    }
    parts += [f"{number:,} {words}" for words, number in others.items() if number]
    return "; ".join(parts) + "."


def what_to_do(message: StuckMessage) -> str:
    """What the lead should know before pressing "Send again"."""
    if message.state is MessageState.UNCERTAIN:
        return "If you send it again, this person may get it twice."
    if message.state is MessageState.BOUNCED:
        return "Check the address in the staff list."
    return "Check the address, or send it again later."
