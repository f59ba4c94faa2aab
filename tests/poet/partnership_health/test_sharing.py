"""Publishing a report, and sharing it by link."""

from __future__ import annotations

import pytest
from django.test import Client

from poet.foundations.accounts.roles import Role
from poet.foundations.audit.queries import events_within
from poet.foundations.public_ids import new_public_id
from poet.partnership_health import actions
from poet.partnership_health.queries import ReportDetails, find_report, links_to
from poet.partnerships.queries import EvaluationDetails
from tests.people import signed_in, somebody


def place(evaluation: EvaluationDetails, report: ReportDetails, rest: str = "") -> str:
    return f"/partnerships/{evaluation.partnership.public_id}/health/{report.public_id}/{rest}"


@pytest.fixture
def reader(evaluation: EvaluationDetails) -> Client:
    return signed_in(somebody(Role.READER, evaluation=evaluation.public_id))


def test_before_it_is_published_only_the_lead_knows_of_it(
    lead_client: Client, reader: Client, evaluation: EvaluationDetails, report: ReportDetails
) -> None:
    listed = f"/partnerships/{evaluation.partnership.public_id}/health/"
    assert report.title not in reader.get(listed).content.decode()
    assert "not published yet" in lead_client.get(listed).content.decode()
    for rest in ["", "read", "report.pdf", "report.html", "data.zip"]:
        assert reader.get(place(evaluation, report, rest)).status_code == 404
        assert lead_client.get(place(evaluation, report, rest)).status_code == 200
    lead_client.post(place(evaluation, report, "share"))
    assert report.title in reader.get(listed).content.decode()
    for rest in ["", "read", "report.pdf", "report.html", "data.zip"]:
        assert reader.get(place(evaluation, report, rest)).status_code == 200
    assert reader.get(place(evaluation, report, "share")).status_code == 403


def test_a_link_leads_whoever_has_it_to_one_report_until_it_is_withdrawn(
    client: Client, lead_client: Client, evaluation: EvaluationDetails, report: ReportDetails
) -> None:
    share = place(evaluation, report, "share")
    lead_client.post(share)
    lead_client.post(share)
    ((link, other),) = [(one.public_id, new_public_id()) for one in links_to(report)]
    assert f"http://testserver/shared-reports/{link}" in lead_client.get(share).content.decode()
    response = client.get(f"/shared-reports/{link}")
    assert response.status_code == 200
    assert response.content.startswith(b"<!doctype html>")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert client.get(place(evaluation, report)).status_code == 302, "the link opens nothing else"
    assert client.get(f"/shared-reports/{other}").status_code == 404
    lead_client.post(share, {"withdraw": link})
    assert client.get(f"/shared-reports/{link}").status_code == 404
    assert "withdrawn already" in lead_client.post(share, {"withdraw": link}, follow=True).content.decode()
    assert [event.what.partition(".")[2] for event in events_within(evaluation.public_id)[:3]] == [
        "link_withdrawn",
        "link_made",
        "published",
    ]


def test_what_is_not_published_gets_no_link_and_nothing_is_published_twice(
    evaluation: EvaluationDetails, report: ReportDetails
) -> None:
    by = {"within": evaluation, "by": evaluation.created_by}
    with pytest.raises(actions.CannotShare, match="Publish the report first"):
        actions.make_link(report=report, **by)
    actions.publish(report=report, **by)
    published = find_report(evaluation.partnership, report.public_id)
    assert published is not None
    assert published.published_at is not None
    with pytest.raises(actions.CannotShare, match="already"):
        actions.publish(report=report, **by)
