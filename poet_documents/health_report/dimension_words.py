"""What a dimension's page says about its numbers, in plain words with the numbers in them."""

from __future__ import annotations

from poet_documents.charts import gap_is_sure, words
from poet_documents.health_report.method_words import Passage
from poet_method.partnership_health.result import DimensionHealth, Finding, PartnershipHealth

# LeBreton & Senter (2008), Organizational Research Methods 11:815-852, table 3.
_STRENGTHS = ((0.30, "lacking"), (0.50, "weak"), (0.70, "moderate"), (0.90, "strong"))


def score_words(d: DimensionHealth, health: PartnershipHealth) -> str:
    """The score's interval and n, and the score with equal partners, as one or two sentences."""
    e = d.estimate
    if e is None:
        return f"No score: fewer than {health.rules.reporting_threshold} answers, or too few to show."
    level = words.per_cent(health.rules.interval_level)
    if d.finding is Finding.NOT_ENOUGH_KNOWN:  # said as what some think, not as the partnership's score
        who = f"{e.answers:,}" if e.invited is None else f"{e.answers:,} of {e.invited:,} staff"
        return (
            f"The {who} who could say average {words.score(e.mean)} ({level} interval {words.interval(e)})."
        )
    told = f"{level} interval {words.interval(e)}; n = {words.people(e.answers, e.invited)} staff."
    if d.equal_partner_mean is not None:
        name = words.grouping_name(health.grouping)
        equal = words.score(d.equal_partner_mean)
        told += f" If each {name} counted the same, whatever its size, it would be {equal}."
    return told


def passages(d: DimensionHealth, health: PartnershipHealth) -> tuple[Passage, ...]:
    """How alike the answers are, who could not say, and how well the statements hang together."""
    told = [Passage("How alike the answers are", agreement(d, health))]
    told.append(Passage("Who could not say", (_cant_say(d, health),)))
    if d.alpha is not None or d.omega is not None:
        told.append(Passage("How well the statements hang together", (_reliability(d),)))
    return tuple(told)


def agreement(d: DimensionHealth, health: PartnershipHealth) -> tuple[str, ...]:
    """Agreement within the whole partnership and between its organisations, as sentences."""
    a = d.agreement
    if a is None:
        return ("Too few answers to say.",)
    within = []
    if a.r_wg_j is not None:
        within.append(_usual(a.r_wg_j, d, health))
    if a.average_deviation is not None:
        steps = f"{a.average_deviation:.2f} steps"
        within.append(f"An answer lies on average {steps} of the answer scale away from the mean answer.")
    stricter = [f"{name} is {value:.2f}" for name, value in _stricter(d)]
    if stricter:
        within.append(f"By stricter measures, {words.listed(stricter)}.")
    told = tuple(" ".join(sentences) for sentences in (within, _between(d, health)) if sentences)
    if told:
        return told
    if d.reliability_answers < health.rules.reporting_threshold:
        return ("Too few people answered every statement to say.",)
    return ("This cannot be worked out from these answers.",)


def _usual(r_wg_j: float, d: DimensionHealth, health: PartnershipHealth) -> str:
    """r_wg(j), with a word for it, unless what it says of all staff together would hide that they differ."""
    meaning = (
        "where 1 means that everyone answers the same and 0 that answers are as mixed as if drawn by lot"
    )
    if d.finding is Finding.CONTESTED:
        differ = [name for name in d.gaps if gap_is_sure(d, name, health.rules)]
        past = (
            f"the difference between {words.many_of(words.grouping_name(differ[0]))}, so read them one by one"
            if differ
            else "the split in opinion, so read how the answers spread"
        )
        return (
            f"The usual measure of agreement, r_wg(j), is {r_wg_j:.2f} over all staff, {meaning}. "
            f"It looks past {past}."
        )
    how = strength(r_wg_j)
    values = [value for _, value in _stricter(d)]
    if r_wg_j > 0.7 and values and min(values) < 0.5:
        others = list(dict.fromkeys(strength(value) for value in sorted(values)))
        how += f" by the usual measure, {' to '.join(others)} by stricter ones"
    return f"Agreement among staff is {how}: r_wg(j) is {r_wg_j:.2f}, {meaning}."


def _stricter(d: DimensionHealth) -> list[tuple[str, float]]:
    if d.agreement is None:
        return []
    measures = (("r*_wg(j)", d.agreement.r_wg_j_lindell), ("a_wg", d.agreement.a_wg))
    return [(name, value) for name, value in measures if value is not None]


def strength(r_wg_j: float) -> str:
    """The usual word for a level of agreement (LeBreton & Senter 2008)."""
    for most, word in _STRENGTHS:
        if r_wg_j <= most + 0.005:  # their bands are given to two decimals
            return word
    return "very strong"


def _between(d: DimensionHealth, health: PartnershipHealth) -> list[str]:
    """How much goes with the organisation; nothing where organisations are not compared."""
    a = d.agreement
    if a is None or a.icc1 is None or d.gaps.get(health.grouping) is None:
        return []
    name = words.grouping_name(health.grouping)
    many = words.many_of(name)
    if a.icc1 < 0.005:  # 0.00 or less as printed
        return [f"There is no difference between {many} beyond chance (ICC(1) is about 0)."]
    share = words.per_cent(a.icc1)
    told = [f"About {share} of the differences between people go with their {name} (ICC(1) is {a.icc1:.2f})."]
    if a.icc2 is not None and a.icc2 > 0:  # at or below 0 it says no more than ICC(1) has said
        told.append(f"On a scale up to 1, the means of single {many} are reliable to {a.icc2:.2f} (ICC(2)).")
    return told


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
