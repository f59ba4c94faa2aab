"""The start page, what is said about the site itself, and the health check."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from poet.pages import presenters
from poet.partnership_health import queries as health_queries
from poet.partnerships import policies
from poet.partnerships import queries as partnership_queries


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What POET is; in the demonstration, one click to everything there is."""
    partnerships = partnership_queries.all_partnerships() if policies.list_partnerships() else ()
    cards = [presenters.start_card(one, health_queries.reports_of(one)) for one in partnerships]
    return render(request, "pages/start.html", {"cards": cards})


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
