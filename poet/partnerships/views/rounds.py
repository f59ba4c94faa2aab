"""Pages of rounds: when, longer, not at all."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from poet.foundations.accounts.viewing import viewer_of
from poet.foundations.design_system.forms import status_of
from poet.partnerships import actions, forms, policies, presenters
from poet.partnerships.queries import RoundDetails, rounds_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _managed(request: HttpRequest, evaluation_id: str, round_id: str) -> tuple[str, RoundDetails]:
    """Who asks (an account's public id) and the round, if they decide about it."""
    viewer = viewer_of(request)
    this = policies.visible_round(viewer, evaluation_id, round_id)
    policies.check_manage_rounds(viewer, this.evaluation)
    return viewer.account or "", this


@require_safe
def show(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """Where the round is, and what can be done with it now."""
    _, this = _managed(request, evaluation_id, round_id)
    return _page(request, this)


@require_POST
def prepare(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """Begin to prepare the staff survey."""
    by, this = _managed(request, evaluation_id, round_id)
    try:
        actions.prepare_round(round=this, by=by)
    except actions.NotPossible as refusal:
        return _page(request, this, refused=str(refusal))
    return redirect("partnerships:round", evaluation_id, round_id)


@require_POST
def start_next(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """Start the round after this one."""
    by, this = _managed(request, evaluation_id, round_id)
    try:
        started = actions.start_next_round(evaluation=this.evaluation, by=by)
    except actions.NotPossible as refusal:
        return _page(request, this, refused=str(refusal))
    return redirect("partnerships:round", evaluation_id, started.public_id)


@FORM
def plan(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """When the survey is to open and close."""
    by, this = _managed(request, evaluation_id, round_id)
    initial = {"opens_on": this.opens_on, "closes_on": this.closes_on}
    form = forms.DatesForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.plan_round(round=this, by=by, **form.cleaned_data)
        except actions.NotPossible as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("partnerships:round", evaluation_id, round_id)
    context = {"round": this, "form": form}
    return render(request, "partnerships/plan_round.html", context, status=status_of(form))


@FORM
def extend(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """A later closing date."""
    by, this = _managed(request, evaluation_id, round_id)
    form = forms.ExtendForm(request.POST or None)
    if form.is_valid():
        try:
            actions.extend_round(round=this, by=by, **form.cleaned_data)
        except actions.NotPossible as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("partnerships:round", evaluation_id, round_id)
    context = {"round": this, "form": form}
    return render(request, "partnerships/extend_round.html", context, status=status_of(form))


@FORM
def cancel(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """End the round without a result, after saying what is lost and asking for the partnership's name."""
    by, this = _managed(request, evaluation_id, round_id)
    form = forms.ConfirmForm(request.POST or None, name=this.evaluation.partnership.name)
    if form.is_valid():
        try:
            actions.cancel_round(round=this, by=by)
        except actions.NotPossible as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("partnerships:round", evaluation_id, round_id)
    context = {"round": this, "form": form, "lost": presenters.lost_by_cancelling(this)}
    return render(request, "partnerships/cancel_round.html", context, status=status_of(form))


def _page(request: HttpRequest, this: RoundDetails, *, refused: str = "") -> HttpResponse:
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    page = presenters.round_page(this, rounds_of(this.evaluation))
    context = {"round": this, "page": page, "refused": refused}
    return render(request, "partnerships/round.html", context, status=status)
