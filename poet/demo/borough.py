"""The invented borough: who is in the partnership, and what its staff truly think.

Its answers are simulated from that truth, always the same, so that a reader of the demonstration can compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from poet_method.instruments import load
from poet_method.profile import Initiative
from poet_method.responses import AnswerCode
from poet_method.simulation import SimulatedPartnership, TrueViews, simulate_staff
from poet_method.spreadsheets import csv_text

NAME = "Marrowby Older People’s Partnership"
DESCRIPTION = (
    "Adult social care, community health and a charity, working together so that older people in Marrowby "
    "can live well at home."
)
EVALUATION_TITLE = "Evaluation 2026"
REPORT_TITLE = "Staff survey, autumn 2026"
ORGANISATION_COLUMN = "organisation"
SEED = 20260901


@dataclass(frozen=True, slots=True)
class InventedOrganisation:
    """One partner: its sector, how many of its staff are asked, and the share of them that answers."""

    name: str
    sector: str
    staff: int
    response_rate: float


ORGANISATIONS = (
    InventedOrganisation("Marrowby Council Adult Social Care", "local_authority", 58, 0.74),
    InventedOrganisation("Fen Valley Community Health", "nhs", 52, 0.65),
    InventedOrganisation("Marrowby Good Neighbours", "third_sector", 30, 0.83),
)

# How the partnership was described before its first round, and what has become different since.
PROFILE: dict[str, Any] = {
    "user_groups": ("older_people", "dementia", "carers"),
    "depth": "consulting",
    "breadth": "wider_local_authority",
    "governance": {"hierarchy": 2, "market": 1, "network": 3},
    "dominant_mode": "network",
    "life_span": "delivery",
    "initiatives": (
        Initiative("Falls service of the ambulance trust", date(2026, 4, 1), "Fewer admissions after a fall"),
        Initiative("New care record in community health", None, "Faster referrals"),
    ),
    "undertaking": "service_evaluation",
}
PROFILE_SINCE = {"depth": "coordinating", "breadth": "wider_community"}

COUNCIL, HEALTH, CHARITY = (organisation.name for organisation in ORGANISATIONS)

VIEWS = {
    "shared_purpose": TrueViews(8.3, "skewed", 1.6),
    "decisions": TrueViews(5.6),
    "resources": TrueViews(3.4),
    "information": TrueViews(3.9),
    "leadership": TrueViews(6.2),
    "joint_practice": TrueViews(6.4),
    "learning": TrueViews(5.7),
    "voice": TrueViews(6.0),
    "roles": TrueViews(6.1),
    "trust": TrueViews(5.9, "moderate", 1.5),
    "respect": TrueViews(8.1, "skewed", 1.6),
    "value": TrueViews(7.0),
}
# By how many points an organisation lies above or below: the charity is heard less than the others think.
SHIFTS = {
    "decisions": {COUNCIL: 1.4, HEALTH: 0.6, CHARITY: -2.6},
    "trust": {COUNCIL: 0.8, HEALTH: 0.2, CHARITY: -1.6},
}
CANT_SAY = {"voice": 0.5, "leadership": 0.08, "resources": 0.1}


@cache
def _simulated() -> SimulatedPartnership:
    questionnaire = load("staff")
    return simulate_staff(
        questionnaire,
        organisations={organisation.name: organisation.staff for organisation in ORGANISATIONS},
        seed=SEED,
        views=VIEWS,
        shifts=SHIFTS,
        response_rates={organisation.name: organisation.response_rate for organisation in ORGANISATIONS},
        cant_say={one.id: CANT_SAY.get(one.id, 0.03) for one in questionnaire.dimensions},
    )


def answers_csv() -> bytes:
    """One row a person, as a survey tool would export them."""
    matrix = _simulated().matrix
    words = {int(AnswerCode.CANT_SAY): "cant_say", int(AnswerCode.MISSING): "", int(AnswerCode.NOT_ASKED): ""}
    organisations = matrix.groups["organisation"].tolist()
    rows = [
        [organisation, *(words.get(value, value) for value in person)]
        for organisation, person in zip(organisations, matrix.values.tolist(), strict=True)
    ]
    return csv_text([ORGANISATION_COLUMN, *matrix.item_ids], rows).encode("utf-8-sig")


def staff_counts_csv() -> bytes:
    """How many staff of each organisation were asked."""
    rows = [[organisation.name, organisation.staff] for organisation in ORGANISATIONS]
    return csv_text([ORGANISATION_COLUMN, "staff"], rows).encode("utf-8-sig")
