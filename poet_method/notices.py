"""Texts to adapt before anybody is asked: a privacy notice, a data protection impact assessment.

Library content with two kinds of gaps: ``{organisations}``, which an evaluation can fill, and ``[name]``,
which only its lead can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import yaml

NOTICES = ("privacy-notice", "data-protection-assessment")
"""The ids of the texts there are, in the order in which they are needed."""

GAPS = (
    "partnership",
    "title",
    "organisations",
    "undertaking",
    "delete_on",
    "threshold",
    "owner",
)
"""The gaps that an evaluation fills."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """One text. ``about`` tells the lead what it is for and is no part of it."""

    id: str
    version: int
    title: str
    about: str
    sections: tuple[Section, ...]

    def filled(self, values: Mapping[str, str]) -> Notice:
        """The text with its gaps filled; ``KeyError`` where a value for one of ``GAPS`` is missing."""
        wanted = {gap: values[gap] for gap in GAPS}
        sections = tuple(
            Section(one.heading, tuple(paragraph.format_map(wanted) for paragraph in one.paragraphs))
            for one in self.sections
        )
        return replace(self, sections=sections)


@cache
def load_notice(notice_id: str, version: int = 1) -> Notice:
    """The library's text; ``KeyError`` where there is none of this id."""
    if notice_id not in NOTICES:
        raise KeyError(notice_id)
    path = files("poet_method") / "library" / "notices" / f"{notice_id}-v{version}.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    return Notice(
        id=content["notice"],
        version=content["version"],
        title=content["title"],
        about=content["about"],
        sections=tuple(Section(one["heading"], tuple(one["paragraphs"])) for one in content["sections"]),
    )
