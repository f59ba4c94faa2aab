"""An evaluation, its lead, and what is needed to walk through its pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from poet.foundations.accounts.queries import AccountDetails
from poet.partnerships import actions
from poet.partnerships.queries import EvaluationDetails, RoundDetails, find_evaluation, latest_round
from poet_method.profile import Initiative
from tests.people import signed_in, somebody

WHOLE: dict[str, Any] = {
    "user_groups": ("carers",),
    "depth": "consulting",
    "breadth": "health_and_social_care",
    "governance": {"hierarchy": 1, "market": 2, "network": 4},
    "dominant_mode": "network",
    "life_span": "delivery",
    "initiatives": (Initiative("Falls service"),),
    "undertaking": "service_evaluation",
}


@pytest.fixture
def lead(db: None) -> AccountDetails:
    return somebody(name="Lena Lead")


@pytest.fixture
def evaluation(lead: AccountDetails) -> EvaluationDetails:
    return actions.start_evaluation(
        partnership_name="Fenland Partnership",
        title="Evaluation 2026",
        by=lead.public_id,
        organisations=[("Council", "local_authority"), ("Trust", "nhs")],
    )


@pytest.fixture
def described(evaluation: EvaluationDetails, lead: AccountDetails) -> EvaluationDetails:
    """The evaluation, its partnership described in full."""
    actions.describe(evaluation=evaluation, by=lead.public_id, **WHOLE)
    again = find_evaluation(evaluation.public_id)
    assert again is not None
    return again


@pytest.fixture
def round(described: EvaluationDetails) -> RoundDetails:
    return latest_round(described)


@pytest.fixture
def as_lead(lead: AccountDetails) -> Client:
    return signed_in(lead)
