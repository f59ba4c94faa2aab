"""What is known of a round's staff, of lists that do not count yet, and of whom to ask, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, Q, QuerySet

from poet.fieldwork.kept_out import KeptOutPeople
from poet.fieldwork.models import (
    RoleGroup,
    SamplingPlan,
    Selection,
    StaffMember,
    StaffState,
    StaffUpload,
    UploadState,
)
from poet.foundations.jobs.queries import jobs_about
from poet.partnerships.queries import EvaluationDetails, OrganisationDetails, RoundDetails, find_round
from poet_method.sampling import Label, Merge, Stratum, merged
from poet_method.staff_list import (
    Changes,
    KnownPerson,
    ListedPerson,
    StaffGroup,
    compare,
    load_staff_groups,
    normal_role,
    suggest_group,
)

NO_GROUP = "Role not given"


@dataclass(frozen=True, slots=True)
class OrganisationStaff:
    """How many staff one organisation has in a round.

    ``listed`` counts everybody on its list; ``asked_elsewhere`` of these are asked at another employer.
    """

    organisation: OrganisationDetails
    listed: int
    asked: int
    reserve: int
    asked_elsewhere: int
    without_email: int
    unreachable: int
    opted_out: int
    left: int


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One person as the organisation's page shows them."""

    public_id: str
    name: str
    email: str
    role: str
    group: str
    asked_here: bool
    unreachable: bool
    selection: str


@dataclass(frozen=True, slots=True)
class UploadDetails:
    """A list that somebody gave. ``organisation`` is ``None`` for a list of all organisations."""

    public_id: str
    round: RoundDetails
    organisation: OrganisationDetails | None
    given_by: str
    file_name: str
    state: UploadState
    problems: tuple[Mapping[str, str], ...]  # where, what, mend
    more_problems: int
    people: tuple[ListedPerson, ...]
    columns: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def organisations(self) -> tuple[OrganisationDetails, ...]:
        """Those whose staff the list may change."""
        return (self.organisation,) if self.organisation else self.round.evaluation.partnership.organisations


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """How it was decided whom to ask; ``drawn`` once a sample has been drawn."""

    is_census: bool
    expected_response: int
    merges: tuple[Merge, ...]
    asked: Mapping[Label, tuple[int, int]]  # stratum → staff then, asked
    seed: str
    digest: str
    drawn_from: str
    draws: int

    @property
    def sample_size(self) -> int:
        """How many were drawn; 0 in a census."""
        return sum(asked for _, asked in self.asked.values())


@dataclass(frozen=True, slots=True)
class SamplingChoice:
    """What somebody thinks of: everybody or a sample, of how many (0: not said), the response in per cent."""

    is_sample: bool
    size: int
    response: int


@dataclass(frozen=True, slots=True)
class MemberDetails:
    """Somebody's place on a list, as their own link shows it: where, never who."""

    has_opted_out: bool
    is_listed: bool
    organisation: str
    partnership: str


@dataclass(frozen=True, slots=True)
class EmployerChoice:
    """Somebody with several employers: ``members`` are their places on lists, one of them ``asked_at``."""

    name: str
    members: tuple[tuple[str, str], ...]  # public id of the place, organisation
    asked_at: str


# ── the frame ─────────────────────────────────────────────────────────────────────────────────────────────
def staff_counts(round_: RoundDetails) -> tuple[OrganisationStaff, ...]:
    """The numbers of each organisation of the partnership, in its order; zeros where there is no list yet."""
    listed = Q(state=StaffState.LISTED)
    rows = (
        StaffMember.objects.filter(round_id=round_.id)
        .values("organisation_id")
        .annotate(
            listed=Count("pk", filter=listed),
            asked=Count("pk", filter=listed & Q(asked_here=True, selection=Selection.CHOSEN)),
            reserve=Count("pk", filter=listed & Q(asked_here=True, selection=Selection.RESERVE)),
            asked_elsewhere=Count("pk", filter=listed & Q(asked_here=False)),
            without_email=Count("pk", filter=listed & Q(email="")),
            unreachable=Count("pk", filter=listed & Q(unreachable=True)),
            opted_out=Count("pk", filter=Q(state=StaffState.OPTED_OUT)),
            left=Count("pk", filter=Q(state=StaffState.LEFT)),
        )
    )
    counts: dict[int, Mapping[str, Any]] = {row["organisation_id"]: row for row in rows}
    return tuple(
        OrganisationStaff(one, **{name: counts.get(one.id, {}).get(name, 0) for name in _NUMBERS})
        for one in round_.evaluation.partnership.organisations
    )


_NUMBERS = tuple(field.name for field in fields(OrganisationStaff))[1:]


def listed_staff(
    round_: RoundDetails, organisation: OrganisationDetails, *, start: int, most: int
) -> tuple[StaffLine, ...]:
    """People on the list of one organisation, by name, ``most`` of them from ``start`` (0) on."""
    labels = group_labels()
    rows = _listed(round_).filter(organisation_id=organisation.id).order_by("name", "email", "public_id")
    return tuple(
        StaffLine(
            row.public_id,
            row.name,
            row.email,
            row.role,
            labels.get(row.staff_group, NO_GROUP),
            row.asked_here,
            row.unreachable,
            row.selection,
        )
        for row in rows[start : start + most]
    )


def two_employers(round_: RoundDetails, *, most: int = 200) -> tuple[EmployerChoice, ...]:
    """People whom several organisations list, with where each is asked."""
    rows = _listed(round_).exclude(email="")
    twice = rows.values("email").annotate(lists=Count("pk")).filter(lists__gt=1).order_by("email")
    emails = list(twice.values_list("email", flat=True)[:most])
    names = {one.id: one.name for one in round_.evaluation.partnership.organisations}
    places: dict[str, list[StaffMember]] = {}
    for row in rows.filter(email__in=emails).order_by("pk"):
        places.setdefault(row.email, []).append(row)
    return tuple(
        EmployerChoice(
            name=next((row.name for row in members if row.name), email),
            members=tuple((row.public_id, names[row.organisation_id]) for row in members),
            asked_at=next((row.public_id for row in members if row.asked_here), ""),
        )
        for email, members in sorted(places.items(), key=lambda place: (place[1][0].name, place[0]))
    )


def find_member(public_id: str) -> MemberDetails | None:
    """Somebody's place on a list, for the page that their own link leads to."""
    row = StaffMember.objects.select_related("round", "organisation").filter(public_id=public_id).first()
    if row is None:
        return None
    round_ = find_round(row.round.public_id)
    assert round_ is not None  # noqa: S101 - a foreign key leads to it
    return MemberDetails(
        has_opted_out=row.state == StaffState.OPTED_OUT,
        is_listed=row.state == StaffState.LISTED,
        organisation=row.organisation.name,
        partnership=round_.evaluation.partnership.name,
    )


def names_of(round_: RoundDetails, public_ids: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """What people with these ids are called, and the organisation that lists them."""
    organisations = {one.id: one.name for one in round_.evaluation.partnership.organisations}
    wanted = set(public_ids)
    rows = (
        _listed(round_)
        .order_by("name", "pk")
        .values_list("public_id", "organisation_id", "name", "email", "employee_id")
    )
    return {
        public_id: (name or email or number, organisations[organisation])
        for public_id, organisation, name, email, number in rows.iterator(chunk_size=2_000)
        if public_id in wanted
    }


def staff_groups() -> tuple[StaffGroup, ...]:
    """The groups that roles are sorted into."""
    return load_staff_groups()


def group_labels() -> dict[str, str]:
    """Staff groups' ids and labels, in their order."""
    return {group.id: group.label for group in load_staff_groups()}


def _listed(round_: RoundDetails) -> QuerySet[StaffMember]:
    return StaffMember.objects.filter(round_id=round_.id, state=StaffState.LISTED)


# ── lists that do not count yet ───────────────────────────────────────────────────────────────────────────
def find_upload(public_id: str) -> UploadDetails | None:
    """The list that was given under this id, if it is still there. Ask a policy before showing it."""
    row = StaffUpload.objects.select_related("round").defer("content").filter(public_id=public_id).first()
    if row is None:
        return None
    round_ = find_round(row.round.public_id)
    assert round_ is not None  # noqa: S101 - a foreign key leads to it
    organisations = {one.id: one for one in round_.evaluation.partnership.organisations}
    document: dict[str, Any] = row.document
    return UploadDetails(
        public_id=row.public_id,
        round=round_,
        organisation=None if row.organisation_id is None else organisations[row.organisation_id],
        given_by=row.given_by,
        file_name=row.file_name,
        state=UploadState(row.state),
        problems=tuple(document.get("problems", ())),
        more_problems=document.get("more_problems", 0),
        people=tuple(ListedPerson(*cells) for cells in document.get("people", ())),
        columns=document.get("columns", {}),
        notes=tuple(document.get("notes", ())),
    )


def job_of(upload: UploadDetails) -> str | None:
    """The public id of the job that reads or counts the list, if there is one."""
    jobs = jobs_about(upload.public_id) or jobs_about(upload.round.public_id)
    return jobs[0].public_id if jobs else None


def roles_to_sort(upload: UploadDetails) -> tuple[tuple[str, int, str], ...]:
    """The roles of a list that the evaluation does not know yet: role, how many have it, suggested group.

    Those without a suggestion come first, then the most frequent.
    """
    known = role_groups(upload.round.evaluation)
    roles: dict[str, tuple[str, int]] = {}
    for person in upload.people:
        key = normal_role(person.role)
        if key and key not in known:
            shown, count = roles.get(key, (person.role, 0))
            roles[key] = shown, count + 1
    sorted_roles = [(shown, count, suggest_group(shown) or "") for shown, count in roles.values()]
    return tuple(sorted(sorted_roles, key=lambda role: (role[2] != "", -role[1], role[0])))


def role_groups(evaluation: EvaluationDetails) -> dict[str, str]:
    """The evaluation's roles (as ``normal_role`` makes them) and the staff group of each."""
    rows = RoleGroup.objects.filter(evaluation_id=evaluation.id)
    return dict(rows.values_list("role", "staff_group"))


def changes_of(upload: UploadDetails) -> Changes:
    """What the list changes, compared with the frame as it is now. Whoever opted out is not on it."""
    names = {one.id: one.name for one in upload.organisations}
    rows = _listed(upload.round).filter(organisation_id__in=names).order_by("pk")
    known = [
        KnownPerson(row.public_id, names[row.organisation_id], row.name, row.email, row.employee_id, row.role)
        for row in rows.iterator(chunk_size=2_000)
    ]
    kept_out = KeptOutPeople(upload.round.evaluation)
    listed = [person for person in upload.people if not kept_out.has_opted_out(person)]
    return compare(known, listed, organisations={person.organisation for person in upload.people})


def opted_out_count(upload: UploadDetails) -> int:
    """How many of those on the list have opted out, and stay out."""
    kept_out = KeptOutPeople(upload.round.evaluation)
    return sum(kept_out.has_opted_out(person) for person in upload.people)


# ── whom to ask ───────────────────────────────────────────────────────────────────────────────────────────
def find_plan(round_: RoundDetails) -> PlanDetails | None:
    """What was decided, if it was."""
    row = SamplingPlan.objects.filter(round_id=round_.id).first()
    if row is None:
        return None
    return PlanDetails(
        is_census=row.is_census,
        expected_response=row.expected_response,
        merges=read_merges(row.merges),
        asked={tuple(label): (staff, asked) for label, staff, asked in row.asked},
        seed=row.seed,
        digest=row.digest,
        drawn_from=row.drawn_from,
        draws=row.draws,
    )


def read_merges(document: list[dict[str, Any]]) -> tuple[Merge, ...]:
    """Merges as they are stored."""
    return tuple(
        Merge(tuple(tuple(label) for label in one["strata"]), one["staff"], one["reason"], one["is_whole"])
        for one in document
    )


def strata_of(round_: RoundDetails, merges: tuple[Merge, ...] = ()) -> tuple[Stratum, ...]:
    """Partner organisation by staff group, with how many staff each has; small ones merged as given."""
    groups = [*group_labels(), ""]
    order = {one.id: at for at, one in enumerate(round_.evaluation.partnership.organisations)}
    rows = _listed(round_).filter(asked_here=True).order_by()
    counts = rows.values_list("organisation_id", "staff_group").annotate(staff=Count("pk"))
    label_of = _labels(round_)
    found = sorted(counts, key=lambda row: (order[row[0]], groups.index(row[1])))
    return merged([Stratum(label_of(row[0], row[1]), row[2]) for row in found], merges)


def people_by_stratum(
    round_: RoundDetails, merges: tuple[Merge, ...], *, selection: str | None = None
) -> dict[Label, list[str]]:
    """The ids of those who can be asked (or have this selection), by stratum."""
    rows = _listed(round_).filter(asked_here=True)
    if selection is not None:
        rows = rows.filter(selection=selection)
    label_of = _labels(round_, merges)
    people: dict[Label, list[str]] = {}
    rows = rows.order_by("public_id")
    for public_id, organisation, group in rows.values_list("public_id", "organisation_id", "staff_group"):
        people.setdefault(label_of(organisation, group), []).append(public_id)
    return people


def filled_places(round_: RoundDetails, merges: tuple[Merge, ...]) -> dict[Label, int]:
    """How many of each stratum's places in the sample are taken: who opted out keeps theirs."""
    asked = Q(state=StaffState.LISTED, asked_here=True) | Q(state=StaffState.OPTED_OUT)
    rows = StaffMember.objects.filter(asked, round_id=round_.id, selection=Selection.CHOSEN)
    label_of = _labels(round_, merges)
    filled: dict[Label, int] = {}
    places = rows.order_by().values_list("organisation_id", "staff_group").annotate(count=Count("pk"))
    for organisation, group, count in places:
        label = label_of(organisation, group)
        filled[label] = filled.get(label, 0) + count
    return filled


def _labels(round_: RoundDetails, merges: tuple[Merge, ...] = ()) -> Callable[[int, str], Label]:
    """What an organisation (by id) and a staff group (by id) are called together, after these merges."""
    names = {one.id: one.name for one in round_.evaluation.partnership.organisations}
    groups = group_labels()
    whole = {label: merge.label for merge in merges for label in merge.strata}

    def label_of(organisation: int, group: str) -> Label:
        label = (names[organisation], groups.get(group, NO_GROUP))
        return whole.get(label, label)

    return label_of
