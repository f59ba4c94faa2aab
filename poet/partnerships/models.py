"""A partnership and the organisations in it."""

from __future__ import annotations

from django.db import models

from poet.foundations.public_ids import PUBLIC_ID_LENGTH, new_public_id


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


class Sector(models.TextChoices):
    """Which part of the care system an organisation belongs to."""

    LOCAL_AUTHORITY = "local_authority", "Local authority"
    NHS = "nhs", "NHS"
    THIRD_SECTOR = "third_sector", "Charity or community organisation"
    COMMERCIAL = "commercial", "Commercial provider"
    OTHER = "other", "Other"


class PartnerOrganisation(models.Model):
    """One organisation of a partnership, under the name that staff lists and answers use."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="organisations")
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "name"], name="one_organisation_of_a_name_in_a_partnership"
            ),
        )

    def __str__(self) -> str:
        return self.name
