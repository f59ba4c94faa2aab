"""The triggers that make the table of events append-only, for both databases.

SQLite: ``INSERT OR REPLACE`` deletes without firing the deletion trigger, so an insertion under an id that
is already there is refused as well. SQLite has no TRUNCATE. A migration that rebuilds the table on SQLite
loses its triggers, so it has to end with ``protect``; the tests run on the finished schema and would tell.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE_REFUSE_CHANGE = (
    """CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
       BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END""",
    """CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event
       WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)
       BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END""",
)
_SQLITE_REFUSE_DELETION = (
    """CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
       BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END""",
)
_SQLITE_ALLOW_DELETION = ("DROP TRIGGER audit_event_no_delete",)

# Emptying an empty table changes nothing, so TRUNCATE is refused only when there are events.
_POSTGRESQL_REFUSE_CHANGE = (
    """CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT 1 FROM audit_event) THEN
           RETURN NULL;
         END IF;
         RAISE EXCEPTION 'the audit record is append-only' USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    """CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
       FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()""",
)
_POSTGRESQL_REFUSE_DELETION = (
    """CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
       FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()""",
    """CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
       FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()""",
)
_POSTGRESQL_ALLOW_DELETION = (
    "DROP TRIGGER audit_event_no_delete ON audit_event",
    "DROP TRIGGER audit_event_no_truncate ON audit_event",
)

REFUSE_CHANGE = {"sqlite": _SQLITE_REFUSE_CHANGE, "postgresql": _POSTGRESQL_REFUSE_CHANGE}
REFUSE_DELETION = {"sqlite": _SQLITE_REFUSE_DELETION, "postgresql": _POSTGRESQL_REFUSE_DELETION}
ALLOW_CHANGE = {
    "sqlite": ("DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_replace"),
    "postgresql": (
        "DROP TRIGGER audit_event_no_update ON audit_event",
        "DROP FUNCTION audit_event_refuse()",
    ),
}
ALLOW_DELETION = {"sqlite": _SQLITE_ALLOW_DELETION, "postgresql": _POSTGRESQL_ALLOW_DELETION}


def protect(connection: BaseDatabaseWrapper) -> None:
    """Put all triggers on the table."""
    _execute(connection, REFUSE_CHANGE[connection.vendor])
    refuse_deletion(connection)


def unprotect(connection: BaseDatabaseWrapper) -> None:
    """Undo ``protect``, when its migration is undone."""
    allow_deletion(connection)
    _execute(connection, ALLOW_CHANGE[connection.vendor])


def allow_deletion(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers against deletion away, inside a transaction that ends with ``refuse_deletion``."""
    _execute(connection, ALLOW_DELETION[connection.vendor])


def refuse_deletion(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers against deletion back."""
    _execute(connection, REFUSE_DELETION[connection.vendor])


def _execute(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
