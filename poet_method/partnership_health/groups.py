"""Groups of staff within a report: which may be shown, and their means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet_method.disclosure import groups_to_show_throughout
from poet_method.partnership_health.people import PeopleScores, estimate_of, posterior_of
from poet_method.partnership_health.result import GroupEstimate, GroupResponse, HealthRules
from poet_method.partnership_health.staff_frame import StaffFrame, staff_frame
from poet_method.responses import AnswerMatrix, StaffCounts
from poet_method.scales import PopulationPosterior

GROUP_DRAWS = 5_000


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to divide the staff, with the same groups hidden throughout the report.

    ``labels`` has one entry per respondent. ``hidden`` has an entry for every group that answered or was
    counted, in the report's order (by name): ``None`` where it may be shown, else the sentence why not.
    """

    name: str
    labels: NDArray[np.str_]
    hidden: Mapping[str, str | None]
    responses: tuple[GroupResponse, ...]

    @property
    def all_shown(self) -> bool:
        """Whether every respondent is in a group that is shown."""
        return not any(self.hidden.values()) and not np.any(self.labels == "")

    @property
    def in_shown(self) -> NDArray[np.bool_]:
        """Which respondents are in a group that is shown."""
        return np.isin(self.labels, [label for label, why in self.hidden.items() if why is None])


def make_grouping(
    name: str,
    matrix: AnswerMatrix,
    counts: StaffCounts | None,
    *,
    scored: Sequence[NDArray[np.bool_]],
    rules: HealthRules,
) -> Grouping:
    """Decide which groups are shown, from everything the report will print.

    ``scored`` says for each score printed by group which respondents have one: a group is shown only if
    each of them rests on enough of its answers. Respondents with a blank label are judged as a group too (a
    reader could work them out), but are never one of the groups listed.
    """
    labels = matrix.groups[name]
    invited = counts.of(name) if counts is not None and name in counts.by else {}
    names = sorted({*labels.tolist(), *invited} - {""}, key=lambda label: (label.casefold(), label))
    everybody = np.ones(labels.size, dtype=np.bool_)
    tables = {
        str(number): _count(labels[people], [*names, ""])
        for number, people in enumerate((everybody, *scored))
        if np.count_nonzero(people) >= rules.reporting_threshold
    }
    decided = groups_to_show_throughout(tables, threshold=rules.reporting_threshold) if tables else {}
    too_few = f"fewer than {rules.reporting_threshold} answers"
    hidden = {label: decided.get(label, too_few) for label in names}
    answered = _count(labels, names)
    return Grouping(
        name=name,
        labels=labels,
        hidden=hidden,
        responses=tuple(
            GroupResponse(
                group=label,
                answered=None if hidden[label] and answered[label] else answered[label],
                invited=invited.get(label),
            )
            for label in names
        ),
    )


def group_posteriors(
    grouping: Grouping,
    frames: Mapping[str, StaffFrame],
    people: PeopleScores,
    *,
    seed: str,
    draws: int = GROUP_DRAWS,
) -> dict[str, PopulationPosterior]:
    """The posterior of each shown group's mean. Each group stands alone: it has a prior of its own."""
    posteriors = {}
    for label, frame in frames.items():
        members = people.of_people(grouping.labels == label)
        if members.answers:
            posteriors[label] = posterior_of(members, frame, seed=f"{seed}|{label}", draws=draws)
    return posteriors


def group_estimates(
    grouping: Grouping,
    people: PeopleScores,
    posteriors: Mapping[str, PopulationPosterior],
    *,
    level: float,
) -> tuple[GroupEstimate, ...]:
    """Every group in the report's order: its estimate, or why there is none."""
    estimates = []
    for label, why in grouping.hidden.items():
        if label in posteriors:
            members = people.of_people(grouping.labels == label)
            estimate = estimate_of(members, posteriors[label], level=level)
            estimates.append(GroupEstimate(label, estimate))
        else:
            estimates.append(GroupEstimate(label, None, why or "too few people could say"))
    return tuple(estimates)


def _count(labels: NDArray[np.str_], names: Sequence[str]) -> dict[str, int]:
    return {name: int(np.count_nonzero(labels == name)) for name in names}


def group_frames(
    grouping: Grouping, labels: Mapping[str, NDArray[np.str_]], counts: StaffCounts | None
) -> dict[str, StaffFrame]:
    """The strata within each shown group, from the ``labels`` and ``counts`` to weight by."""
    shown = [label for label, why in grouping.hidden.items() if why is None]
    return {label: _frame_of(grouping, label, labels, counts) for label in shown}


def _frame_of(
    grouping: Grouping, label: str, by: Mapping[str, NDArray[np.str_]], counts: StaffCounts | None
) -> StaffFrame:
    """The strata within one group; of unknown size where the counts do not know the grouping."""
    name, members = grouping.name, grouping.labels == label
    respondents = int(np.count_nonzero(members))
    if counts is None or name not in counts.by:
        return staff_frame({}, None, respondents=respondents)
    labels = {other: column[members] for other, column in by.items() if other != name}
    position = counts.by.index(name)
    own: dict[tuple[str, ...], int] = {}
    for key, count in counts.counts.items():
        if key[position] == label:
            rest = key[:position] + key[position + 1 :]
            own[rest] = own.get(rest, 0) + count
    others = counts.by[:position] + counts.by[position + 1 :]
    return staff_frame(labels, StaffCounts(others, own), respondents=respondents, always=0)
