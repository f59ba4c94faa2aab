"""Form fields that draw themselves with the design system: ``{{ form.answers.as_field_group() }}``.

A field names its template; the template calls the design system's macro with label, hint, value and error.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File


class TextField(forms.CharField):
    """One line of text. ``width`` is a class of the design system, for example ``govuk-input--width-20``."""

    input_type = "text"

    def __init__(self, *, width: str = "", autocomplete: str = "off", **options: Any) -> None:
        self.width = width
        self.autocomplete = autocomplete
        super().__init__(**options)
        self.template_name = "design_system/fields/text.html"


class EmailField(forms.EmailField):
    """An e-mail address."""

    input_type = "email"
    width = ""

    def __init__(self, *, autocomplete: str = "off", **options: Any) -> None:
        self.autocomplete = autocomplete
        super().__init__(**options)
        self.template_name = "design_system/fields/text.html"


class PasswordField(forms.CharField):
    """A password, which people may show while they type it. It is never sent back to the page."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        self.autocomplete = autocomplete
        super().__init__(strip=False, **options)
        self.template_name = "design_system/fields/password.html"


class FileField(forms.FileField):
    """One file of at most ``LARGEST_FILE`` bytes, chosen or dropped; ``accept`` lists the endings offered."""

    def __init__(self, *, accept: str = "", **options: Any) -> None:
        self.accept = accept
        super().__init__(**options)
        self.template_name = "design_system/fields/file.html"

    @property
    def largest(self) -> int:
        """The most bytes that the site takes."""
        return int(settings.LARGEST_FILE)

    @property
    def largest_in_words(self) -> str:
        """For example "50 MB"."""
        return f"{self.largest // 1_000_000} MB"

    @property
    def too_large(self) -> str:
        """What is said of a larger file, by the browser before it is sent or else by us."""
        return f"Choose a file of at most {self.largest_in_words}"

    def to_python(self, data: File[Any] | None) -> File[Any] | None:
        """The file, if it is not too large."""
        file = super().to_python(data)
        if file is not None and file.size > self.largest:
            raise forms.ValidationError(self.too_large, code="too_large")
        return file


class TextAreaField(forms.CharField):
    """Several lines of text."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        self.rows = rows
        super().__init__(**options)
        self.template_name = "design_system/fields/textarea.html"


class SelectField(forms.ChoiceField):
    """One of many choices that people know beforehand. The first choice should be an empty one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.template_name = "design_system/fields/select.html"


class CheckboxesField(forms.MultipleChoiceField):
    """Any of some choices.

    ``is_heading``: the question is the page's h1. ``legend_is_hidden``: the choices say enough to see.
    """

    def __init__(self, *, is_heading: bool = False, legend_is_hidden: bool = False, **options: Any) -> None:
        self.is_heading = is_heading
        self.legend_is_hidden = legend_is_hidden
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)
        self.template_name = "design_system/fields/checkboxes.html"


class _DayMonthYear(forms.MultiWidget):
    def __init__(self) -> None:
        super().__init__({part: forms.TextInput() for part in ("day", "month", "year")})

    def decompress(self, value: datetime.date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateField(forms.MultiValueField):
    """A day, a month and a year, each typed."""

    def __init__(self, **options: Any) -> None:
        messages = {"invalid": "Enter a real date, such as 22 11 2026", **options.pop("error_messages", {})}
        parts = [forms.CharField(required=False, max_length=4) for _ in range(3)]
        super().__init__(
            parts, widget=_DayMonthYear(), require_all_fields=False, error_messages=messages, **options
        )
        self.template_name = "design_system/fields/date.html"

    def compress(self, data_list: Sequence[str]) -> datetime.date | None:
        """The date; ``None`` where nothing was typed."""
        if not any(data_list):
            return None
        try:
            day, month, year = (int(part) for part in data_list)
            if year < 1900:
                raise ValueError(year)
            return datetime.date(year, month, day)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def typed(self, bound: forms.BoundField) -> dict[str, str]:
        """What stands in the three boxes."""
        value = bound.value()
        parts = value if isinstance(value, list) else self.widget.decompress(value)
        return {name: str(part or "") for name, part in zip(("day", "month", "year"), parts, strict=True)}


class RadiosField(forms.ChoiceField):
    """One of a few choices. ``conditional`` maps a choice to the name of the field asked only with it.

    ``is_heading``: the question is the page's h1. ``in_a_row``: short choices side by side on wide screens.
    """

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        conditional: Mapping[str, str] | None = None,
        is_heading: bool = False,
        in_a_row: bool = False,
        **options: Any,
    ) -> None:
        self.hints = hints or {}
        self.conditional = conditional or {}
        self.is_heading = is_heading
        self.in_a_row = in_a_row
        super().__init__(widget=forms.RadioSelect, **options)
        self.template_name = "design_system/fields/radios.html"


class Form(forms.Form):
    """A form whose errors can be listed at the head of the page."""

    def error_list(self) -> list[dict[str, str]]:
        """Each error as the error summary wants it: its text, and where its field is."""
        return [
            {"text": str(error), "href": f"#{self[name].auto_id}"}
            if name in self.fields
            else {"text": str(error)}
            for name, errors in self.errors.items()
            for error in errors
        ]


def status_of(form: object) -> HTTPStatus:
    """422 where a form has errors: what was sent cannot be done as it is."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if getattr(form, "errors", None) else HTTPStatus.OK
