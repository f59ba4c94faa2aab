"""What is asked of somebody who brings a list, sorts roles, or decides whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict

from poet.fieldwork.queries import EmployerChoice, PlanDetails, SamplingChoice, group_labels
from poet.foundations.design_system import forms
from poet.partnerships.queries import OrganisationDetails
from poet_method.sampling import Merge

ALL = "all"
SPREADSHEETS = ".csv,.tsv,.txt,.xlsx"
USUAL_RESPONSE = 50  # per cent
ROLES_ON_A_PAGE = 80  # Django takes 200 fields in a form


class UploadForm(forms.Form):
    """The file, and whose list it is where somebody may bring several."""

    organisation = forms.SelectField(
        label="Whose staff are on this list?",
        error_messages={
            "required": "Say whose staff are on this list",
            "invalid_choice": "Say whose staff are on this list",
        },
    )
    file = forms.FileField(
        label="The staff list",
        help_text="A CSV or Excel file with one row for each person.",
        accept=SPREADSHEETS,
        error_messages={"required": "Choose the staff list", "empty": "The file is empty"},
    )

    def __init__(
        self, *args: Any, organisations: Sequence[OrganisationDetails], may_bring_all: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._organisations = {one.public_id: one for one in organisations}
        choices = [(one.public_id, one.name) for one in organisations]
        if may_bring_all:
            choices = [(ALL, "All organisations: the list says who works where"), *choices]
        field = self.fields["organisation"]
        assert isinstance(field, forms.SelectField)  # noqa: S101 - declared above
        field.choices = choices
        field.initial = choices[0][0] if choices else None
        if len(choices) == 1:  # nothing to choose
            del self.fields["organisation"]

    @property
    def asks_whose(self) -> bool:
        """Whether there is anything to choose."""
        return "organisation" in self.fields

    def clean_file(self) -> Any:
        """No larger than the site takes."""
        file = self.cleaned_data["file"]
        if file.size > settings.LARGEST_FILE:
            message = f"Choose a file of at most {settings.LARGEST_FILE // 1_000_000} MB"
            raise django_forms.ValidationError(message)
        return file

    def whose(self) -> OrganisationDetails | None:
        """The organisation whose list it is; ``None`` for all."""
        if not self.asks_whose:
            return next(iter(self._organisations.values()))
        return self._organisations.get(self.cleaned_data["organisation"])


class RolesForm(forms.Form):
    """The staff group of each role; those that are left empty count as “not given”."""

    def __init__(self, *args: Any, roles: Sequence[tuple[str, int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.roles = [role for role, _, _ in roles[:ROLES_ON_A_PAGE]]
        choices = [("", "Choose a group"), *group_labels().items()]
        for at, (role, count, suggested) in enumerate(roles[:ROLES_ON_A_PAGE]):
            people = "1 person" if count == 1 else f"{count:,} people"
            self.fields[f"role_{at}"] = forms.SelectField(
                label=f"{role} ({people})",
                choices=choices,
                initial=suggested,
                error_messages={"required": f"Choose a group for {role}"},
            )

    def groups(self) -> dict[str, str]:
        """Each role of the page with its group."""
        return {role: self.cleaned_data[f"role_{at}"] for at, role in enumerate(self.roles)}


class EmployersForm(forms.Form):
    """Where each person with several employers is asked."""

    def __init__(self, *args: Any, people: Sequence[EmployerChoice], **options: Any) -> None:
        super().__init__(*args, **options)
        self._people = people
        for at, one in enumerate(people):
            self.fields[f"person_{at}"] = forms.SelectField(
                label=one.name, choices=one.members, initial=one.asked_at
            )

    def members(self) -> dict[str, str]:
        """The place where each is asked now, and the one chosen."""
        return {one.asked_at: self.cleaned_data[f"person_{at}"] for at, one in enumerate(self._people)}


class NumberField(django_forms.IntegerField):
    """A whole number, typed."""

    def __init__(self, *, width: str = "govuk-input--width-5", **options: Any) -> None:
        self.width = width
        super().__init__(**options)
        self.template_name = "design_system/fields/text.html"


class SamplingForm(forms.Form):
    """Everybody or a sample, and what decides how large it has to be."""

    way = forms.RadiosField(
        label="Whom do you want to ask?",
        choices=[("census", "Everybody"), ("sample", "A sample")],
        hints={
            "census": "No draw to explain, and nobody wonders why they were not asked.",
            "sample": "People are drawn by chance in each organisation and staff group.",
        },
        conditional={"sample": "size"},
        error_messages={"required": "Say whom you want to ask"},
    )
    size = NumberField(
        label="How many people to ask",
        required=False,
        error_messages={"invalid": "Enter how many people to ask as a whole number"},
    )
    response = NumberField(
        label="What share of them do you expect to answer, in per cent?",
        help_text="If you cannot say, leave 50. Surveys of staff by e-mail often get between 30 and 60.",
        validators=[
            MinValueValidator(5, "Enter a share between 5 and 100"),
            MaxValueValidator(100, "Enter a share between 5 and 100"),
        ],
        error_messages={
            "required": "Enter what share you expect to answer",
            "invalid": "Enter the share as a whole number",
        },
    )

    def choice(self) -> SamplingChoice:
        """What stands in the form, as far as it can be understood; the first values where it cannot."""
        understood = self.cleaned_data if self.is_bound and self.errors is not None else {}  # errors cleans
        cleaned = {**self.initial, **understood}
        return SamplingChoice(
            is_sample=cleaned["way"] == "sample", size=cleaned["size"] or 0, response=cleaned["response"]
        )

    def clean(self) -> dict[str, Any]:
        """A sample has a size."""
        cleaned = super().clean() or {}
        no_size = cleaned.get("way") == "sample" and cleaned.get("size") is None
        if no_size and not self.has_error("size"):
            self.add_error("size", "Enter how many people to ask")
        return cleaned


def choice_so_far(plan: PlanDetails | None) -> dict[str, Any]:
    """What the form holds at first: what was decided, or everybody."""
    if plan is None:
        return {"way": "census", "response": USUAL_RESPONSE, "size": None}
    size = plan.sample_size or None
    way = "census" if plan.is_census else "sample"
    return {"way": way, "response": plan.expected_response, "size": size}


def approved(proposed: Sequence[Merge], sent: QueryDict | None) -> tuple[Merge, ...]:
    """The merges whose boxes were ticked; all of them before anybody was asked."""
    if sent is None or "merges-shown" not in sent:
        return tuple(proposed)
    return tuple(merge for merge in proposed if merge_key(merge) in sent.getlist("merge"))


def merge_key(merge: Merge) -> str:
    """What names a proposed merge in a form."""
    return " | ".join(merge.label)


class DeleteForm(forms.Form):
    """Asks for the partnership's name, so that nobody deletes by a slip."""

    name = forms.TextField(
        label="To delete it, enter the name of the partnership",
        error_messages={"required": "Enter the name of the partnership"},
    )

    def __init__(self, *args: Any, wanted: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._wanted = wanted

    def clean_name(self) -> str:
        """The name as it is, give or take spaces and capitals."""
        name: str = self.cleaned_data["name"]
        if " ".join(name.split()).casefold() != " ".join(self._wanted.split()).casefold():
            raise django_forms.ValidationError(f"This is not the name. Enter “{self._wanted}”")
        return name
