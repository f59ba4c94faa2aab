"""``python -m poet.config.manage invite_administrator you@example.org``: how the first account begins."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from poet.foundations.accounts.actions import CannotChangeAccounts, invite
from poet.foundations.accounts.roles import Role
from poet.foundations.audit.actions import THE_SITE


class Command(BaseCommand):
    """Invite an administrator by e-mail; the worker (``run_due``) sends the letter."""

    help = "Invite somebody to look after the accounts of this site."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite."""
        try:
            invitation = invite(email=options["email"], role=Role.ADMINISTRATOR, by=THE_SITE)
        except CannotChangeAccounts as refusal:
            raise CommandError(str(refusal)) from None
        if options["verbosity"]:
            self.stdout.write(f"An invitation is queued for {invitation.email}. run_due sends it.")
