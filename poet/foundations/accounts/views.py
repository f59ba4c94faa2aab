"""Pages of accounts that are ours; signing in and second factors are allauth's views on our templates."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import View

from poet.foundations.accounts import access, actions, invitations, presenters, queries
from poet.foundations.accounts.actions import CannotAccept, CannotChangeAccounts
from poet.foundations.accounts.forms import AcceptForm, DeleteForm, EmailForm, InviteForm, NameForm
from poet.foundations.accounts.invitations import InvitationDetails
from poet.foundations.accounts.policies import Unknown
from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.accounts.risky_acts import ask_again
from poet.foundations.accounts.roles import Role
from poet.foundations.accounts.viewing import viewer_of
from poet.foundations.audit.actions import THE_SITE
from poet.foundations.design_system.forms import status_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def mine(request: HttpRequest) -> HttpResponse:
    """One's own account: what one is called, one's roles, how one signs in."""
    viewer = viewer_of(request)
    access.check_own_account(viewer)
    account = _account(viewer.account or "")
    form = NameForm(request.POST or None, initial={"name": account.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_account(account=account.public_id, name=form.cleaned_data["name"])
        messages.success(request, "Your name was saved.")
        return redirect("accounts:mine")
    context = {"form": form, "one": account, "roles": presenters.roles(viewer.memberships)}
    return render(request, "accounts/mine.html", context, status=status_of(form))


@never_cache
@form_page
def sign_up(request: HttpRequest) -> HttpResponse:
    """Where the site is open to everybody: an address, to which an invitation is sent."""
    access.check_sign_up()
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with suppress(CannotChangeAccounts):  # the same page whether or not there is such an account
            actions.invite(email=form.cleaned_data["email"], role=Role.SIGNED_IN, by=THE_SITE)
        return render(request, "accounts/sign_up_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "accounts/sign_up.html", {"form": form}, status=status_of(form))


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class AcceptInvitation(View):
    """What somebody is invited to; sending the form accepts it. Mail scanners look, so looking does not."""

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """What it is an invitation to, and what there is to choose."""
        invitation = invitations.find_invitation(secret)
        if invitation is None:
            return render(request, "accounts/invitation_gone.html", status=HTTPStatus.NOT_FOUND)
        return self._page(request, invitation, AcceptForm(email=invitation.email))

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Accept it."""
        invitation = invitations.find_invitation(secret)
        if invitation is None:
            return render(request, "accounts/invitation_gone.html", status=HTTPStatus.NOT_FOUND)
        is_new = queries.find_account_by_email(invitation.email) is None
        form = AcceptForm(request.POST, email=invitation.email)
        if is_new and not form.is_valid():
            return self._page(request, invitation, form)
        try:
            account = actions.accept_invitation(
                secret=secret,
                by_account=viewer_of(request).account,
                name=form.cleaned_data["name"] if is_new else "",
                password=form.cleaned_data["password"] if is_new and form.is_with_a_password else None,
            )
        except CannotAccept:
            return self._page(request, invitation, form)
        if is_new:
            return self._begin(request, account)
        messages.success(request, "You have accepted the invitation.")
        return redirect(settings.LOGIN_REDIRECT_URL)

    def _page(self, request: HttpRequest, invitation: InvitationDetails, form: AcceptForm) -> HttpResponse:
        viewer = viewer_of(request)
        owner = queries.find_account_by_email(invitation.email)
        context = {
            "form": form,
            "invitation": presenters.invitation(invitation),
            "has_account": owner is not None,
            "is_theirs": owner is not None and owner.public_id == viewer.account,
            "single_sign_on": presenters.single_sign_on_name(),
        }
        return render(request, "accounts/invitation.html", context, status=status_of(form))

    def _begin(self, request: HttpRequest, account: AccountDetails) -> HttpResponse:
        """Sign a new account in, and take it on to what it still needs."""
        if viewer_of(request).is_signed_in:
            logout(request)  # whoever else was signed in here
        user = queries.account_to_sign_in(account.email)
        login(request, user, settings.AUTHENTICATION_BACKENDS[0])
        # Their letter has just shown who they are; for adding a passkey there is nothing else to ask for.
        record_authentication(request, user, method="invitation", reauthenticated=True)
        if request.POST.get("way") == "passkey":
            return redirect("mfa_add_webauthn")
        messages.success(request, "Your account is ready.")
        return redirect(settings.LOGIN_REDIRECT_URL)


@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Every account and every open invitation, for an administrator."""
    access.check_look_after_accounts(viewer_of(request))
    context = {
        "people": presenters.people(queries.all_accounts()),
        "invitations": [presenters.invitation(one) for one in invitations.open_invitations()],
    }
    return render(request, "accounts/people.html", context)


@never_cache
@form_page
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody to the site."""
    viewer = viewer_of(request)
    access.check_look_after_accounts(viewer)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(**form.cleaned_data, by=viewer.account or "")
        except CannotChangeAccounts as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"An invitation is on its way to {form.cleaned_data['email']}.")
            return redirect("accounts:people")
    return render(request, "accounts/invite.html", {"form": form}, status=status_of(form))


@require_POST
def withdraw(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Withdraw an invitation to the site."""
    viewer = viewer_of(request)
    access.check_look_after_accounts(viewer)
    try:
        actions.withdraw_invitation(invitation=invitation_id, by=viewer.account or "")
    except CannotChangeAccounts as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The invitation was withdrawn: its link no longer works.")
    return redirect("accounts:people")


@never_cache
@form_page
def person(request: HttpRequest, account_id: str) -> HttpResponse:
    """One account: what it may do on the whole site, closing it and opening it again."""
    viewer = viewer_of(request)
    access.check_look_after_accounts(viewer)
    account = _account(account_id)
    if request.method == "POST":
        ask_again(request)
        try:
            messages.success(request, _changed(account, request.POST.get("act", ""), viewer.account or ""))
        except CannotChangeAccounts as refusal:
            messages.error(request, str(refusal))
        return redirect("accounts:person", account_id=account_id)
    memberships = queries.memberships_of(account.public_id)
    context = {
        "one": account,
        "roles": presenters.roles(memberships),
        "choices": presenters.choices(memberships),
    }
    return render(request, "accounts/person.html", context)


@never_cache
@form_page
def delete_person(request: HttpRequest, account_id: str) -> HttpResponse:
    """Delete an account, once its address is typed."""
    viewer = viewer_of(request)
    access.check_look_after_accounts(viewer)
    account = _account(account_id)
    form = DeleteForm(request.POST or None, expected=account.email)
    if request.method == "POST":
        ask_again(request)
        if form.is_valid():
            try:
                actions.delete_account(account=account.public_id, by=viewer.account or "")
            except CannotChangeAccounts as refusal:
                form.add_error("email", str(refusal))
            else:
                messages.success(request, f"The account {account.email} was deleted.")
                return redirect("accounts:people")
    return render(
        request, "accounts/delete_person.html", {"form": form, "one": account}, status=status_of(form)
    )


def _changed(account: AccountDetails, act: str, by: str) -> str:
    """Do one of the acts that the page of a person offers; gives the sentence that says so."""
    what, _, role = act.partition(":")
    if what == "close":
        actions.close_account(account=account.public_id, by=by)
        return f"{account.shown_as} can no longer sign in."
    if what == "reopen":
        actions.reopen_account(account=account.public_id, by=by)
        return f"{account.shown_as} can sign in again."
    if role not in presenters.SITE_ROLES:
        raise CannotChangeAccounts("Choose one of the things that this page offers.")
    if what == "grant":
        actions.grant_role(account=account.public_id, role=role, by=by)
    else:
        actions.withdraw_role(account=account.public_id, role=role, by=by)
    return "Saved."


def _account(public_id: str) -> AccountDetails:
    account = queries.find_account(public_id)
    if account is None:
        raise Unknown
    return account
