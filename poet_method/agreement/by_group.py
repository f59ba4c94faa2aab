"""Agreement within each group, over everybody, and between groups, in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet_method.agreement.between_groups import icc1, icc2
from poet_method.agreement.within_groups import Agreement, agreement
from poet_method.scales import score_dimension


@dataclass(frozen=True, slots=True)
class AgreementByGroup:
    """One dimension's agreement: everybody together, each group, and how groups differ."""

    everybody: Agreement
    groups: Mapping[str, Agreement]  # in the order of their labels
    icc1: float | None
    icc2: float | None


def agreement_by_group(
    answers: NDArray[np.int8], groups: NDArray[np.str_], *, scale_values: Sequence[int]
) -> AgreementByGroup:
    """Agreement on one dimension within and between groups.

    ``answers`` has shape (people, items), reversed items turned round; ``groups`` one label per person,
    ``""`` where not known: such a person counts for ``everybody`` only. The ICCs are of people's scores
    (:func:`poet_method.scales.score_dimension`), the other indices of complete answers. Groups of any size
    are given; which may be shown is for ``poet_method.disclosure``.
    """
    if groups.shape != (len(answers),):
        raise ValueError(f"{groups.shape} group labels for {len(answers)} people")
    scores = score_dimension(
        answers,
        lowest=min(scale_values),
        highest=max(scale_values),
        reversed_items=(False,) * answers.shape[1],
    ).values
    known = groups != ""
    return AgreementByGroup(
        everybody=agreement(answers, scale_values=scale_values),
        groups={
            str(label): agreement(answers[groups == label], scale_values=scale_values)
            for label in np.unique(groups[known])
        },
        icc1=icc1(scores[known], groups[known]),
        icc2=icc2(scores[known], groups[known]),
    )
