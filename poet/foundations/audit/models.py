"""One thing that somebody did."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from poet.foundations.public_ids import PUBLIC_ID_LENGTH


class Event(models.Model):
    """Who did what, to which object, when. The database refuses to change or delete it."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.CharField(max_length=PUBLIC_ID_LENGTH)  # an account's public id, or actions.THE_SITE
    what = models.CharField(max_length=100)  # the code of a kind
    about = models.CharField(max_length=PUBLIC_ID_LENGTH)  # the object's public id
    within = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)  # the evaluation's, or empty
    details = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["within", "id"], name="events_within"),
            models.Index(fields=["about", "id"], name="events_about"),
        )
