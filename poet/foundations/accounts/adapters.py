"""Where allauth asks us: mail goes through the outbox, accounts begin by invitation, seeds are encrypted."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from poet.foundations.accounts.models import Account
from poet.foundations.accounts.passwords import RESET_LETTER
from poet.foundations.mail import actions as mail
from poet.foundations.public_ids import new_public_id

# What allauth tells the owner of an account, by the name of its template.
NOTICES = {
    "password_changed": "Your password was changed.",
    "password_reset": "Your password was set anew, by the link that we had sent you.",
    "password_set": "A password was set for your account.",
    "totp_activated": "Signing in now also asks for a code from an authenticator app.",
    "totp_deactivated": "Signing in no longer asks for a code from an authenticator app.",
    "webauthn_added": "A passkey was added to your account.",
    "webauthn_removed": "A passkey was removed from your account.",
    "recovery_codes_generated": "New recovery codes were made; the former ones no longer work.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by password."""

    error_messages = {  # noqa: RUF012 - allauth's own way
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed.",
        "email_password_mismatch": "The e-mail address or the password is not right",
        "enter_current_password": "Enter your present password",
        "incorrect_code": "This code is not right, or it is too old: enter the one shown now",
        "incorrect_password": "This password is not right",
        "too_many_login_attempts": "There were too many wrong tries. Wait 10 minutes, then try again; "
        "or set a new password, which you can do now",
        "rate_limited": "There were too many tries. Wait a minute, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never by allauth's own pages: an account begins with an invitation."""
        return False

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """Through the outbox; the link is made while it is sent, so the one in ``context`` is let go."""
        account = _account(user)
        self._queue(RESET_LETTER, account, {"account": account.public_id})

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell an account's owner what changed about signing in, in our own words."""
        self._queue("accounts.notice", _account(user), {"what": NOTICES[template_prefix.rpartition("/")[2]]})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Refused: a letter of allauth's that we did not think of would leave without the outbox."""
        raise NotImplementedError(template_prefix)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("accounts:mine")

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """How somebody may show again who they are, the easiest first: password, passkey, code."""
        order = ["reauthenticate", "mfa_reauthenticate:webauthn", "mfa_reauthenticate"]
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: order.index(method["id"]))

    def _queue(self, kind: str, account: Account, parameters: dict[str, str]) -> None:
        recipient = mail.Recipient(account.public_id, account.email, parameters)
        mail.queue(kind=kind, occasion=new_public_id(), recipients=[recipient])


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps, recovery codes, passkeys."""

    error_messages = {  # noqa: RUF012 - allauth's own way
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def get_totp_issuer(self) -> str:
        """What an authenticator app calls us."""
        return str(settings.BRAND.name)

    def build_totp_svg(self, url: str) -> str:
        """The picture as a part of the page: as an address of its own, the browser would refuse it (CSP)."""
        return "<svg" + str(super().build_totp_svg(url)).partition("<svg")[2]

    def encrypt(self, text: str) -> str:
        """A stolen database alone makes no codes: their seeds are encrypted under ``SECRET_KEY``."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Undo ``encrypt``."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002 - allauth's name
        """What a passkey is called until somebody calls it otherwise."""
        return "My passkey"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Single sign-on opens the account with the same address; it creates none, and connects none."""
        if sociallogin.state.get("process") != "login" or not sociallogin.is_existing:
            raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))


def _account(user: AbstractBaseUser) -> Account:
    assert isinstance(user, Account)  # noqa: S101 - it is AUTH_USER_MODEL
    return user


def _cipher() -> Fernet:
    key = hashlib.sha256(b"poet.accounts.second_factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
