"""``python -m poet.config.manage seed_demo``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from poet.demo.actions import NotTheDemonstration, seed_demo


class Command(BaseCommand):
    """Seed the invented partnership of the demonstration, once."""

    help = "Seed the invented partnership of the demonstration, once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, and say what is there."""
        try:
            partnership = seed_demo()
        except NotTheDemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{partnership.name} (invented) is ready.")
