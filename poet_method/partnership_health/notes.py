"""What a reader must know before trusting the numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from poet_method.partnership_health.groups import Grouping
from poet_method.partnership_health.result import HealthRules
from poet_method.responses import AnswerMatrix, StaffCounts


def notes_on(
    matrix: AnswerMatrix, counts: StaffCounts | None, groupings: Sequence[Grouping], rules: HealthRules
) -> tuple[str, ...]:
    """Sentences about numbers of staff, hidden groups, groups nobody answered from, and blank labels."""
    return (
        *_on_counts(counts, groupings),
        *(note for grouping in groupings for note in _on_groups(grouping, counts)),
        *_on_size(matrix, rules),
    )


def _on_counts(counts: StaffCounts | None, groupings: Sequence[Grouping]) -> list[str]:
    if counts is None:
        return [
            "No staff counts were given, so no response rate can be shown and answers are not weighted.",
            "Ranges are worked out as if the partnership were very large, so wider than they need be.",
        ]
    return [
        f"The staff counts do not say how many people there are by {_words(grouping.name)}; "
        "those ranges are worked out as if each group were very large."
        for grouping in groupings
        if grouping.name not in counts.by
    ]


def _on_groups(grouping: Grouping, counts: StaffCounts | None) -> list[str]:
    notes = []
    by = _words(grouping.name)
    silent = [each.group for each in grouping.responses if each.answered == 0]
    if silent:
        notes.append(f"By {by}, nobody answered from: {'; '.join(silent)}.")
        if counts is not None and grouping.name in counts.by:
            notes.append(
                "The score of the whole rests on the groups that did answer; its range allows for any score "
                "from the groups that did not."
            )
    hidden = sum(why is not None for why in grouping.hidden.values()) - len(silent)
    if hidden > 0:
        are = "group is" if hidden == 1 else "groups are"
        notes.append(
            f"By {by}, {hidden} {are} not shown anywhere in this report, to protect people in small groups."
        )
    blank = int(np.count_nonzero(grouping.labels == ""))
    if blank:
        notes.append(
            f"Some people did not give their {by}; they count for the whole partnership but for no group."
        )
    return notes


def _on_size(matrix: AnswerMatrix, rules: HealthRules) -> list[str]:
    if matrix.respondents >= rules.reporting_threshold:
        return []
    return [f"Fewer than {rules.reporting_threshold} people answered, so no scores are shown."]


def _words(name: str) -> str:
    return name.replace("_", " ")
