"""Reading settings from environment variables, each as the type it should have."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without spaces around it."""
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """True for 1, true, yes, on; false for 0, false, no, off, or when not set."""
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: write 1 or 0")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    if not re.fullmatch(r"\d+", value):
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number")
    return int(value)


def several(name: str) -> list[str]:
    """A comma-separated list; empty when not set."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def colour(name: str, default: str) -> str:
    """A colour as ``#rrggbb``. Checked, because it is written into a stylesheet."""
    value = text(name, default)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ImproperlyConfigured(f"{name} is {value!r}: write a colour as #rrggbb")
    return value


SQLITE_OPTIONS: dict[str, Any] = {
    # Taking the write lock at BEGIN makes two writers wait for each other instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
        "PRAGMA secure_delete=ON;"  # what is deleted is overwritten
    ),
}


def database(url: str, *, base: Path) -> dict[str, Any]:
    """Django's database settings for ``sqlite:///path`` (relative to ``base``) or ``postgresql://user:word@host/name``.

    A PostgreSQL socket folder is given as ``postgresql://user@/name?host=/folder``. Connections come from
    Django's own pool, so ``CONN_MAX_AGE`` stays 0.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        file = base / unquote(parts.path[1:])
        file.parent.mkdir(parents=True, exist_ok=True)  # SQLite makes the file, but not its folder
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": file,
            "OPTIONS": SQLITE_OPTIONS,
        }
    if parts.scheme in {"postgres", "postgresql"} and len(parts.path) > 1:
        host = parse_qs(parts.query).get("host", [unquote(parts.hostname or "")])[0]
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 0,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": number("POET_DATABASE_POOL", 8)}},
        }
    # The url itself is not repeated: it may hold a password.
    raise ImproperlyConfigured(
        "POET_DATABASE_URL is neither sqlite:///path nor postgresql://user:password@host/name"
    )


def single_sign_on() -> dict[str, Any]:
    """What allauth has to know of the organisation's OpenID Connect server; empty without one.

    ``POET_OIDC_SERVER`` (its address), ``POET_OIDC_CLIENT`` and ``POET_OIDC_SECRET`` come from whoever runs
    it; ``POET_OIDC_NAME`` is what people call it. It says which addresses it has verified; addresses in
    ``POET_OIDC_DOMAINS`` are believed even if it does not.
    """
    server = text("POET_OIDC_SERVER")
    if not server:
        return {}
    missing = [name for name in ("POET_OIDC_CLIENT", "POET_OIDC_SECRET") if not text(name)]
    if missing:
        raise ImproperlyConfigured(f"POET_OIDC_SERVER is set, so set {' and '.join(missing)} as well")
    app = {
        "provider_id": "organisation",
        "name": text("POET_OIDC_NAME", "your organisation"),
        "client_id": text("POET_OIDC_CLIENT"),
        "secret": text("POET_OIDC_SECRET"),
        "settings": {"server_url": server, "verified_email": several("POET_OIDC_DOMAINS")},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
