"""A partnership, its organisations, how it was described over time, its evaluations and their rounds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from poet.foundations.public_ids import PUBLIC_ID_LENGTH, new_public_id
from poet.partnerships.round_states import FINISHED, RoundState


class Partnership(models.Model):
    """Organisations that work together for service users and carers. ``public_id`` names it in addresses."""

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)  # said on every page and in every report

    def __str__(self) -> str:
        return self.name


class PartnerOrganisation(models.Model):
    """One organisation of a partnership, under the name that staff lists and answers use."""

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="organisations")
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20)  # an id of the library's words for profiles
    # The NHS organisation code, where there is one.
    ods_code = models.CharField(
        max_length=12, blank=True, db_default=""
    )  # the NHS organisation code, where there is one

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "name"], name="one_organisation_of_a_name_in_a_partnership"
            ),
        )

    def __str__(self) -> str:
        return self.name


class DatedProfile(models.Model):
    """A partnership as somebody described it at a time. Written once: a change is a new row."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="profiles")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.CharField(max_length=PUBLIC_ID_LENGTH)  # an account's public id
    words_version = models.PositiveSmallIntegerField()
    document = models.JSONField()  # poet_method.profile.profile_document

    class Meta:
        indexes = (models.Index(fields=["partnership", "-id"], name="profiles_of_a_partnership"),)


class Evaluation(models.Model):
    """One use of POET by one partnership."""

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="evaluations")
    title = models.CharField(max_length=200)
    created_by = models.CharField(max_length=PUBLIC_ID_LENGTH)  # an account's public id
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    delete_on = models.DateField(db_index=True)  # on this day everything of it is deleted

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """One time that the staff survey is run. Its state changes through ``poet.partnerships.rounds`` only."""

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=RoundState.choices, default=RoundState.DRAFT)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    # Kept when the round starts collecting; dated profiles never change.
    profile = models.ForeignKey(DatedProfile, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["evaluation", "number"], name="rounds_are_numbered"),
            models.UniqueConstraint(
                fields=["evaluation"], condition=~Q(state__in=FINISHED), name="one_round_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True)
                | Q(opens_on__isnull=True)
                | Q(closes_on__gt=F("opens_on")),
                name="a_round_closes_after_it_opens",
            ),
        )

    def __str__(self) -> str:
        return f"Round {self.number}"
