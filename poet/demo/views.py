"""The people to be, and invented files to try an upload with."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from poet.demo import borough
from poet.demo.people import PEOPLE, find_person
from poet.demo.policies import check_demonstration
from poet.foundations.accounts.queries import account_to_sign_in


@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Whom one can be here."""
    check_demonstration()
    return render(request, "demo/people.html", {"people": PEOPLE})


@require_POST
def be(request: HttpRequest, person: str) -> HttpResponse:
    """Sign in as one of the invented people, as whom nobody needs to prove anything."""
    check_demonstration()
    chosen = find_person(person)
    account = account_to_sign_in(chosen.email) if chosen else None
    if account is None:
        raise Http404
    logout(request)
    login(request, account, settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """What the invented staff answered."""
    return _csv(borough.answers_csv(), "invented-answers.csv")


@require_safe
def staff_counts(request: HttpRequest) -> HttpResponse:
    """How many of the invented staff were asked."""
    return _csv(borough.staff_counts_csv(), "invented-staff-counts.csv")


def _csv(content: bytes, name: str) -> HttpResponse:
    check_demonstration()
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
