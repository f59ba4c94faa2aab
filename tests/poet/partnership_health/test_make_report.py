"""Making a report: the same as the command's, and all or nothing."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from openpyxl import Workbook

from poet.partnership_health.actions import CannotMakeReport, GivenFile, make_report_from_answers
from poet.partnership_health.queries import ReportDetails, data_zip_of, health_of, html_of, pdf_of, reports_of
from poet.partnerships.queries import PartnershipDetails
from poet_documents.health_report import render_html
from poet_method.partnership_health import Finding, PartnershipHealth
from tests import small_survey


def make(partnership: PartnershipDetails, **changes: object) -> ReportDetails:
    arguments = {
        "partnership": partnership,
        "title": "Autumn survey",
        "answers": GivenFile("answers.csv", small_survey.answers()),
        "organisation_column": "organisation",
        "staff_counts": GivenFile("counts.csv", small_survey.STAFF_COUNTS),
        "own_questionnaire": GivenFile("small.yaml", small_survey.QUESTIONNAIRE),
        "made_by": "A test",
    }
    return make_report_from_answers(**(arguments | changes))  # type: ignore[arg-type]


def kept_health(report: ReportDetails) -> PartnershipHealth:
    health = health_of(report)
    assert health is not None
    return health


def test_the_result_is_kept_and_makes_sense(partnership: PartnershipDetails, report: ReportDetails) -> None:
    health = kept_health(report)
    assert (health.answered, health.invited) == (45, 90)
    assert {one.dimension: one.finding for one in health.dimensions} == {
        "purpose": Finding.CELEBRATE,
        "trust": Finding.DEVELOP,
    }
    assert (health.title, health.round, health.simulated) == ("Fenland Partnership", "Autumn survey", False)
    assert (report.questionnaire, report.questionnaire_version) == ("small", 3)
    assert report.input_digest == health.input_digest
    assert reports_of(partnership) == (report,)


def test_what_is_kept_was_rendered_from_what_is_kept(report: ReportDetails) -> None:
    assert html_of(report) == render_html(kept_health(report), made_at=report.made_at)
    assert pdf_of(report).startswith(b"%PDF-")


def test_the_data_are_the_figures_numbers(report: ReportDetails) -> None:
    with zipfile.ZipFile(io.BytesIO(data_zip_of(report))) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert json.loads(archive.read("data/health.json"))["answered"] == 45
        tables = [name for name in names if name.endswith(".csv")]
        assert len(tables) >= 4
        assert all(archive.read(name).startswith(b"\xef\xbb\xbf") for name in tables)


def test_an_invented_partnership_says_so_in_its_report(db: None) -> None:
    from poet.partnerships.actions import create_partnership

    report = make(create_partnership(name="Nowhere", organisations=[], is_invented=True))
    assert kept_health(report).simulated is True


@pytest.mark.parametrize(
    ("file", "given", "where"),
    [
        ("answers", GivenFile("a.csv", small_survey.answers(spoil={3: "six", 7: "99"})), ["row 5", "row 9"]),
        ("answers", GivenFile("a.pdf", b"%PDF-1.7 not a table"), ["a.pdf"]),
        ("answers", GivenFile("a.csv", b""), ["a.csv"]),
        (
            "staff_counts",
            GivenFile("c.csv", b"organisation,staff\r\nCouncil,3\r\nTrust,30\r\nCharity,20\r\n"),
            [],
        ),
        ("staff_counts", GivenFile("c.csv", b"PK\x03\x04 no workbook"), ["c.csv"]),
        ("own_questionnaire", GivenFile("q.yaml", b"questionnaire: [unclosed"), ["line"]),
    ],
)
def test_a_bad_file_is_refused_in_full_and_nothing_is_saved(
    partnership: PartnershipDetails, file: str, given: GivenFile, where: list[str]
) -> None:
    with pytest.raises(CannotMakeReport) as refused:
        make(partnership, **{file: given})
    problems = refused.value.by_file[file].problems
    assert problems
    for place in where:
        assert any(place in problem.where for problem in problems), problems
    assert all(problem.what and problem.mend for problem in problems)
    assert reports_of(partnership) == ()


def test_the_name_that_was_typed_is_in_the_report(report: ReportDetails) -> None:
    assert "Autumn survey" in html_of(report)


def test_staff_counts_that_contradict_the_answers_are_the_fault_of_the_counts(
    partnership: PartnershipDetails,
) -> None:
    counts = GivenFile("good.csv", b"organisation,staff\r\nCouncil,3\r\nTrust,30\r\n")
    with pytest.raises(CannotMakeReport) as refused:
        make(partnership, answers=GivenFile("good.csv", small_survey.answers()), staff_counts=counts)
    assert set(refused.value.by_file) == {"staff_counts"}
    assert {problem.what for problem in refused.value.by_file["staff_counts"].problems} == {
        '"Council" has 3 staff, but 15 answers',
        'there is no count for "Charity", which has 15 answers',
    }


def test_a_wrong_organisation_column_is_told_apart_from_the_files_own_problems(
    partnership: PartnershipDetails,
) -> None:
    with pytest.raises(CannotMakeReport) as refused:
        make(partnership, organisation_column="org")
    assert refused.value.by_file == {}
    problem = refused.value.by_name["organisation_column"]
    assert problem.what == 'there is no column called "org"'
    assert problem.mend.startswith(
        'Did you mean "organisation"? The columns are: "organisation", "purpose_1"'
    )

    spoilt = GivenFile("a.csv", small_survey.answers(spoil={3: "six"}))
    with pytest.raises(CannotMakeReport) as refused:
        make(partnership, organisation_column="org", answers=spoilt)
    assert set(refused.value.by_name) == {"organisation_column"}
    assert [problem.what for problem in refused.value.by_file["answers"].problems] == [
        '"six" is not one of the answers'
    ]


def workbook(*titles: str) -> bytes:
    """An Excel file with the small survey's answers on the first sheet, and a note on every other."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = titles[0]
    for row in csv.reader(small_survey.answers().decode().splitlines()):
        sheet.append(row)
    for title in titles[1:]:
        book.create_sheet(title).append(["made in autumn"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_the_sheet_that_is_named_is_read(partnership: PartnershipDetails) -> None:
    answers = GivenFile("a.xlsx", workbook("Replies", "Notes"))
    assert kept_health(make(partnership, answers=answers, sheet="Replies")).answered == 45


@pytest.mark.parametrize(
    ("answers", "sheet", "what"),
    [
        (workbook("Replies", "Notes"), None, '2 sheets have data: "Replies" and "Notes"'),
        (workbook("Replies", "Notes"), "Reply", 'there is no sheet "Reply"'),
        (small_survey.answers(), "Replies", "a CSV file has no sheets"),
    ],
)
def test_a_wrong_sheet_is_told_as_such(
    partnership: PartnershipDetails, answers: bytes, sheet: str | None, what: str
) -> None:
    with pytest.raises(CannotMakeReport) as refused:
        make(partnership, answers=GivenFile("a.xlsx" if what[0] != "a" else "a.csv", answers), sheet=sheet)
    assert refused.value.by_file == {}
    assert refused.value.by_name["sheet"].what == what


def test_both_bad_files_are_told_at_once(partnership: PartnershipDetails) -> None:
    with pytest.raises(CannotMakeReport) as refused:
        make(partnership, answers=GivenFile("a.csv", b""), staff_counts=GivenFile("c.csv", b""))
    assert set(refused.value.by_file) == {"answers", "staff_counts"}


def test_a_fault_while_rendering_saves_nothing(
    partnership: PartnershipDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> bytes:
        raise RuntimeError("no PDF today")

    monkeypatch.setattr("poet.partnership_health.actions.making.report_contents", fail)
    with pytest.raises(RuntimeError, match="no PDF today"):
        make(partnership)
    assert reports_of(partnership) == ()
