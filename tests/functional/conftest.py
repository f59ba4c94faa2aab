"""A browser, and a site for it to visit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import WIDTHS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = os.path.dirname(__file__)  # noqa: PTH120
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


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
