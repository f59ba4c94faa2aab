"""Sorting roles into staff groups, so that groups can be compared across organisations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from poet_method.staff_list.people import plain_words


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """People with similar work. ``words`` are what job titles of the group contain."""

    id: str
    label: str
    about: str
    words: tuple[str, ...]


@cache
def load_staff_groups(version: int = 1) -> tuple[StaffGroup, ...]:
    """The library's staff groups, in their order."""
    path = files("poet_method") / "library" / "staff_groups" / f"v{version}.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    return tuple(
        StaffGroup(group["id"], group["label"], group["about"], tuple(group["words"]))
        for group in content["groups"]
    )


def normal_role(text: str) -> str:
    """A role as it is compared and remembered: ``"Social  Worker (Snr.)"`` → ``"social worker snr"``."""
    return " ".join(plain_words(text))


def suggest_group(role: str) -> str | None:
    """The id of the staff group that a role probably belongs to: its label, or the longest of its words."""
    title = normal_role(role)
    padded = f" {title} "
    best: tuple[int, str] | None = None
    for group in load_staff_groups():
        if title and title in {group.id.replace("_", " "), normal_role(group.label)}:
            return group.id
        for word in group.words:
            # Short words such as "ot" must be whole; of longer ones the start is enough, as in "nurses".
            wanted = f" {word} " if len(word) <= 3 else f" {word}"
            if wanted in padded and (best is None or len(word) > best[0]):
                best = len(word), group.id
    return best[1] if best else None
