"""Staff lists: given, read, looked at, and only then counted; all of a list or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from poet.fieldwork.actions.asking import sample_is_drawn
from poet.fieldwork.actions.counting import apply_changes
from poet.fieldwork.models import RoleGroup, StaffMember, StaffState, StaffUpload, UploadState
from poet.fieldwork.queries import (
    UploadDetails,
    changes_of,
    find_upload,
    group_labels,
    opted_out_count,
)
from poet.foundations.audit.actions import record
from poet.foundations.audit.kinds import EventKind
from poet.foundations.jobs.actions import enqueue
from poet.partnerships.queries import OrganisationDetails, RoundDetails
from poet.partnerships.round_states import RoundState
from poet_method.spreadsheets import InputProblems, read_table
from poet_method.staff_list import Changes, StaffList, find_header, normal_role, read_staff_list
from poet_method.staff_list.reading import Tell

SMALL_FILE = 250_000  # bytes; read at once, in about a second: larger ones in a job, with a progress bar
SMALL_LIST = 2_000  # people; counted at once
KEPT_DAYS = 7
OPEN_TO_LISTS = (RoundState.DRAFT, RoundState.PREPARING, RoundState.COLLECTING)

COUNTED = EventKind(
    "fieldwork.list_counted",
    "A staff list was counted: {added} joined, {changed} changed, {withdrawn} left, {kept_out} stay out "
    "because they opted out",
    {"added": int, "changed": int, "withdrawn": int, "kept_out": int},
)
SORTED = EventKind("fieldwork.roles_sorted", "{roles} roles were sorted into staff groups", {"roles": int})
EMPLOYER_CHOSEN = EventKind(
    "fieldwork.employer_chosen",
    "For {people} people, another employer was chosen to be asked at",
    {"people": int},
)


class CannotUseList(Exception):
    """Nothing was changed. ``problems`` (where, what, mend) say why, ``more`` how many others there are."""

    def __init__(self, sentence: str, problems: tuple[Mapping[str, str], ...] = (), more: int = 0) -> None:
        super().__init__(sentence)
        self.problems = problems
        self.more = more


class ListHasChanged(CannotUseList):
    """What the list would change is not what was shown any more: look again."""


@dataclass(frozen=True, slots=True)
class Given:
    """A list that was taken in: its id, and the job that reads or counts it where that takes longer."""

    upload_id: str
    job_id: str | None = None


def give_list(
    *, round_: RoundDetails, organisation: OrganisationDetails | None, name: str, content: bytes, by: str
) -> Given:
    """Take a list in; it replaces one that the same account gave for the round and that does not count yet.

    A small file is read at once, and refused with :class:`CannotUseList` (nothing of it is kept). A large one
    is read by a job. Nothing counts before ``count_list``.
    """
    _check_open(round_)
    with transaction.atomic():
        StaffUpload.objects.filter(round_id=round_.id, given_by=by).exclude(
            state=UploadState.COUNTING
        ).delete()
        row = StaffUpload.objects.create(
            round_id=round_.id,
            organisation_id=organisation.id if organisation else None,
            given_by=by,
            delete_on=timezone.localdate() + timedelta(days=KEPT_DAYS),
            file_name=name[:200],
            content=content,
        )
        if len(content) <= SMALL_FILE:
            read_list(upload_id=row.public_id)
            upload = find_upload(row.public_id)
            assert upload is not None  # noqa: S101 - made above
            if upload.state is UploadState.REFUSED:
                # Leaving the transaction this way keeps nothing of the file.
                raise CannotUseList(
                    "The list cannot be used as it is.", upload.problems, upload.more_problems
                )
            return Given(row.public_id)
        job = enqueue(
            name="fieldwork.read_list",
            key=f"fieldwork.read_list.{row.public_id}",
            about=row.public_id,
            arguments={"upload_id": row.public_id},
        )
    return Given(row.public_id, job.public_id)


def read_list(*, upload_id: str, tell: Tell | None = None) -> None:
    """Read a list that was given: afterwards it is ready to look at, or refused with its problems."""
    row = StaffUpload.objects.get(public_id=upload_id)
    upload = find_upload(upload_id)
    assert upload is not None  # noqa: S101 - fetched above
    names = [one.name for one in upload.round.evaluation.partnership.organisations]
    try:
        table = read_table(bytes(row.content), name=row.file_name, header=find_header)
        only = upload.organisation.name if upload.organisation else None
        staff = read_staff_list(table, organisations=names, only=only, tell=tell)
    except InputProblems as refused:
        row.state = UploadState.REFUSED
        row.document = {
            "problems": [
                {"where": one.where, "what": one.what, "mend": one.mend} for one in refused.problems
            ],
            "more_problems": refused.more,
        }
    else:
        row.state = UploadState.READY
        row.document = _document(staff, table.notes)
    row.content = b""
    row.save(update_fields=["state", "document", "content"])


def _document(staff: StaffList, notes: tuple[str, ...]) -> dict[str, object]:
    return {
        "people": [
            [one.row, one.organisation, one.name, one.email, one.employee_id, one.role]
            for one in staff.people
        ],
        "columns": dict(staff.columns),
        "notes": [*notes, *staff.notes],
    }


@transaction.atomic
def sort_roles(*, upload: UploadDetails, groups: Mapping[str, str], by: str) -> None:
    """Remember which staff group each role (as the list says it) belongs to; ``""`` is not remembered."""
    known = group_labels()
    chosen = {
        normal_role(role)[:250]: group
        for role, group in groups.items()
        if group in known and normal_role(role)
    }
    evaluation = upload.round.evaluation
    RoleGroup.objects.bulk_create(
        [
            RoleGroup(evaluation_id=evaluation.id, role=role, staff_group=group)
            for role, group in chosen.items()
        ],
        update_conflicts=True,
        update_fields=["staff_group"],
        unique_fields=["evaluation", "role"],
    )
    if chosen:
        record(SORTED, by=by, about=upload.round.public_id, within=evaluation.public_id, roles=len(chosen))


def digest_of(changes: Changes) -> str:
    """Tells whether what was shown is still what would happen."""
    parts = [*changes.added, *changes.changed, *changes.withdrawn]
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


def count_list(*, upload: UploadDetails, shown: str, by: str) -> Given:
    """Let a list count: whoever is new joins, whoever is not on it any more leaves.

    ``shown`` is the digest of the changes that were looked at. A long list is counted by a job. Raises
    :class:`CannotUseList`.
    """
    if len(upload.people) <= SMALL_LIST:
        count_now(upload_id=upload.public_id, shown=shown, by=by)
        return Given(upload.public_id)
    with transaction.atomic():
        _check_ready(upload)
        if digest_of(changes_of(upload)) != shown:
            raise ListHasChanged(_LOOK_AGAIN)
        StaffUpload.objects.filter(public_id=upload.public_id).update(state=UploadState.COUNTING)
        job = enqueue(
            name="fieldwork.count_list",
            key=f"fieldwork.count_list.{upload.public_id}",
            about=upload.round.public_id,  # the list itself will be gone
            arguments={"upload_id": upload.public_id, "shown": shown, "by": by},
        )
    return Given(upload.public_id, job.public_id)


_LOOK_AGAIN = "The staff list has changed since you looked. Look at what this list changes now."


@transaction.atomic
def count_now(*, upload_id: str, shown: str, by: str) -> None:
    """Count a list in one transaction, and delete what was given."""
    # Whoever deletes the upload counts it, so it is counted once; a failure below brings it back.
    upload = find_upload(upload_id)
    if upload is None or StaffUpload.objects.filter(public_id=upload_id).delete()[0] == 0:
        raise CannotUseList("This list has been counted or set aside in the meantime.")
    _check_ready(upload)
    _check_open(upload.round)
    changes = changes_of(upload)
    if digest_of(changes) != shown:
        raise ListHasChanged(_LOOK_AGAIN)
    apply_changes(upload, changes)
    record(
        COUNTED,
        by=by,
        about=upload.round.public_id,
        within=upload.round.evaluation.public_id,
        added=len(changes.added),
        changed=len(changes.changed),
        withdrawn=len(changes.withdrawn),
        kept_out=opted_out_count(upload),
    )


def discard_list(*, upload: UploadDetails) -> None:
    """Set a list aside: what was given is deleted, nothing else has changed."""
    StaffUpload.objects.filter(public_id=upload.public_id).delete()


@transaction.atomic
def choose_employer(*, round_: RoundDetails, members: Mapping[str, str], by: str) -> int:
    """Say where people with several employers are asked; gives for how many that changes.

    ``members`` maps the place (public id) where somebody is asked now to the one where they are to be asked.
    """
    _check_open(round_)
    if sample_is_drawn(round_):
        raise CannotUseList("A sample has been drawn from the list, so this cannot change any more.")
    changed = 0
    listed = StaffMember.objects.filter(round_id=round_.id, state=StaffState.LISTED)
    for before, after in members.items():
        places = {one.public_id: one for one in listed.filter(public_id__in=[before, after])}
        if before == after or len(places) < 2 or places[before].email != places[after].email:
            continue
        listed.filter(public_id=before, asked_here=True).update(asked_here=False)
        changed += listed.filter(public_id=after).update(asked_here=True)
    if changed:
        record(
            EMPLOYER_CHOSEN,
            by=by,
            about=round_.public_id,
            within=round_.evaluation.public_id,
            people=changed,
        )
    return changed


def _check_ready(upload: UploadDetails) -> None:
    if upload.state not in {UploadState.READY, UploadState.COUNTING}:
        raise CannotUseList("This list has not been read, or cannot be used.")


def _check_open(round_: RoundDetails) -> None:
    if round_.state not in OPEN_TO_LISTS:
        raise CannotUseList("This round is closed, so its staff list cannot change any more.")
