"""The questionnaires that come with POET: ``poet_method/library/questionnaires/<id>/v<version>.yaml``."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable

from poet_method.instruments.questionnaire import Questionnaire
from poet_method.instruments.reading import read_questionnaire


class UnknownQuestionnaire(LookupError):  # reads as what it says
    """The library has no such questionnaire, or not in this version; the message says what it has."""


def available() -> dict[str, tuple[int, ...]]:
    """The ids of the library's questionnaires, each with its versions, oldest first."""
    found: dict[str, tuple[int, ...]] = {}
    for folder in sorted(_shelf().iterdir(), key=lambda entry: entry.name):
        if folder.is_dir():
            names = [re.fullmatch(r"v([1-9][0-9]*)\.yaml", entry.name) for entry in folder.iterdir()]
            if versions := tuple(sorted(int(name[1]) for name in names if name)):
                found[folder.name] = versions
    return found


def load(id: str = "staff", version: int | None = None) -> Questionnaire:  # noqa: A002  # the field's own word
    """A questionnaire of the library, the newest version where none is given.

    Raises :class:`UnknownQuestionnaire`.
    """
    shelf = available()
    if id not in shelf:
        raise UnknownQuestionnaire(
            f"The library has no questionnaire {id!r}; it has {', '.join(shelf) or 'none'}."
        )
    wanted = shelf[id][-1] if version is None else version
    if wanted not in shelf[id]:
        has = ", ".join(str(number) for number in shelf[id])
        raise UnknownQuestionnaire(f"The library has no version {wanted} of {id!r}; it has {has}.")
    path = _shelf() / id / f"v{wanted}.yaml"
    return read_questionnaire(path.read_bytes(), name=f"{id}/v{wanted}.yaml")


def _shelf() -> Traversable:
    return files("poet_method") / "library" / "questionnaires"
