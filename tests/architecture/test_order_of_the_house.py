"""One order holds everywhere: ``STAGES``, folders, ``poet/README.md``, settings, import contracts."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from poet.config.stages import FOUNDATIONS, STAGES

ROOT = Path(__file__).resolve().parents[2]
POET = ROOT / "poet"
CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
NOT_STAGES = {"cli", "config", "foundations"}


def folders_in(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("*/__init__.py")}


def test_every_stage_is_placed_and_every_placed_stage_is_there() -> None:
    assert folders_in(POET) - NOT_STAGES == {stage.app for stage in STAGES}
    assert folders_in(POET / "foundations") == set(FOUNDATIONS)


def test_the_import_contract_has_the_order_of_stages() -> None:
    layers = [[app.strip("() ") for app in layer.split("|")] for layer in CONTRACTS["stages"]["layers"]]
    assert CONTRACTS["stages"]["exhaustive"] is True
    height = {app: -position for position, layer in enumerate(layers) for app in layer}
    assert set(height) == {stage.app for stage in STAGES} | NOT_STAGES
    heights = [height[stage.app] for stage in STAGES]
    assert heights == sorted(heights), "STAGES goes upwards through the layers of pyproject.toml"


def test_contracts_that_name_all_stages_name_all_stages() -> None:
    assert CONTRACTS["inside-a-stage"]["containers"] == [f"poet.{stage.app}" for stage in STAGES]
    assert CONTRACTS["anonymity-wall"]["modules"] == ["poet.fieldwork", "poet.ballots"]


@pytest.mark.parametrize("app", [stage.app for stage in STAGES if (POET / stage.app / "models.py").exists()])
def test_the_models_of_a_stage_are_protected(app: str) -> None:
    contract = CONTRACTS[f"models-of-{app.replace('_', '-')}"]
    assert contract["type"] == "protected"
    assert contract["protected_modules"] == [f"poet.{app}.models"]
    assert contract["allowed_importers"] == [f"poet.{app}"]


def test_the_readme_has_every_stage_in_order_with_its_purpose() -> None:
    rows = re.findall(r"^\| `(\w+)/` \| (.+) \|$", (POET / "README.md").read_text(), flags=re.MULTILINE)
    assert rows == [(stage.app, stage.purpose) for stage in STAGES]
    for name in FOUNDATIONS:
        assert f"`{name}/`" in (POET / "README.md").read_text()


def test_apps_and_urls_are_made_from_the_stages() -> None:
    from django.conf import settings
    from django.urls import get_resolver

    apps = [app for app in settings.INSTALLED_APPS if app.startswith("poet.")]
    assert apps == [f"poet.foundations.{name}" for name in FOUNDATIONS] + [
        f"poet.{stage.app}" for stage in STAGES
    ]
    with_urls = [f"{name}/" for name in FOUNDATIONS if (POET / "foundations" / name / "urls.py").exists()]
    with_urls += [stage.prefix for stage in STAGES if (POET / stage.app / "urls.py").exists()]
    assert [str(pattern.pattern) for pattern in get_resolver().url_patterns] == with_urls


@pytest.mark.parametrize(
    "app", [stage.app for stage in STAGES] + [f"foundations/{name}" for name in FOUNDATIONS]
)
def test_every_app_says_what_it_is_for(app: str) -> None:
    docstring = ast.get_docstring(ast.parse((POET / app / "__init__.py").read_text())) or ""
    first_paragraph = docstring.split("\n\n")[0]
    assert len(first_paragraph) >= 30
    assert first_paragraph.endswith(".")


@pytest.mark.parametrize("package", ["poet", "poet_method", "poet_documents", "tests"])
def test_no_folder_or_module_has_a_name_that_says_nothing(package: str) -> None:
    nothing = {"core", "common", "utils", "helpers", "misc", "services"}
    assert [str(path) for path in (ROOT / package).rglob("*") if path.stem in nothing] == []


def test_foreign_keys_to_other_stages_are_given_as_text() -> None:
    """An import would be caught by the contract; this catches a class that came in some other way."""
    for models in POET.rglob("models.py"):
        for target in re.findall(r"ForeignKey\(\s*(\S+?),", models.read_text()):
            own_class = f"class {target}(" in models.read_text()
            assert own_class or target.startswith('"'), f"{models}: {target}"
