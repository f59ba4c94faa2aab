"""Fields draw themselves with the design system, and never let what people typed become markup."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from poet.foundations.design_system import forms


class Example(forms.Form):
    name = forms.TextField(label="Your <name>", help_text="As others write it", width="govuk-input--width-20")
    paper = forms.FileField(label="A paper", accept=".csv")
    why = forms.TextField(label="Why", required=False)
    kind = forms.RadiosField(
        label="What kind",
        choices=[("a", "This"), ("b", "That")],
        hints={"a": "The usual"},
        conditional={"b": "why"},
    )


def drawn(form: Example, name: str) -> str:
    return re.sub(r"\s+", " ", str(form[name].as_field_group()))


def test_a_text_field_has_label_hint_and_value() -> None:
    html = drawn(Example({"name": '"><script>'}), "name")
    assert "Your &lt;name&gt;" in html
    assert "As others write it" in html
    assert 'class="govuk-input govuk-input--width-20"' in html
    assert "<script>" not in html
    assert "&#34;&gt;&lt;script&gt;" in html


def test_an_error_stands_at_its_field_and_in_the_list() -> None:
    form = Example({"name": ""})
    assert 'id="id_name-error"' in drawn(form, "name")
    assert {"text": "This field is required.", "href": "#id_name"} in form.error_list()


def test_a_file_field_offers_its_endings() -> None:
    html = drawn(Example(), "paper")
    assert 'type="file"' in html
    assert 'accept=".csv"' in html


def test_a_file_field_says_and_holds_to_the_largest_size(settings: Settings) -> None:
    settings.LARGEST_FILE = 3_000_000
    html = drawn(Example(), "paper")
    assert "At most 3 MB." in html
    assert 'data-largest="3000000"' in html
    assert 'data-too-large="Choose a file of at most 3 MB"' in html
    for size, told in [(3_000_000, []), (3_000_001, ["Choose a file of at most 3 MB"])]:
        paper = SimpleUploadedFile("paper.csv", b"1" * size)
        assert Example({"name": "x", "kind": "a"}, {"paper": paper}).errors.get("paper", []) == told


def test_a_choice_keeps_its_value_and_holds_its_own_question() -> None:
    html = drawn(Example({"kind": "b"}), "kind")
    assert re.search(r'value="b" checked', html)
    assert "The usual" in html
    assert html.count('name="why"') == 1
    assert html.index('id="conditional-id_kind-2"') < html.index('name="why"')
