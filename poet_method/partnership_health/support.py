"""Support guidance: what a partnership could try, and talk about, where a dimension is worth developing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Support:
    """Guidance for one dimension. ``sources`` are ids of the questionnaire's sources: themes, not proof."""

    dimension: str
    try_this: tuple[str, ...]
    talk_about: str
    sources: tuple[str, ...] = ()


def load_support(questionnaire_id: str, version: int) -> dict[str, Support]:
    """The library's guidance for a questionnaire, by dimension id; empty where the library has none.

    Raises ``ValueError`` where a file of the library is not what it says it is.
    """
    # An id is letters, digits and underscores; anything else must not become part of a path.
    if not questionnaire_id.isidentifier():
        return {}
    name = f"{questionnaire_id}-v{version}.yaml"
    file = files("poet_method") / "library" / "support" / name
    if not file.is_file():
        return {}
    content: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    if (content["support"], content["version"]) != (questionnaire_id, version):
        raise ValueError(f"{name} says it is for {content['support']!r} version {content['version']}.")
    return {
        dimension: Support(
            dimension=dimension,
            try_this=tuple(entry["try"]),
            talk_about=entry["talk_about"],
            sources=tuple(entry.get("sources", ())),
        )
        for dimension, entry in content["dimensions"].items()
    }
