"""Error pages say what happened, whether anything was lost, and what to do."""

from __future__ import annotations

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from poet.foundations.design_system import errors
from poet.foundations.design_system.middleware import largest_request
from tests.people import signed_in, somebody

NOT_LOST = "Nothing was saved or changed."


def test_not_found(client: Client, db: None) -> None:
    response = client.get("/guessed/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "<h1" in page
    assert "Page not found" in page
    assert NOT_LOST in page


def test_refused_with_the_sentence_of_the_policy(db: None) -> None:
    response = signed_in(somebody()).get("/accounts/people/")
    assert response.status_code == 403
    assert "Only an administrator looks after accounts." in response.content.decode()


def test_what_may_not_be_known_is_not_found_and_who_is_not_signed_in_signs_in(
    client: Client, db: None
) -> None:
    path = "/partnerships/guessed/"
    response = signed_in(somebody()).get(path)
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
    assert client.get(path)["Location"] == f"/accounts/sign-in/?next={path}"
    assert client.post("/evaluations/guessed/people")["Location"] == "/accounts/sign-in/?next=/"


def test_bad_request_shows_nothing_of_what_was_sent(rf: RequestFactory) -> None:
    response = errors.bad_request(rf.get("/"), SuspiciousOperation("<b>hostile</b>"))
    assert response.status_code == 400
    assert "hostile" not in response.content.decode()
    assert NOT_LOST in response.content.decode()


def test_a_fault_of_ours(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: object) -> bool:
        raise RuntimeError("the reason")

    monkeypatch.setattr("poet.pages.views.viewer_of", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "not something you did" in page
    assert "What you were saving was not saved" in page
    assert "the reason" not in page


def test_a_form_from_elsewhere(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/partnerships/any/health/from-answers", {"title": "x"})
    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


def test_a_request_that_is_too_large_is_refused_before_it_is_read(
    rf: RequestFactory, settings: Settings
) -> None:
    def never(request: object) -> None:
        raise AssertionError("the request was passed on")

    settings.LARGEST_REQUEST = 10
    response = largest_request(never)(rf.post("/", {"answers": "x" * 1000}))  # type: ignore[arg-type]
    assert response.status_code == 413
    assert NOT_LOST in response.content.decode()
