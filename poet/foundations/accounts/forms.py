"""What is asked of people about accounts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from poet.foundations.accounts.actions import CannotChangeAccounts
from poet.foundations.accounts.models import Account
from poet.foundations.accounts.roles import PURPOSES, Role
from poet.foundations.design_system import forms

NAME_HINT = "So that colleagues recognise you. Without a name they see your e-mail address."


class NameForm(forms.Form):
    """What one wants to be called."""

    name = forms.TextField(
        label="Your name (optional)",
        help_text=NAME_HINT,
        max_length=200,
        required=False,
        autocomplete="name",
        error_messages={"max_length": "Use 200 letters or fewer"},
    )


class AcceptForm(NameForm):
    """What a new account begins with. The password may stay empty where another way in was chosen."""

    password = forms.PasswordField(
        label="Choose a password",
        help_text="At least 12 characters. Three random words are easy to remember and hard to guess.",
        required=False,
        autocomplete="new-password",
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        self.account = Account(email=email)
        super().__init__(*args, **options)

    @property
    def is_with_a_password(self) -> bool:
        """Whether that is the way in which was chosen."""
        return str(self.data.get("way", "password")) == "password"

    def clean(self) -> dict[str, Any]:
        """A password that was chosen must be a good one."""
        cleaned = super().clean() or {}
        self.account.name = cleaned.get("name", "")
        if self.is_with_a_password:
            self._check_password(cleaned.get("password", ""))
        return cleaned

    def _check_password(self, password: str) -> None:
        if not password:
            self.add_error("password", "Choose a password, or one of the other ways")
            return
        try:
            validate_password(password, self.account)
        except ValidationError as refused:
            self.add_error("password", " ".join(refused.messages))


class EmailForm(forms.Form):
    """An e-mail address."""

    email = forms.EmailField(
        label="E-mail address",
        autocomplete="email",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )

    def add_refusal(self, refusal: CannotChangeAccounts) -> None:
        """Say at the address why it cannot be invited."""
        self.add_error("email", str(refusal))


class InviteForm(EmailForm):
    """Whom an administrator invites, and as what."""

    role = forms.RadiosField(
        label="What should they be able to do?",
        choices=[
            (Role.SIGNED_IN.value, "Lead evaluations of their own"),
            (Role.NATIONAL_RESEARCHER.value, Role.NATIONAL_RESEARCHER.label),
            (Role.ADMINISTRATOR.value, Role.ADMINISTRATOR.label),
        ],
        hints={
            Role.SIGNED_IN.value: "An account. Whoever sets an evaluation up becomes its lead.",
            Role.NATIONAL_RESEARCHER.value: PURPOSES[Role.NATIONAL_RESEARCHER],
            Role.ADMINISTRATOR.value: PURPOSES[Role.ADMINISTRATOR],
        },
        error_messages={"required": "Say what they should be able to do"},
    )


class DeleteForm(forms.Form):
    """The address of the account to be deleted, typed, so that nobody deletes one by a slip."""

    email = forms.TextField(
        label="To delete it, type the account’s e-mail address",
        error_messages={"required": "Type the account’s e-mail address"},
    )

    def __init__(self, *args: Any, expected: str, **options: Any) -> None:
        self.expected = expected
        super().__init__(*args, **options)

    def clean_email(self) -> str:
        """It has to be the address of this account."""
        typed: str = self.cleaned_data["email"].strip().lower()
        if typed != self.expected:
            raise ValidationError("This is not the address of this account")
        return typed
