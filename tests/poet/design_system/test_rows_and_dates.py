"""Rows of the same few questions, and dates in three boxes."""

from __future__ import annotations

import datetime
import re

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from poet.foundations.design_system import forms
from poet.foundations.design_system.rows import Rows, Together


class Row(forms.Form):
    name = forms.TextField(label="Name", error_messages={"required": "Enter a name"})
    since = forms.DateField(label="Since", required=False)


def sent(**fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data[name.replace("__", "-")] = value
    return data


def rows(data: QueryDict | None = None, **options: int) -> Rows[Row]:
    return Rows(Row, prefix="r", data=data, initial=[{"name": "There"}], **options)


def test_at_first_there_is_what_is_there_and_an_empty_row() -> None:
    assert [form["name"].value() for form in rows().forms] == ["There", None]
    assert [number for number, _ in rows().given] == [0]
    assert not rows().errors


def test_empty_rows_count_for_nothing_and_others_are_checked_each() -> None:
    data = sent(
        r__rows="4", **{"r-0-name": "A", "r-2-since_day": "1", "r-3-name": "D", "r-3-since_day": "31"}
    )
    given_rows = rows(data)
    assert not given_rows.is_valid()
    assert [number for number, _ in given_rows.given] == [0, 2, 3]
    assert [error["href"] for error in given_rows.error_list()] == [
        "#id_r-2-name",
        "#id_r-2-since",
        "#id_r-3-since",
    ]


def test_more_rows_keep_everything_that_was_typed() -> None:
    data = sent(r__rows="2", r__add="yes", **{"r-1-name": "B", "r-1-since_day": "31", "r-1-since_month": "2"})
    more = rows(data, empty=2)
    assert more.wants_more
    assert not more.errors
    assert [form["name"].value() for form in more.forms] == [None, "B", None, None]
    assert [("autofocus" in form.fields["name"].widget.attrs) for form in more.forms] == [
        False,
        False,
        True,
        False,
    ]
    shown = str(more.forms[1]["since"].as_field_group())
    assert re.findall(r'name="r-1-since_(\w+)"[^>]*value="(\d+)"', shown) == [("day", "31"), ("month", "2")]


@given(st.text(max_size=30), st.integers(1, 5))
def test_however_many_rows_are_said_to_be_sent_there_are_not_too_many(count: str, most: int) -> None:
    for data in (sent(r__rows=count), sent(r__rows=count, r__add="yes")):
        assert len(rows(data, most=most).forms) <= most


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        (("22", "11", "2026"), datetime.date(2026, 11, 22)),
        (("1", "2", "2024"), datetime.date(2024, 2, 1)),
        (("29", "2", "2024"), datetime.date(2024, 2, 29)),
        (("", "", ""), None),
    ],
)
def test_real_dates_are_read(typed: tuple[str, str, str], date: datetime.date | None) -> None:
    names = ("since_day", "since_month", "since_year")
    form = Row(sent(name="A", **dict(zip(names, typed, strict=True))))
    assert form.is_valid()
    assert form.cleaned_data["since"] == date


@pytest.mark.parametrize(
    "typed",
    [
        ("29", "2", "2026"),
        ("1", "", "2026"),
        ("x", "1", "2026"),
        ("1", "13", "2026"),
        ("1", "1", "26"),
        ("0", "1", "2026"),
    ],
)
def test_what_is_no_date_is_refused(typed: tuple[str, str, str]) -> None:
    names = ("since_day", "since_month", "since_year")
    form = Row(sent(name="A", **dict(zip(names, typed, strict=True))))
    assert form.errors["since"] == ["Enter a real date, such as 22 11 2026"]


def test_several_forms_have_one_list_of_errors() -> None:
    together = Together(rows(sent(r__rows="1", **{"r-0-since_day": "1"})), Row(sent()))
    assert together.errors
    assert [error["href"] for error in together.error_list()] == ["#id_r-0-name", "#id_r-0-since", "#id_name"]
