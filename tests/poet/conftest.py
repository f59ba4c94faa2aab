"""A partnership to work with."""

from __future__ import annotations

import pytest

from poet.partnership_health.actions import GivenFile, make_report_from_answers
from poet.partnership_health.queries import ReportDetails
from poet.partnerships.actions import create_partnership
from poet.partnerships.queries import PartnershipDetails
from tests import small_survey


@pytest.fixture
def partnership(db: None) -> PartnershipDetails:
    return create_partnership(
        name="Fenland Partnership",
        organisations=[("Council", "local_authority"), ("Trust", "nhs"), ("Charity", "third_sector")],
    )


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
