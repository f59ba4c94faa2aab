"""What can be done with partnerships."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from poet.partnerships.models import PartnerOrganisation, Partnership, Sector
from poet.partnerships.queries import PartnershipDetails, find_partnership


class CannotCreatePartnership(Exception):
    """The sentence says why."""


@transaction.atomic
def create_partnership(
    *,
    name: str,
    description: str = "",
    organisations: Sequence[tuple[str, str]],
    is_invented: bool = False,
) -> PartnershipDetails:
    """Create a partnership of these organisations, each a name and a sector (a value of ``Sector``)."""
    names = [organisation for organisation, _ in organisations]
    if not name.strip():
        raise CannotCreatePartnership("A partnership needs a name.")
    if len(set(names)) < len(names):
        raise CannotCreatePartnership("Two partner organisations have the same name.")
    unknown = [sector for _, sector in organisations if sector not in Sector.values]
    if unknown:
        raise CannotCreatePartnership(f"There is no sector called “{unknown[0]}”.")
    partnership = Partnership.objects.create(name=name, description=description, is_invented=is_invented)
    PartnerOrganisation.objects.bulk_create(
        PartnerOrganisation(partnership=partnership, name=organisation, sector=sector)
        for organisation, sector in organisations
    )
    created = find_partnership(partnership.public_id)
    assert created is not None  # noqa: S101 - made three lines above
    return created
