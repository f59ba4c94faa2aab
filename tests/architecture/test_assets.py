"""The design system comes in two halves, from npm and from PyPI: of one release, and locked without hosts."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "poet/foundations/design_system/static/design_system/built"
# govuk-frontend-jinja says with each release which govuk-frontend it renders.
RELEASES = {"4.1": "6.3.0"}


def test_macros_and_stylesheet_are_of_one_release() -> None:
    macros = ".".join(version("govuk-frontend-jinja").split(".")[:2])
    package = json.loads((ROOT / "package.json").read_text())
    assert package["devDependencies"]["govuk-frontend"] == RELEASES[macros]


def test_versions_are_exact_and_the_lock_names_no_host() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    assert all(wanted[0].isdigit() for wanted in package["devDependencies"].values())
    lock = (ROOT / "package-lock.json").read_text()
    assert "://" not in lock
    entries = [entry for name, entry in json.loads(lock)["packages"].items() if name]
    assert entries
    assert all(entry["integrity"].startswith("sha512-") for entry in entries)


def test_nothing_of_the_crown_is_in_what_we_serve() -> None:
    if not BUILT.exists():
        pytest.skip("the assets are not built: npm ci && npm run build")
    style = (BUILT / "design_system.css").read_text()
    assert RELEASES["4.1"] in style
    for theirs in ["GDS Transport", "crest", "crown", "url("]:
        assert theirs not in style
