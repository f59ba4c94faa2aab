"""What ``manage.py check --deploy`` says about mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, register


@register(deploy=True)
def a_mail_server_is_named(**options: Any) -> list[CheckMessage]:
    """Files and the console are for looking around: they would keep people's secrets in clear."""
    if settings.EMAIL_HOST or settings.DEMO:
        return []
    hint = "Set POET_MAIL_HOST, POET_MAIL_USER, POET_MAIL_PASSWORD and POET_MAIL_FROM."
    return [checks.Warning("Mail is written to files or the console, not sent.", hint=hint, id="mail.W001")]
