"""The import contracts hold, and each really fails when it is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["poet_method", "poet_documents", "poet"]


def lint_imports(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        # The installed package is this working tree: the copy has to come first.
        env={"PYTHONPATH": str(folder), "PATH": "", "COLUMNS": "200"},
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            target = tmp_path / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return tmp_path


def test_all_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        ("method-stands-alone", "poet_method/scales/bad.py", "import django.db"),
        ("documents-without-django", "poet_documents/bad.py", "from django.conf import settings"),
        ("method-rooms", "poet_method/spreadsheets/bad.py", "import poet_method.simulation"),
        ("stages", "poet/partnerships/bad.py", "import poet.synthesis"),
        ("stages", "poet/stray/__init__.py", "'''An app that nobody placed.'''"),
        ("anonymity-wall", "poet/ballots/bad.py", "import poet.fieldwork"),
        ("inside-a-stage", "poet/partnerships/queries.py", "import poet.partnerships.views"),
        ("models-of-partnerships", "poet/pages/bad.py", "from poet.partnerships.models import Partnership"),
        ("models-of-partnership-health", "poet/demo/bad.py", "import poet.partnership_health.models"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy: Path, contract: str, module: str, line: str) -> None:
    bad = copy / module
    bad.parent.mkdir(exist_ok=True)
    with bad.open("a") as file:
        file.write(f"\n{line}\n")
    result = lint_imports(copy, "--contract", contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout
