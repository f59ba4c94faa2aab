"""Saying what a partnership is: its organisations, and its dated profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import RestrictedError
from django.db.models.deletion import ProtectedError
from django.utils import timezone

from poet.foundations.audit.actions import record
from poet.foundations.audit.kinds import EventKind
from poet.partnerships.actions.refusal import CannotCreatePartnership, NotPossible
from poet.partnerships.models import DatedProfile, PartnerOrganisation, Partnership
from poet.partnerships.queries import (
    EvaluationDetails,
    PartnershipDetails,
    current_profile,
    find_partnership,
    organisations_of,
)
from poet_method.profile import (
    Profile,
    ProfileOrganisation,
    check_profile,
    load_profile_words,
    profile_document,
    read_ods_code,
    what_changed,
)

ORGANISATION_ADDED = EventKind("partnerships.organisation_added", "A partner organisation was added")
ORGANISATION_CHANGED = EventKind("partnerships.organisation_changed", "A partner organisation was changed")
ORGANISATION_REMOVED = EventKind("partnerships.organisation_removed", "A partner organisation was removed")
DESCRIBED = EventKind(
    "partnerships.described",
    "The description of the partnership was changed",
    {"changed": str},
)


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """A partner organisation as somebody typed it: one that is there (by public id), or a new one."""

    name: str
    sector: str
    ods_code: str = ""
    public_id: str = ""
    remove: bool = False


@transaction.atomic
def create_partnership(
    *,
    name: str,
    description: str = "",
    organisations: Sequence[tuple[str, str]],
    is_invented: bool = False,
) -> PartnershipDetails:
    """Create a partnership of these organisations, each a name and the id of its sector."""
    names = [organisation for organisation, _ in organisations]
    if not name.strip():
        raise CannotCreatePartnership("A partnership needs a name.", field="name")
    if len(set(names)) < len(names):
        raise CannotCreatePartnership("Two partner organisations have the same name.")
    sectors = {sector.id for sector in load_profile_words().sectors}
    unknown = [sector for _, sector in organisations if sector not in sectors]
    if unknown:
        raise CannotCreatePartnership(f"There is no sector called “{unknown[0]}”.")
    partnership = Partnership.objects.create(name=name, description=description, is_invented=is_invented)
    PartnerOrganisation.objects.bulk_create(
        PartnerOrganisation(partnership=partnership, name=organisation, sector=sector)
        for organisation, sector in organisations
    )
    created = find_partnership(partnership.public_id)
    assert created is not None  # noqa: S101 - made a few lines above
    return created


@transaction.atomic
def change_organisations(
    *, evaluation: EvaluationDetails, entries: Sequence[OrganisationEntry], by: str
) -> None:
    """Add, change and remove partner organisations, all or none; organisations not among ``entries`` stay.

    Raises ``NotPossible`` with the row at fault. A change is a new dated profile.
    """
    partnership = evaluation.partnership
    _wait_for_others(partnership)
    there = {one.public_id: one for one in PartnerOrganisation.objects.filter(partnership_id=partnership.id)}
    checked = [_checked(entry, row) for row, entry in enumerate(entries)]
    _check_names(there, checked)
    for row, entry in enumerate(checked):
        organisation = there.get(entry.public_id)
        if organisation is None:
            continue
        if entry.remove:
            _remove(organisation, row)
            record(ORGANISATION_REMOVED, by=by, about=entry.public_id, within=evaluation.public_id)
        elif entry.name != organisation.name:  # its old name may be another one's new name
            PartnerOrganisation.objects.filter(pk=organisation.pk).update(name=organisation.public_id)
    for row, entry in enumerate(checked):
        if entry.remove:
            continue
        if entry.public_id and entry.public_id not in there:
            raise NotPossible(f"{entry.name} was removed by somebody else meanwhile", field="name", row=row)
        _keep(evaluation, there.get(entry.public_id), entry, by)
    _record_profile(evaluation, by=by, changes={})


@transaction.atomic
def describe(*, evaluation: EvaluationDetails, by: str, **changes: Any) -> None:
    """Record a new dated profile in which these fields of ``Profile`` are changed; none if nothing differs.

    Organisations are changed by ``change_organisations``. Raises ``NotPossible`` with a sentence for people.
    """
    _wait_for_others(evaluation.partnership)
    _record_profile(evaluation, by=by, changes=changes)


def _record_profile(evaluation: EvaluationDetails, *, by: str, changes: dict[str, Any]) -> None:
    partnership, today = evaluation.partnership, timezone.localdate()
    before = current_profile(partnership, today=today)
    after: Profile = replace(
        before,
        as_of=today,
        organisations=tuple(
            ProfileOrganisation(one.name, one.sector_id, one.ods_code)
            for one in organisations_of(partnership)
        ),
        **changes,
    )
    words = load_profile_words()
    try:
        check_profile(after, words)
    except ValueError as problem:
        raise NotPossible(str(problem)) from problem
    is_first = not DatedProfile.objects.filter(partnership_id=partnership.id).exists()
    changed = what_changed(before, after)
    if not changed and not is_first:
        return
    DatedProfile.objects.create(
        partnership_id=partnership.id,
        recorded_by=by,
        words_version=words.version,
        document=profile_document(after),
    )
    record(
        DESCRIBED,
        by=by,
        about=partnership.public_id,
        within=evaluation.public_id,
        changed="+".join(changed or ("organisations",)),
    )


def _wait_for_others(partnership: PartnershipDetails) -> None:
    """One description at a time: a profile is made from the one before it."""
    Partnership.objects.select_for_update().get(pk=partnership.id)


def _checked(entry: OrganisationEntry, row: int) -> OrganisationEntry:
    name = " ".join(entry.name.split())
    if entry.remove:
        return replace(entry, name=name)
    if not name:
        raise NotPossible("Enter the name of the organisation", field="name", row=row)
    if entry.sector not in {sector.id for sector in load_profile_words().sectors}:
        raise NotPossible(f"Choose the sector of {name}", field="sector", row=row)
    try:
        ods_code = read_ods_code(entry.ods_code)
    except ValueError as problem:
        raise NotPossible(str(problem), field="ods_code", row=row) from problem
    return replace(entry, name=name, ods_code=ods_code)


def _check_names(there: dict[str, PartnerOrganisation], entries: Sequence[OrganisationEntry]) -> None:
    """No two organisations of one name, whatever its capitals: staff lists are matched by name."""
    mentioned = {entry.public_id for entry in entries}
    used = {one.name.casefold() for public_id, one in there.items() if public_id not in mentioned}
    for row, entry in enumerate(entries):
        if entry.remove:
            continue
        if entry.name.casefold() in used:
            raise NotPossible(f"{entry.name} is there twice", field="name", row=row)
        used.add(entry.name.casefold())


def _remove(organisation: PartnerOrganisation, row: int) -> None:
    try:
        organisation.delete()
    except (ProtectedError, RestrictedError) as kept:
        raise NotPossible(
            f"{organisation.name} has a staff list. Remove the list first", field="name", row=row
        ) from kept


def _keep(
    evaluation: EvaluationDetails, row: PartnerOrganisation | None, entry: OrganisationEntry, by: str
) -> None:
    values = {"name": entry.name, "sector": entry.sector, "ods_code": entry.ods_code}
    if row is None:
        row = PartnerOrganisation.objects.create(partnership_id=evaluation.partnership.id, **values)
        record(ORGANISATION_ADDED, by=by, about=row.public_id, within=evaluation.public_id)
    elif values != {name: getattr(row, name) for name in values}:
        PartnerOrganisation.objects.filter(pk=row.pk).update(**values)
        record(ORGANISATION_CHANGED, by=by, about=row.public_id, within=evaluation.public_id)
