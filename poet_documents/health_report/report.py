"""What the report says, as values: written once, and set as a web page and as a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from poet_documents.charts import LOOKS, by_level, response_title, words
from poet_documents.health_report import dimension_words, method_words
from poet_documents.health_report.figures import dimension_figures
from poet_documents.health_report.method_words import Passage
from poet_method.partnership_health.result import DimensionHealth, Finding, PartnershipHealth
from poet_method.partnership_health.support import Support, load_support

MOST_HIGHLIGHTS = 3
MOST_NAMED = 6  # of groups that could not be compared
NOTABLE_CANT_SAY = 0.2


@dataclass(frozen=True, slots=True)
class Highlight:
    """One line of the first page."""

    anchor: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Highlights:
    """Up to three dimensions with the same finding, and what is said about the others."""

    finding: Finding
    heading: str
    shown: tuple[Highlight, ...]
    note: str


@dataclass(frozen=True, slots=True)
class DimensionPage:
    """Everything said about one dimension; its figures are named by key."""

    health: DimensionHealth
    anchor: str
    level: str
    word: str
    reasons: tuple[str, ...]  # those that the finding's sentence does not hold already
    score: str  # "7.6"; "" where there is none or where it is not known well enough to stand out
    score_words: str  # what the number means, with interval and n
    passages: tuple[Passage, ...]
    support: Passage | None
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report in words."""

    health: PartnershipHealth
    who: tuple[str, ...]
    celebrate: Highlights
    develop: Highlights
    differ: tuple[str, ...]
    unknown: tuple[str, ...]
    overall: tuple[str, ...]
    reading: tuple[tuple[Finding, str], ...]
    pages: tuple[DimensionPage, ...]
    method: tuple[Passage, ...]
    limits: tuple[str, ...]
    glossary: tuple[tuple[str, str], ...]
    made_from: tuple[tuple[str, str], ...]


def written(health: PartnershipHealth) -> Report:
    """The report of ``health``, with the library's support guidance for its questionnaire (if it has any)."""
    support = load_support(health.questionnaire, health.questionnaire_version)
    levels = {d.dimension: name for name, dimensions in by_level(health) for d in dimensions}
    return Report(
        health=health,
        who=_who(health),
        celebrate=_celebrate(health),
        develop=_develop(health),
        differ=_differ(health),
        unknown=_unknown(health),
        overall=_overall(health),
        reading=method_words.reading(health),
        pages=tuple(
            _page(d, health, levels[d.dimension], support.get(d.dimension)) for d in health.dimensions
        ),
        method=method_words.method(health),
        limits=method_words.limits(health),
        glossary=method_words.glossary(health),
        made_from=_made_from(health),
    )


def anchor(dimension: DimensionHealth) -> str:
    """The id of a dimension's page."""
    return f"dimension-{dimension.dimension.replace('_', '-')}"


def long_date(moment: datetime) -> str:
    """For example ``22 November 2026``."""
    months = "January February March April May June July August September October November December"
    return (
        f"{moment.day} {months.split()[moment.month - 1]} {moment.year}"  # strftime would follow the locale
    )


def _who(health: PartnershipHealth) -> tuple[str, ...]:
    groups = health.responses.get(health.grouping, ())
    name = words.grouping_name(health.grouping)
    of = f" They work for {words.counted(len(groups), name, words.many_of(name))}." if groups else ""
    if health.invited is None:
        return (
            f"{health.answered:,} staff answered.{of}",
            "We do not know how many were invited, so we cannot say what share answered.",
        )
    if health.answered >= health.invited:
        return (f"All {health.invited:,} staff who were invited answered.{of}",)
    return (
        f"{response_title(health)}.{of}",
        (
            f"The report speaks about all {health.invited:,}. Its intervals allow for those who did not "
            "answer, but not for the chance that they think differently from those who did."
        ),
    )


def _highlight(d: DimensionHealth) -> Highlight:
    e = d.estimate
    if e is None:
        return Highlight(anchor(d), d.name, "")
    n = words.people(e.answers, e.invited)
    return Highlight(anchor(d), d.name, f"{words.score(e.mean)} out of 10 ({words.interval(e)}), n = {n}")


def _others(dimensions: list[DimensionHealth]) -> str:
    rest = [d.name for d in dimensions[MOST_HIGHLIGHTS:]]
    return f"Also: {words.listed(rest)}." if rest else ""


def _of(health: PartnershipHealth, finding: Finding, *, highest_first: bool) -> list[DimensionHealth]:
    sign = -1 if highest_first else 1
    found = [d for d in health.dimensions if d.finding is finding]
    return sorted(found, key=lambda d: sign * d.estimate.mean if d.estimate else 0.0)


def _celebrate(health: PartnershipHealth) -> Highlights:
    found = _of(health, Finding.CELEBRATE, highest_first=True)
    line = words.score(health.rules.celebrate_line)
    none = (
        f"None we can be sure of. That is a result: no score lies far enough above {line} "
        "to rule out chance. There may still be good things here; look at the highest scores."
    )
    shown = tuple(_highlight(d) for d in found[:MOST_HIGHLIGHTS])
    return Highlights(Finding.CELEBRATE, "To celebrate", shown, _others(found) if found else none)


def _develop(health: PartnershipHealth) -> Highlights:
    found = _of(health, Finding.DEVELOP, highest_first=False)
    line = words.score(health.rules.develop_line)
    none = (
        f"None we can be sure of. That is a result: no score lies far enough below {line} "
        "to rule out chance. It does not mean that all is well; look at the lowest scores."
    )
    shown = tuple(_highlight(d) for d in found[:MOST_HIGHLIGHTS])
    return Highlights(Finding.DEVELOP, "To develop", shown, _others(found) if found else none)


def _differ(health: PartnershipHealth) -> tuple[str, ...]:
    told = []
    for d in _of(health, Finding.CONTESTED, highest_first=False):
        reasons = " ".join(d.reasons) or d.sentence
        told.append(f"{d.name}: {reasons}")
    shown = {
        d.dimension: {g.group for g in d.by_group.get(health.grouping, ()) if g.estimate is not None}
        for d in health.dimensions
    }
    many = words.many_of(words.grouping_name(health.grouping))
    if len(set[str]().union(*shown.values())) < 2:
        return (*told, f"We could not compare {many}: fewer than two can be shown.")
    gaps = _not_compared(health, shown)
    if not told:
        which = f"the {many} that we could compare" if gaps else many
        told.append(
            f"We found no dimension on which {which} differ by more than chance and by at least "
            f"{words.counted_points(health.rules.smallest_gap)}."
        )
    return (*told, *gaps)


def _not_compared(health: PartnershipHealth, shown: Mapping[str, set[str]]) -> list[str]:
    """Which groups, people and dimensions "where views differ" is silent about."""
    compared = [groups for groups in shown.values() if len(groups) > 1]
    responses = health.responses.get(health.grouping, ())
    everywhere = [r.group for r in responses if not any(r.group in groups for groups in shown.values())]
    at_times = [
        r.group
        for r in responses
        if r.group not in everywhere and any(r.group not in groups for groups in compared)
    ]
    told = []
    if everywhere:
        told.append(f"We could not compare: {_some(everywhere)}.")
    if at_times:
        told.append(f"On some dimensions we could not compare: {_some(at_times)}.")
    unplaced = all(r.answered is not None for r in responses) and health.answered > sum(
        r.answered or 0 for r in responses
    )
    if unplaced:
        name = words.grouping_name(health.grouping)
        told.append(f"We could not compare staff whose {name} we do not know.")
    alone = [d.name for d in health.dimensions if len(shown[d.dimension]) < 2]
    if alone:
        many = words.many_of(words.grouping_name(health.grouping))
        told.append(f"We could not compare {many} at all on: {_some(alone)}.")
    return told


def _some(names: list[str]) -> str:
    """All of a few names; of many the first, and how many more."""
    if len(names) <= MOST_NAMED:
        return words.listed(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED:,} more"


def _unknown(health: PartnershipHealth) -> tuple[str, ...]:
    told: list[str] = []
    if health.invited is not None and health.invited > health.answered:
        silent = health.invited - health.answered
        told.append(f"What the {silent:,} staff think who were invited and did not answer.")
    told += [
        f"{d.name}: {' '.join(d.reasons) or d.sentence}"
        for d in _of(health, Finding.NOT_ENOUGH_KNOWN, highest_first=True)
    ]
    unsure = [
        f"{d.name} ({words.per_cent(share)})"
        for d in health.dimensions
        if d.finding is not Finding.NOT_ENOUGH_KNOWN
        and (share := d.cant_say_share or 0.0) >= NOTABLE_CANT_SAY
    ]
    if unsure:
        told.append(f"Many answers were “can't say” about {words.listed(unsure)}.")
    if health.not_asked:
        told.append(f"This survey did not ask about: {words.listed(health.not_asked)}.")
    return (*told, *health.notes)


def _overall(health: PartnershipHealth) -> tuple[str, ...]:
    if health.overall is None:
        return ()
    e = health.overall
    first = (
        f"Over all dimensions the mean is {words.score(e.mean)} out of 10 ({words.interval(e)}, "
        f"n = {words.people(e.answers, e.invited)}). One number hides more than it shows: "
        "what helps you is where the dimensions stand apart."
    )
    parts = [
        f"{level.name} {words.score(level.estimate.mean)} ({words.interval(level.estimate)}, "
        f"n = {words.people(level.estimate.answers, level.estimate.invited)})"
        for level in health.levels
        if level.estimate is not None
    ]
    return (first, f"By level: {'; '.join(parts)}.") if len(parts) > 1 else (first,)


def _page(
    d: DimensionHealth, health: PartnershipHealth, level: str, guidance: Support | None
) -> DimensionPage:
    e = d.estimate
    return DimensionPage(
        health=d,
        anchor=anchor(d),
        level=level,
        word=LOOKS[d.finding].word,
        reasons=tuple(reason for reason in d.reasons if reason not in d.sentence),
        score="" if e is None or d.finding is Finding.NOT_ENOUGH_KNOWN else words.score(e.mean),
        score_words=dimension_words.score_words(d, health),
        passages=dimension_words.passages(d, health),
        support=None if guidance is None else _support(d.finding, guidance),
        figures=tuple(figure.key for figure in dimension_figures(d, health)),
    )


def _support(finding: Finding, guidance: Support) -> Passage | None:
    """What to try where something needs developing; what to talk about also where views differ."""
    question = (f"Talk about this together: {guidance.talk_about}",) if guidance.talk_about else ()
    if finding is Finding.DEVELOP:
        closing = "Agree one action, who owns it and by when, and look again at the next round."
        return Passage("What you could try", (), guidance.try_this, (*question, closing))
    if finding is Finding.CONTESTED and question:
        return Passage("Where you could start", question)
    return None


def _made_from(health: PartnershipHealth) -> tuple[tuple[str, str], ...]:
    return (
        (
            "Questionnaire",
            f"{health.questionnaire_title} ({health.questionnaire}, version {health.questionnaire_version})",
        ),
        ("POET method", f"version {health.method_version}"),
        ("Fingerprint of the input", health.input_digest or "not recorded"),
        ("How the answers were read", " ".join(health.reading_notes) or "not recorded"),
    )
