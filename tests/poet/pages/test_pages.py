"""The start page, what the site says of itself, the health check."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from poet.partnership_health.queries import ReportDetails
from poet.partnerships.queries import PartnershipDetails


def test_outside_the_demonstration_no_partnership_is_named(
    client: Client, partnership: PartnershipDetails
) -> None:
    page = client.get("/").content.decode()
    assert partnership.name not in page
    assert "use the address that you were given" in page
    assert client.get("/partnerships/").status_code == 403


def test_in_the_demonstration_everything_is_one_click_away(
    client: Client, partnership: PartnershipDetails, report: ReportDetails, settings: Settings
) -> None:
    settings.DEMO = True
    page = client.get("/").content.decode()
    place = f"/partnerships/{partnership.public_id}/"
    for address in [place, f"{place}health/{report.public_id}/", f"{place}health/from-answers"]:
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/privacy", "/cookies", "/accessibility"])
def test_pages_about_the_site(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


def test_without_an_owner_the_privacy_page_names_no_setting(client: Client, settings: Settings) -> None:
    settings.BRAND = replace(settings.BRAND, owner="")
    page = client.get("/privacy").content.decode()
    assert "The organisation that runs this site decides what its data are used for." in page
    assert "POET_OWNER" not in page
    settings.BRAND = replace(settings.BRAND, owner="Fenland Council")
    assert "Fenland Council runs this site" in client.get("/privacy").content.decode()


def test_the_health_check_asks_the_database(client: Client, db: None) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_the_health_check_fails_with_the_database(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone:
        def cursor(self) -> None:
            raise RuntimeError("the database is gone")

    monkeypatch.setattr("poet.pages.views.connection", Gone())
    client.raise_request_exception = False
    assert client.get("/healthz").status_code == 500
