"""OpenID Connect against a server on this machine: whom it opens an account to, and whom not."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from poet.config import environment
from poet.foundations.accounts import actions
from poet.foundations.accounts.models import Account
from poet.foundations.audit.actions import THE_SITE
from tests.people import somebody

pytestmark = pytest.mark.django_db
START = "/accounts/single-sign-on/organisation/"
BACK = f"{START}back/"


class Organisation(ThreadingHTTPServer):
    """An OpenID Connect server that says of everybody what ``claims`` says."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.claims: dict[str, Any] = {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.asked: list[dict[str, list[str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Organisation

    def do_GET(self) -> None:
        url = self.server.url
        if self.path.startswith("/.well-known/"):
            self.say(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorise",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        else:
            self.say({"sub": "1", **self.server.claims})

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append(sent)
        about = {"iss": self.server.url, "aud": "poet", "sub": "1", "iat": int(time.time())}
        token = jwt.encode({**about, "exp": int(time.time()) + 60}, self.server.key, "RS256")
        self.say({"access_token": "access", "token_type": "Bearer", "id_token": token})

    def say(self, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def organisation(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Organisation]:
    with Organisation() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setenv("POET_OIDC_SERVER", server.url)
        monkeypatch.setenv("POET_OIDC_CLIENT", "poet")
        monkeypatch.setenv("POET_OIDC_SECRET", "shared")
        monkeypatch.setenv("POET_OIDC_NAME", "Fenland Council")
        monkeypatch.setenv("POET_OIDC_DOMAINS", "fenland.example.org")
        settings.SOCIALACCOUNT_PROVIDERS = environment.single_sign_on()
        yield server
        server.shutdown()
        thread.join()


def sign_in(client: Client, start: str = START, **claims: Any) -> HttpResponse:
    """Go there and come back, as a browser would."""
    away = client.get(start)
    assert away.status_code == 302
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["redirect_uri"] == [f"http://testserver{BACK}"]
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(BACK, {"code": "code", "state": asked["state"][0]})


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def test_an_address_that_the_organisation_has_verified_opens_its_account(
    client: Client, organisation: Organisation
) -> None:
    somebody(email="ada@example.org")
    organisation.claims = {"email": "Ada@example.org", "email_verified": True}
    assert "Sign in with Fenland Council" in client.get("/accounts/sign-in/").content.decode()
    response = sign_in(client, f"{START}?next=/accounts/")
    assert response["Location"] == "/accounts/"
    assert is_signed_in(client)
    assert organisation.asked[0]["client_secret"] == ["shared"]
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "verified", "opens"),
    [
        ("ada@example.org", False, False),
        ("ada@fenland.example.org", False, True),  # the organisation's own domain
        ("ada@fenland.example.org.example.com", False, False),
    ],
)
def test_an_address_that_nobody_has_verified_opens_nothing(
    client: Client, organisation: Organisation, email: str, verified: bool, opens: bool
) -> None:
    somebody(email=email)
    organisation.claims = {"email": email, "email_verified": verified}
    sign_in(client)
    assert is_signed_in(client) is opens


def test_who_has_no_account_gets_none(client: Client, organisation: Organisation) -> None:
    organisation.claims = {"email": "bob@example.org", "email_verified": True}
    response = sign_in(client)
    assert response.status_code == 403
    assert "Accounts begin with an invitation" in response.content.decode()
    assert not Account.objects.exists()


def test_a_closed_account_stays_closed(client: Client, organisation: Organisation) -> None:
    ada = somebody(email="ada@example.org")
    actions.close_account(account=ada.public_id, by=THE_SITE)
    organisation.claims = {"email": "ada@example.org", "email_verified": True}
    assert sign_in(client)["Location"] == "/accounts/closed/"
    assert not is_signed_in(client)


def test_no_link_connects_another_identity_to_an_account(client: Client, organisation: Organisation) -> None:
    """An attacker who has somebody signed in at the organisation as the attacker would try this."""
    ada = somebody(email="ada@example.org")
    client.force_login(Account.objects.get(public_id=ada.public_id))
    organisation.claims = {"email": "eve@example.org", "email_verified": True}
    assert sign_in(client, f"{START}?process=connect").status_code == 403
    organisation.claims = {"email": "eve@example.org", "email_verified": True}
    other = Client()
    assert sign_in(other).status_code == 403
    assert not is_signed_in(other)


def test_without_the_state_that_we_gave_nothing_opens(client: Client, organisation: Organisation) -> None:
    somebody(email="ada@example.org")
    organisation.claims = {"email": "ada@example.org", "email_verified": True}
    client.get(START)
    page = client.get(BACK, {"code": "code", "state": "guessed"})
    assert "did not work" in page.content.decode()
    assert not is_signed_in(client)


def test_a_server_that_cannot_be_reached_is_told_in_words(client: Client, settings: Settings) -> None:
    app = {"provider_id": "organisation", "name": "Us", "client_id": "1", "secret": "2"}
    app["settings"] = {"server_url": "http://127.0.0.1:9"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    response = client.get(START)
    assert response.status_code == 502
    assert "did not answer as it should" in response.content.decode()


def test_without_the_settings_there_is_no_single_sign_on(client: Client) -> None:
    assert client.get(START).status_code == 404
    assert "organisation/" not in client.get("/accounts/sign-in/").content.decode()
