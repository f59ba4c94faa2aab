"""The settings for tests and the type checker: the real ones, over the same environment everywhere.

Of the environment of whoever runs them only ``POET_DATABASE_URL`` counts: tests also run on PostgreSQL.
"""

from __future__ import annotations

import os

for name in [name for name in os.environ if name.startswith("POET_") and name != "POET_DATABASE_URL"]:
    if name not in {"POET_REQUIRE_BROWSER", "POET_DATABASE_POOL"}:
        del os.environ[name]
os.environ["POET_SECRET_KEY"] = "tests keep no secrets"  # noqa: S105

from poet.config.settings import *  # noqa: E402, F403

# Tests speak plain http to a server on this machine.
SECURE_SSL_REDIRECT = False
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrftoken"
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# A slow hash is for attackers; tests make many accounts.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
