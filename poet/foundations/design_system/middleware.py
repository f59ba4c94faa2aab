"""What holds for every request: how much it may carry, and which powers of browsers we never use."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from poet.foundations.design_system import errors

Handler = Callable[[HttpRequest], HttpResponse]


def largest_request(get_response: Handler) -> Handler:
    """Refuse a request that says it is larger than ``LARGEST_REQUEST``, before any of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.LARGEST_REQUEST:
            return errors.too_large(request, settings.LARGEST_FILE // 1_000_000)
        return get_response(request)

    return middleware


def permissions_policy(get_response: Handler) -> Handler:
    """Tell browsers that no page needs camera, microphone, place or payment."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
        return response

    return middleware
