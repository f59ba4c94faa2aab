"""The findings rule: what may be celebrated, what needs developing, where views differ, what is not known.

Truth is the mean of everyone invited. Holm's level (``holm_level``) is stricter than the error rate that
readers are promised (``error_rate``): posterior probabilities are a little too sure where answers are
skewed, and the error rate is to hold there too (``benchmarks/findings_errors.py``). Over all dimensions of
a report two families of conclusions are each held to the error rate by Holm's correction:

* *celebrate* is wrong where that mean is below the celebrate line, *develop* where it is above the develop
  line. A dimension's p is the smaller posterior probability of being wrong (it cannot be both);
* *contested* is wrong where groups that agree are said to differ (``LargestGap.p_chance``, one for each
  grouping), or where fewer than ``polarised_share`` of everyone invited is at one of the two ends
  (posterior probability).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poet_method.partnership_health import sentences
from poet_method.partnership_health.gaps import LargestGap
from poet_method.partnership_health.holm import holm
from poet_method.partnership_health.result import Estimate, Finding, HealthRules


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rule looks at for one dimension. ``estimate`` is ``None`` below the reporting threshold."""

    estimate: Estimate | None
    cant_say_share: float | None
    p_celebrate_wrong: float = 1.0
    p_develop_wrong: float = 1.0
    p_not_polarised: float = 1.0
    low_share: float = 0.0  # estimated share of everyone invited at or below ``polarised_low``
    high_share: float = 0.0
    gaps: Mapping[str, LargestGap | None] | None = None  # by grouping


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One dimension's finding, in a sentence, with its reasons."""

    finding: Finding
    sentence: str
    reasons: tuple[str, ...]


def conclude(dimensions: Sequence[Evidence], rules: HealthRules) -> tuple[Conclusion, ...]:
    """One conclusion per dimension, in the same order; see the module's docstring for the rule."""
    sure = holm([_p_wrong_side(evidence) for evidence in dimensions], error_rate=rules.holm_level)
    contested = _contested_reasons(dimensions, rules)
    return tuple(
        _conclusion(evidence, rules, sure=is_sure, contested=reasons)
        for evidence, is_sure, reasons in zip(dimensions, sure, contested, strict=True)
    )


def _p_wrong_side(evidence: Evidence) -> float:
    if evidence.estimate is None:
        return 1.0
    return min(evidence.p_celebrate_wrong, evidence.p_develop_wrong)


def _contested_reasons(dimensions: Sequence[Evidence], rules: HealthRules) -> list[tuple[str, ...]]:
    """For each dimension the reasons why views differ; empty where none is sure."""
    tests: list[tuple[int, float, str]] = []  # dimension, p, the reason if it holds
    for index, evidence in enumerate(dimensions):
        if evidence.estimate is None:
            tests.append((index, 1.0, ""))
            continue
        polarised = sentences.polarised(evidence.low_share, evidence.high_share, rules)
        tests.append((index, evidence.p_not_polarised, polarised))
        for grouping, largest in (evidence.gaps or {}).items():
            if largest is not None:
                wide = largest.gap.difference >= rules.smallest_gap
                tests.append((index, largest.p_chance if wide else 1.0, sentences.gap(largest.gap, grouping)))
    holds = holm([p for _, p, _ in tests], error_rate=rules.holm_level)
    reasons: list[tuple[str, ...]] = [()] * len(dimensions)
    for (index, _, reason), is_sure in zip(tests, holds, strict=True):
        if is_sure:
            reasons[index] = (*reasons[index], reason)
    return reasons


def _conclusion(
    evidence: Evidence, rules: HealthRules, *, sure: bool, contested: tuple[str, ...]
) -> Conclusion:
    estimate = evidence.estimate
    if estimate is None:
        return _because(Finding.NOT_ENOUGH_KNOWN, sentences.too_few(rules))
    if evidence.cant_say_share is not None and evidence.cant_say_share > rules.most_cant_say:
        return _because(Finding.NOT_ENOUGH_KNOWN, sentences.cant_say(evidence.cant_say_share, rules))
    position = sentences.position(estimate)
    if contested:
        return Conclusion(Finding.CONTESTED, sentences.contested(estimate), (*contested, position))
    if sure and evidence.p_celebrate_wrong <= evidence.p_develop_wrong:
        return _because(Finding.CELEBRATE, position, sentences.celebrate(evidence.p_celebrate_wrong, rules))
    if sure:
        return _because(Finding.DEVELOP, position, sentences.develop(evidence.p_develop_wrong, rules))
    if estimate.high - estimate.low > rules.widest_interval:
        return _because(Finding.NOT_ENOUGH_KNOWN, position, sentences.too_wide(estimate, rules))
    return _because(Finding.STEADY, position, sentences.steady(estimate, rules))


def _because(finding: Finding, *reasons: str) -> Conclusion:
    """The finding's own sentence joins its reasons: it is what the first page prints."""
    return Conclusion(finding, " ".join(reasons), reasons)
