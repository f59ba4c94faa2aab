"""What somebody does with the site, step by step, on a phone and on a laptop.

Every state of every journey passes ``check_page``: one h1, nothing wider than the screen, nothing that axe
finds against WCAG 2.2 A or AA. The browser itself may complain of nothing (``browser_page``).
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings
from pypdf import PdfReader
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from poet.foundations.accounts.queries import AccountDetails
from poet.partnerships.actions import start_evaluation
from tests import small_survey
from tests.browser import check_page, text_of
from tests.people import signed_in, somebody

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Evaluator:
    """Somebody who evaluates a partnership, and what they can do and see here."""

    def __init__(self, page: Page, site: str, files: Path) -> None:
        self.page = page
        self.site = site
        self.files = files
        # From now on choosers are caught: Playwright does not wait for that when one is first expected.
        page.on("filechooser", lambda chooser: None)

    # given
    def given_the_start_page(self) -> None:
        self.page.goto(self.site)
        check_page(self.page)

    def given_they_are_signed_in(self, account: AccountDetails) -> None:
        key = signed_in(account).session.session_key
        assert key is not None
        self.page.context.add_cookies(
            [{"name": django_settings.SESSION_COOKIE_NAME, "value": key, "url": self.site}]
        )

    def given_a_file(self, name: str, content: bytes) -> Path:
        path = self.files / name
        path.write_bytes(content)
        return path

    # when
    def when_they_follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).or_(
            self.page.get_by_role("button", name=words)
        ).first.click()

    def when_they_download(self, words: str) -> bytes:
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=words).first.click()
        return Path(download.value.path()).read_bytes()

    def when_they_tab_to(self, selector: str) -> None:
        for _ in range(40):
            if self.page.evaluate("([s]) => document.activeElement.matches(s)", [selector]):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached with the Tab key")

    def when_they_type_into(self, selector: str, text: str) -> None:
        self.when_they_tab_to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def when_they_choose_by_keyboard(self, selector: str, file: Path) -> None:
        self.when_they_tab_to(selector)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(file)

    def when_they_send_the_form_by_keyboard(self) -> None:
        self.when_they_tab_to("form button:not([type=button])")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    # then
    def then_they_read(self, *words: str) -> None:
        check_page(self.page)
        shown = text_of(self.page)
        for wanted in words:
            assert wanted in shown, f"“{wanted}” is not on {self.page.url}"


@pytest.fixture
def evaluator(browser_page: Page, live_server: LiveServer, settings: Settings, tmp_path: Path) -> Evaluator:
    settings.DEMO = True
    return Evaluator(browser_page, live_server.url, tmp_path)


@pytest.fixture
def small_partnership(transactional_db: None, evaluator: Evaluator) -> str:
    """The address of a partnership without reports, whose evaluation the evaluator leads."""
    lead = somebody(name="Lena Lead")
    evaluator.given_they_are_signed_in(lead)
    organisations = [("Council", "local_authority"), ("Trust", "nhs"), ("Charity", "third_sector")]
    started = start_evaluation(
        partnership_name="Fenland", title="Evaluation 2026", organisations=organisations, by=lead.public_id
    )
    return f"/partnerships/{started.partnership.public_id}/"


@pytest.fixture
def demo_partnership(transactional_db: None, settings: Settings) -> None:
    from poet.demo.actions import seed_demo

    settings.DEMO = True
    seed_demo()


def test_a_reader_reads_the_invented_report(demo_partnership: None, evaluator: Evaluator) -> None:
    evaluator.given_the_start_page()
    evaluator.then_they_read("Invented", "Marrowby Older People’s Partnership")
    evaluator.when_they_follow("Be Councillor Ellis Grant")
    evaluator.when_they_follow("Evaluation 2026")
    evaluator.then_they_read("Marrowby Older People’s Partnership", "Your part")
    evaluator.when_they_follow("Health of the partnership")
    evaluator.then_they_read("Health reports")
    assert "Make a report" not in text_of(evaluator.page)

    evaluator.when_they_follow("Staff survey, autumn 2026")
    evaluator.then_they_read("Staff survey, autumn 2026", "140", "Celebrate", "Develop", "Views differ")

    evaluator.page.get_by_text("What this report was made with").click()
    evaluator.then_they_read("Digest of the files")
    pdf = PdfReader(io.BytesIO(evaluator.when_they_download("Download the report as PDF")))
    assert "Marrowby Older People’s Partnership" in " ".join(pdf.pages[0].extract_text().split())
    html = evaluator.when_they_download("Download the report as one web page")
    assert "Marrowby Older People’s Partnership" in html.decode()
    with zipfile.ZipFile(io.BytesIO(evaluator.when_they_download("Download the numbers"))) as data:
        assert "data/health.json" in data.namelist()

    evaluator.when_they_follow("Read the report")
    evaluator.then_they_read("Marrowby Older People’s Partnership", "Shared purpose")
    evaluator.page.get_by_text("Show the numbers").first.click()
    assert b"," in evaluator.when_they_download("Download these numbers (CSV)")


def test_a_lead_shares_a_report_by_link_with_somebody_who_has_no_account(
    small_partnership: str, evaluator: Evaluator
) -> None:
    evaluator.page.goto(f"{evaluator.site}{small_partnership}health/from-answers")
    page = evaluator.page
    page.get_by_label("What should the report be called?").fill("Spring survey")
    page.locator("input[name=answers]").set_input_files(
        evaluator.given_a_file("answers.csv", small_survey.answers())
    )
    page.get_by_label("Another questionnaire").check()
    page.locator("input[name=own_questionnaire]").set_input_files(
        evaluator.given_a_file("small.yaml", small_survey.QUESTIONNAIRE)
    )
    evaluator.when_they_follow("Make the report")
    evaluator.when_they_follow("Publish the report")
    evaluator.then_they_read("Publish the report", "publishing cannot be taken back")
    evaluator.when_they_follow("Publish the report")
    evaluator.then_they_read("Share the report", "whoever has it can read this report, and nothing else")
    evaluator.when_they_follow("Make a link")
    evaluator.then_they_read("/shared-reports/")
    link = page.locator("a[href*=shared-reports]").inner_text()
    page.context.clear_cookies()
    page.goto(link)
    evaluator.then_they_read("Fenland", "Shared purpose")
    page.goto(f"{evaluator.site}{small_partnership}")
    evaluator.then_they_read("Sign in")


def test_an_evaluator_makes_a_report_with_the_keyboard_only(
    small_partnership: str, evaluator: Evaluator
) -> None:
    answers = evaluator.given_a_file("answers.csv", small_survey.answers(column="employer"))
    questionnaire = evaluator.given_a_file("small.yaml", small_survey.QUESTIONNAIRE)
    counts = evaluator.given_a_file(
        "counts.csv", small_survey.STAFF_COUNTS.replace(b"organisation", b"employer")
    )
    evaluator.page.goto(f"{evaluator.site}{small_partnership}health/from-answers")
    evaluator.then_they_read("Make a report from answers you already have")

    evaluator.when_they_type_into("#id_title", "Spring survey")
    evaluator.when_they_choose_by_keyboard("#id_answers", answers)
    evaluator.when_they_type_into("#id_organisation_column", "employer")
    evaluator.when_they_choose_by_keyboard("#id_staff_counts", counts)
    evaluator.when_they_tab_to("[name=questionnaire]")
    evaluator.page.keyboard.press("ArrowDown")
    evaluator.then_they_read("The questionnaire file", "answers.csv")
    evaluator.when_they_choose_by_keyboard("#id_own_questionnaire", questionnaire)
    evaluator.when_they_send_the_form_by_keyboard()

    evaluator.then_they_read("Spring survey", "Shared purpose", "Celebrate", "Were asked", "90")


def test_an_evaluator_is_told_what_is_wrong_and_loses_nothing_typed(
    small_partnership: str, evaluator: Evaluator
) -> None:
    spoilt = evaluator.given_a_file("spoilt.csv", small_survey.answers(spoil={0: "six", 9: "eleven"}))
    questionnaire = evaluator.given_a_file("small.yaml", small_survey.QUESTIONNAIRE)
    page = evaluator.page
    page.goto(f"{evaluator.site}{small_partnership}health/from-answers")

    evaluator.when_they_follow("Make the report")
    evaluator.then_they_read("There is a problem", "Enter what the report should be called")
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")

    page.get_by_label("What should the report be called?").fill("Spring survey")
    page.get_by_label("Another questionnaire").check()
    page.locator("input[name=answers]").set_input_files(spoilt)
    page.locator("input[name=own_questionnaire]").set_input_files(questionnaire)
    evaluator.when_they_follow("Make the report")
    evaluator.then_they_read(
        "2 problems in spoilt.csv", "Row 2, column B", "Row 11", "How to mend it", "Nothing was saved"
    )
    assert page.get_by_label("What should the report be called?").input_value() == "Spring survey"
    assert page.get_by_label("Another questionnaire").is_checked()

    evaluator.when_they_follow("spoilt.csv has 2 problems")
    assert page.evaluate("document.activeElement.id") == "id_answers"
    page.goto(f"{evaluator.site}{small_partnership}health/")
    evaluator.then_they_read("There are no reports yet")


def test_a_file_over_the_limit_is_said_before_it_is_sent_and_the_form_is_kept(
    small_partnership: str, evaluator: Evaluator, settings: Settings
) -> None:
    settings.LARGEST_FILE = 1_000_000
    large = evaluator.given_a_file("large.csv", b"1" * 1_000_001)
    answers = evaluator.given_a_file("answers.csv", small_survey.answers())
    questionnaire = evaluator.given_a_file("small.yaml", small_survey.QUESTIONNAIRE)
    page = evaluator.page
    page.goto(f"{evaluator.site}{small_partnership}health/from-answers")
    evaluator.then_they_read("At most 1 MB.")
    page.get_by_label("What should the report be called?").fill("Spring survey")
    page.get_by_label("Another questionnaire").check()
    page.locator("input[name=own_questionnaire]").set_input_files(questionnaire)

    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("input[name=answers]").set_input_files(large)
    evaluator.then_they_read("Choose a file of at most 1 MB")
    evaluator.when_they_follow("Make the report")
    assert page.evaluate("document.activeElement.id") == "id_answers"
    assert "POST" not in sent
    assert page.get_by_label("What should the report be called?").input_value() == "Spring survey"

    page.locator("input[name=answers]").set_input_files(answers)
    assert page.get_by_text("Choose a file of at most 1 MB").is_hidden()
    # A second click within a second counts as a double click, and the button ignores it.
    page.wait_for_timeout(1_100)
    evaluator.when_they_follow("Make the report")
    page.get_by_role("heading", name="Spring survey").wait_for()
    evaluator.then_they_read("Celebrate")


def test_an_evaluator_names_the_sheet_and_the_column(small_partnership: str, evaluator: Evaluator) -> None:
    answers = evaluator.given_a_file("answers.csv", small_survey.answers())
    questionnaire = evaluator.given_a_file("small.yaml", small_survey.QUESTIONNAIRE)
    page = evaluator.page
    page.goto(f"{evaluator.site}{small_partnership}health/from-answers")
    page.get_by_label("What should the report be called?").fill("Spring survey")
    page.get_by_label("Which column says where a person works?").fill("organization")
    page.get_by_label("Another questionnaire").check()
    page.locator("input[name=answers]").set_input_files(answers)
    page.locator("input[name=own_questionnaire]").set_input_files(questionnaire)
    evaluator.when_they_follow("Make the report")
    evaluator.then_they_read('There is no column called "organization". Did you mean "organisation"?')
    evaluator.when_they_follow('There is no column called "organization"')
    assert page.evaluate("document.activeElement.id") == "id_organisation_column"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/privacy", "It is not kept"),
        ("/cookies", "strictly necessary"),
        ("/accessibility", "WCAG 2.2"),
        ("/no-such-page", "Page not found"),
        ("/who-sees-what", "Who may do what"),
    ],
)
def test_pages_of_the_site(transactional_db: None, evaluator: Evaluator, address: str, words: str) -> None:
    evaluator.page.goto(evaluator.site + address)
    evaluator.then_they_read(words)


def test_a_refusal(transactional_db: None, evaluator: Evaluator) -> None:
    evaluator.given_they_are_signed_in(somebody())
    evaluator.page.goto(f"{evaluator.site}/accounts/people/")
    evaluator.then_they_read("You cannot see this page", "Nothing was saved or changed")


def test_a_fault_of_ours(
    transactional_db: None, evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(request: object) -> bool:
        raise RuntimeError("the reason")

    monkeypatch.setattr("poet.pages.views.viewer_of", fail)
    evaluator.page.goto(evaluator.site)
    evaluator.then_they_read("Sorry, something went wrong", "was not saved")


def test_a_form_without_its_cookie(small_partnership: str, evaluator: Evaluator) -> None:
    evaluator.page.goto(f"{evaluator.site}{small_partnership}health/from-answers")
    evaluator.page.context.clear_cookies()
    evaluator.when_they_follow("Make the report")
    evaluator.then_they_read("We could not be sure that this form was yours")


def test_without_scripts_everything_still_works(
    small_partnership: str, browser_page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    cookies = browser_page.context.cookies()
    browser = browser_page.context.browser
    assert browser is not None
    assert browser_page.viewport_size is not None
    context = browser.new_context(java_script_enabled=False, viewport=browser_page.viewport_size)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{live_server.url}{small_partnership}health/from-answers")
    answers, questionnaire = tmp_path / "answers.csv", tmp_path / "small.yaml"
    answers.write_bytes(small_survey.answers())
    questionnaire.write_bytes(small_survey.QUESTIONNAIRE)
    page.get_by_label("What should the report be called?").fill("No scripts")
    page.locator("input[name=answers]").set_input_files(answers)
    page.get_by_label("Another questionnaire").check()
    page.locator("input[name=own_questionnaire]").set_input_files(questionnaire)
    page.get_by_role("button", name="Make the report").click()
    assert page.locator("h1").inner_text() == "No scripts"
    context.close()
