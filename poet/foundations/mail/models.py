"""A message in the outbox."""

from __future__ import annotations

from django.db import models

from poet.foundations.jobs.leases import Leased
from poet.foundations.public_ids import PUBLIC_ID_LENGTH, new_public_id


class MessageState(models.TextChoices):
    """queued → sending → sent, uncertain or failed; later perhaps bounced; or withdrawn before sending."""

    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    UNCERTAIN = "uncertain", "May have been sent"
    FAILED = "failed", "Not sent"
    BOUNCED = "bounced", "Came back"
    WITHDRAWN = "withdrawn", "Withdrawn before it was sent"


class Message(Leased):
    """One letter to one recipient on one occasion. ``key`` is a keyed hash of those three."""

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=100)
    occasion = models.CharField(max_length=100)
    # Empty as soon as the message is sent or withdrawn, as are the parameters.
    address = models.CharField(max_length=254, blank=True)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    past_data = models.BooleanField(default=False)  # the text may have reached the server
    sentence = models.TextField(blank=True)  # for people: what went wrong

    class Meta:
        indexes = (
            models.Index(fields=["state", "due_at"], name="messages_that_are_due"),
            models.Index(fields=["occasion", "state"], name="messages_of_an_occasion"),
        )
