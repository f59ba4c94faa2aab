"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The brand, and whether this is the demonstration."""
    return {"brand": settings.BRAND, "demo": settings.DEMO}
