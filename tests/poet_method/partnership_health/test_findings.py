"""The findings rule as a table: what is known about a dimension, and what is concluded."""

import pytest

from poet_method.partnership_health.findings import Evidence, conclude
from poet_method.partnership_health.gaps import LargestGap
from poet_method.partnership_health.result import Estimate, Finding, GroupGap, HealthRules

RULES = HealthRules()


def evidence(
    mean=6.0, low=None, high=None, *, cant_say=0.05, celebrate=0.9, develop=0.9, split=1.0, gaps=None
):
    estimate = Estimate(
        mean, mean - 0.4 if low is None else low, mean + 0.4 if high is None else high, 40, 80, 1.8
    )
    return Evidence(
        estimate=estimate,
        cant_say_share=cant_say,
        p_celebrate_wrong=celebrate,
        p_develop_wrong=develop,
        p_not_polarised=split,
        low_share=0.31,
        high_share=0.42,
        gaps=gaps,
    )


def gap(difference=1.4, p_chance=0.0005):
    return {"organisation": LargestGap(GroupGap("Trust", "Council", difference, 0.8, 2.0, 0.0001), p_chance)}


TABLE = {
    "surely over the line": (evidence(7.8, celebrate=0.0001), Finding.CELEBRATE),
    "over the line, not surely": (evidence(7.4, celebrate=0.2), Finding.STEADY),
    "surely under the line": (evidence(4.1, develop=0.0001), Finding.DEVELOP),
    "between the lines": (evidence(6.0), Finding.STEADY),
    "a strength that groups see otherwise": (evidence(7.8, celebrate=0.0001, gaps=gap()), Finding.CONTESTED),
    "a clear gap under one point": (evidence(gaps=gap(0.9)), Finding.STEADY),
    "a wide gap that may be chance": (evidence(gaps=gap(2.1, 0.03)), Finding.STEADY),
    "two camps": (evidence(4.1, develop=0.0001, split=0.0005), Finding.CONTESTED),
    "a wide range": (evidence(6.0, 4.4, 7.5), Finding.NOT_ENOUGH_KNOWN),
    "a wide range, surely under": (evidence(2.0, 0.5, 4.0, develop=0.0001), Finding.DEVELOP),
    "many cannot say": (evidence(7.8, celebrate=0.0001, cant_say=0.41, gaps=gap()), Finding.NOT_ENOUGH_KNOWN),
    "as many cannot say as may": (evidence(7.8, celebrate=0.0001, cant_say=0.4), Finding.CELEBRATE),
    "too few answers": (Evidence(estimate=None, cant_say_share=None), Finding.NOT_ENOUGH_KNOWN),
}


@pytest.mark.parametrize("case", TABLE)
def test_the_rule(case):
    known, finding = TABLE[case]
    (conclusion,) = conclude([known], RULES)
    assert conclusion.finding is finding
    assert conclusion.sentence
    assert conclusion.reasons


def test_twelve_dimensions_need_more_certainty_than_one():
    one = evidence(7.5, celebrate=0.01)
    others = [evidence()] * 11
    assert conclude([one], RULES)[0].finding is Finding.CELEBRATE
    assert conclude([one, *others], RULES)[0].finding is Finding.STEADY
    # Holm: a second look is easier once the clearest strength is established.
    clear = evidence(8.5, celebrate=0.0001)
    second = evidence(7.5, celebrate=0.0035)  # between 4 % / 12 and 4 % / 11
    assert conclude([clear, second, *others[:-1]], RULES)[1].finding is Finding.CELEBRATE
    assert conclude([evidence(), second, *others[:-1]], RULES)[1].finding is Finding.STEADY


def test_dimensions_that_are_not_shown_still_count():
    hidden = [Evidence(estimate=None, cant_say_share=None)] * 11
    assert conclude([evidence(7.5, celebrate=0.01), *hidden], RULES)[0].finding is Finding.STEADY


def test_sentences_are_plain():
    celebrate, contested, unknown = conclude(
        [evidence(7.8, 7.4, 8.2, celebrate=0.0001), evidence(gaps=gap()), evidence(cant_say=0.62)], RULES
    )
    assert celebrate.sentence == (
        "Staff who could say score this 7.8 out of 10 (between 7.4 and 8.2). "
        "A score under 7.0 from everyone invited would be very unlikely (less than 1 chance in 1,000)."
    )
    assert contested.sentence == "Views differ, so the mean of 6.0 out of 10 does not speak for everyone."
    assert contested.reasons[0] == (
        "By organisation, Trust scores this 1.4 points higher than Council (between 0.8 and 2.0), "
        "which is more than chance explains."
    )
    assert unknown.sentence.startswith("62% of the answers were")


def test_polarised_reason_names_both_camps():
    (conclusion,) = conclude([evidence(split=0.0001)], RULES)
    assert conclusion.reasons[0] == (
        "Opinion is split: about 31% of staff score this 2.5 or less and about 42% score it 7.5 or more."
    )
