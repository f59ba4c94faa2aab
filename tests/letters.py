"""Reading the letters that the site sends."""

from __future__ import annotations

import re

from django.conf import settings
from django.core import mail

from poet.foundations.mail.sending import send_due


def letters_sent() -> list[tuple[str, str]]:
    """Send what is due; gives each letter's address and text, and forgets them."""
    send_due(lambda: False)
    letters = [(message.to[0], f"{message.subject}\n{message.body}") for message in mail.outbox]
    mail.outbox.clear()
    return letters


def path_in(text: str) -> str:
    """The one link of a letter, as a path on the site."""
    (link,) = re.findall(rf"^{re.escape(settings.SITE)}(\S+)$", text, flags=re.MULTILINE)
    return str(link)
