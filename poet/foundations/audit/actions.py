"""Recording what was done, and deleting the record of an evaluation at its retention date."""

from __future__ import annotations

from django.db import connection, transaction

from poet.foundations.audit import append_only
from poet.foundations.audit.kinds import Detail, EventKind, UnfitEvent
from poet.foundations.audit.models import Event

# Who did it, where nobody did: the worker, a command.
THE_SITE = "the-site"

PURGED = EventKind(
    "audit.purged", "{events} events of an evaluation that was deleted were purged", {"events": int}
)


def record(kind: EventKind, /, *, by: str, about: str, within: str = "", **details: Detail) -> None:
    """Record an event, inside the transaction of the action that it is about.

    ``by`` is an account's public id or ``THE_SITE``; ``about`` the public id of what was acted on; ``within``
    that of its evaluation, whose lead may read the event. Raises ``UnfitEvent`` outside a transaction: an
    action that is undone must leave no record, and one that is done must have one.
    """
    if not connection.in_atomic_block:
        raise UnfitEvent(f"{kind.code} is recorded outside a transaction")
    if not by or not about:
        raise UnfitEvent(f"{kind.code}: who did it, and to what?")
    Event.objects.create(what=kind.code, by=by, about=about, within=within, details=kind.checked(details))


@transaction.atomic
def purge(*, within: str, by: str) -> int:
    """Really delete the events of an evaluation that is itself being deleted; gives how many there were.

    The only way to delete events: see the package's docstring. The purge is recorded.
    """
    if not within:
        raise UnfitEvent("events that belong to no evaluation are not purged")
    append_only.allow_deletion(connection)
    deleted, _ = Event.objects.filter(within=within).delete()
    append_only.refuse_deletion(connection)
    record(PURGED, by=by, about=within, events=deleted)
    return deleted
