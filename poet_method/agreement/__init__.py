"""How alike people see the partnership: within partner organisations and between them."""

from poet_method.agreement.between_groups import GroupVariance, group_variance, icc1, icc2
from poet_method.agreement.by_group import AgreementByGroup, agreement_by_group
from poet_method.agreement.within_groups import (
    Agreement,
    a_wg,
    agreement,
    average_deviation,
    r_wg,
    r_wg_j,
    r_wg_j_from_variance,
    r_wg_j_lindell,
    uniform_variance,
)

__all__ = [
    "Agreement",
    "AgreementByGroup",
    "GroupVariance",
    "a_wg",
    "agreement",
    "agreement_by_group",
    "average_deviation",
    "group_variance",
    "icc1",
    "icc2",
    "r_wg",
    "r_wg_j",
    "r_wg_j_from_variance",
    "r_wg_j_lindell",
    "uniform_variance",
]
