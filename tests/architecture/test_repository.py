"""What the repository holds and promises: no registry's name, no dead link, no unexplained dependency."""

from __future__ import annotations

import re
import runpy
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Written in two halves, so that this file does not hold what it forbids.
REGISTRY_HOSTS = ["pypi." + "org", "pythonhosted." + "org", "registry.npmjs" + ".org", "deb.debian" + ".org"]


def committed_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore")


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_file_names_a_registry(host: str) -> None:
    assert [str(path.relative_to(ROOT)) for path in committed_files() if host in text_of(path)] == []


def test_lock_files_are_hashed_and_there_is_no_lock_with_addresses() -> None:
    for name in ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]:
        text = text_of(ROOT / name)
        pins = re.findall(r"^[a-z0-9][^\s=]*==", text, flags=re.MULTILINE)
        assert pins, name
        assert text.count("--hash=sha256:") >= len(pins)
    assert not (ROOT / "uv.lock").exists()
    assert not (ROOT / "pylock.toml").exists()


def test_every_dependency_says_why() -> None:
    lines = text_of(ROOT / "pyproject.toml").splitlines()
    unexplained = [
        line for line in lines if re.match(r'\s+"[a-z][\w\[\],.-]*[><=~!]', line) and "#" not in line
    ]
    assert [line for line in unexplained if "poet-toolkit" not in line and "hatchling" not in line] == []
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    assert project["project"]["license"] == "Apache-2.0"


def test_links_between_documents_lead_somewhere() -> None:
    dead = []
    for page in committed_files():
        if page.suffix != ".md":
            continue
        targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text_of(page))
        dead += [f"{page.relative_to(ROOT)}: {to}" for to in targets if not (page.parent / to).exists()]
    assert dead == []


def test_no_room_is_called_misc() -> None:
    forbidden = {"core", "common", "utils", "util", "helpers", "misc", "services"}
    named = [
        path for path in committed_files() if path.suffix == ".py" and forbidden & {path.stem, *path.parts}
    ]
    assert named == []


def test_every_target_of_the_makefile_is_documented_where_people_look() -> None:
    makefile = text_of(ROOT / "Makefile")
    for target in ["demo", "test", "check", "fix", "bench", "soak", "lock"]:
        assert re.search(rf"^{target}:.*##", makefile, flags=re.MULTILINE), target
    readme = text_of(ROOT / "README.md")
    assert "make demo" in readme
    assert "make test" in readme
    ci = text_of(ROOT / ".ci" / "run")
    assert "make test" in ci
    assert "make check" in ci


def test_the_questionnaire_format_is_described_as_it_is_checked() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "reference" / "make_questionnaire_format.py"))
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"]()


def test_every_setting_is_on_the_page_of_settings() -> None:
    code = "".join(text_of(path) for path in (ROOT / "poet" / "config").glob("*.py"))
    read = set(re.findall(r'environment\.\w+\(\s*"(POET_\w+)"', code))
    described = set(re.findall(r"`(POET_\w+)`", text_of(ROOT / "docs" / "reference" / "settings.md")))
    assert read
    assert read - described == set()
    assert described - read <= {"POET_DEMO", "POET_DATABASE_POOL"}
