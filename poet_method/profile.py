"""What kind of partnership this is: depth and breadth, governance, life-span, context.

A profile is dated, so that a round of the survey can keep the one it was run under. The words in which
partnerships are described are library content (``library/profile/v1.yaml``), so that they can be corrected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

STRONGEST_MODE = 4
"""Each mode of governance is marked from 0 (not at all) to 4 (very much)."""

_ODS_CODE = re.compile(r"[A-Z0-9]{3,12}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: its id, its label, what it means, and what follows from choosing it."""

    id: str
    label: str
    about: str = ""
    what_follows: str = ""


@dataclass(frozen=True, slots=True)
class ProfileWords:
    """The words in which partnerships are described, in their order.

    ``labels_are_recalled``: the labels of depth and breadth are from memory of the literature, not quoted.
    """

    version: int
    depth: tuple[Choice, ...]  # shallow to deep
    breadth: tuple[Choice, ...]  # narrow to wide
    governance: tuple[Choice, ...]
    life_span: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    user_groups: tuple[Choice, ...]
    undertakings: tuple[Choice, ...]
    labels_are_recalled: bool

    def choice(self, kind: str, choice_id: str) -> Choice:
        """The choice of this kind (``"depth"``, …) with this id; ``KeyError`` where there is none."""
        choices: tuple[Choice, ...] = getattr(self, kind)
        return {choice.id: choice for choice in choices}[choice_id]

    def label(self, kind: str, choice_id: str) -> str:
        """The label of a choice of this kind; ``KeyError`` where there is none."""
        return self.choice(kind, choice_id).label


@dataclass(frozen=True, slots=True)
class ProfileOrganisation:
    """A partner organisation as it stood: its name, its sector, its NHS organisation (ODS) code if any."""

    name: str
    sector: str
    ods_code: str = ""


@dataclass(frozen=True, slots=True)
class Initiative:
    """Something else going on that could explain a change."""

    name: str
    since: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A partnership as it stood on a day. Ids are of :class:`ProfileWords`; ``None`` where not yet said."""

    as_of: date
    organisations: tuple[ProfileOrganisation, ...] = ()
    user_groups: tuple[str, ...] = ()
    depth: str | None = None
    breadth: str | None = None
    governance: Mapping[str, int] | None = None  # mode → 0 to 4
    dominant_mode: str | None = None
    life_span: str | None = None
    initiatives: tuple[Initiative, ...] | None = None  # an empty tuple: asked, and there are none
    undertaking: str | None = None

    def missing(self) -> tuple[str, ...]:
        """The names of what has not been said yet, in the order in which it is asked."""
        said = {
            "organisations": len(self.organisations) >= 2,  # one organisation is no partnership
            "user_groups": bool(self.user_groups),
            "depth": self.depth is not None,
            "breadth": self.breadth is not None,
            "governance": self.governance is not None,
            "dominant_mode": self.dominant_mode is not None,
            "life_span": self.life_span is not None,
            "initiatives": self.initiatives is not None,
            "undertaking": self.undertaking is not None,
        }
        return tuple(name for name, is_said in said.items() if not is_said)


def read_ods_code(text: str) -> str:
    """An NHS organisation code in capitals and without spaces; ``""`` for none. Checks its shape only.

    Codes have 3 to 12 letters and digits (RXX, A81001, QH8); whether one was ever issued is not checked,
    because that needs the national register. Raises ``ValueError`` with a sentence for people.
    """
    code = "".join(text.split()).upper()
    if code and not _ODS_CODE.fullmatch(code):
        raise ValueError("An NHS organisation code has 3 to 12 letters and digits, such as RXX or A81001")
    return code


def check_profile(profile: Profile, words: ProfileWords) -> None:
    """Raise ``ValueError`` with a sentence where the profile uses a word that the library does not have."""
    for name, kind in (("depth", "depth"), ("breadth", "breadth"), ("life_span", "life_span")):
        _check_chosen(getattr(profile, name), getattr(words, kind), name.replace("_", "-"))
    _check_chosen(profile.undertaking, words.undertakings, "the kind of undertaking")
    _check_chosen(profile.dominant_mode, words.governance, "the dominant mode of governance")
    for group in profile.user_groups:
        _check_chosen(group, words.user_groups, "user groups")
    for organisation in profile.organisations:
        _check_chosen(organisation.sector, words.sectors, "the sector of an organisation")
        read_ods_code(organisation.ods_code)
    if profile.governance is not None:
        _check_marks(profile.governance, words)


def _check_chosen(chosen: str | None, choices: tuple[Choice, ...], what: str) -> None:
    if chosen is not None and chosen not in {choice.id for choice in choices}:
        raise ValueError(f"“{chosen}” is not one of the choices for {what}")


def _check_marks(marks: Mapping[str, int], words: ProfileWords) -> None:
    if set(marks) != {mode.id for mode in words.governance}:
        raise ValueError(f"Mark each mode of governance: {', '.join(m.label for m in words.governance)}")
    if not all(0 <= mark <= STRONGEST_MODE for mark in marks.values()):
        raise ValueError(f"Marks for governance go from 0 to {STRONGEST_MODE}")


def what_changed(before: Profile, after: Profile) -> tuple[str, ...]:
    """The names of the parts (fields of :class:`Profile`, but for its date) in which two profiles differ."""
    names = (name for name in Profile.__dataclass_fields__ if name != "as_of")
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def profile_document(profile: Profile) -> dict[str, Any]:
    """The profile as JSON can hold it; :func:`read_profile_document` turns it back."""
    return {
        "as_of": profile.as_of.isoformat(),
        "organisations": [
            {"name": one.name, "sector": one.sector, "ods_code": one.ods_code}
            for one in profile.organisations
        ],
        "user_groups": list(profile.user_groups),
        "depth": profile.depth,
        "breadth": profile.breadth,
        "governance": None if profile.governance is None else dict(profile.governance),
        "dominant_mode": profile.dominant_mode,
        "life_span": profile.life_span,
        "initiatives": None
        if profile.initiatives is None
        else [
            {"name": one.name, "since": one.since and one.since.isoformat(), "about": one.about}
            for one in profile.initiatives
        ],
        "undertaking": profile.undertaking,
    }


def read_profile_document(document: Mapping[str, Any]) -> Profile:
    """The profile that :func:`profile_document` wrote down."""
    initiatives = document["initiatives"]
    return Profile(
        as_of=date.fromisoformat(document["as_of"]),
        organisations=tuple(ProfileOrganisation(**one) for one in document["organisations"]),
        user_groups=tuple(document["user_groups"]),
        depth=document["depth"],
        breadth=document["breadth"],
        governance=document["governance"],
        dominant_mode=document["dominant_mode"],
        life_span=document["life_span"],
        initiatives=None
        if initiatives is None
        else tuple(
            Initiative(one["name"], date.fromisoformat(one["since"]) if one["since"] else None, one["about"])
            for one in initiatives
        ),
        undertaking=document["undertaking"],
    )


@cache
def load_profile_words(version: int = 1) -> ProfileWords:
    """The library's words for profiles."""
    text = (files("poet_method") / "library" / "profile" / f"v{version}.yaml").read_text("utf-8")
    content = yaml.safe_load(text)
    kinds = ("depth", "breadth", "governance", "life_span", "sectors", "user_groups", "undertakings")
    return ProfileWords(
        version=content["version"],
        labels_are_recalled=content["labels_are_recalled"],
        **{kind: tuple(Choice(**choice) for choice in content[kind]) for kind in kinds},
    )
