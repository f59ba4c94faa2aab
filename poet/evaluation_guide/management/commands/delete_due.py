"""``python -m poet.config.manage delete_due``: once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from poet.evaluation_guide.actions import delete_due


class Command(BaseCommand):
    """Delete the evaluations whose day of deletion has come."""

    help = "Delete the evaluations whose day of deletion has come. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete them, and say how many there were."""
        deleted = delete_due(today=timezone.localdate())
        self.stdout.write(f"{len(deleted)} evaluations were deleted.")
