"""What every page must pass in a browser, wherever it is in a journey."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (390, 1280)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def check_page(page: Page) -> None:
    """One h1, a title that says where you are, nothing wider than the screen, no WCAG 2.2 A/AA violation."""
    assert page.locator("h1").count() == 1, page.url
    assert page.title().strip(), page.url
    assert (page.locator("html").get_attribute("lang") or "").startswith("en"), page.url
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{page.url} is {wider} px wider than the screen"
    assert_no_violations(page)


def assert_no_violations(page: Page) -> None:
    """axe finds nothing against WCAG 2.2, levels A and AA."""
    results: dict[str, Any] = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    told = [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
    assert told == [], f"{page.url}\n" + "\n".join(told)
    assert len(results["passes"]) > 5, "axe looked at next to nothing"


def text_of(page: Page) -> str:
    """The page's text with spaces made single."""
    return re.sub(r"\s+", " ", page.locator("body").inner_text())
