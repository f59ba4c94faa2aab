"""The start page, what the site says of itself, the health check."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from poet.partnerships.queries import PartnershipDetails
from tests.people import signed_in, somebody


def test_who_is_not_signed_in_is_told_how_and_no_partnership_is_named(
    client: Client, partnership: PartnershipDetails
) -> None:
    page = client.get("/").content.decode()
    assert partnership.name not in page
    assert 'href="/accounts/sign-in/"' in page
    assert "Accounts begin with an invitation" in page


def test_who_is_signed_in_comes_to_their_evaluations(
    lead_client: Client, partnership: PartnershipDetails
) -> None:
    response = lead_client.get("/", follow=True)
    assert response.redirect_chain == [("/evaluations/", 302)]
    assert partnership.name in response.content.decode()
    stranger = signed_in(somebody()).get("/", follow=True)
    assert partnership.name not in stranger.content.decode()


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
