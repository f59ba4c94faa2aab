"""The page in a real browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from poet_documents.health_report import render_html
from poet_method.partnership_health.result import Finding, PartnershipHealth
from tests.poet_documents.sample import one_hidden, partnership, with_long_names

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def few(health: PartnershipHealth) -> PartnershipHealth:
    """The first five dimensions, which have all five findings: axe takes seconds a page."""
    assert {d.finding for d in health.dimensions[:5]} == set(Finding)
    return replace(health, dimensions=health.dimensions[:5])


@pytest.mark.parametrize("width", [320, 390, 1280])  # 320 is a 1280 px window at 400 % zoom
@pytest.mark.parametrize("variant", ["plain", "hidden", "long names"])
def test_report_has_no_violation_and_fits_the_screen(
    chromium: Browser, tmp_path: Path, width: int, variant: str
) -> None:
    from tests.browser import assert_no_violations

    health = {
        "plain": partnership,
        "hidden": one_hidden,
        "long names": lambda: with_long_names(partnership(staff_counts=False)),
    }[variant]()
    path = tmp_path / "report.html"
    path.write_text(render_html(few(health)), encoding="utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 900})
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if variant == "plain" or width == 390:
        assert_no_violations(page)
    shown = page.evaluate(
        "[...document.querySelectorAll('figure svg')].filter(one => one.checkVisibility()).length"
    )
    assert shown == page.locator("figure").count()
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_a_keyboard_reaches_the_report_first(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(render_html(partnership()), encoding="utf-8")
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
