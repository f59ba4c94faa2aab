"""What the children do that are killed in the middle of a mailing (see test_kill.py)."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import DNS_NAME
from django.core.management import call_command
from django.db import connection
from django.utils.crypto import salted_hmac

from poet.foundations.jobs import worker
from poet.foundations.jobs.leases import Patience
from poet.foundations.mail import actions, sending
from poet.foundations.mail.letters import Letter, letter
from poet.foundations.mail.models import Message

QUICK = Patience(
    lease=timedelta(seconds=0.5),
    first_wait=timedelta(seconds=0.05),
    longest_wait=timedelta(seconds=0.2),
    attempts=1000,
)


@letter("test.invitation")
def invitation(address: str, *, number: int) -> Letter:
    """Draws a secret and keeps its keyed hash, as an invitation will."""
    secret = secrets.token_hex(15)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO drawn VALUES (%s)", [salted_hmac("test", secret).hexdigest()])
    return Letter(subject=f"Invitation {number}", text=f"Your password is\n{secret}\n")


def queue(number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS drawn (hash text)")
    recipients = [
        actions.Recipient(f"person-{one}", f"person-{one}@example.org", {"number": one})
        for one in range(number)
    ]
    return actions.queue(kind="test.invitation", occasion="round", recipients=recipients)


def run_worker(port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    DNS_NAME._fqdn = f"worker-{os.getpid()}"  # so that the server knows whom to kill
    sending.PATIENCE, sending.WHILE_UNREACHABLE = QUICK, timedelta(seconds=0.1)
    worker.SECONDS_BETWEEN_TURNS = 0.02
    call_command("run_due", loop=True)


def messages() -> list[list[Any]]:
    return [list(row) for row in Message.objects.values_list("public_id", "state", "address")]


def everything_stored() -> str:
    """Every row of every table, as text."""
    stored = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            stored += [repr(row) for row in cursor.fetchall()]
    return "\n".join(stored)


def hashes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM drawn")
        return [row[0] for row in cursor.fetchall()]


def hash_of(secret: str) -> str:
    return salted_hmac("test", secret).hexdigest()
