"""Who may do what, gathered from the policies of every app: for people to read, and for the test that walks
every address as every role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

from poet.foundations.accounts.policies import Access, Act
from poet.foundations.accounts.roles import PURPOSES, Role


@dataclass(frozen=True, slots=True)
class Cell:
    """Whether a role may do an act."""

    role: Role
    is_allowed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An act, with a cell for each role; ``notes`` say where a role's permission ends."""

    what: str
    notes: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The acts of one app."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role, and what it is for."""

    name: str
    purpose: str


def roles() -> tuple[RoleLine, ...]:
    """The columns of the matrix, with what each role is for."""
    return tuple(RoleLine(role.label, PURPOSES[role]) for role in Role)


def matrix() -> tuple[Part, ...]:
    """Every act, under the app that declares it, in the order of the house."""
    told: set[str] = set()
    parts = []
    for app in apps.get_app_configs():
        acts = [act for act in _acts(_access_of(app)) if act.what not in told]
        told |= {act.what for act in acts}
        if acts:
            title = app.label.replace("_", " ").capitalize()
            parts.append(Part(title, tuple(_row(act) for act in acts)))
    return tuple(parts)


def access_of_addresses() -> dict[str, Access]:
    """Which acts stand behind each address, by the name of the address."""
    return {name: access for app in apps.get_app_configs() for name, access in _access_of(app).items()}


def _access_of(app: AppConfig) -> Mapping[str, Access]:
    """What the app declares as ``ACCESS`` in ``policies``; for the foundations, ``accounts.access`` does."""
    found: dict[str, Access] = {}
    if app.module is not None and app.name.startswith("poet."):
        for name in ("policies", "access"):
            if module_has_submodule(app.module, name):
                found |= getattr(import_module(f"{app.name}.{name}"), "ACCESS", {})
    return found


def _acts(access: Mapping[str, Access]) -> tuple[Act, ...]:
    acts = [act for one in access.values() for act in (one.get, one.post) if act is not None]
    return tuple({act.what: act for act in acts}.values())


def _row(act: Act) -> Row:
    roles_of: dict[str, list[str]] = {}
    for role, note in act.notes.items():
        roles_of.setdefault(note, []).append(str(role.label))
    notes = tuple(f"{', '.join(names)}: {note}" for note, names in roles_of.items())
    return Row(act.what, notes, tuple(Cell(role, act.allows(role)) for role in Role))
