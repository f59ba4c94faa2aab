"""``run_due``: run the jobs that are due and send the mail that is due."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from poet.foundations.jobs.worker import work


class Command(BaseCommand):
    """Runs what is due, and ends; with ``--loop`` it stays. A signal to stop is heeded at the next step."""

    help = "Run the jobs that are due and send the mail that is due."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute; the site itself runs them

    def add_arguments(self, parser: CommandParser) -> None:
        """The options."""
        parser.add_argument("--loop", action="store_true", help="stay, and do what becomes due")
        parser.add_argument("--seconds", type=float, help="end after this many seconds, at the next step")
        parser.add_argument(
            "--while-parent-lives",
            action="store_true",
            help="end when the process that started this one is gone",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until there is nothing to do, or until stopped."""
        asked = threading.Event()
        parent = os.getppid()

        def stop(signum: int, frame: FrameType | None) -> None:
            asked.set()

        def stopping() -> bool:
            return asked.is_set() or (options["while_parent_lives"] and os.getppid() != parent)

        before = {one: signal.signal(one, stop) for one in (signal.SIGTERM, signal.SIGINT)}
        try:
            work(stopping=stopping, loop=options["loop"], seconds=options["seconds"])
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)
