"""What all tests share. It imports neither Django nor Playwright: the method's tests run without them."""

from __future__ import annotations

import os
import sys

import hypothesis
import pytest
import pytest_socket

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
