"""The mail app."""

from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The mail app."""

    name = "poet.foundations.mail"

    def ready(self) -> None:
        """Register the check of the deployment."""
        from poet.foundations.mail import checks  # noqa: F401
