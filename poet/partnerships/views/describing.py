"""Pages on which a partnership is described."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from poet.foundations.accounts.queries import account_names
from poet.foundations.accounts.roles import Role
from poet.foundations.accounts.viewing import viewer_of
from poet.foundations.design_system.forms import status_of
from poet.foundations.design_system.rows import Rows, Together
from poet.partnerships import actions, forms, policies, presenters, queries

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def show(request: HttpRequest, partnership_id: str) -> HttpResponse:
    """One partnership: its evaluations, its reports, who is in it."""
    viewer = viewer_of(request)
    partnership = policies.visible_partnership(viewer, partnership_id)
    evaluations = [one for one in queries.evaluations_of(partnership) if policies.see_evaluation(viewer, one)]
    roles = {role for one in evaluations for role in viewer.roles_in(one.public_id)}
    context = {
        "partnership": partnership,
        "evaluations": evaluations,
        "reads": bool(roles - {Role.COORDINATOR}),
        "makes": Role.LEAD in roles,
    }
    return render(request, "partnerships/show.html", context)


@FORM
def start(request: HttpRequest) -> HttpResponse:
    """A new evaluation, for whoever is to lead it."""
    viewer = viewer_of(request)
    policies.check_start_evaluation(viewer)
    form = forms.StartForm(request.POST or None)
    if form.is_valid():
        try:
            evaluation = actions.start_evaluation(by=viewer.account or "", **form.cleaned_data)
        except actions.NotPossible as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("evaluation_guide:evaluation", evaluation.public_id)
    return render(request, "partnerships/start.html", {"form": form}, status=status_of(form))


@require_safe
def profile(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """How the partnership is described, with Figure 1, and what has not been said yet."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_see_profile(viewer, evaluation)
    described = queries.current_profile(evaluation.partnership, today=timezone.localdate())
    context = {
        "evaluation": evaluation,
        "profile": presenters.profile_page(described, queries.rounds_of(evaluation)),
        "may_describe": policies.describe(viewer, evaluation),
    }
    return render(request, "partnerships/profile.html", context)


@require_safe
def history(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """Every profile that was recorded, the newest first."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_see_profile(viewer, evaluation)
    recorded = queries.profiles_of(evaluation.partnership)
    names = account_names(one.recorded_by for one in recorded)
    context = {
        "evaluation": evaluation,
        "changes": presenters.profile_changes(recorded, names, queries.rounds_of(evaluation)),
    }
    return render(request, "partnerships/history.html", context)


@FORM
def organisations(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """The partner organisations, as many rows as it takes."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_describe(viewer, evaluation)
    there = queries.organisations_of(evaluation.partnership)
    rows = Rows(
        forms.OrganisationRow,
        prefix="organisation",
        data=request.POST if request.method == "POST" else None,
        initial=[forms.OrganisationRow.of(one) for one in there],
        empty=3,
        most=forms.MOST_ORGANISATIONS,
    )
    if request.method == "POST" and not rows.wants_more and rows.is_valid():
        given = rows.given
        try:
            actions.change_organisations(
                evaluation=evaluation,
                entries=[row.entry() for _, row in given],
                by=viewer.account or "",
            )
        except actions.NotPossible as refusal:
            given[refusal.row or 0][1].add_refusal(refusal)
        else:
            return _onwards(evaluation, after="organisations")
    context = {"evaluation": evaluation, "form": rows, "there": len(there)}
    return render(request, "partnerships/organisations.html", context, status=status_of(rows))


@FORM
def describe(request: HttpRequest, evaluation_id: str, part: str) -> HttpResponse:
    """One part of the profile."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_describe(viewer, evaluation)
    if part == "initiatives":
        return _initiatives(request, evaluation, viewer.account or "")
    kind = forms.PARTS.get(part)
    if kind is None:
        raise Http404
    described = queries.current_profile(evaluation.partnership, today=timezone.localdate())
    form = kind(request.POST or None, initial=kind.of(described))
    if form.is_valid():
        try:
            actions.describe(evaluation=evaluation, by=viewer.account or "", **form.changes())
        except actions.NotPossible as refusal:
            form.add_refusal(refusal)
        else:
            return _onwards(evaluation, after=part)
    context = {"evaluation": evaluation, "form": form, "part": presenters.part_page(part, described)}
    return render(request, "partnerships/describe.html", context, status=status_of(form))


def _initiatives(request: HttpRequest, evaluation: queries.EvaluationDetails, by: str) -> HttpResponse:
    described = queries.current_profile(evaluation.partnership, today=timezone.localdate())
    rows = Rows(
        forms.InitiativeRow,
        prefix="initiative",
        data=request.POST if request.method == "POST" else None,
        initial=[forms.InitiativeRow.of(one) for one in described.initiatives or ()],
    )
    nothing = forms.NoInitiativesForm(
        request.POST or None, initial={"nothing": ["yes"] if described.initiatives == () else []}
    )
    if (
        request.method == "POST"
        and not rows.wants_more
        and rows.is_valid()
        and nothing.fits(bool(rows.given))
    ):
        initiatives = tuple(row.initiative() for _, row in rows.given)
        actions.describe(evaluation=evaluation, by=by, initiatives=initiatives)
        return _onwards(evaluation, after="initiatives")
    form = Together(rows, nothing)
    context = {"evaluation": evaluation, "form": form, "rows": rows, "nothing": nothing}
    return render(request, "partnerships/initiatives.html", context, status=status_of(form))


def _onwards(evaluation: queries.EvaluationDetails, *, after: str) -> HttpResponse:
    """To the next part that has not been said; back to the whole when all of it has."""
    described = queries.current_profile(evaluation.partnership, today=timezone.localdate())
    part = presenters.next_part(described, after=after)
    if part is None:
        return redirect("partnerships:profile", evaluation.public_id)
    if part == "organisations":
        return redirect("partnerships:organisations", evaluation.public_id)
    return redirect("partnerships:describe", evaluation.public_id, part)
