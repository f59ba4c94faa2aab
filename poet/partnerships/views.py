"""Pages of partnerships."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from poet.partnerships import policies, queries


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All partnerships, where the list may be seen."""
    policies.check_list_partnerships()
    return render(request, "partnerships/index.html", {"partnerships": queries.all_partnerships()})


@require_safe
def show(request: HttpRequest, partnership_id: str) -> HttpResponse:
    """One partnership: who is in it, and what can be done here."""
    partnership = policies.visible_partnership(partnership_id)
    return render(request, "partnerships/show.html", {"partnership": partnership})
