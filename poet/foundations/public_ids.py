"""The part of an address that names a thing: unguessable, so that nobody can count or try their way to it."""

from __future__ import annotations

import logging
import re
import secrets

PUBLIC_ID_LENGTH = 22


def new_public_id() -> str:
    """128 random bits, as 22 letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(16)


class WithoutPublicIds(logging.Filter):
    """Takes public ids out of what is logged: knowing one may be all it takes to see what it names."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; let it pass."""
        record.msg = re.sub(rf"/[\w-]{{{PUBLIC_ID_LENGTH}}}(?=[/\s]|$)", "/…", record.getMessage())
        record.args = ()
        return True
