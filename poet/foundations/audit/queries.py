"""Reading the record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from poet.foundations.audit.kinds import Detail
from poet.foundations.audit.models import Event


@dataclass(frozen=True, slots=True)
class EventDetails:
    """An event as others see it; ``by`` is an account's public id or ``actions.THE_SITE``."""

    id: int
    at: datetime.datetime
    by: str
    what: str
    about: str
    within: str
    details: Mapping[str, Detail]


def events_within(
    within: str, *, before: int | None = None, limit: int | None = None
) -> tuple[EventDetails, ...]:
    """The events of an evaluation, newest first; ``before`` is an event's id. Ask a policy first."""
    return _read(Event.objects.filter(within=within), before, limit)


def events_about(
    about: str, *, before: int | None = None, limit: int | None = None
) -> tuple[EventDetails, ...]:
    """The events about one object, newest first. Ask a policy first."""
    return _read(Event.objects.filter(about=about), before, limit)


def _read(events: QuerySet[Event], before: int | None, limit: int | None) -> tuple[EventDetails, ...]:
    if before is not None:
        events = events.filter(pk__lt=before)
    return tuple(
        EventDetails(one.pk, one.at, one.by, one.what, one.about, one.within, one.details)
        for one in events.order_by("-pk")[:limit]
    )
