"""A database for processes that are killed."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.poet.foundations.nursery import ROOT


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    """The url of a fresh, migrated database of the kind that the tests run on."""
    url = os.environ.get("POET_DATABASE_URL", "")
    if url.startswith("postgres"):
        import psycopg

        name = f"killed_{secrets.token_hex(4)}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        own = url.replace("/postgres?", f"/{name}?")
        assert own != url
    else:
        own = f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    environment = {**os.environ, "POET_DATABASE_URL": own}
    environment["DJANGO_SETTINGS_MODULE"] = "poet.config.settings_for_tests"
    command = [sys.executable, "-m", "poet.config.manage", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    yield own
    if url.startswith("postgres"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
