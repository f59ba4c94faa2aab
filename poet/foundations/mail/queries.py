"""How far a mailing is, and which of its messages need somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from poet.foundations.mail.models import Message, MessageState

NEED_SOMEBODY = (MessageState.UNCERTAIN, MessageState.FAILED, MessageState.BOUNCED)


@dataclass(frozen=True, slots=True)
class MailingCounts:
    """How many messages of an occasion are in each state."""

    queued: int = 0
    sending: int = 0
    sent: int = 0
    uncertain: int = 0
    failed: int = 0
    bounced: int = 0
    withdrawn: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        settled = self.sent + self.uncertain + self.failed + self.bounced + self.withdrawn
        return self.queued + self.sending + settled


@dataclass(frozen=True, slots=True)
class StuckMessage:
    """A message that did not simply arrive. ``sentence`` says what happened."""

    public_id: str
    kind: str
    address: str
    state: MessageState
    sentence: str


def counts(occasion: str) -> MailingCounts:
    """How far the mailing of this occasion is."""
    rows = Message.objects.filter(occasion=occasion).values_list("state").annotate(Count("pk")).order_by()
    return MailingCounts(**dict(rows))


def stuck_messages(occasion: str) -> tuple[StuckMessage, ...]:
    """The messages of this occasion that need somebody, those that are uncertain first."""
    rows = (
        Message.objects.filter(occasion=occasion, state__in=NEED_SOMEBODY).exclude(address="").order_by("pk")
    )
    stuck = (
        StuckMessage(row.public_id, row.kind, row.address, MessageState(row.state), row.sentence)
        for row in rows
    )
    return tuple(sorted(stuck, key=lambda message: NEED_SOMEBODY.index(message.state)))
