"""Who may see a partnership. Until there are accounts this is the whole rule; they will be asked here.

*In the demonstration* everybody may see everything: all of it is invented. *Elsewhere* whoever has a
partnership's address may see it and make reports for it (the address holds 128 random bits, and pages tell
browsers not to pass it on), and nobody gets a list.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404

from poet.partnerships.queries import PartnershipDetails, find_partnership


def check_list_partnerships() -> None:
    """Refuse the list of partnerships, outside the demonstration."""
    if not settings.DEMO:
        raise PermissionDenied(
            "There is no list of partnerships here. Use the address that you were given for yours."
        )


def list_partnerships() -> bool:
    """Whether the list of partnerships may be shown."""
    try:
        check_list_partnerships()
    except PermissionDenied:
        return False
    return True


def visible_partnership(public_id: str) -> PartnershipDetails:
    """The partnership at this address. One that may not be seen is not found: its existence is not told."""
    partnership = find_partnership(public_id)
    if partnership is None:
        raise Http404
    return partnership
