"""Pages on which a lead sees, invites and lets go the people of an evaluation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from poet.foundations.accounts import actions as accounts
from poet.foundations.accounts.invitations import open_invitations
from poet.foundations.accounts.queries import people_of
from poet.foundations.accounts.viewing import viewer_of
from poet.foundations.design_system.forms import status_of
from poet.partnerships import people_presenters, policies
from poet.partnerships.people_forms import InviteForm

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def people(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """Who has which role, and who is invited; sending the form takes a role or an invitation away."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_manage_people(viewer, evaluation)
    if request.method == "POST":
        try:
            messages.success(request, _let_go(request, evaluation_id, viewer.account or ""))
        except accounts.CannotChangeAccounts as refusal:
            messages.error(request, str(refusal))
        return redirect("partnerships:people", evaluation_id)
    context = {
        "evaluation": evaluation,
        "people": people_presenters.role_lines(people_of(evaluation_id), evaluation),
        "invitations": people_presenters.invitation_lines(open_invitations(evaluation_id), evaluation),
    }
    return render(request, "partnerships/people.html", context)


@FORM
def invite(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """Invite somebody by e-mail to have a role in the evaluation."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_manage_people(viewer, evaluation)
    form = InviteForm(request.POST or None, organisations=evaluation.partnership.organisations)
    if form.is_valid():
        try:
            accounts.invite(
                email=form.cleaned_data["email"],
                role=form.cleaned_data["role"],
                by=viewer.account or "",
                evaluation_public_id=evaluation_id,
                organisation_public_id=form.cleaned_data["organisation"],
                to_what=f"{evaluation.title}, {evaluation.partnership.name}",
            )
        except accounts.CannotChangeAccounts as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"An invitation is on its way to {form.cleaned_data['email']}.")
            return redirect("partnerships:people", evaluation_id)
    context = {"evaluation": evaluation, "form": form}
    return render(request, "partnerships/invite.html", context, status=status_of(form))


def _let_go(request: HttpRequest, evaluation_id: str, by: str) -> str:
    """Take away the role, or withdraw the invitation, that the form names; gives what to say of it."""
    sent = request.POST
    if "invitation" in sent:
        accounts.withdraw_invitation(invitation=sent["invitation"], by=by, evaluation_public_id=evaluation_id)
        return "The invitation was withdrawn: its link no longer works."
    accounts.withdraw_role(
        account=sent.get("account", ""),
        role=sent.get("role", ""),
        by=by,
        evaluation_public_id=evaluation_id,
        organisation_public_id=sent.get("organisation", ""),
    )
    return "The role was taken away."
