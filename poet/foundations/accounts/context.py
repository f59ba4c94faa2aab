"""What every template knows of whoever is looking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from poet.foundations.accounts.models import Account
from poet.foundations.accounts.presenters import single_sign_on_name
from poet.foundations.accounts.viewing import viewer_of


def viewer(request: HttpRequest) -> dict[str, Any]:
    """``viewer``, the ``account`` that is signed in, if any, and ways to sign in that not every site has."""
    user = getattr(request, "user", None)
    return {
        "viewer": viewer_of(request),
        "account": user if isinstance(user, Account) else None,
        "single_sign_on": single_sign_on_name(),
        "open_sign_up": settings.OPEN_SIGN_UP,
    }
