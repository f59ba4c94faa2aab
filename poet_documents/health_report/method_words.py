"""How the report was made and what it cannot say, in plain words, with the rule's own numbers."""

from __future__ import annotations

from dataclasses import dataclass

from poet_documents.charts import words
from poet_method.partnership_health.result import Finding, PartnershipHealth


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with paragraphs, then a list, then closing paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


def method(health: PartnershipHealth) -> tuple[Passage, ...]:
    """The passages of "How we know", in reading order."""
    return (
        _scores(),
        _interval(health),
        _rule(health),
        _gaps(health),
        _errors(health),
        _small_numbers(health),
        _agreement(),
    )


def _scores() -> Passage:
    return Passage(
        "How a score is made",
        (
            (
                "Each dimension has a few statements. An answer is turned into a number from 0 to 10, so "
                "that 10 is best. "
                "Statements worded the other way round are turned round first."
            ),
            (
                "You have a score on a dimension if you answered more than half of its statements. Your "
                "score is the mean "
                "of those answers. “Can't say” and blanks are left out of it and reported apart."
            ),
            (
                "The partnership's score is the mean over everyone who was invited, worked out from those "
                "who answered. Each "
                "organisation weighs as much as the staff it was asked for, where those numbers are known."
            ),
        ),
    )


def _interval(health: PartnershipHealth) -> Passage:
    level = words.per_cent(health.rules.interval_level)
    return Passage(
        "What an interval means",
        (
            (
                f"Had everyone who was invited answered, the mean could have come out a little differently. "
                f"A {level} interval "
                "is made so that it holds that mean about that often. The more staff there are who answered, "
                "out of those "
                "invited, the narrower it is; if all answered, nothing is left to guess and it closes."
            ),
            (
                "It holds no allowance for two things: that people who did not answer may think differently, "
                "and that people "
                "may not write what they think."
            ),
        ),
    )


def _rule(health: PartnershipHealth) -> Passage:
    r = health.rules
    gap = words.counted_points(r.smallest_gap)
    end = words.per_cent(r.polarised_share)
    return Passage(
        "The rule behind each finding",
        ("The rule was fixed before anyone saw the answers. It is the same for every partnership.",),
        (
            (
                f"Celebrate: we can be sure that the mean of all invited staff is {r.celebrate_line:.1f} or "
                f"more."
            ),
            f"Develop: we can be sure that it is {r.develop_line:.1f} or less.",
            (
                f"Views differ: two groups are at least {gap} apart by more than chance, or at least {end} "
                f"of staff score it "
                f"{r.polarised_low:g} or less while at least {end} score it {r.polarised_high:g} or more. "
                f"This comes first: "
                "a split view is never called a strength."
            ),
            (
                f"Not enough known: fewer than {r.reporting_threshold} answers, an interval wider than "
                f"{words.counted_points(r.widest_interval)}, or more than {words.per_cent(r.most_cant_say)} "
                f"of answers “can't say”."
            ),
            (
                "Steady: none of these. The score lies between the lines, or we cannot be sure on which side "
                "of one it lies."
            ),
        ),
        (
            (
                f"“Sure” is counted over the whole report: with "
                f"{words.counted(len(health.dimensions), 'dimension')} there are "
                "many chances to be wrong, so the more of them we test, the surer each must be (Holm's "
                "method). It is run "
                f"at {words.per_cent(r.holm_level)} over all dimensions, so that at most "
                f"{_one_in(r.error_rate)} has even one false celebrate or develop also where answers are "
                "skewed (many at one end of the scale). “Views differ” is held to the same limit, apart."
            ),
        ),
    )


def _one_in(error_rate: float) -> str:
    """For example ``1 report in 20``."""
    return f"1 report in {1 / error_rate:,.0f}"


def _gaps(health: PartnershipHealth) -> Passage:
    return Passage(
        "When a gap between groups counts",
        (
            (
                "A gap is judged as if the staff were a sample of the people who might work there. So a "
                "small team is not called different for who happens to work there now, even if all of it "
                "answered."
            ),
            (
                "It is also judged over all dimensions and all pairs of groups at once: the more gaps there "
                "are to look at, the more of them look large by chance. So a gap can look clear on its own "
                "chart and still not be sure enough to say that views differ."
            ),
        ),
    )


def reading(health: PartnershipHealth) -> tuple[tuple[Finding, str], ...]:
    """What each finding tells a reader, in one sentence."""
    r = health.rules
    return (
        (Finding.CELEBRATE, f"We can be sure that the score is {r.celebrate_line:g} or more."),
        (Finding.DEVELOP, f"We can be sure that the score is {r.develop_line:g} or less."),
        (
            Finding.CONTESTED,
            "Groups of staff see this differently. The mean hides it, so read who thinks what.",
        ),
        (Finding.STEADY, "Between the two lines, or too close to one to be sure."),
        (Finding.NOT_ENOUGH_KNOWN, "Too few answers, too wide an interval, or too many who could not say."),
    )


def _errors(health: PartnershipHealth) -> Passage:
    line_high, line_low = health.rules.celebrate_line, health.rules.develop_line
    return Passage(
        "How often the rule is wrong",
        (
            (
                "We tried the rule on thousands of invented partnerships whose true scores we knew, from 8 "
                "answers out of 10 staff to 300 out of 2,000."
            ),
        ),
        (
            (
                "False news: in the hardest cases, with all 12 true means just on the wrong side of a line, "
                "at most 5 reports in 100 had a false celebrate or develop. Reading the bare scores would "
                "have misled you in most of them."
            ),
            (
                f"Missed news: with 30 answers, a dimension that truly lies one point past a line "
                f"({line_high + 1:g} or {line_low - 1:g}) is found in about 6 reports of 10 where the 30 "
                "speak for 100 staff, and in 4 to 5 of 10 where they speak for 300; with 100 answers, in at "
                "least 95 of 100. So “steady” in a small survey often means “too early to tell”."
            ),
        ),
    )


def _small_numbers(health: PartnershipHealth) -> Passage:
    return Passage(
        "Small groups",
        (
            (
                f"A group with fewer than {health.rules.reporting_threshold} answers is not shown, so that "
                f"nobody can be picked "
                "out. Where one hidden group could be worked out from the others, a second is hidden as "
                "well. Hidden groups "
                "still count in the whole."
            ),
        ),
    )


def _agreement() -> Passage:
    return Passage(
        "How agreement is measured",
        ("No single number tells how alike people answer, so the report gives several.",),
        (
            (
                "r_wg(j): how much less mixed the answers are than if drawn by lot, over all statements of a "
                "dimension "
                "(James, Demaree and Wolf, 1984). The words weak, moderate and strong follow LeBreton and "
                "Senter (2008)."
            ),
            (
                "r*_wg(j): the same, without the gain that comes from having many statements (Lindell, "
                "Brandt and Whitney, 1999)."
            ),
            "a_wg: agreement allowing for where on the scale the mean lies (Brown and Hauenstein, 2005).",
            (
                "Average deviation: how far answers lie from the mean answer, in steps of the scale (Burke, "
                "Finkelstein and "
                "Dusig, 1999)."
            ),
            (
                "ICC(1) and ICC(2): how much of the differences between people go with their organisation, "
                "and how reliable "
                "the organisations' means are (Bliese, 2000)."
            ),
        ),
    )


def limits(health: PartnershipHealth) -> tuple[str, ...]:
    """What the report cannot say."""
    told = [
        (
            "It tells you how staff see the partnership. It does not tell you whether lives are better for "
            "it: ask service "
            "users and carers, and look at outcomes."
        ),
        "It shows what goes together, not what causes what.",
        (
            "People may answer as they think they should. Some of the statements ask about drawbacks to make "
            "that harder, but "
            "it cannot be ruled out."
        ),
        "People who did not answer may think differently. No weighting can mend that.",
        "It is one moment. A new leader, a budget or a reorganisation can change the answers within weeks.",
        (
            "A score is not a mark for anyone. Comparing it with another partnership's score needs like "
            "circumstances."
        ),
    ]
    if health.simulated:
        told.insert(
            0, "This partnership is invented, and so are its answers. Nothing here describes real people."
        )
    return tuple(told)


def glossary(health: PartnershipHealth) -> tuple[tuple[str, str], ...]:
    """The words that the report uses, each with its meaning."""
    name = words.grouping_name(health.grouping)
    return (
        (
            "Can't say",
            "The answer “don't know” or “not my role”. It is left out of scores and counted apart.",
        ),
        ("Dimension", "One thing a partnership needs to work well, asked about with a few statements."),
        (
            "Finding",
            (
                "What the rule concludes about a dimension: celebrate, develop, views differ, not enough "
                "known, or steady."
            ),
        ),
        ("Interval", "The range in which the mean of everyone invited very likely lies."),
        ("Level", "Where a dimension sits: in structures, in organisations, or between people."),
        ("Mean", "The sum of people's scores divided by how many there are."),
        ("n", "How many people a number rests on, out of how many were invited."),
        ("Score", "A number from 0 to 10. Higher is always better."),
        ("Statement", "What people were asked to agree or disagree with, or to say how often it happens."),
        (
            name[:1].upper() + name[1:],
            "One of the organisations that work together in the partnership."
            if health.grouping == "organisation"
            else "One of the groups of staff that the report compares.",
        ),
    )
