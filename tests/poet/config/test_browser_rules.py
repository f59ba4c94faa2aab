"""What browsers are told with every page, good or bad."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from poet.partnership_health.queries import ReportDetails
from poet.partnerships.queries import PartnershipDetails


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/privacy", 200), ("/no-such-page", 404), ("/accounts/sign-in/", 200)],
)
def test_every_page_is_under_a_strict_policy(client: Client, db: None, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    nonce = re.search(r"'nonce-([^']{16,})'", policy["script-src"])
    assert nonce is not None
    assert policy["script-src"] == policy["style-src"] == f"'self' 'nonce-{nonce[1]}'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    page = response.content.decode()
    tags = re.findall(r"<(?:script|style)[^>]*>", page)
    assert len(tags) >= 3
    assert all(f'nonce="{nonce[1]}"' in tag for tag in tags)
    assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", page)


def test_a_nonce_is_never_used_twice(client: Client, db: None) -> None:
    assert client.get("/")["Content-Security-Policy"] != client.get("/")["Content-Security-Policy"]


def test_other_headers(client: Client, db: None) -> None:
    response = client.get("/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert not response.cookies


def test_the_report_document_may_use_its_own_styles_and_nothing_else(
    lead_client: Client, partnership: PartnershipDetails, report: ReportDetails
) -> None:
    response = lead_client.get(f"/partnerships/{partnership.public_id}/health/{report.public_id}/read")
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
