"""Settings refuse what would be unsafe, and say what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from poet.config import environment

ROOT = Path(__file__).resolve().parents[3]


def load_settings(show: str = "''", **variables: str) -> subprocess.CompletedProcess[str]:
    """Import the settings in a fresh process with these variables only, and print ``show``."""
    code = f"from poet.config import settings; print({show})"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )


def test_without_a_secret_key_there_is_no_start() -> None:
    refused = load_settings()
    assert refused.returncode == 1
    assert "Set POET_SECRET_KEY" in refused.stderr


def test_a_real_instance_is_strict() -> None:
    names = ["DEBUG", "SECURE_SSL_REDIRECT", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"]
    shown = ", ".join(f"bool(settings.{name})" for name in names)
    started = load_settings(shown, POET_SECRET_KEY="x" * 50)
    assert started.stdout.strip() == "False True True True", started.stderr


def test_the_demonstration_needs_no_key_and_no_https() -> None:
    started = load_settings("settings.DEBUG, hasattr(settings, 'SECURE_SSL_REDIRECT')", POET_DEMO="1")
    assert started.stdout.strip() == "False False", started.stderr


def test_a_bad_database_url_is_refused_without_repeating_its_password() -> None:
    refused = load_settings(POET_DEMO="1", POET_DATABASE_URL="mysql://poet:hunter2@host/poet")
    assert refused.returncode == 1
    assert "POET_DATABASE_URL" in refused.stderr
    assert "hunter2" not in refused.stderr


def test_a_brand_colour_cannot_carry_a_stylesheet() -> None:
    refused = load_settings(POET_DEMO="1", POET_BRAND_COLOUR="red; } body { display: none")
    assert refused.returncode == 1
    assert "#rrggbb" in refused.stderr


def test_djangos_own_deployment_checks_pass() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "poet.config.manage", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={
            "POET_SECRET_KEY": "fSr3kQ9zLw7Xc2Vb8Nm4Hj6Tg1Yd5Pu0aEiOoAqWsZxCvBnM-and-more",
            "POET_HSTS_SUBDOMAINS": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    # W021 asks for the browsers' built-in HTTPS list, which is for the owner of the whole domain to decide.
    warnings = [line for line in checked.stderr.splitlines() if "(security." in line and "W021" not in line]
    assert warnings == [], checked.stderr


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("True", True), ("on", True), ("0", False), ("", False)]
)
def test_flags(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("POET_X", value)
    assert environment.flag("POET_X") is expected


def test_a_flag_is_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POET_X", "maybe")
    with pytest.raises(ImproperlyConfigured, match="POET_X is 'maybe'"):
        environment.flag("POET_X")


def test_numbers_and_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POET_X", "12")
    monkeypatch.setenv("POET_Y", "a.example, b.example,")
    assert environment.number("POET_X", 3) == 12
    assert environment.number("POET_Z", 3) == 3
    assert environment.several("POET_Y") == ["a.example", "b.example"]
    monkeypatch.setenv("POET_X", "-1")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        environment.number("POET_X", 3)


def test_database_urls(tmp_path: Path) -> None:
    sqlite = environment.database("sqlite:///var/poet.sqlite3", base=tmp_path)
    assert sqlite["NAME"] == tmp_path / "var" / "poet.sqlite3"
    assert (tmp_path / "var").is_dir()
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    postgres = environment.database("postgresql://me:p%40ss@db.example:5433/poet", base=tmp_path)
    assert (postgres["USER"], postgres["PASSWORD"], postgres["HOST"], postgres["PORT"], postgres["NAME"]) == (
        "me", "p@ss", "db.example", "5433", "poet",
    )  # fmt: skip
    assert postgres["CONN_MAX_AGE"] == 0
    assert environment.database("postgresql://me@/poet?host=/run/db", base=tmp_path)["HOST"] == "/run/db"


def test_sqlite_is_opened_as_it_should_be(tmp_path: Path) -> None:
    """On a file: the tests' own database is in memory, where there is no journal."""
    code = (
        "from poet.config.settings import *; import django; django.setup()\n"
        "from django.db import connection as c\n"
        "ask = lambda name: c.cursor().execute(f'PRAGMA {name}').fetchone()[0]\n"
        "print(ask('journal_mode'), ask('synchronous'), ask('busy_timeout'))"
    )
    variables = {
        "POET_DEMO": "1",
        "POET_DATABASE_URL": "sqlite:///x.sqlite3",
        "DJANGO_SETTINGS_MODULE": "poet.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=variables, capture_output=True, text=True, check=False
    )
    assert ran.stdout.split() == ["wal", "2", "20000"], ran.stderr


def test_these_tests_run_on_the_engine_that_was_asked_for(db: None) -> None:
    asked = os.environ.get("POET_DATABASE_URL", "sqlite")
    assert connection.vendor == ("postgresql" if asked.startswith("postgres") else "sqlite")
