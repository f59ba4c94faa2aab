"""What all tests share. It imports neither Django nor Playwright: the method's tests run without them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest
import pytest_socket

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    parser.addoption("--postgres", action="store_true", help="run the tests on a PostgreSQL of their own")
    parser.addoption("--soak", action="store_true", help="run also the tests that take hours")
    if not pluginmanager.hasplugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "read by pytest-django, where it is used")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """With ``--postgres``: the same command again, with the address of a fresh cluster in its environment."""
    if not config.getoption("--postgres") or os.environ.get("POET_DATABASE_URL", "").startswith("postgres"):
        return None
    from tests.postgres import run

    return run([sys.executable, "-m", "pytest", *config.invocation_params.args])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: takes hours (run with --soak)")
    if config.pluginmanager.hasplugin("django"):
        config.pluginmanager.import_plugin("tests.flushing")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--soak"):
        for item in items:
            if item.get_closest_marker("soak"):
                item.add_marker(pytest.mark.skip(reason="takes hours: run with --soak"))


def pytest_runtest_setup() -> None:
    """No test reaches the network: this machine and Unix sockets only."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
OPTIONS += [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium. Without it browser tests are skipped, unless POET_REQUIRE_BROWSER=1."""
    if CHROMIUM is None:
        if os.environ.get("POET_REQUIRE_BROWSER") == "1":
            pytest.fail("POET_REQUIRE_BROWSER=1, and there is no Chromium on the PATH")
        pytest.skip("browser tests need Chromium on the PATH")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()
