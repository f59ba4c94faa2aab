"""From answers to the health of the partnership: every number of the report, and its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from poet_method.agreement import agreement, icc1, icc2
from poet_method.instruments.questionnaire import Dimension, Item, Questionnaire
from poet_method.partnership_health.findings import Conclusion, Evidence, conclude
from poet_method.partnership_health.gaps import LargestGap, largest_gap
from poet_method.partnership_health.groups import (
    Grouping,
    group_estimates,
    group_frames,
    group_posteriors,
    make_grouping,
)
from poet_method.partnership_health.level_scores import mean_over_dimensions
from poet_method.partnership_health.notes import notes_on
from poet_method.partnership_health.people import PeopleScores, estimate_of, posterior_of
from poet_method.partnership_health.pooling import weighting, without_few_unlabelled
from poet_method.partnership_health.result import (
    DimensionAgreement,
    DimensionHealth,
    Estimate,
    GroupAgreement,
    GroupEstimate,
    HealthRules,
    ItemDistribution,
    LevelHealth,
    PartnershipHealth,
)
from poet_method.partnership_health.staff_frame import StaffFrame, staff_frame
from poet_method.responses import AnswerCode, AnswerMatrix, StaffCounts
from poet_method.scales import PopulationPosterior, Scores, reliability, score_dimension, turn_round

METHOD_VERSION = "1"  # changes whenever the same answers could give another report
DIMENSION_DRAWS = 10_000
LEVEL_DRAWS = 4_000  # only an interval is read from them


@dataclass(frozen=True, slots=True)
class _Study:
    """What every part of the assessment needs."""

    matrix: AnswerMatrix
    frame: StaffFrame
    groupings: Sequence[Grouping]  # the first is "partners"
    frames: Mapping[str, Mapping[str, StaffFrame]]  # grouping → shown group → its strata
    rules: HealthRules
    seed: str
    language: str


@dataclass(frozen=True, slots=True)
class _Measured:
    """One dimension before its finding is known: the rule looks at all dimensions together."""

    dimension: Dimension
    people: PeopleScores
    answers: NDArray[np.int8]  # (respondents, items), as people chose them
    cant_say_share: float | None
    estimate: Estimate | None
    posterior: PopulationPosterior | None
    by_group: Mapping[str, tuple[GroupEstimate, ...]]
    gaps: Mapping[str, LargestGap | None]


def assess(
    questionnaire: Questionnaire,
    matrix: AnswerMatrix,
    *,
    title: str,
    round: str = "",
    grouping: str,
    staff_counts: StaffCounts | None = None,
    rules: HealthRules = HealthRules(),  # noqa: B008 - frozen
    input_digest: str = "",
    reading_notes: Sequence[str] = (),
    simulated: bool = False,
    seed: int = 0,
) -> PartnershipHealth:
    """Assess a partnership from its staff's answers.

    ``grouping`` names the grouping of ``matrix.groups`` that the report calls partners; the others follow.
    All random draws come from ``input_digest`` and ``seed``, so the same input always gives the same
    result. ``reading_notes`` say how the answers were read; they are passed on as they are.

    Raises ``ValueError`` where the grouping is not in the answers, or the staff counts contradict them.
    """
    if grouping not in matrix.groups:
        raise ValueError(f"the answers have no grouping {grouping!r}")
    matrix, left_out = without_few_unlabelled(matrix, grouping, rules)
    questionnaire, not_asked = _asked(questionnaire, matrix)
    scores = [_scores(matrix, dimension) for dimension in questionnaire.dimensions]
    study = _study(questionnaire, matrix, scores, grouping, staff_counts, rules, f"{input_digest}|{seed}")
    measured = [
        _measure(study, dimension, dimension_scores)
        for dimension, dimension_scores in zip(questionnaire.dimensions, scores, strict=True)
    ]
    conclusions = conclude([_evidence(study, one) for one in measured], rules)
    return PartnershipHealth(
        title=title,
        round=round,
        not_asked=not_asked,
        questionnaire=questionnaire.id,
        questionnaire_title=questionnaire.title[study.language],
        questionnaire_version=questionnaire.version,
        method_version=METHOD_VERSION,
        input_digest=input_digest,
        rules=rules,
        answered=matrix.respondents,
        invited=staff_counts.total if staff_counts is not None else None,
        responses={each.name: each.responses for each in study.groupings},
        grouping=grouping,
        overall=_estimate_over(study, scores, "overall"),
        levels=_levels(study, questionnaire, scores),
        dimensions=tuple(
            _dimension_health(study, one, conclusion)
            for one, conclusion in zip(measured, conclusions, strict=True)
        ),
        notes=(*left_out, *notes_on(matrix, staff_counts, study.groupings, rules)),
        reading_notes=tuple(reading_notes),
        simulated=simulated,
    )


def _study(
    questionnaire: Questionnaire,
    matrix: AnswerMatrix,
    scores: Sequence[Scores],
    partners: str,
    staff_counts: StaffCounts | None,
    rules: HealthRules,
    seed: str,
) -> _Study:
    scored = [
        dimension_scores.numerators >= 0
        for dimension, dimension_scores in zip(questionnaire.dimensions, scores, strict=True)
        if _compares_groups(_answers(matrix, dimension), rules)
    ]
    names = [partners, *(name for name in matrix.groups if name != partners)]
    groupings = [make_grouping(name, matrix, staff_counts, scored=scored, rules=rules) for name in names]
    labels, counts = weighting(matrix, staff_counts, groupings, rules)
    return _Study(
        matrix=matrix,
        frame=staff_frame(labels, counts, respondents=matrix.respondents),
        groupings=groupings,
        frames={each.name: group_frames(each, labels, counts) for each in groupings},
        rules=rules,
        seed=seed,
        language=questionnaire.language,
    )


def _asked(questionnaire: Questionnaire, matrix: AnswerMatrix) -> tuple[Questionnaire, tuple[str, ...]]:
    """The questionnaire without dimensions that nobody was asked about, and their names."""
    asked = [
        dimension
        for dimension in questionnaire.dimensions
        if np.any(_answers(matrix, dimension) != AnswerCode.NOT_ASKED)
    ]
    if not asked:
        return questionnaire, ()
    left = [
        dimension.name[questionnaire.language]
        for dimension in questionnaire.dimensions
        if dimension not in asked
    ]
    levels = tuple(level for level in questionnaire.levels if level.id in {one.level for one in asked})
    return replace(questionnaire, dimensions=tuple(asked), levels=levels), tuple(left)


def _answers(matrix: AnswerMatrix, dimension: Dimension) -> NDArray[np.int8]:
    """A dimension's answers as people chose them, shape (respondents, items)."""
    return matrix.columns([item.id for item in dimension.items])


def _compares_groups(answers: NDArray[np.int8], rules: HealthRules) -> bool:
    """Whether enough people can say for groups to be compared.

    Otherwise one dimension that few people know about would decide which groups the whole report may show.
    """
    share = _cant_say_share(answers, rules)
    return share is not None and share <= rules.most_cant_say


def _scores(matrix: AnswerMatrix, dimension: Dimension) -> Scores:
    return score_dimension(
        _answers(matrix, dimension),
        lowest=dimension.scale.lowest,
        highest=dimension.scale.highest,
        reversed_items=[item.reversed for item in dimension.items],
    )


def _measure(study: _Study, dimension: Dimension, scores: Scores) -> _Measured:
    """Everything about one dimension that does not depend on the others."""
    rules, people = study.rules, PeopleScores.of(scores)
    answers = _answers(study.matrix, dimension)
    estimate: Estimate | None = None
    posterior: PopulationPosterior | None = None
    by_group: dict[str, tuple[GroupEstimate, ...]] = {}
    gaps: dict[str, LargestGap | None] = {}
    seed = f"{study.seed}|{dimension.id}"
    enough = people.answers >= rules.reporting_threshold
    if enough:
        ends = (rules.polarised_low, rules.polarised_high)
        posterior = posterior_of(people, study.frame, seed=seed, draws=DIMENSION_DRAWS, ends=ends)
        estimate = estimate_of(people, posterior, level=rules.interval_level)
    for grouping in study.groupings:
        compared = enough and _compares_groups(answers, rules)
        frames = study.frames[grouping.name] if compared else {}
        groups = group_posteriors(grouping, frames, people, seed=f"{seed}|{grouping.name}")
        by_group[grouping.name] = group_estimates(grouping, people, groups, level=rules.interval_level)
        gaps[grouping.name] = largest_gap(groups, level=rules.interval_level)
    return _Measured(
        dimension, people, answers, _cant_say_share(answers, rules), estimate, posterior, by_group, gaps
    )


def _cant_say_share(answers: NDArray[np.int8], rules: HealthRules) -> float | None:
    """Share of "cannot say" among the answers of people who were asked; ``None`` where too few were."""
    asked = answers != AnswerCode.NOT_ASKED
    if np.count_nonzero(asked.any(axis=1)) < rules.reporting_threshold:
        return None
    return float(np.count_nonzero(answers == AnswerCode.CANT_SAY) / np.count_nonzero(asked))


def _evidence(study: _Study, one: _Measured) -> Evidence:
    rules, posterior = study.rules, one.posterior
    if posterior is None:
        return Evidence(estimate=None, cant_say_share=one.cant_say_share)
    return Evidence(
        estimate=one.estimate,
        cant_say_share=one.cant_say_share,
        p_celebrate_wrong=posterior.probability_below(rules.celebrate_line),
        p_develop_wrong=posterior.probability_above(rules.develop_line),
        p_not_polarised=posterior.probability_not_polarised(rules.polarised_share),
        low_share=float(posterior.low_shares.mean()),
        high_share=float(posterior.high_shares.mean()),
        gaps=one.gaps,
    )


def _dimension_health(study: _Study, one: _Measured, conclusion: Conclusion) -> DimensionHealth:
    dimension, language, rules = one.dimension, study.language, study.rules
    turned = turn_round(
        one.answers,
        lowest=dimension.scale.lowest,
        highest=dimension.scale.highest,
        reversed_items=[item.reversed for item in dimension.items],
    )
    consistency = reliability(turned)
    enough_complete = consistency.people >= rules.reporting_threshold
    evidence = _evidence(study, one)
    shown = one.estimate is not None
    return DimensionHealth(
        dimension=dimension.id,
        name=dimension.name[language],
        about=dimension.about[language],
        level=dimension.level,
        finding=conclusion.finding,
        sentence=conclusion.sentence,
        reasons=conclusion.reasons,
        estimate=one.estimate,
        equal_partner_mean=_equal_partner_mean(study.groupings[0], one),
        p_celebrate_wrong=evidence.p_celebrate_wrong if shown else None,
        p_develop_wrong=evidence.p_develop_wrong if shown else None,
        alpha=consistency.alpha if enough_complete else None,
        omega=consistency.omega_total if enough_complete else None,
        reliability_answers=consistency.people,
        cant_say_share=one.cant_say_share,
        agreement=_agreement(study, one, turned) if shown else None,
        agreement_by_group={
            each.name: _agreement_within(each, one, turned, rules) for each in study.groupings
        },
        by_group=dict(one.by_group),
        gaps={name: found.gap if found is not None else None for name, found in one.gaps.items()},
        items=tuple(
            _distribution(item, column, study)
            for item, column in zip(dimension.items, one.answers.T, strict=True)
        ),
    )


def _equal_partner_mean(partners: Grouping, one: _Measured) -> float | None:
    """The plain mean of the partners' means; only where all are shown, or it would give a hidden one away."""
    groups = one.by_group[partners.name]
    means = [group.estimate.mean for group in groups if group.estimate is not None]
    if not means or len(means) < len(groups) or not partners.all_shown:
        return None
    return float(np.mean(means))


def _agreement(study: _Study, one: _Measured, turned: NDArray[np.int8]) -> DimensionAgreement:
    """Agreement over all staff, and between the partners that are shown (the others could be worked out)."""
    everybody = agreement(turned, scale_values=one.dimension.scale.values)
    enough = everybody.people >= study.rules.reporting_threshold
    partners = study.groupings[0]
    compared = any(group.estimate is not None for group in one.by_group[partners.name])
    chosen = partners.in_shown & (one.people.numerators >= 0)
    scores = 10.0 * one.people.numerators[chosen] / one.people.denominator
    labels = partners.labels[chosen]
    return DimensionAgreement(
        r_wg_j=everybody.r_wg_j if enough else None,
        r_wg_j_lindell=everybody.r_wg_j_lindell if enough else None,
        a_wg=everybody.a_wg if enough else None,
        average_deviation=everybody.average_deviation if enough else None,
        icc1=icc1(scores, labels) if compared else None,
        icc2=icc2(scores, labels) if compared else None,
    )


def _agreement_within(
    grouping: Grouping, one: _Measured, turned: NDArray[np.int8], rules: HealthRules
) -> tuple[GroupAgreement, ...]:
    """Agreement within each group whose mean is shown and of whom enough answered every item."""
    found = []
    for group in one.by_group[grouping.name]:
        if group.estimate is None:
            continue
        within = agreement(turned[grouping.labels == group.group], scale_values=one.dimension.scale.values)
        enough = within.people >= rules.reporting_threshold
        found.append(
            GroupAgreement(
                group=group.group,
                answers=within.people,
                r_wg_j=within.r_wg_j if enough else None,
                r_wg_j_lindell=within.r_wg_j_lindell if enough else None,
                a_wg=within.a_wg if enough else None,
                average_deviation=within.average_deviation if enough else None,
            )
        )
    return tuple(found)


def _distribution(item: Item, column: NDArray[np.int8], study: _Study) -> ItemDistribution:
    """How often each answer was chosen; nothing below the reporting threshold."""
    enough = int(np.count_nonzero(column >= 0)) >= study.rules.reporting_threshold

    def count(value: int) -> int:
        return int(np.count_nonzero(column == value))

    return ItemDistribution(
        item=item.id,
        text=item.text[study.language],
        reversed=item.reversed,
        labels=tuple(point.label[study.language] for point in item.scale.points),
        counts=tuple(count(value) for value in item.scale.values) if enough else None,
        cant_say=count(AnswerCode.CANT_SAY) if enough else None,
        missing=count(AnswerCode.MISSING) if enough else None,
        not_asked=count(AnswerCode.NOT_ASKED) if enough else None,
    )


def _levels(study: _Study, questionnaire: Questionnaire, scores: Sequence[Scores]) -> tuple[LevelHealth, ...]:
    levels = []
    for level in questionnaire.levels:
        own = [
            dimension_scores
            for dimension, dimension_scores in zip(questionnaire.dimensions, scores, strict=True)
            if dimension.level == level.id
        ]
        estimate = _estimate_over(study, own, f"level {level.id}") if own else None
        levels.append(LevelHealth(level.id, level.name[study.language], estimate))
    return tuple(levels)


def _estimate_over(study: _Study, scores: Sequence[Scores], name: str) -> Estimate | None:
    """The mean over several dimensions, or ``None`` below the reporting threshold."""
    people = mean_over_dimensions(scores)
    if people.answers < study.rules.reporting_threshold:
        return None
    posterior = posterior_of(people, study.frame, seed=f"{study.seed}|{name}", draws=LEVEL_DRAWS)
    return estimate_of(people, posterior, level=study.rules.interval_level)
