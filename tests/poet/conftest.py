"""A partnership to work with, its evaluation, and the lead of that."""

from __future__ import annotations

import pytest
from django.test import Client

from poet.foundations.accounts.queries import AccountDetails
from poet.partnership_health.actions import GivenFile, make_report_from_answers
from poet.partnership_health.queries import ReportDetails
from poet.partnerships.actions import start_evaluation
from poet.partnerships.queries import EvaluationDetails, PartnershipDetails
from tests import small_survey
from tests.people import signed_in, somebody


@pytest.fixture
def lead(db: None) -> AccountDetails:
    return somebody(name="Lena Lead")


@pytest.fixture
def lead_client(lead: AccountDetails) -> Client:
    """Signed in as the lead of the partnership's evaluation."""
    return signed_in(lead)


@pytest.fixture
def evaluation(lead: AccountDetails) -> EvaluationDetails:
    return start_evaluation(
        partnership_name="Fenland Partnership",
        title="Evaluation 2026",
        organisations=[("Council", "local_authority"), ("Trust", "nhs"), ("Charity", "third_sector")],
        by=lead.public_id,
    )


@pytest.fixture
def partnership(evaluation: EvaluationDetails) -> PartnershipDetails:
    return evaluation.partnership


@pytest.fixture
def report(partnership: PartnershipDetails) -> ReportDetails:
    return make_report_from_answers(
        partnership=partnership,
        title="Autumn survey",
        answers=GivenFile("answers.csv", small_survey.answers()),
        organisation_column="organisation",
        staff_counts=GivenFile("counts.csv", small_survey.STAFF_COUNTS),
        own_questionnaire=GivenFile("small.yaml", small_survey.QUESTIONNAIRE),
        made_by="A test",
    )
