"""``take_bounce < notice``: for the mail server to call with whatever arrives at ``POET_MAIL_BOUNCES``."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from poet.foundations.mail.actions import record_bounce
from poet.foundations.mail.bounces import read_bounce


class Command(BaseCommand):
    """Notes that a message came back. Anything that is not a notice of ours is let go by."""

    help = "Read a delivery notice from standard input and note which message came back."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute

    def handle(self, *args: Any, **options: Any) -> None:
        """Read one notice."""
        bounce = read_bounce(sys.stdin.buffer.read())
        known = bounce is not None and record_bounce(public_id=bounce.public_id, address=bounce.address)
        self.stdout.write("noted" if known else "not a notice about a message of ours")
