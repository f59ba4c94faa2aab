"""What is asked of somebody who describes a partnership and runs its evaluation."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms as django_forms

from poet.foundations.design_system import forms
from poet.partnerships.actions import NotPossible, OrganisationEntry
from poet.partnerships.queries import EvaluationDetails, OrganisationDetails
from poet_method.profile import STRONGEST_MODE, Choice, Initiative, Profile, load_profile_words

WORDS = load_profile_words()
MOST_ORGANISATIONS = 40


def _choices(choices: Sequence[Choice]) -> list[tuple[str, str]]:
    return [(choice.id, choice.label) for choice in choices]


def _hints(choices: Sequence[Choice]) -> dict[str, str]:
    return {choice.id: choice.about for choice in choices if choice.about}


class Form(forms.Form):
    """A form that can show why an action refused."""

    def add_refusal(self, refusal: NotPossible) -> None:
        """Put the sentence at its field, or at the head of the page."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class StartForm(Form):
    """Two names, and the evaluation is there."""

    partnership_name = forms.TextField(
        label="What is the partnership called?",
        help_text="As its staff know it. For example: Marrowby Older People’s Partnership",
        max_length=200,
        error_messages={"required": "Enter the name of the partnership"},
    )
    title = forms.TextField(
        label="What is the evaluation called?",
        help_text="For example: Evaluation 2026",
        max_length=200,
        error_messages={"required": "Enter a title for the evaluation"},
    )


class OrganisationRow(Form):
    """One partner organisation."""

    public_id = django_forms.CharField(required=False, widget=django_forms.HiddenInput)
    name = forms.TextField(
        label="Name",
        max_length=200,
        error_messages={"required": "Enter the name of the organisation"},
    )
    sector = forms.SelectField(
        label="Sector",
        choices=[("", "Choose"), *_choices(WORDS.sectors)],
        error_messages={"required": "Choose the sector of the organisation"},
    )
    ods_code = forms.TextField(
        label="NHS code (optional)",
        max_length=20,
        required=False,
        width="govuk-input--width-5",
    )
    remove = forms.CheckboxesField(
        label="Remove it?",
        choices=[("yes", "Remove this organisation")],
        required=False,
        legend_is_hidden=True,
    )

    @staticmethod
    def of(organisation: OrganisationDetails) -> dict[str, str]:
        """What stands in the row of an organisation that is there."""
        return {
            "public_id": organisation.public_id,
            "name": organisation.name,
            "sector": organisation.sector_id,
            "ods_code": organisation.ods_code,
        }

    def entry(self) -> OrganisationEntry:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return OrganisationEntry(
            name=typed["name"],
            sector=typed["sector"],
            ods_code=typed["ods_code"],
            public_id=typed["public_id"],
            remove=bool(typed["remove"]),
        )


class PartForm(Form):
    """One part of a profile. ``answers`` names the fields of ``Profile`` that it asks for."""

    answers: ClassVar[tuple[str, ...]]

    @classmethod
    def of(cls, profile: Profile) -> dict[str, Any]:
        """What the form holds at first."""
        return {name: getattr(profile, name) for name in cls.answers}

    def changes(self) -> dict[str, Any]:
        """What was said, for the action."""
        return {name: self.cleaned_data[name] for name in self.answers}


class UserGroupsForm(PartForm):
    """Whom the partnership is for."""

    answers = ("user_groups",)
    user_groups = forms.CheckboxesField(
        label="Who is the partnership for?",
        help_text="Choose all groups of people whose lives it should make better.",
        is_heading=True,
        choices=_choices(WORDS.user_groups),
        error_messages={"required": "Choose at least one group"},
    )

    def changes(self) -> dict[str, Any]:
        """The groups in the library's order, however they were sent."""
        chosen = set(self.cleaned_data["user_groups"])
        return {"user_groups": tuple(one.id for one in WORDS.user_groups if one.id in chosen)}


class DepthAndBreadthForm(PartForm):
    """Where it stands in Figure 1."""

    answers = ("depth", "breadth")
    depth = forms.RadiosField(
        label="How deep does working together go?",
        help_text="Choose the furthest that describes how things are now, not how they are meant to become.",
        choices=_choices(WORDS.depth),
        hints=_hints(WORDS.depth),
        error_messages={"required": "Choose how deep working together goes"},
    )
    breadth = forms.RadiosField(
        label="How broad is it?",
        choices=_choices(WORDS.breadth),
        hints=_hints(WORDS.breadth),
        error_messages={"required": "Choose how broad the partnership is"},
    )


class GovernanceForm(PartForm):
    """What makes things happen, three marks and the strongest."""

    answers = ("governance", "dominant_mode")
    dominant_mode = forms.RadiosField(
        label="Which of the three matters most?",
        choices=_choices(WORDS.governance),
        error_messages={"required": "Choose which of the three matters most"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        marks = [(str(mark), str(mark)) for mark in range(STRONGEST_MODE + 1)]
        own = {
            f"mode_{mode.id}": forms.RadiosField(
                label=mode.label,
                help_text=f"{mode.about} 0 is not at all, {STRONGEST_MODE} very much.",
                choices=marks,
                in_a_row=True,
                error_messages={"required": f"Choose from 0 to {STRONGEST_MODE} for {mode.label.lower()}"},
            )
            for mode in WORDS.governance
        }
        self.fields = {**own, **self.fields}

    @classmethod
    def of(cls, profile: Profile) -> dict[str, Any]:
        """The marks, one a field."""
        marks = profile.governance or {}
        return {"dominant_mode": profile.dominant_mode} | {
            f"mode_{mode}": str(mark) for mode, mark in marks.items()
        }

    def clean(self) -> dict[str, Any]:
        """The dominant mode is one of those marked highest."""
        typed: dict[str, Any] = super().clean() or {}
        marks = {mode.id: int(typed.get(f"mode_{mode.id}", -1)) for mode in WORDS.governance}
        highest, dominant = max(marks, key=lambda mode: marks[mode]), typed.get("dominant_mode")
        if dominant and min(marks.values()) >= 0 and marks[dominant] < marks[highest]:
            higher = WORDS.label("governance", highest).lower()
            self.add_error("dominant_mode", f"You marked {higher} higher than this")
        return typed

    def changes(self) -> dict[str, Any]:
        """The marks by mode."""
        marks = {mode.id: int(self.cleaned_data[f"mode_{mode.id}"]) for mode in WORDS.governance}
        return {"governance": marks, "dominant_mode": self.cleaned_data["dominant_mode"]}


class LifeSpanForm(PartForm):
    """How far along it is."""

    answers = ("life_span",)
    life_span = forms.RadiosField(
        label="Where is the partnership in its life?",
        help_text="Choose what takes most of its effort now.",
        is_heading=True,
        choices=_choices(WORDS.life_span),
        hints=_hints(WORDS.life_span),
        error_messages={"required": "Choose where the partnership is in its life"},
    )


class UndertakingForm(PartForm):
    """Evaluation or research: what follows is said beside each choice."""

    answers = ("undertaking",)
    undertaking = forms.RadiosField(
        label="What kind of undertaking is this?",
        help_text="It decides whose approval you need before you invite anybody.",
        is_heading=True,
        choices=_choices(WORDS.undertakings),
        hints=_hints(WORDS.undertakings),
        error_messages={"required": "Choose what kind of undertaking this is"},
    )


class InitiativeRow(Form):
    """Something else going on."""

    name = forms.TextField(
        label="What is it called?",
        max_length=200,
        error_messages={"required": "Enter what it is called, or empty the row"},
    )
    since = forms.DateField(label="Since when? (optional)", required=False)
    about = forms.TextField(
        label="What could it change? (optional)",
        max_length=500,
        required=False,
    )

    @staticmethod
    def of(initiative: Initiative) -> dict[str, Any]:
        """What stands in the row of one that is there."""
        return {"name": initiative.name, "since": initiative.since, "about": initiative.about}

    def initiative(self) -> Initiative:
        """What was typed, as a value."""
        typed = self.cleaned_data
        return Initiative(typed["name"], typed["since"], typed["about"])


class NoInitiativesForm(Form):
    """Saying that there is nothing, so that an empty list is not one that was forgotten."""

    nothing = forms.CheckboxesField(
        label="Or is there nothing?",
        choices=[("yes", "Nothing else is going on that could explain a change")],
        required=False,
    )

    def fits(self, something_given: bool) -> bool:
        """Whether either something was given or it was said that there is nothing; notes the error if not."""
        says_none = self.is_valid() and bool(self.cleaned_data["nothing"])
        if says_none and something_given:
            self.add_error("nothing", "Either empty the rows above, or take this mark away")
        elif not says_none and not something_given:
            self.add_error("nothing", "Enter what else is going on, or say that there is nothing")
        return not self.errors


# The parts of a profile that are one form each, by the address that ``tasks.PARTS`` gives them.
PARTS: dict[str, type[PartForm]] = {
    "user-groups": UserGroupsForm,
    "depth-and-breadth": DepthAndBreadthForm,
    "governance": GovernanceForm,
    "life-span": LifeSpanForm,
    "undertaking": UndertakingForm,
}


class DatesForm(Form):
    """When the survey is to open and close."""

    opens_on = forms.DateField(
        label="When should the survey open?",
        help_text="For example, 22 11 2026",
        error_messages={"required": "Enter the day on which the survey opens"},
    )
    closes_on = forms.DateField(
        label="When should it close?",
        help_text="Three to four weeks are usual. It closes at the end of that day.",
        error_messages={"required": "Enter the day on which the survey closes"},
    )


class ExtendForm(Form):
    """A later closing date."""

    closes_on = forms.DateField(
        label="When should it close instead?",
        help_text="A later day than now. It closes at the end of that day.",
        error_messages={"required": "Enter the day on which the survey closes"},
    )


class ConfirmForm(Form):
    """Typing a name, before something is lost."""

    name = forms.TextField(label="To go on, type the name", error_messages={"required": "Type the name"})

    def __init__(self, *args: Any, name: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.wanted = name
        self.fields["name"].label = f"To go on, type “{name}”"

    def clean_name(self) -> str:
        """The very name, but for capitals and spaces."""
        typed = " ".join(self.cleaned_data["name"].split())
        if typed.casefold() != " ".join(self.wanted.split()).casefold():
            raise django_forms.ValidationError(f"This is not the name. Type “{self.wanted}”")
        return typed


class SettingsForm(Form):
    """What the evaluation is called, and how long it is kept."""

    partnership_name = forms.TextField(
        label="What is the partnership called?",
        max_length=200,
        error_messages={"required": "Enter the name of the partnership"},
    )
    title = forms.TextField(
        label="What is the evaluation called?",
        max_length=200,
        error_messages={"required": "Enter a title for the evaluation"},
    )
    delete_on = forms.DateField(
        label="When should everything be deleted?",
        help_text="On this day the evaluation is deleted: staff lists, reports, the record, all of it. "
        "Nobody can bring it back.",
        error_messages={"required": "Enter the day on which everything is deleted"},
    )

    @staticmethod
    def of(evaluation: EvaluationDetails) -> dict[str, str | datetime.date]:
        """What the form holds at first."""
        return {
            "partnership_name": evaluation.partnership.name,
            "title": evaluation.title,
            "delete_on": evaluation.delete_on,
        }


class HandOverForm(Form):
    """Who is to lead the evaluation."""

    to = forms.RadiosField(
        label="Who should lead the evaluation?",
        choices=[],
        error_messages={"required": "Choose who should lead the evaluation"},
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.RadiosField)  # noqa: S101 - declared above
        field.choices = list(people)
