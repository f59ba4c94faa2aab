"""What is hidden is weighted as one: or a reader could tell hidden groups apart from two kinds of totals.

A weighted mean counts each hidden group by its invited staff; the unweighted item counts beside it count
each by its answers. With two hidden groups those are two equations for two unknown means. Pooled into one
stratum, hidden groups enter both with the same sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from poet_method.partnership_health.groups import Grouping
from poet_method.partnership_health.result import HealthRules
from poet_method.responses import AnswerMatrix, StaffCounts

POOLED = "\x1f"  # a control character: tables that hold one are refused


def without_few_unlabelled(
    matrix: AnswerMatrix, grouping: str, rules: HealthRules
) -> tuple[AnswerMatrix, tuple[str, ...]]:
    """The answers without people whose ``grouping`` is blank, where they are too few to stand for themselves.

    Kept, they would be the difference between the whole and its groups, and another group would have to be
    hidden with them. Returns the answers, and a sentence where anybody was left out.
    """
    known = matrix.groups[grouping] != ""
    few = int(np.count_nonzero(~known))
    if not 0 < few < rules.reporting_threshold or np.count_nonzero(known) < rules.reporting_threshold:
        return matrix, ()
    kept = AnswerMatrix(
        matrix.item_ids,
        matrix.values[known],
        {name: labels[known] for name, labels in matrix.groups.items()},
    )
    people = "1 person" if few == 1 else f"{few} people"
    what = grouping.replace("_", " ")
    note = (
        f"{people} did not say their {what}. Their answers are left out of this report: with so few of them, "
        "they could be picked out."
    )
    return kept, (note,)


def weighting(
    matrix: AnswerMatrix, counts: StaffCounts | None, groupings: Sequence[Grouping], rules: HealthRules
) -> tuple[Mapping[str, NDArray[np.str_]], StaffCounts | None]:
    """the labels and counts to weight by: hidden groups pooled, groupings with a few blanks left out."""
    labels: dict[str, NDArray[np.str_]] = {}
    pooled: dict[str, frozenset[str]] = {}
    for grouping in groupings:
        blank = int(np.count_nonzero(grouping.labels == ""))
        if 0 < blank < rules.reporting_threshold:
            continue
        hidden = frozenset(each.group for each in grouping.responses if each.answered is None)
        pooled[grouping.name] = hidden
        labels[grouping.name] = np.where(np.isin(grouping.labels, list(hidden)), POOLED, grouping.labels)
    if counts is None:
        return labels, None
    added: dict[tuple[str, ...], int] = {}
    for key, count in counts.counts.items():
        pairs = zip(counts.by, key, strict=True)
        place = tuple(POOLED if label in pooled.get(name, frozenset()) else label for name, label in pairs)
        added[place] = added.get(place, 0) + count
    return labels, StaffCounts(counts.by, added)
