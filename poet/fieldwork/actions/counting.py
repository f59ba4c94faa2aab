"""Letting a list's changes count: who joins, who leaves, who stays out, and everybody asked once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from poet.fieldwork.actions.asking import fill_from_reserve, sample_is_drawn
from poet.fieldwork.kept_out import KeptOutPeople
from poet.fieldwork.models import Selection, StaffMember, StaffState
from poet.fieldwork.queries import UploadDetails, role_groups
from poet.partnerships.queries import RoundDetails
from poet.partnerships.round_states import RoundState
from poet_method.staff_list import Changed, Changes, ListedPerson, normal_role

BATCH = 500

EMPTIED = {"name": "", "email": "", "employee_id": "", "role": "", "unreachable": False, "asked_here": False}
"""What is left of somebody who opted out, or left while staff were being asked: a row that counts."""

Item = TypeVar("Item")


def apply_changes(upload: UploadDetails, changes: Changes) -> None:
    """Write the changes, inside the caller's transaction."""
    withdraw(upload.round, changes.withdrawn)
    writer = _Writer(upload)
    writer.change(changes.changed)
    for batch in _batches(changes.added):
        writer.add(batch)
    sort_into_groups(upload.round)
    ask_once(upload.round)
    fill_from_reserve(round_=upload.round)


def withdraw(round_: RoundDetails, public_ids: Sequence[str]) -> None:
    """Take people off the list. Before staff are asked nothing of them stays; later an empty row counts."""
    for batch in _batches(public_ids):
        rows = StaffMember.objects.filter(round_id=round_.id, public_id__in=batch)
        if round_.state is RoundState.COLLECTING:
            rows.update(state=StaffState.LEFT, **EMPTIED)
        else:
            rows.delete()


def ask_once(round_: RoundDetails) -> None:
    """Everybody listed is asked at one place: where they were asked before, else where first listed."""
    rows = _listed(round_)
    same_address = rows.filter(email=OuterRef("email"))
    before = same_address.filter(Q(asked_here=True) | Q(pk__lt=OuterRef("pk")))
    rows.filter(asked_here=False).filter(Q(email="") | ~Exists(before)).update(asked_here=True)


def sort_into_groups(round_: RoundDetails) -> None:
    """Write each person's staff group, by what the evaluation knows of their role."""
    groups = role_groups(round_.evaluation)
    roles = _listed(round_).order_by().values_list("role", "staff_group").distinct()
    for role, before in list(roles):
        now = groups.get(normal_role(role), "")
        if now != before:
            _listed(round_).filter(role=role, staff_group=before).update(staff_group=now)


class _Writer:
    """Writes people of one list into the frame of its round."""

    def __init__(self, upload: UploadDetails) -> None:
        evaluation = upload.round.evaluation
        self._round = upload.round
        self._organisations = {one.name: one.id for one in evaluation.partnership.organisations}
        self._kept_out = KeptOutPeople(evaluation)
        # Who joins after a sample was drawn waits in reserve; in a census everybody is asked.
        self._selection = Selection.RESERVE if sample_is_drawn(upload.round) else Selection.CHOSEN

    def add(self, people: Sequence[ListedPerson]) -> None:
        """Add people who join."""
        StaffMember.objects.bulk_create(
            StaffMember(
                round_id=self._round.id,
                organisation_id=self._organisations[person.organisation],
                name=person.name,
                email=person.email,
                employee_id=person.employee_id,
                role=person.role,
                asked_here=False,
                unreachable=self._kept_out.is_unreachable(person.email),
                selection=self._selection,
            )
            for person in people
        )

    def change(self, changed: Sequence[Changed]) -> None:
        """Write new details of people who stay."""
        # Addresses may have been swapped: emptied first, none stands twice on the way.
        for batch in _batches([one.id for one in changed if "email" in one.fields]):
            _listed(self._round).filter(public_id__in=batch).update(email="", asked_here=False)
        for some in _batches(changed):
            self._write({one.id: one.now for one in some})

    def _write(self, now: dict[str, ListedPerson]) -> None:
        members = list(_listed(self._round).filter(public_id__in=now))
        for member in members:
            person = now[member.public_id]
            member.name, member.email = person.name, person.email
            member.employee_id, member.role = person.employee_id, person.role
            member.unreachable = self._kept_out.is_unreachable(person.email)
        fields = ["name", "email", "employee_id", "role", "unreachable"]
        StaffMember.objects.bulk_update(members, fields)


def _listed(round_: RoundDetails) -> QuerySet[StaffMember]:
    return StaffMember.objects.filter(round_id=round_.id, state=StaffState.LISTED)


def _batches(items: Sequence[Item]) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch
