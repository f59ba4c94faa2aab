"""Results of invented partnerships, made by hand so that documents can be tested apart from the method.

The answers are drawn from a seeded generator and summarised with plain means and normal intervals: good
enough to look at, and on purpose *not* how ``poet_method`` concludes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import numpy as np

from poet_method.partnership_health.result import (
    DimensionAgreement,
    DimensionHealth,
    Estimate,
    Finding,
    GroupAgreement,
    GroupEstimate,
    GroupGap,
    GroupResponse,
    HealthRules,
    ItemDistribution,
    LevelHealth,
    PartnershipHealth,
)

AGREEMENT = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
ORGANISATIONS = ("Ashmere Council adult care", "Ashmere Community NHS Trust", "Ashmere Voluntary Alliance")
INVITED = (84, 71, 30)
ANSWERED = (52, 41, 24)
LEVELS = (("structural", "Structural"), ("organisational", "Organisational"), ("individual", "Individual"))
HIDDEN = "fewer than 10 answers"
HIDDEN_TOO = "hidden so that the other hidden group cannot be worked out"

# name, level, finding, true mean, shift by organisation
DIMENSIONS: tuple[tuple[str, str, Finding, float, tuple[float, float, float]], ...] = (
    ("Shared purpose", "structural", Finding.CELEBRATE, 7.9, (0, 0.2, -0.2)),
    ("Governance", "structural", Finding.STEADY, 6.1, (0.2, 0, -0.4)),
    ("Money and resources", "structural", Finding.DEVELOP, 3.6, (0.3, -0.1, -0.3)),
    ("Policy support", "structural", Finding.NOT_ENOUGH_KNOWN, 5.2, (0, 0, 0)),
    ("Leadership", "organisational", Finding.CONTESTED, 5.9, (1.5, 0.1, -2.1)),
    ("Sharing information", "organisational", Finding.DEVELOP, 4.1, (0.1, -0.3, 0.2)),
    ("Processes and systems", "organisational", Finding.STEADY, 5.4, (0.1, 0.2, -0.3)),
    ("Learning", "organisational", Finding.STEADY, 6.3, (0, 0.1, 0.1)),
    ("Trust", "individual", Finding.CELEBRATE, 7.7, (-0.1, 0.2, 0.1)),
    ("Roles and skills", "individual", Finding.STEADY, 6.6, (0.2, -0.2, 0)),
    ("Joint working day to day", "individual", Finding.STEADY, 6.8, (0, 0, 0.2)),
    ("A say for service users and carers", "individual", Finding.CONTESTED, 5.0, (0, 0, 0)),
)

ABOUT = (
    "People agree what the partnership is for.",
    "It is clear who decides what, and decisions hold.",
    "Money, staff and buildings are shared fairly.",
    "National and local policy help the work.",
    "Leaders of all partners stand behind the work.",
    "People can get and give the information they need.",
    "Day-to-day systems fit together.",
    "The partnership learns from what goes well and badly.",
    "People rely on and speak openly with each other.",
    "People know their own and each other's roles.",
    "Working together helps people do their job.",
    "Service users and carers shape what the partnership does.",
)

# Ids as in the library's staff questionnaire, so that its support guidance is found.
IDS = (
    "shared_purpose", "decisions", "resources", "value", "leadership", "information",
    "joint_practice", "learning", "trust", "roles", "respect", "voice",
)  # fmt: skip

ITEM_TEXTS = (
    ("We agree what {} should look like here.", False),
    ("When it comes to {}, my organisation keeps its promises to the others.", False),
    ("In my daily work I notice that {} has got better because we work together.", False),
    ("Worries about {} are brushed aside.", True),
)


def estimate(scores: np.ndarray, invited: int | None) -> Estimate:
    """A plain mean with a normal interval and finite-population correction."""
    n = len(scores)
    left = 1.0 if invited is None else max(0.02, 1 - n / invited)
    sd = float(scores.std(ddof=1))
    half = 1.96 * sd * sqrt(left / n)
    mean = float(scores.mean())
    return Estimate(mean, max(0.0, mean - half), min(10.0, mean + half), n, invited, sd)


def partnership(
    *,
    organisations: Sequence[str] = ORGANISATIONS,
    hidden: Sequence[int] = (),
    staff_counts: bool = True,
    labels: tuple[str, ...] = AGREEMENT,
    nothing_celebrated: bool = False,
    title: str = "Ashmere Integrated Care Partnership",
    simulated: bool = True,
    seed: int = 7,
) -> PartnershipHealth:
    """A whole result: 12 dimensions, all five findings, some organisations ``hidden``."""
    rng = np.random.default_rng(seed)
    count = len(organisations)
    answered = tuple(ANSWERED[g % 3] for g in range(count))
    invited = tuple(INVITED[g % 3] for g in range(count)) if staff_counts else None
    dimensions = []
    for (name, level, finding, mean, shifts), about in zip(DIMENSIONS, ABOUT, strict=True):
        if nothing_celebrated and finding is Finding.CELEBRATE:
            finding, mean = Finding.STEADY, mean - 1.6
        values = [np.clip(rng.normal(mean + shifts[g % 3], 1.7, answered[g]), 0, 10) for g in range(count)]
        dimensions.append(
            _dimension(name, level, about, finding, values, organisations, hidden, invited, labels, rng)
        )
    everyone = np.clip(rng.normal(5.9, 1.2, sum(answered)), 0, 10)
    total = None if invited is None else sum(invited)
    return PartnershipHealth(
        title=title,
        questionnaire="staff",
        questionnaire_title="How well does your partnership work?",
        questionnaire_version=1,
        method_version="0.1.0",
        input_digest="9f" * 32,
        rules=HealthRules(),
        answered=sum(answered),
        invited=total,
        responses={
            "organisation": tuple(
                GroupResponse(
                    organisations[g],
                    None if g in hidden else answered[g],
                    None if invited is None else invited[g],
                )
                for g in range(count)
            )
        },
        grouping="organisation",
        overall=estimate(everyone, total),
        levels=tuple(
            LevelHealth(level, name, estimate(everyone + shift, total))
            for (level, name), shift in zip(LEVELS, (-0.2, -0.5, 0.7), strict=True)
        ),
        dimensions=tuple(dimensions),
        round="Staff survey, spring 2027",
        not_asked=(),
        reading_notes=("48 of 48 items have a column.", "Not used: column D."),
        notes=(
            *(() if staff_counts else ("No staff counts were given, so response rates are not known.",)),
            *(("By organisation, 2 groups are not shown anywhere in this report.",) if hidden else ()),
        ),
        simulated=simulated,
    )


def _dimension(
    name: str,
    level: str,
    about: str,
    finding: Finding,
    values: list[np.ndarray],
    organisations: Sequence[str],
    hidden: Sequence[int],
    invited: tuple[int, ...] | None,
    labels: tuple[str, ...],
    rng: np.random.Generator,
) -> DimensionHealth:
    identifier = IDS[[row[0] for row in DIMENSIONS].index(name)]
    too_few = finding is Finding.NOT_ENOUGH_KNOWN
    everyone = np.concatenate(values)
    whole = None if too_few else estimate(everyone, None if invited is None else sum(invited))
    groups = []
    for g, group in enumerate(organisations):
        if too_few or g in hidden:
            groups.append(GroupEstimate(group, None, HIDDEN if g == max(hidden, default=g) else HIDDEN_TOO))
        else:
            groups.append(GroupEstimate(group, estimate(values[g], None if invited is None else invited[g])))
    gap = _gap(groups)
    items = tuple(
        _item(f"{identifier}_{i + 1}", text.format(name.lower()), backwards, everyone, labels, rng, too_few)
        for i, (text, backwards) in enumerate(ITEM_TEXTS)
    )
    return DimensionHealth(
        dimension=identifier,
        name=name,
        about=about,
        level=level,
        finding=finding,
        sentence=_sentence(name, finding, whole),
        reasons=_reasons(finding, whole, gap),
        estimate=whole,
        equal_partner_mean=None if too_few or hidden else float(np.mean([v.mean() for v in values])),
        p_celebrate_wrong=None if whole is None else (0.001 if finding is Finding.CELEBRATE else 0.9),
        p_develop_wrong=None if whole is None else (0.001 if finding is Finding.DEVELOP else 0.9),
        alpha=None if too_few else 0.81,
        omega=None if too_few else 0.83,
        reliability_answers=0 if too_few else 101,
        cant_say_share=0.55 if too_few else float(rng.uniform(0.01, 0.2)),
        agreement=None
        if too_few
        else DimensionAgreement(
            0.82, 0.61, 0.58, 0.74, 0.03 if finding is not Finding.CONTESTED else 0.21, 0.7
        ),
        agreement_by_group={
            "organisation": tuple(
                GroupAgreement(g.group, g.estimate.answers, 0.8, 0.6, 0.5, 0.7)
                for g in groups
                if g.estimate is not None
            )
        },
        by_group={"organisation": tuple(groups)},
        gaps={"organisation": gap},
        items=items,
    )


def _gap(groups: list[GroupEstimate]) -> GroupGap | None:
    shown = [(g.group, g.estimate) for g in groups if g.estimate is not None]
    if len(shown) < 2:
        return None
    shown.sort(key=lambda pair: pair[1].mean)
    (lower, low), (higher, high) = shown[0], shown[-1]
    difference = high.mean - low.mean
    return GroupGap(
        higher, lower, difference, difference - 0.8, difference + 0.8, 0.004 if difference > 2 else 0.3
    )


def _sentence(name: str, finding: Finding, whole: Estimate | None) -> str:
    if whole is None:
        return f"Not enough is known about “{name}”."
    scored = f"{whole.mean:.1f} out of 10, from {whole.answers} answers"
    return {
        Finding.CELEBRATE: f"“{name}” is something to celebrate: {scored}.",
        Finding.DEVELOP: f"“{name}” needs developing: {scored}.",
        Finding.CONTESTED: f"Views of “{name}” differ: {scored}.",
        Finding.STEADY: f"“{name}” is steady: {scored}.",
        Finding.NOT_ENOUGH_KNOWN: f"Not enough is known about “{name}”.",
    }[finding]


def _reasons(finding: Finding, whole: Estimate | None, gap: GroupGap | None) -> tuple[str, ...]:
    if whole is None:
        return (
            "More than 40% of answers were “can't say” (55%).",
            "Fewer than 10 people gave enough answers for a score.",
        )
    span = f"the interval runs from {whole.low:.1f} to {whole.high:.1f}"
    if finding is Finding.CELEBRATE:
        return (f"The chance that the true score is below 7.0 is 0.1%; {span}.",)
    if finding is Finding.DEVELOP:
        return (f"The chance that the true score is above 5.0 is 0.1%; {span}.",)
    if finding is Finding.CONTESTED and gap is not None and gap.difference > 2:
        return (f"{gap.higher} and {gap.lower} differ by {gap.difference:.1f} points.",)
    if finding is Finding.CONTESTED:
        return ("Opinions are polarised: 31% of staff agree on average and 29% disagree.",)
    return (f"The score lies between the lines, or we cannot be sure which side it is on; {span}.",)


def _item(
    identifier: str,
    text: str,
    backwards: bool,
    scores: np.ndarray,
    labels: tuple[str, ...],
    rng: np.random.Generator,
    hidden: bool,
) -> ItemDistribution:
    points = len(labels)
    noisy = np.clip(scores + rng.normal(0, 1.5, len(scores)), 0, 9.999)
    ranks = (noisy / 10 * points).astype(int)
    if backwards:
        ranks = points - 1 - ranks
    unsure = int(rng.integers(0, 18))
    blank = int(rng.integers(0, 4))
    ranks = ranks[: len(ranks) - unsure - blank]
    counts = tuple(int(c) for c in np.bincount(ranks, minlength=points))
    if hidden:
        return ItemDistribution(identifier, text, backwards, labels, None, None, None, None)
    return ItemDistribution(identifier, text, backwards, labels, counts, unsure, blank, 0)


def with_long_names(health: PartnershipHealth) -> PartnershipHealth:
    """The same result with very long names of dimensions and organisations."""
    tail = " and everything that has to be in place before people from different organisations can rely on it"
    long_dimensions = tuple(replace(d, name=d.name + tail) for d in health.dimensions)
    return replace(health, title=health.title + " for Adults of All Ages in Ashmere and the Four Valleys",
                   dimensions=long_dimensions)  # fmt: skip


def one_hidden() -> PartnershipHealth:
    """Two of three organisations hidden: the small one, and a second so that it cannot be worked out."""
    return partnership(hidden=(1, 2))
