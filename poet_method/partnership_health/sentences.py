"""Findings in words: what a board member reads. Every number in a sentence is one the report also shows."""

from __future__ import annotations

from poet_method.partnership_health.result import Estimate, GroupGap, HealthRules


def position(estimate: Estimate) -> str:
    """Where the mean stands, with its interval."""
    score = f"Staff who could say score this {estimate.mean:.1f} out of 10"
    if estimate.low == estimate.high:
        return f"{score} (everyone invited has a score)."
    return f"{score} (between {estimate.low:.1f} and {estimate.high:.1f})."


def celebrate(p_wrong: float, rules: HealthRules) -> str:
    """Why this is a strength."""
    return f"A score under {rules.celebrate_line:.1f} from everyone invited would be {_unlikely(p_wrong)}."


def develop(p_wrong: float, rules: HealthRules) -> str:
    """Why this needs developing."""
    return f"A score over {rules.develop_line:.1f} from everyone invited would be {_unlikely(p_wrong)}."


def steady(estimate: Estimate, rules: HealthRules) -> str:
    """Why this is neither a strength nor a concern."""
    if estimate.mean >= rules.celebrate_line:
        return f"That is not surely at or over {rules.celebrate_line:.1f}, so it is not called a strength."
    if estimate.mean <= rules.develop_line:
        return f"That is not surely at or under {rules.develop_line:.1f}, so it is not called a weakness."
    return f"That is between {rules.develop_line:.1f} and {rules.celebrate_line:.1f}: neither stands out."


def contested(estimate: Estimate) -> str:
    """What a contested dimension's mean hides."""
    return f"Views differ, so the mean of {estimate.mean:.1f} out of 10 does not speak for everyone."


def gap(largest: GroupGap, grouping: str) -> str:
    """Which two groups differ, and by how much."""
    by = grouping.replace("_", " ")
    return (
        f"By {by}, {largest.higher} scores this {largest.difference:.1f} points higher than {largest.lower} "
        f"(between {largest.low:.1f} and {largest.high:.1f}), which is more than chance explains."
    )


def polarised(low_share: float, high_share: float, rules: HealthRules) -> str:
    """Two camps and what each thinks."""
    return (
        f"Opinion is split: about {low_share:.0%} of staff score this {rules.polarised_low:.1f} or less "
        f"and about {high_share:.0%} score it {rules.polarised_high:.1f} or more."
    )


def too_few(rules: HealthRules) -> str:
    """Below the reporting threshold."""
    return f"Fewer than {rules.reporting_threshold} people gave enough answers, so no score is shown."


def cant_say(share: float, rules: HealthRules) -> str:
    """Too many people cannot say."""
    return (
        f"{share:.0%} of the answers were “don't know, or not my role”; over {rules.most_cant_say:.0%} "
        "the score cannot speak for the partnership."
    )


def too_wide(estimate: Estimate, rules: HealthRules) -> str:
    """The interval says too little."""
    width = estimate.high - estimate.low
    return f"That range spans {width:.1f} points; over {rules.widest_interval:.1f} it says too little."


def _unlikely(p: float) -> str:
    """A small posterior probability in words and as a number of chances."""
    if p < 0.001:
        return "very unlikely (less than 1 chance in 1,000)"
    return f"very unlikely (about 1 chance in {1 / p:,.0f})" if p <= 0.01 else f"unlikely (about {p:.0%})"
