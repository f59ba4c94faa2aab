"""Deletion that really deletes: rows, what the database file still holds of them, and lists left lying."""

from __future__ import annotations

import datetime

from django.db import connection, transaction

from poet.fieldwork.models import SamplingPlan, StaffMember, StaffState, StaffUpload
from poet.foundations.audit.actions import record
from poet.foundations.audit.kinds import EventKind
from poet.foundations.jobs.actions import enqueue
from poet.foundations.public_ids import new_public_id
from poet.partnerships.queries import RoundDetails
from poet.partnerships.round_states import RoundState

DELETED = EventKind(
    "fieldwork.frame_deleted", "The staff list of {people} people was deleted", {"people": int}
)

_TABLES = (StaffMember, StaffUpload, SamplingPlan)


class CannotDelete(Exception):
    """Nothing was deleted. The sentence says why."""


@transaction.atomic
def delete_frame(*, round_: RoundDetails, by: str) -> int:
    """Delete everybody on a round's list, the lists given for it and what was drawn from; gives how many.

    Of the sample stay numbers, seed and digest, which the report's appendix prints; of those who opted out
    the keyed hashes. While staff are being asked the list is needed: close or cancel the round first.
    """
    if round_.state is RoundState.COLLECTING:
        raise CannotDelete("Staff are being asked. Close or cancel the round first.")
    rows = StaffMember.objects.filter(round_id=round_.id)
    people = rows.filter(state=StaffState.LISTED).count()
    rows.delete()
    StaffUpload.objects.filter(round_id=round_.id).delete()
    SamplingPlan.objects.filter(round_id=round_.id).update(drawn_from="")
    record(DELETED, by=by, about=round_.public_id, within=round_.evaluation.public_id, people=people)
    enqueue(
        name="fieldwork.scrub",
        key=f"fieldwork.scrub.{new_public_id()}",
        about=round_.public_id,
        arguments={},
    )
    return people


def scrub() -> None:
    """Take what was deleted out of the database's files too. Outside a transaction.

    SQLite overwrites deleted rows itself (``secure_delete``) and needs its write-ahead log emptied;
    PostgreSQL keeps them until a table is rewritten.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for model in _TABLES:
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")


def delete_old_uploads(*, today: datetime.date) -> int:
    """Delete lists that were given and never counted; gives how many."""
    return StaffUpload.objects.filter(delete_on__lte=today).delete()[0]
