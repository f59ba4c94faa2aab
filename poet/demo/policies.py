"""The demonstration is open to everybody, and only in the demonstration is there such a thing."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404

from poet.foundations.accounts.policies import EVERYBODY, Access, Act

TRY_OUT = Act(what="In the demonstration only: be any of its invented people", by=EVERYBODY)

ACCESS = {
    "demo:people": Access(get=TRY_OUT),
    "demo:be": Access(post=TRY_OUT),
    "demo:answers": Access(get=TRY_OUT),
    "demo:staff_counts": Access(get=TRY_OUT),
}


def check_demonstration() -> None:
    """Elsewhere there are no such pages."""
    if not settings.DEMO:
        raise Http404
