"""Creating and finding partnerships."""

from __future__ import annotations

import pytest
from django.test import Client

from poet.partnerships.actions import CannotCreatePartnership, create_partnership
from poet.partnerships.queries import (
    EvaluationDetails,
    PartnershipDetails,
    all_partnerships,
    find_partnership,
)


def test_a_partnership_is_found_by_its_public_id_only(partnership: PartnershipDetails) -> None:
    assert find_partnership(partnership.public_id) == partnership
    assert find_partnership(str(partnership.id)) is None
    assert len(partnership.public_id) == 22
    assert [(one.name, one.sector) for one in partnership.organisations] == [
        ("Council", "Local authority"),
        ("Trust", "NHS"),
        ("Charity", "Charity or community organisation"),
    ]


def test_public_ids_differ(db: None) -> None:
    ids = {create_partnership(name="Same", organisations=[]).public_id for _ in range(20)}
    assert len(ids) == 20


@pytest.mark.parametrize(
    ("name", "organisations", "sentence"),
    [
        ("  ", [], "needs a name"),
        ("A", [("Same", "nhs"), ("Same", "other")], "the same name"),
        ("A", [("One", "moon")], "no sector called “moon”"),
    ],
)
def test_what_cannot_be_created_leaves_nothing(
    db: None, name: str, organisations: list[tuple[str, str]], sentence: str
) -> None:
    with pytest.raises(CannotCreatePartnership, match=sentence):
        create_partnership(name=name, organisations=organisations)
    assert all_partnerships() == ()


def test_its_page_names_its_organisations_and_its_evaluations(
    as_lead: Client, evaluation: EvaluationDetails
) -> None:
    page = as_lead.get(f"/partnerships/{evaluation.partnership.public_id}/").content.decode()
    assert "Fenland Partnership" in page
    assert "Local authority" in page
    assert f"/evaluations/{evaluation.public_id}/" in page
    assert "Invented" not in page
