"""The start page, what is said about the site itself, and the health check."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from poet.foundations.accounts.viewing import viewer_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What POET is; who is signed in goes on to their evaluations. In the demonstration one is somebody."""
    if viewer_of(request).is_signed_in:
        return redirect("evaluation_guide:evaluations")
    if settings.DEMO:
        return redirect("demo:people")
    return render(request, "pages/start.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, and why."""
    return render(request, "pages/privacy.html")


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The one cookie."""
    return render(request, "pages/cookies.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was checked and what is known not to work."""
    return render(request, "pages/accessibility.html")


@never_cache
@require_safe
def health_check(request: HttpRequest) -> HttpResponse:
    """For whatever watches the server: 200 when the site and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
