"""The health report as it was made."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from poet.foundations.public_ids import PUBLIC_ID_LENGTH, new_public_id


class HealthReport(models.Model):
    """A frozen snapshot: the result as JSON and everything rendered from it. Made once, never changed.

    No answers are kept: ``input_digest`` (SHA-256) tells whether given files are the ones it was made from.
    """

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)  # in words: the report outlives the account
    published_at = models.DateTimeField(null=True)

    questionnaire = models.CharField(max_length=100)
    questionnaire_version = models.PositiveIntegerField()
    method_version = models.CharField(max_length=50)
    input_digest = models.CharField(max_length=64)

    health_json = models.TextField()
    html = models.TextField()
    pdf = models.BinaryField()
    data_zip = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["partnership", "-made_at"], name="reports_of_a_partnership"),)

    def __str__(self) -> str:
        return self.title


class ReportLink(models.Model):
    """A link to one published report, for people without an account; whoever has it may read that report.

    ``public_id`` is all of its secret. It stands here in clear, beside the report itself: whoever could take
    the one could take the other.
    """

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    report = models.ForeignKey(HealthReport, on_delete=models.CASCADE, related_name="links")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
