"""Form fields that draw themselves with the design system: ``{{ form.answers.as_field_group() }}``.

A field names its template; the template calls the design system's macro with label, hint, value and error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File


class TextField(forms.CharField):
    """One line of text. ``width`` is a class of the design system, for example ``govuk-input--width-20``."""

    def __init__(self, *, width: str = "", **options: Any) -> None:
        self.width = width
        super().__init__(**options)
        self.template_name = "design_system/fields/text.html"


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


class RadiosField(forms.ChoiceField):
    """One of a few choices. ``conditional`` maps a choice to the name of the field asked only with it."""

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        conditional: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        self.hints = hints or {}
        self.conditional = conditional or {}
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
