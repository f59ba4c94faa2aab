"""Acts that ask again who is acting: handing an evaluation over, closing accounts, deleting."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest


def ask_again(request: HttpRequest) -> None:
    """Unless they showed it in the last quarter of an hour, ask whoever this is to show again who they are.

    By password, code or passkey, whichever they have; then they come back here. Call it in a view after the
    policy's check: a refusal comes first.
    """
    _carry_on(request)


@reauthentication_required
def _carry_on(request: HttpRequest) -> None:
    """Raises what allauth's middleware turns into the page that asks."""
