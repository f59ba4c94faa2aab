"""The record of what was done: kept with the action, never changed, purged only as a whole."""

from __future__ import annotations

import csv
import io
import os
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from poet.foundations.audit import actions, append_only, kinds, presenters, queries
from poet.foundations.audit.kinds import EventKind, UnfitEvent
from poet.foundations.audit.models import Event

UPLOADED = EventKind(
    "test.uploaded", "A staff list was uploaded: {added} added, {state}", {"added": int, "state": str}
)
OPENED = EventKind("test.opened", "The round was opened")


def upload(within: str = "evaluation-1", **details: Any) -> None:
    details = {"added": 3, "state": "collecting", **details}
    actions.record(UPLOADED, by="account-1", about="round-1", within=within, **details)


def names(ids: set[str]) -> dict[str, str]:
    known = {"account-1": "=Ada"}
    return {one: known[one] for one in ids if one in known}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(UnfitEvent, match="outside a transaction"):
        upload()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_action_that_is_undone_leaves_no_record() -> None:
    with transaction.atomic():
        upload()
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    with transaction.atomic():
        upload()
    assert Event.objects.count() == 1


ON_POSTGRESQL = os.environ.get("POET_DATABASE_URL", "").startswith("postgres")
CHANGES = [
    "UPDATE audit_event SET what = 'nothing'",
    "UPDATE audit_event SET details = details",
    "DELETE FROM audit_event",
    "DELETE FROM audit_event WHERE about = 'round-1'",
]
CHANGES_SQLITE = [
    "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event",
    "REPLACE INTO audit_event SELECT * FROM audit_event",
    "UPDATE OR REPLACE audit_event SET what = 'nothing'",
]
CHANGES_POSTGRESQL = [
    "TRUNCATE audit_event",
    "TRUNCATE audit_event CASCADE",
    "INSERT INTO audit_event SELECT * FROM audit_event ON CONFLICT (id) DO UPDATE SET what = 'nothing'",
    "MERGE INTO audit_event USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", CHANGES + (CHANGES_POSTGRESQL if ON_POSTGRESQL else CHANGES_SQLITE))
def test_the_database_itself_refuses_to_change_the_record(change: str) -> None:
    with transaction.atomic():
        upload()
        upload()
    before = list(Event.objects.order_by("pk").values_list())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert list(Event.objects.order_by("pk").values_list()) == before


@pytest.mark.django_db
def test_django_cannot_change_it_either() -> None:
    upload()
    event = Event.objects.get()
    event.by = "somebody"
    for change in [
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(by="x"),
    ]:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert Event.objects.get().by == "account-1"


@pytest.mark.django_db
def test_a_purge_deletes_the_events_of_one_evaluation_and_is_recorded() -> None:
    upload()
    upload()
    upload(within="evaluation-2")
    assert actions.purge(within="evaluation-1", by="account-1") == 2
    assert queries.events_within("evaluation-1") == ()
    assert len(queries.events_within("evaluation-2")) == 1
    (purge,) = queries.events_about("evaluation-1")
    assert (purge.what, purge.by, purge.within, purge.details) == (
        "audit.purged",
        "account-1",
        "",
        {"events": 2},
    )
    for kept in ["evaluation-2", ""]:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Event.objects.filter(within=kept).delete()
    with pytest.raises(UnfitEvent):
        actions.purge(within="", by="account-1")


@pytest.mark.django_db(transaction=True)
def test_a_purge_that_is_undone_leaves_events_and_triggers() -> None:
    with transaction.atomic():
        upload()
    with transaction.atomic():
        actions.purge(within="evaluation-1", by="account-1")
        transaction.set_rollback(True)
    assert Event.objects.count() == 1
    with pytest.raises(DatabaseError, match="append-only"):
        Event.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_the_migration_can_be_undone_and_done_again() -> None:
    append_only.unprotect(connection)
    with transaction.atomic():
        upload()
    Event.objects.all().delete()
    append_only.protect(connection)
    with transaction.atomic():
        upload()
    with pytest.raises(DatabaseError, match="append-only"):
        Event.objects.all().delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_tests_can_still_empty_the_database(turn: int) -> None:
    """What one turn leaves, the flush between them takes away."""
    assert not Event.objects.exists()
    with transaction.atomic():
        upload()
    call_command("flush", interactive=False, verbosity=0)
    assert not Event.objects.exists()
    with transaction.atomic():
        upload()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"other": 1}, "has the details"),
        ({"added": "3"}, "not of type int"),
        ({"added": True}, "not of type int"),
        ({"state": "Ada Lovelace"}, "words of people"),
        ({"state": "ada@example.org"}, "words of people"),
        ({"state": "x" * 101}, "words of people"),
    ],
)
def test_only_declared_details_without_peoples_words(details: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnfitEvent, match=sentence):
        upload(**details)
    assert not Event.objects.exists()


@pytest.mark.parametrize("name", ["ballot", "answers", "email_address", "token", "person", "password"])
def test_a_kind_cannot_even_declare_what_must_not_be_recorded(name: str) -> None:
    with pytest.raises(UnfitEvent, match="no place in the audit record"):
        EventKind("test.forbidden", "", {name: str})
    assert kinds.kind_of("test.forbidden") is None


def test_kinds_are_declared_once_and_their_sentences_fit() -> None:
    with pytest.raises(UnfitEvent, match="two kinds"):
        EventKind("test.opened", "Another")
    with pytest.raises(UnfitEvent, match="not declared"):
        EventKind("test.unfit", "{number} things", {})
    assert EventKind("test.opened", "The round was opened") == OPENED


@pytest.mark.django_db
def test_events_are_read_newest_first_and_page_by_page() -> None:
    for number in range(5):
        upload(added=number)
    first = queries.events_within("evaluation-1", limit=2)
    rest = queries.events_within("evaluation-1", before=first[-1].id)
    assert [event.details["added"] for event in first + rest] == [4, 3, 2, 1, 0]
    assert queries.events_about("round-1") == first + rest
    assert queries.events_within("evaluation-2") == ()


@pytest.mark.django_db
def test_the_record_in_words() -> None:
    upload()
    actions.record(OPENED, by="account-gone", about="round-1", within="evaluation-1")
    actions.record(OPENED, by=actions.THE_SITE, about="round-1", within="evaluation-1")
    lines = presenters.lines(queries.events_within("evaluation-1"), names)
    assert [(line.who, line.sentence) for line in lines] == [
        ("The site itself", "The round was opened"),
        ("A former account", "The round was opened"),
        ("=Ada", "A staff list was uploaded: 3 added, collecting"),
    ]
    old = Event(what="test.from-an-older-version", by="account-1", about="x", details={"a": 1})
    old.save()
    (line,) = presenters.lines(queries.events_about("x"), names)
    assert line.sentence == "test.from-an-older-version"


@pytest.mark.django_db
def test_the_file_is_safe_to_open_in_a_spreadsheet_program() -> None:
    upload()
    content = presenters.csv_of(queries.events_within("evaluation-1"), names)
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert row["Who"] == "'=Ada"
    assert row["Account"] == "account-1"
    assert row["Details"] == '{"added": 3, "state": "collecting"}'
