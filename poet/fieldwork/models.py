"""The staff of a round, the lists they come from, and how it was decided whom to ask.

No row about a person has a time: what stands beside a person here will stand beside their token one day.
"""

from __future__ import annotations

from django.db import models

from poet.foundations.public_ids import PUBLIC_ID_LENGTH, new_public_id


def _public_id() -> models.CharField[str, str]:
    return models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)


class StaffState(models.TextChoices):
    """Where somebody stands. Who left before staff were asked is deleted, so has no state."""

    LISTED = "listed", "Listed"
    LEFT = "left", "Left"  # while staff were being asked; name and address are deleted, the row counts
    OPTED_OUT = "opted_out", "Opted out"  # likewise


class Selection(models.TextChoices):
    """Whether somebody is asked. In a census everybody who is listed is."""

    CHOSEN = "chosen", "Asked"
    RESERVE = "reserve", "In reserve"


class StaffMember(models.Model):
    """Somebody on the list of one organisation, in one round.

    A person with two employers is listed by each, and asked at one of them: ``asked_here`` is false at the
    others. ``unreachable``: a letter to this address came back.
    """

    public_id = _public_id()
    round = models.ForeignKey("partnerships.Round", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "partnerships.PartnerOrganisation", on_delete=models.RESTRICT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    employee_id = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)  # as the list says it
    staff_group = models.CharField(max_length=30, blank=True)  # an id of the library; empty: not said
    state = models.CharField(max_length=10, choices=StaffState.choices, default=StaffState.LISTED)
    asked_here = models.BooleanField(default=True)
    unreachable = models.BooleanField(default=False)
    selection = models.CharField(
        max_length=10, choices=Selection.choices, blank=True, default=Selection.CHOSEN
    )

    class Meta:
        indexes = (
            models.Index(fields=["round", "organisation"], name="staff_of_an_organisation"),
            models.Index(fields=["round", "email"], name="staff_by_email"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["round", "organisation", "email"],
                condition=~models.Q(email=""),
                name="an_address_once_in_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["round", "email"],
                condition=models.Q(asked_here=True) & ~models.Q(email=""),
                name="an_address_is_asked_once",
            ),
        )

    def __str__(self) -> str:
        return self.public_id  # a name would find its way into a log


class RoleGroup(models.Model):
    """Which staff group a role belongs to, remembered for the evaluation's later lists and rounds."""

    evaluation = models.ForeignKey("partnerships.Evaluation", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=250)  # as poet_method.staff_list.normal_role makes it
    staff_group = models.CharField(max_length=30)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evaluation", "role"], name="a_role_is_in_one_group"),)


class KeptOutReason(models.TextChoices):
    """Why a new list does not bring somebody back."""

    OPTED_OUT = "opted_out", "Opted out"
    UNREACHABLE = "unreachable", "Address does not take letters"


class KeptOut(models.Model):
    """Somebody who opted out, or an address that came back: a keyed hash only, nobody's name or address."""

    evaluation = models.ForeignKey("partnerships.Evaluation", on_delete=models.CASCADE, related_name="+")
    keyed_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=12, choices=KeptOutReason.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evaluation", "keyed_hash"], name="kept_out_once"),)


class UploadState(models.TextChoices):
    """given → (read in a job) → refused or ready → (counted in a job) → deleted."""

    GIVEN = "given", "Being read"
    REFUSED = "refused", "Cannot be used"
    READY = "ready", "Ready to look at"
    COUNTING = "counting", "Being counted"


class StaffUpload(models.Model):
    """A list that somebody gave and that does not count yet. Deleted when it counts, or after a week."""

    public_id = _public_id()
    round = models.ForeignKey("partnerships.Round", on_delete=models.CASCADE, related_name="+")
    # Whose list it is; empty: of all organisations, and the list says which.
    organisation = models.ForeignKey(
        "partnerships.PartnerOrganisation", on_delete=models.CASCADE, null=True, related_name="+"
    )
    given_by = models.CharField(max_length=PUBLIC_ID_LENGTH)  # an account's public id
    delete_on = models.DateField(db_index=True)
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=UploadState.choices, default=UploadState.GIVEN)
    content = models.BinaryField(default=b"")  # empty once it has been read
    document = models.JSONField(default=dict)  # what was read, or what is wrong with it


class SamplingPlan(models.Model):
    """How it was decided whom to ask. ``drawn_from`` and ``seed`` are enough to repeat the draw."""

    round = models.OneToOneField("partnerships.Round", on_delete=models.CASCADE, related_name="+")
    is_census = models.BooleanField(default=True)
    expected_response = models.PositiveSmallIntegerField(default=50)  # per cent
    merges = models.JSONField(default=list)  # approved: [{"strata": [[organisation, group], …], "reason": …}]
    asked = models.JSONField(default=list)  # [[[organisation, group], staff, asked], …]
    seed = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    drawn_from = models.TextField(blank=True)  # the lines of the digest: random ids and strata, no names
    draws = models.PositiveSmallIntegerField(default=0)  # how often it was drawn, so that nobody can fish
