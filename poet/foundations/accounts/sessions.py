"""How long somebody stays signed in: until they have been away for a while, and no longer than a day's work.

Enforced on the server, whatever the browser keeps. Signing in gives a new session key (Django's ``login``),
and a new password ends every other session of the account (its hash is part of each).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

NOTED_EVERY = 60  # seconds; an address is not written to the database at every click


Handler = Callable[[HttpRequest], HttpResponse]


def session_rules(get_response: Handler) -> Handler:
    """Sign out whoever was away for ``SESSION_IDLE`` seconds, or signed in ``SESSION_LONGEST`` ago."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.setdefault("signed_in_at", now)
            seen = request.session.setdefault("seen_at", now)
            if now - seen > settings.SESSION_IDLE or now - began > settings.SESSION_LONGEST:
                logout(request)
                messages.info(request, "You were signed out because you had been away for a while.")
            elif now - seen >= NOTED_EVERY:
                request.session["seen_at"] = now
        return get_response(request)

    return middleware
