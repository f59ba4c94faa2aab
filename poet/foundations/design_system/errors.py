"""The pages people see when something goes wrong: what happened, whether anything was lost, what to do."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def error_page(request: HttpRequest, status: HTTPStatus, title: str, *paragraphs: str) -> HttpResponse:
    """An error page with this status, heading and paragraphs."""
    context = {"title": title, "paragraphs": paragraphs}
    return render(request, "design_system/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be understood. What it held may be hostile, so nothing of it is shown."""
    return error_page(
        request,
        HTTPStatus.BAD_REQUEST,
        "We could not read what was sent",
        "What your browser sent did not arrive whole. Nothing was saved or changed.",
        "Go back and try again. If it happens again, try another browser.",
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: a policy refused, and its sentence says why."""
    return error_page(
        request,
        HTTPStatus.FORBIDDEN,
        "You cannot see this page",
        str(exception) or "This page is not open to you.",
        "Nothing was saved or changed.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such page, or none that this reader may know of."""
    return error_page(
        request,
        HTTPStatus.NOT_FOUND,
        "Page not found",
        "There is no page at this address. Nothing was saved or changed.",
        "If you typed the address, check it. If you pasted it, check that all of it was copied.",
    )


def too_large(request: HttpRequest, largest_megabytes: int) -> HttpResponse:
    """413: more was sent than the site takes."""
    return error_page(
        request,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "The file is too large",
        f"The largest file that can be sent is {largest_megabytes} MB. Nothing was saved or changed.",
        "Go back and choose a smaller file. From an Excel file, remove sheets and columns without answers.",
    )


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: the same thing was tried too often in a short time."""
    return error_page(
        request,
        HTTPStatus.TOO_MANY_REQUESTS,
        "Too many tries",
        "From where you are, this was tried too often in a short time. Nothing was saved or changed.",
        "Wait a few minutes, then go back and try again.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake."""
    return error_page(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Sorry, something went wrong",
        "This is a fault in the site, not something you did. "
        "What you were saving was not saved; what was saved before is still there.",
        "Go back and try again in a few minutes.",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of Django's own: the form was open too long, in another window, or cookies are blocked."""
    return error_page(
        request,
        HTTPStatus.FORBIDDEN,
        "We could not be sure that this form was yours",
        "This happens when a form has been open for a long time, or when the browser refuses cookies. "
        "Nothing was saved or changed.",
        "Go back, load the page again and fill in the form once more.",
    )
