"""The pages that refusals become."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from poet.foundations.accounts.policies import Refused, Unknown
from poet.foundations.accounts.viewing import viewer_of
from poet.foundations.design_system import errors


class RefusalPages:
    """Middleware that answers for views whose policy refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing of its own."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Who is not signed in is asked to sign in, whether or not there is such a thing.

        Who is signed in reads the policy's sentence or, of a thing that they may not know of, that there is
        no such page. (Left to Django, every refusal would stand in the log with its traceback, like a fault.)
        """
        if not isinstance(exception, Refused):
            return None
        if not viewer_of(request).is_signed_in:
            # After signing in, a form cannot be sent again by itself: back to the start.
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if isinstance(exception, Unknown):
            return errors.not_found(request, exception)
        return errors.permission_denied(request, exception)
