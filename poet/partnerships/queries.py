"""What is known of partnerships, as values that other stages may hold."""

from __future__ import annotations

from dataclasses import dataclass

from poet.partnerships.models import Partnership


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """A partner organisation; ``sector`` is its label as people read it."""

    name: str
    sector: str


@dataclass(frozen=True, slots=True)
class PartnershipDetails:
    """A partnership as other stages see it. ``id`` is for foreign keys, ``public_id`` for addresses."""

    id: int
    public_id: str
    name: str
    description: str
    is_invented: bool
    organisations: tuple[OrganisationDetails, ...]


def find_partnership(public_id: str) -> PartnershipDetails | None:
    """The partnership with this public id, if there is one."""
    row = Partnership.objects.prefetch_related("organisations").filter(public_id=public_id).first()
    return None if row is None else _details(row)


def all_partnerships() -> tuple[PartnershipDetails, ...]:
    """Every partnership of the instance, by name. Ask ``policies.check_list_partnerships`` first."""
    rows = Partnership.objects.prefetch_related("organisations").order_by("name", "id")
    return tuple(_details(row) for row in rows)


def _details(row: Partnership) -> PartnershipDetails:
    organisations = sorted(row.organisations.all(), key=lambda organisation: organisation.pk)
    return PartnershipDetails(
        id=row.pk,
        public_id=row.public_id,
        name=row.name,
        description=row.description,
        is_invented=row.is_invented,
        organisations=tuple(OrganisationDetails(one.name, one.get_sector_display()) for one in organisations),
    )
