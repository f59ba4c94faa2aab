"""What a dimension's page says about its numbers, in plain words with the numbers in them."""

from __future__ import annotations

from poet_documents.charts import words
from poet_documents.health_report.method_words import Passage
from poet_method.partnership_health.result import DimensionAgreement, DimensionHealth, PartnershipHealth

# LeBreton & Senter (2008), Organizational Research Methods 11:815-852, table 3.
_STRENGTHS = ((0.30, "lacking"), (0.50, "weak"), (0.70, "moderate"), (0.90, "strong"))


def score_words(d: DimensionHealth, health: PartnershipHealth) -> str:
    """The score's interval and n, and the score with equal partners, as one or two sentences."""
    e = d.estimate
    if e is None:
        return f"No score: fewer than {health.rules.reporting_threshold} answers, or too few to show."
    level = words.per_cent(health.rules.interval_level)
    told = f"{level} interval {words.interval(e)}; n = {words.people(e.answers, e.invited)} staff."
    if d.equal_partner_mean is not None:
        name = words.grouping_name(health.grouping)
        equal = words.score(d.equal_partner_mean)
        told += f" If each {name} counted the same, whatever its size, it would be {equal}."
    return told


def passages(d: DimensionHealth, health: PartnershipHealth) -> tuple[Passage, ...]:
    """How alike the answers are, who could not say, and how well the statements hang together."""
    told = [Passage("How alike the answers are", agreement(d.agreement, health))]
    told.append(Passage("Who could not say", (_cant_say(d, health),)))
    if d.alpha is not None or d.omega is not None:
        told.append(Passage("How well the statements hang together", (_reliability(d),)))
    return tuple(told)


def agreement(a: DimensionAgreement | None, health: PartnershipHealth) -> tuple[str, ...]:
    """Agreement within the whole partnership and between its organisations, as sentences."""
    if a is None:
        return ("Too few answers to say.",)
    within = []
    if a.r_wg_j is not None:
        within.append(
            f"Agreement among staff is {strength(a.r_wg_j)}: r_wg(j) is {a.r_wg_j:.2f}, where 1 means "
            f"that everyone "
            "answers the same and 0 that answers are as mixed as if drawn by lot."
        )
    if a.average_deviation is not None:
        steps = f"{a.average_deviation:.2f} steps"
        within.append(f"An answer lies on average {steps} of the answer scale away from the mean answer.")
    stricter = [
        f"{name} is {value:.2f}"
        for name, value in (("r*_wg(j)", a.r_wg_j_lindell), ("a_wg", a.a_wg))
        if value is not None
    ]
    if stricter:
        within.append(f"By stricter measures, {words.listed(stricter)}.")
    between = [] if a.icc1 is None else [_between(a.icc1, health)]
    if a.icc2 is not None and a.icc2 > 0:  # at or below 0 it says no more than ICC(1) has said
        many = words.many_of(words.grouping_name(health.grouping))
        between.append(
            f"On a scale up to 1, the means of single {many} are reliable to {a.icc2:.2f} (ICC(2))."
        )
    told = tuple(" ".join(sentences) for sentences in (within, between) if sentences)
    return told or ("This cannot be worked out from these answers.",)


def strength(r_wg_j: float) -> str:
    """The usual word for a level of agreement (LeBreton & Senter 2008)."""
    for most, word in _STRENGTHS:
        if r_wg_j <= most + 0.005:  # their bands are given to two decimals
            return word
    return "very strong"


def _between(icc1: float, health: PartnershipHealth) -> str:
    name = words.grouping_name(health.grouping)
    if icc1 <= 0:
        return f"Knowing someone's {name} tells you nothing about how they score this (ICC(1) is {icc1:.2f})."
    share = words.per_cent(icc1)
    return f"About {share} of the differences between people go with their {name} (ICC(1) is {icc1:.2f})."


def _cant_say(d: DimensionHealth, health: PartnershipHealth) -> str:
    share = d.cant_say_share
    if share is None:
        return "Not known, or too few answers to show."
    number = f"{words.per_cent(share)} of the answers of those who were asked were “can't say”."
    if share > health.rules.most_cant_say:
        return (
            f"{number} That is too many for a finding. It is news in itself: ask who could not say, and why."
        )
    if share >= 0.1:
        return f"{number} They do not count in the score. Ask who could not say, and why."
    return f"{number} They do not count in the score."


def _reliability(d: DimensionHealth) -> str:
    measures = [
        f"{name} {value:.2f}" for name, value in (("alpha", d.alpha), ("omega", d.omega)) if value is not None
    ]
    best = max(value for value in (d.alpha, d.omega) if value is not None)
    n = f"n = {d.reliability_answers:,}"
    if best >= 0.7:
        return f"Well: {words.listed(measures)}, {n}."
    if best >= 0.5:
        return f"Fairly: {words.listed(measures)}, {n}. Read the statements as well as the score."
    return f"Poorly: {words.listed(measures)}, {n}. Read each statement by itself; the score mixes them."
