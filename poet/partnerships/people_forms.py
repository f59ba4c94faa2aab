"""What a lead is asked who invites somebody to an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from poet.foundations.accounts.actions import CannotChangeAccounts
from poet.foundations.accounts.roles import EVALUATION_ROLES, PURPOSES, Role
from poet.foundations.design_system import forms
from poet.partnerships.queries import OrganisationDetails


class InviteForm(forms.Form):
    """Whom, as what and, of a coordinator, for which organisation."""

    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )
    role = forms.RadiosField(
        label="What is their part?",
        choices=[(role.value, role.label) for role in (*EVALUATION_ROLES[1:], Role.LEAD)],
        hints={role.value: PURPOSES[role] for role in EVALUATION_ROLES},
        conditional={Role.COORDINATOR.value: "organisation"},
        error_messages={"required": "Choose what their part is"},
    )
    organisation = forms.SelectField(label="Of which organisation?", choices=[], required=False)

    def __init__(self, *args: Any, organisations: Sequence[OrganisationDetails], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        assert isinstance(field, forms.SelectField)  # noqa: S101 - declared above
        field.choices = [
            ("", "Choose an organisation"),
            *((one.public_id, one.name) for one in organisations),
        ]

    def clean(self) -> dict[str, Any]:
        """A coordinator belongs to an organisation, and nobody else does."""
        cleaned = super().clean() or {}
        is_coordinator = cleaned.get("role") == Role.COORDINATOR
        if is_coordinator and not cleaned.get("organisation"):
            self.add_error("organisation", "Choose the organisation whose coordinator they are")
        if not is_coordinator:
            cleaned["organisation"] = ""
        return cleaned

    def add_refusal(self, refusal: CannotChangeAccounts) -> None:
        """Say at the address why it cannot be invited."""
        self.add_error("email", str(refusal))
