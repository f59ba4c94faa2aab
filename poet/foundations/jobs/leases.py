"""Rows that one process works on at a time: claimed for a while, and free again when their holder is gone.

A claim is one conditional ``UPDATE`` whose row count is checked, so two processes can never both have it, on
SQLite or PostgreSQL. It writes a random ``lease`` on the row; whatever the holder writes later is conditional
on that lease, so a holder that was paused for too long finds out instead of doing the work a second time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, QuerySet
from django.utils import timezone

from poet.foundations.public_ids import PUBLIC_ID_LENGTH, new_public_id

# How many due rows a claim tries before it says that there is nothing to do: as many as there may be workers.
CANDIDATES = 8

Stopping = Callable[[], bool]


class Leased(models.Model):
    """What a row needs to be claimed. ``due_at`` is empty when there is nothing more to do."""

    due_at = models.DateTimeField(null=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True, default="")
    lease_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True


LeasedRow = TypeVar("LeasedRow", bound=Leased)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a claim lasts without a heartbeat; the waits between attempts, and how many there are."""

    lease: timedelta
    first_wait: timedelta
    longest_wait: timedelta
    attempts: int

    def wait(self, attempts: int) -> timedelta:
        """How long to wait after this many attempts: doubling, up to the longest."""
        doublings = min(max(attempts - 1, 0), 30)  # no need to reckon with huge numbers
        return min(self.first_wait * (1 << doublings), self.longest_wait)


def claim_next(waiting: QuerySet[LeasedRow], *, patience: Patience, **changes: Any) -> LeasedRow | None:
    """Claim the row of ``waiting`` that has been due longest, writing ``changes`` with it. None if there is
    none.

    ``changes`` must take the row out of ``waiting``; that is what makes the claim exclusive.
    """
    now = timezone.now()
    due = waiting.filter(due_at__lte=now)
    for pk in due.order_by("due_at", "pk").values_list("pk", flat=True)[:CANDIDATES]:
        lease = new_public_id()
        claimed = due.filter(pk=pk).update(
            lease=lease, lease_until=now + patience.lease, attempts=F("attempts") + 1, **changes
        )
        if claimed == 1:
            return waiting.model._default_manager.filter(pk=pk, lease=lease).first()
    return None


def held(row: LeasedRow) -> QuerySet[LeasedRow]:
    """The row, as long as the lease under which it was read is still the one in force."""
    return type(row)._default_manager.filter(pk=row.pk, lease=row.lease)
