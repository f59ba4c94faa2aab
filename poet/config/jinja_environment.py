"""The template environment: each app's ``jinja2`` folder, and GOV.UK Frontend's macros under their prefix."""

from __future__ import annotations

import datetime
from typing import Any

from django.template.utils import get_app_template_dirs
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
)


def long_date(value: datetime.date | datetime.datetime) -> str:
    """``22 November 2026``, in the instance's time zone."""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value)
    return f"{value.day} {value:%B %Y}"


def environment(**options: Any) -> Environment:
    """Made once, by Django's Jinja2 backend. The design system's macros need ``ChainableUndefined``."""
    options["extensions"] = ["jinja2.ext.do"]
    options["undefined"] = ChainableUndefined
    options["loader"] = ChoiceLoader(
        [
            FileSystemLoader([str(folder) for folder in get_app_template_dirs("jinja2")]),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    jinja = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Django turns autoescape on
    jinja.globals.update(static=static, url=reverse_for_templates)
    jinja.filters["long_date"] = long_date
    return jinja


def reverse_for_templates(name: str, **kwargs: Any) -> str:
    """``url("partnerships:show", partnership_id=…)``."""
    return reverse(name, kwargs=kwargs or None)
