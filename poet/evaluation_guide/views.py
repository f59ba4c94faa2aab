"""The pages that lead through an evaluation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from poet.evaluation_guide import actions, policies, presenters
from poet.evaluation_guide import who_sees_what as matrix
from poet.foundations.accounts.viewing import viewer_of
from poet.foundations.design_system.forms import status_of
from poet.partnerships.actions import NotPossible
from poet.partnerships.forms import ConfirmForm
from poet.partnerships.policies import check_manage_evaluation, manage_evaluation, visible_evaluation
from poet.partnerships.queries import evaluations_named, latest_round


@require_safe
def evaluations(request: HttpRequest) -> HttpResponse:
    """The evaluations in which somebody has a role."""
    viewer = viewer_of(request)
    policies.check_list_own(viewer)
    cards = [
        presenters.evaluation_card(one, latest_round(one), viewer.roles_in(one.public_id))
        for one in evaluations_named(set(viewer.evaluations))
    ]
    return render(request, "evaluation_guide/evaluations.html", {"cards": cards})


@require_safe
def evaluation(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """The task list: what has been done, what comes next, and with whom it is."""
    viewer = viewer_of(request)
    this = visible_evaluation(viewer, evaluation_id)
    round = latest_round(this)
    context = {
        "evaluation": this,
        "round": round,
        "tasks": presenters.task_list(round, viewer.roles_in(evaluation_id)),
        "may_manage": manage_evaluation(viewer, this),
        "days_left": presenters.days_left(this),
    }
    return render(request, "evaluation_guide/evaluation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """End an evaluation for good, after saying what is lost and asking for its title."""
    viewer = viewer_of(request)
    this = visible_evaluation(viewer, evaluation_id)
    check_manage_evaluation(viewer, this)
    form = ConfirmForm(request.POST or None, name=this.title)
    if form.is_valid():
        try:
            actions.delete_evaluation(evaluation=this, by=viewer.account or "")
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("evaluation_guide:evaluations")
    context = {"evaluation": this, "form": form}
    return render(request, "evaluation_guide/delete.html", context, status=status_of(form))


@require_safe
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """What each role may do, made from the policies."""
    context = {"roles": matrix.roles(), "parts": matrix.matrix()}
    return render(request, "evaluation_guide/who_sees_what.html", context)
