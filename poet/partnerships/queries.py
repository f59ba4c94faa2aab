"""What is known of partnerships, as values that other stages may hold."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from poet.partnerships.models import DatedProfile, Evaluation, PartnerOrganisation, Partnership, Round
from poet.partnerships.round_states import RoundState
from poet_method.profile import Profile, ProfileOrganisation, load_profile_words, read_profile_document


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """A partner organisation; ``sector`` is its label as people read it, ``sector_id`` the library's id."""

    id: int
    public_id: str
    name: str
    sector: str
    sector_id: str
    ods_code: str


@dataclass(frozen=True, slots=True)
class PartnershipDetails:
    """A partnership as other stages see it. ``id`` is for foreign keys, ``public_id`` for addresses."""

    id: int
    public_id: str
    name: str
    description: str
    is_invented: bool
    organisations: tuple[OrganisationDetails, ...]


@dataclass(frozen=True, slots=True)
class EvaluationDetails:
    """An evaluation as other stages see it. ``delete_on`` is the day on which all of it is deleted."""

    id: int
    public_id: str
    title: str
    partnership: PartnershipDetails
    created_by: str
    created_at: datetime.datetime
    delete_on: datetime.date


@dataclass(frozen=True, slots=True)
class RoundDetails:
    """A round with its evaluation. ``profile`` is the one it was run under, once it has collected."""

    id: int
    public_id: str
    evaluation: EvaluationDetails
    number: int
    state: RoundState
    opens_on: datetime.date | None
    closes_on: datetime.date | None
    profile: Profile | None
    profile_id: int | None

    @property
    def state_in_words(self) -> str:
        """For example ``"Staff are answering"``."""
        return str(self.state.label)


@dataclass(frozen=True, slots=True)
class RecordedProfile:
    """A dated profile, and who recorded it when (an account's public id)."""

    id: int
    recorded_at: datetime.datetime
    recorded_by: str
    profile: Profile


def find_partnership(public_id: str) -> PartnershipDetails | None:
    """The partnership with this public id, if there is one."""
    row = Partnership.objects.prefetch_related("organisations").filter(public_id=public_id).first()
    return None if row is None else _partnership(row)


def all_partnerships() -> tuple[PartnershipDetails, ...]:
    """Every partnership of the instance, by name. Ask ``policies.check_list_partnerships`` first."""
    rows = Partnership.objects.prefetch_related("organisations").order_by("name", "id")
    return tuple(_partnership(row) for row in rows)


def organisations_of(partnership: PartnershipDetails) -> tuple[OrganisationDetails, ...]:
    """Its partner organisations as they are now, in the order in which they were added."""
    rows = PartnerOrganisation.objects.filter(partnership_id=partnership.id).order_by("pk")
    return tuple(_organisation(row) for row in rows)


def find_evaluation(public_id: str) -> EvaluationDetails | None:
    """The evaluation with this public id, if there is one. Ask a policy before showing anything of it."""
    row = _evaluations().filter(public_id=public_id).first()
    return None if row is None else _evaluation(row)


def evaluations_named(public_ids: set[str]) -> tuple[EvaluationDetails, ...]:
    """The evaluations with these public ids, by partnership and title: those of somebody's memberships."""
    rows = _evaluations().filter(public_id__in=public_ids).order_by("partnership__name", "title", "pk")
    return tuple(_evaluation(row) for row in rows)


def evaluations_of(partnership: PartnershipDetails) -> tuple[EvaluationDetails, ...]:
    """The partnership's evaluations, the first one first. Ask a policy about each."""
    rows = _evaluations().filter(partnership_id=partnership.id).order_by("pk")
    return tuple(_evaluation(row) for row in rows)


def evaluations_due(today: datetime.date) -> tuple[EvaluationDetails, ...]:
    """The evaluations whose day of deletion has come."""
    return tuple(_evaluation(row) for row in _evaluations().filter(delete_on__lte=today).order_by("pk"))


def find_round(public_id: str) -> RoundDetails | None:
    """The round with this public id, if there is one. Ask a policy before showing anything of it."""
    row = Round.objects.select_related("evaluation", "profile").filter(public_id=public_id).first()
    if row is None:
        return None
    evaluation = find_evaluation(row.evaluation.public_id)
    assert evaluation is not None  # noqa: S101 - a foreign key leads to it
    return _round(row, evaluation)


def rounds_of(evaluation: EvaluationDetails) -> tuple[RoundDetails, ...]:
    """Its rounds, the first one first."""
    rows = Round.objects.select_related("profile").filter(evaluation_id=evaluation.id).order_by("number")
    return tuple(_round(row, evaluation) for row in rows)


def latest_round(evaluation: EvaluationDetails) -> RoundDetails:
    """The round that the evaluation is at: every evaluation has one from its start."""
    return rounds_of(evaluation)[-1]


def current_profile(partnership: PartnershipDetails, *, today: datetime.date) -> Profile:
    """The partnership as it was last described; where nobody has yet, only its organisations."""
    row = DatedProfile.objects.filter(partnership_id=partnership.id).order_by("-pk").first()
    if row is not None:
        return read_profile_document(row.document)
    organisations = organisations_of(partnership)
    return Profile(
        as_of=today,
        organisations=tuple(
            ProfileOrganisation(one.name, one.sector_id, one.ods_code) for one in organisations
        ),
    )


def profiles_of(partnership: PartnershipDetails) -> tuple[RecordedProfile, ...]:
    """Every profile that was recorded, the newest first."""
    rows = DatedProfile.objects.filter(partnership_id=partnership.id).order_by("-pk")
    return tuple(
        RecordedProfile(row.pk, row.recorded_at, row.recorded_by, read_profile_document(row.document))
        for row in rows
    )


def _evaluations() -> QuerySet[Evaluation]:
    return Evaluation.objects.select_related("partnership").prefetch_related("partnership__organisations")


def _partnership(row: Partnership) -> PartnershipDetails:
    organisations = sorted(row.organisations.all(), key=lambda organisation: organisation.pk)
    return PartnershipDetails(
        id=row.pk,
        public_id=row.public_id,
        name=row.name,
        description=row.description,
        is_invented=row.is_invented,
        organisations=tuple(_organisation(one) for one in organisations),
    )


def _organisation(row: PartnerOrganisation) -> OrganisationDetails:
    sector = load_profile_words().label("sectors", row.sector)
    return OrganisationDetails(row.pk, row.public_id, row.name, sector, row.sector, row.ods_code)


def _evaluation(row: Evaluation) -> EvaluationDetails:
    return EvaluationDetails(
        id=row.pk,
        public_id=row.public_id,
        title=row.title,
        partnership=_partnership(row.partnership),
        created_by=row.created_by,
        created_at=row.created_at,
        delete_on=row.delete_on,
    )


def _round(row: Round, evaluation: EvaluationDetails) -> RoundDetails:
    return RoundDetails(
        id=row.pk,
        public_id=row.public_id,
        evaluation=evaluation,
        number=row.number,
        state=RoundState(row.state),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        profile=None if row.profile is None else read_profile_document(row.profile.document),
        profile_id=row.profile_id,
    )
