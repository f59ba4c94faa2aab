"""What is asked of somebody who brings answers."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from poet.foundations.design_system import forms
from poet.partnership_health.actions import CannotMakeReport, GivenFile
from poet_method.instruments import load

SPREADSHEETS = ".csv,.tsv,.txt,.xlsx"


class AnswersForm(forms.Form):
    """Answers, how many were asked, and which questionnaire they answer."""

    title = forms.TextField(
        label="What should the report be called?",
        help_text="For example: Staff survey, autumn 2026",
        max_length=200,
        error_messages={
            "required": "Enter what the report should be called",
            "max_length": "Use 200 letters or fewer",
        },
    )
    answers = forms.FileField(
        label="The answers",
        help_text="A CSV or Excel file with one row for each person and one column for each statement. "
        "A column’s heading is the statement’s code or its text.",
        accept=SPREADSHEETS,
        error_messages={"required": "Choose the file of answers", "empty": "The file of answers is empty"},
    )
    sheet = forms.TextField(
        label="Which sheet holds the answers? (optional)",
        help_text="Only if your Excel file has several. The name is on the tab at the foot of the sheet.",
        max_length=100,
        required=False,
        width="govuk-input--width-20",
    )
    organisation_column = forms.TextField(
        label="Which column says where a person works?",
        help_text="The heading of the column that holds the partner organisation.",
        max_length=200,
        initial="organisation",
        width="govuk-input--width-20",
        error_messages={"required": "Enter the heading of the column that says where a person works"},
    )
    staff_counts = forms.FileField(
        label="How many staff were asked (optional)",
        help_text="A CSV or Excel file with the same column for the organisation, and one called “staff” "
        "with the number of people asked. Without it, the report cannot say how many did not answer.",
        accept=SPREADSHEETS,
        required=False,
        error_messages={"empty": "The file of staff numbers is empty"},
    )
    questionnaire = forms.RadiosField(
        label="Which questionnaire did they answer?",
        initial="library",
        choices=[("library", "POET’s staff questionnaire"), ("own", "Another questionnaire")],
        conditional={"own": "own_questionnaire"},
        error_messages={"required": "Say which questionnaire they answered"},
    )
    own_questionnaire = forms.FileField(
        label="The questionnaire file",
        help_text="A YAML file that says which statements belong to which dimension.",
        accept=".yaml,.yml",
        required=False,
        error_messages={"empty": "The questionnaire file is empty"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        questionnaire = load("staff")
        field = self.fields["questionnaire"]
        assert isinstance(field, forms.RadiosField)  # noqa: S101 - declared above
        field.hints = {
            "library": f"Version {questionnaire.version}: {len(questionnaire.items)} statements "
            f"in {len(questionnaire.dimensions)} dimensions."
        }

    def clean(self) -> dict[str, Any]:
        """A questionnaire of one's own has to be given."""
        cleaned = super().clean() or {}
        missing = cleaned.get("questionnaire") == "own" and not cleaned.get("own_questionnaire")
        if missing and not self.has_error("own_questionnaire"):
            self.add_error("own_questionnaire", "Choose the questionnaire file")
        return cleaned

    def action_arguments(self) -> dict[str, Any]:
        """What ``make_report_from_answers`` is given, of a form without errors."""
        own = self.cleaned_data["questionnaire"] == "own"
        return {
            "title": self.cleaned_data["title"],
            "answers": _given(self.cleaned_data["answers"]),
            "sheet": self.cleaned_data["sheet"] or None,
            "organisation_column": self.cleaned_data["organisation_column"],
            "staff_counts": _given(self.cleaned_data["staff_counts"]),
            "own_questionnaire": _given(self.cleaned_data["own_questionnaire"]) if own else None,
        }

    def add_refusal(self, refusal: CannotMakeReport) -> None:
        """At a refused file's field, that its problems are listed on the page; at a name's, what is wrong."""
        for name, refused in refusal.by_file.items():
            count = len(refused.problems) + refused.more
            things = "1 problem" if count == 1 else f"{count:,} problems"
            self.add_error(name, f"{refused.name} has {things}, listed on this page")
        for name, problem in refusal.by_name.items():
            self.add_error(name, f"{problem.what[:1].upper()}{problem.what[1:]}. {problem.mend}")


def _given(file: UploadedFile[bytes] | None) -> GivenFile | None:
    return GivenFile(file.name or "file", file.read()) if file else None
