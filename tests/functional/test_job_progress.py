"""A job's page keeps itself up to date, and works without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from poet.foundations.jobs import actions
from poet.foundations.jobs.models import Job
from poet.foundations.jobs.registry import job
from poet.foundations.jobs.run import Run
from tests.browser import check_page, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)


@job(
    "test.watched",
    title="Reading the list",
    check_may_see=lambda request, about: None,
    leads_to=lambda about: "/",
)
def do(run: Run) -> None:
    """Nothing: the tests write what the worker would."""


def given_a_job_in_progress() -> str:
    created = actions.enqueue(name="test.watched", key="key", about="object", arguments={})
    Job.objects.update(state="running", progress_done=10, progress_of=40, sentence="Reading rows.")
    return f"/jobs/{created.public_id}/"


def test_progress_is_shown_without_loading_again(live_server, browser_page: Page) -> None:
    page = browser_page
    page.goto(live_server.url + given_a_job_in_progress())
    check_page(page)
    assert "10 of 40" in text_of(page)
    page.evaluate("window.sameDocument = true")
    Job.objects.update(progress_done=30, sentence="Checking rows.")
    page.get_by_text("30 of 40").wait_for()
    assert page.locator("[aria-live=polite]").inner_text() == "Checking rows."
    assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [30, 40]
    Job.objects.update(state="done", progress_done=40, sentence="Done.")
    page.get_by_role("link", name="Continue").wait_for()
    assert page.locator("progress").is_hidden()
    assert page.evaluate("window.sameDocument")
    check_page(page)


def test_without_scripts_a_link_loads_the_page_again(live_server, chromium: Browser, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + given_a_job_in_progress())
    assert "10 of 40" in text_of(page)
    Job.objects.update(progress_done=20)
    page.get_by_role("link", name="Load this page again").click()
    page.get_by_text("20 of 40").wait_for()
    context.close()
