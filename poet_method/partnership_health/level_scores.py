"""A person's score over several dimensions: a level, or the whole questionnaire."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from poet_method.partnership_health.people import PeopleScores
from poet_method.scales import Scores


def mean_over_dimensions(dimensions: Sequence[Scores]) -> PeopleScores:
    """Each person's mean of their dimension scores, where more than half of the dimensions have one.

    Exact: all scores are brought to one denominator that every number of dimensions divides. Possible
    scores for the prior are the whole points 0 to 10 (the fine grid of a mean of many dimensions would add
    nothing).
    """
    multiple = math.lcm(*range(1, len(dimensions) + 1))
    common = math.lcm(10, *(scores.denominator for scores in dimensions))
    total = np.zeros(dimensions[0].numerators.size, dtype=np.int64)
    scored = np.zeros_like(total)
    for scores in dimensions:
        has_score = scores.numerators >= 0
        total += np.where(has_score, scores.numerators, 0) * (common // scores.denominator)
        scored += has_score
    enough = 2 * scored > len(dimensions)
    weights = np.array([0, *(multiple // count for count in range(1, len(dimensions) + 1))], dtype=np.int64)
    denominator = common * multiple
    return PeopleScores(
        numerators=np.where(enough, total * weights[scored], -1),
        denominator=denominator,
        attainable=np.arange(11, dtype=np.int64) * (denominator // 10),
    )
