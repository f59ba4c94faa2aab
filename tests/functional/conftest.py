"""A browser, and a site for it to visit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import WIDTHS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

# Playwright keeps an event loop in this thread; Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
OPTIONS += [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = os.path.dirname(__file__)  # noqa: PTH120
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium. Without it browser tests are skipped, unless POET_REQUIRE_BROWSER=1."""
    if CHROMIUM is None:
        if os.environ.get("POET_REQUIRE_BROWSER") == "1":
            pytest.fail("POET_REQUIRE_BROWSER=1, and there is no Chromium on the PATH")
        pytest.skip("browser tests need Chromium on the PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS, ids=[f"{width}px" for width in WIDTHS])
def width(request: pytest.FixtureRequest) -> int:
    """How wide the screen is: a phone, a laptop."""
    return int(request.param)


@pytest.fixture
def browser_page(chromium: Browser, width: int) -> Iterator[Page]:
    """A fresh page. Whatever the browser complains of (a refused style, a failing script) fails the test."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # The browser also notes every answer that is not 200; a journey expects some of those.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
