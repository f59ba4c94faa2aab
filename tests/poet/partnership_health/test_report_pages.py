"""Pages and downloads of reports."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from poet.foundations.accounts.queries import AccountDetails
from poet.partnership_health.models import HealthReport
from poet.partnership_health.queries import ReportDetails, reports_of
from poet.partnerships.actions import start_evaluation
from poet.partnerships.queries import PartnershipDetails
from tests import small_survey


def place(partnership: PartnershipDetails, rest: str = "") -> str:
    return f"/partnerships/{partnership.public_id}/health/{rest}"


def given(**changes: object) -> dict[str, object]:
    return {
        "title": "Spring survey",
        "answers": SimpleUploadedFile("answers.csv", small_survey.answers()),
        "organisation_column": "organisation",
        "questionnaire": "own",
        "own_questionnaire": SimpleUploadedFile("small.yaml", small_survey.QUESTIONNAIRE),
    } | changes


def test_a_good_upload_leads_to_its_report(lead_client: Client, partnership: PartnershipDetails) -> None:
    response = lead_client.post(place(partnership, "from-answers"), given())
    (report,) = reports_of(partnership)
    assert response.status_code == 302
    assert response["Location"] == place(partnership, f"{report.public_id}/")
    page = lead_client.get(response["Location"]).content.decode()
    assert "Spring survey" in page
    assert "Celebrate" in page
    assert "Spring survey" in lead_client.get(place(partnership)).content.decode()


@pytest.mark.parametrize(
    "missing", ["title", "answers", "organisation_column", "questionnaire", "own_questionnaire"]
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    lead_client: Client, partnership: PartnershipDetails, missing: str
) -> None:
    data = given(title="Typed & kept")
    del data[missing]
    response = lead_client.post(place(partnership, "from-answers"), data)
    assert response.status_code == 422
    page = response.content.decode()
    assert f'href="#id_{missing}"' in page
    assert f'id="id_{missing}-error"' in page
    assert missing == "title" or "Typed &amp; kept" in page
    assert reports_of(partnership) == ()


def test_a_bad_file_is_told_row_by_row_and_nothing_is_saved(
    lead_client: Client, partnership: PartnershipDetails
) -> None:
    spoilt = small_survey.answers(spoil={0: "<script>alert(1)</script>", 9: "eleven"})
    response = lead_client.post(
        place(partnership, "from-answers"), given(answers=SimpleUploadedFile("spoilt.csv", spoilt))
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "2 problems in spoilt.csv" in page
    assert "Row 11" in page
    assert "<script>alert" not in page
    assert reports_of(partnership) == ()


def test_a_file_over_the_limit_is_refused(
    lead_client: Client, partnership: PartnershipDetails, settings: Settings
) -> None:
    settings.LARGEST_FILE = 100
    response = lead_client.post(place(partnership, "from-answers"), given())
    assert response.status_code == 422
    assert 'id="id_answers-error"' in response.content.decode()
    assert "Choose a file of at most" in response.content.decode()
    assert reports_of(partnership) == ()


def test_a_wrong_organisation_column_is_told_at_its_field(
    lead_client: Client, partnership: PartnershipDetails
) -> None:
    page = lead_client.post(
        place(partnership, "from-answers"), given(organisation_column="org")
    ).content.decode()
    assert 'id="id_organisation_column-error"' in page
    assert 'id="id_answers-error"' not in page
    assert "There is no column called &#34;org&#34;. Did you mean &#34;organisation&#34;?" in page
    assert "problem in" not in page


def test_contradicting_staff_counts_are_told_at_their_field(
    lead_client: Client, partnership: PartnershipDetails
) -> None:
    counts = SimpleUploadedFile("counts.csv", small_survey.STAFF_COUNTS.replace(b"40", b"4"))
    page = lead_client.post(place(partnership, "from-answers"), given(staff_counts=counts)).content.decode()
    assert 'id="id_staff_counts-error"' in page
    assert 'id="id_answers-error"' not in page
    assert "1 problem in counts.csv" in page


def test_a_sheet_of_a_csv_file_is_told_at_its_field(
    lead_client: Client, partnership: PartnershipDetails
) -> None:
    page = lead_client.post(place(partnership, "from-answers"), given(sheet="Replies")).content.decode()
    assert 'id="id_sheet-error"' in page
    assert "A CSV file has no sheets. Do not name a sheet" in page


def test_a_files_name_is_shown_as_it_is(lead_client: Client, partnership: PartnershipDetails) -> None:
    empty = SimpleUploadedFile("sc_name.csv", b"organisation,purpose_1\r\n")
    page = lead_client.post(place(partnership, "from-answers"), given(answers=empty)).content.decode()
    assert "sc_name.csv" in page
    assert "Sc_name.csv" not in page


def test_the_largest_file_is_said_beforehand(
    lead_client: Client, partnership: PartnershipDetails, settings: Settings
) -> None:
    settings.LARGEST_FILE = 7_000_000
    page = lead_client.get(place(partnership, "from-answers")).content.decode()
    assert page.count("At most 7 MB.") == 3
    assert page.count('data-largest="7000000"') == 3


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [
        ("report.pdf", "application/pdf", b"%PDF-"),
        ("report.html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("data.zip", "application/zip", b"PK"),
    ],
)
def test_downloads(
    lead_client: Client,
    partnership: PartnershipDetails,
    report: ReportDetails,
    name: str,
    kind: str,
    begins: bytes,
) -> None:
    response = lead_client.get(place(partnership, f"{report.public_id}/{name}"))
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.content.startswith(begins)


@pytest.mark.parametrize("rest", ["", "read", "report.pdf", "report.html", "data.zip"])
def test_a_report_is_reached_through_its_own_partnership_only(
    lead_client: Client, lead: AccountDetails, report: ReportDetails, rest: str
) -> None:
    mine = {"title": "Mine too", "organisations": [], "by": lead.public_id}
    other = start_evaluation(partnership_name="Another", **mine).partnership
    assert lead_client.get(place(other, f"{report.public_id}/{rest}")).status_code == 404


def test_an_empty_list_says_what_to_do(lead_client: Client, partnership: PartnershipDetails) -> None:
    page = lead_client.get(place(partnership)).content.decode()
    assert "There are no reports yet" in page
    assert place(partnership, "from-answers") in page


def test_a_report_of_another_version_can_still_be_read(
    lead_client: Client, partnership: PartnershipDetails, report: ReportDetails
) -> None:
    HealthReport.objects.update(health_json='{"from": "years ago"}')
    page = lead_client.get(place(partnership, f"{report.public_id}/")).content.decode()
    assert "Read the report" in page
    assert "At a glance" not in page
    assert lead_client.get(place(partnership, f"{report.public_id}/read")).status_code == 200
