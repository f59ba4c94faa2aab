"""The health of the partnership: what to celebrate, what to develop, where views differ."""

from poet_method.partnership_health.assessment import METHOD_VERSION, assess
from poet_method.partnership_health.findings import Conclusion, Evidence, conclude
from poet_method.partnership_health.from_tables import AssessedTables, assess_tables
from poet_method.partnership_health.gaps import LargestGap, largest_gap
from poet_method.partnership_health.holm import holm
from poet_method.partnership_health.result import (
    DimensionAgreement,
    DimensionHealth,
    Estimate,
    Finding,
    GroupAgreement,
    GroupEstimate,
    GroupGap,
    GroupResponse,
    HealthRules,
    ItemDistribution,
    LevelHealth,
    PartnershipHealth,
)
from poet_method.partnership_health.snapshot import from_json, to_json

__all__ = [
    "METHOD_VERSION",
    "AssessedTables",
    "Conclusion",
    "DimensionAgreement",
    "DimensionHealth",
    "Estimate",
    "Evidence",
    "Finding",
    "GroupAgreement",
    "GroupEstimate",
    "GroupGap",
    "GroupResponse",
    "HealthRules",
    "ItemDistribution",
    "LargestGap",
    "LevelHealth",
    "PartnershipHealth",
    "assess",
    "assess_tables",
    "conclude",
    "from_json",
    "holm",
    "largest_gap",
    "to_json",
]
