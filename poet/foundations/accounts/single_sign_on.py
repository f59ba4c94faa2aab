"""OpenID Connect: allauth's two views, with words for when the organisation's server cannot be reached."""

from __future__ import annotations

import logging
from http import HTTPStatus

from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

logger = logging.getLogger(__name__)


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the organisation's own page to sign in."""
    try:
        response: HttpResponse = views.login(request, provider_id)
    except RequestException as error:
        return _unreachable(request, error)
    return response


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from there."""
    try:
        response: HttpResponse = views.callback(request, provider_id)
    except RequestException as error:
        return _unreachable(request, error)
    return response


def _unreachable(request: HttpRequest, error: RequestException) -> HttpResponse:
    logger.error("single sign-on: %s", type(error).__name__)
    return render(request, "socialaccount/authentication_error.html", status=HTTPStatus.BAD_GATEWAY)
