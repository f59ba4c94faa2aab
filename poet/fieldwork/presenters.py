"""What the pages show of lists, of what they change, and of whom to ask."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from poet.fieldwork.queries import OrganisationStaff, SamplingChoice, UploadDetails
from poet_method.sampling import (
    CENSUS_UNDER,
    USUAL_SD,
    Label,
    Merge,
    Stratum,
    allocate,
    expected_margin,
    fewest_to_ask,
    merged,
)
from poet_method.staff_list import Changes, ListedPerson

THRESHOLD = 10  # answers that a group needs to be reported on its own
MOST_NAMED = 25
OFFERED_MARGINS = (0.2, 0.3, 0.5)
HALF = 0.5

_FIELDS = {"name": "name", "email": "e-mail address", "employee_id": "employee number", "role": "role"}


# ── problems ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One thing wrong with a file: the place need not repeat the file's name."""

    where: str
    what: str
    mend: str


def problem_lines(problems: Sequence[Mapping[str, str]], file_name: str) -> tuple[ProblemLine, ...]:
    """Problems as the page lists them."""
    return tuple(
        ProblemLine(
            _capital(problem["where"].removeprefix(f"{file_name}, ")),
            _capital(problem["what"]),
            _sentence(problem["mend"]),
        )
        for problem in problems
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return text + ("?" if text.startswith("Did you mean") else "")


# ── the frame ─────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class FrameTotals:
    """The sums under the table, and what a reader should know of them in sentences."""

    listed: int
    asked: int
    people: int
    without_list: tuple[str, ...]
    remarks: tuple[str, ...]


def frame_totals(counts: Sequence[OrganisationStaff]) -> FrameTotals:
    """What the table of organisations adds up to."""
    listed = sum(one.listed for one in counts)
    elsewhere = sum(one.asked_elsewhere for one in counts)
    remarks = [
        _remark(
            sum(one.without_email for one in counts), "has", "have", "no e-mail address: invited on paper"
        ),
        _remark(
            sum(one.unreachable for one in counts), "has", "have", "an address that letters came back from"
        ),
        _remark(sum(one.opted_out for one in counts), "has", "have", "opted out"),
        _remark(sum(one.left for one in counts), "has", "have", "left since staff were first asked"),
        _remark(sum(one.reserve for one in counts), "is", "are", "in reserve"),
    ]
    return FrameTotals(
        listed=listed,
        asked=sum(one.asked for one in counts),
        people=listed - elsewhere,
        without_list=tuple(one.organisation.name for one in counts if not one.listed),
        remarks=tuple(remark for remark in remarks if remark),
    )


def _remark(count: int, one: str, several: str, what: str) -> str:
    if not count:
        return ""
    return f"1 person {one} {what}." if count == 1 else f"{count:,} people {several} {what}."


# ── what a list changes ───────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class OrganisationChange:
    """How a list changes one organisation. ``many_leave``: half of its staff or more."""

    name: str
    listed: int
    joining: int
    changing: int
    leaving: int
    many_leave: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What happens when a list counts."""

    organisations: tuple[OrganisationChange, ...]
    joining: int
    changing: int
    leaving: int
    unchanged: int
    joining_names: tuple[str, ...]
    changing_names: tuple[str, ...]
    leaving_names: tuple[str, ...]
    two_employers: tuple[str, ...]
    untouched: tuple[str, ...]
    many_leave: tuple[str, ...]


def preview(upload: UploadDetails, changes: Changes, *, leaving: Mapping[str, tuple[str, str]]) -> Preview:
    """The changes in numbers by organisation, and the first names. ``leaving``: id → name, organisation."""
    listed = Counter(person.organisation for person in upload.people)
    joining = Counter(person.organisation for person in changes.added)
    changing = Counter(one.now.organisation for one in changes.changed)
    leave = Counter(organisation for _, organisation in leaving.values())
    rows = tuple(
        OrganisationChange(
            name,
            listed[name],
            joining[name],
            changing[name],
            leave[name],
            _is_many(leave[name], listed[name] - joining[name]),
        )
        for name in (one.name for one in upload.organisations)
        if name in listed
    )
    return Preview(
        organisations=rows,
        joining=len(changes.added),
        changing=len(changes.changed),
        leaving=len(changes.withdrawn),
        unchanged=changes.unchanged,
        joining_names=_some(_who(person) for person in changes.added),
        changing_names=_some(
            f"{_who(one.now)}: {', '.join(_FIELDS[field] for field in one.fields)}" for one in changes.changed
        ),
        leaving_names=_some(f"{name}, {organisation}" for name, organisation in leaving.values()),
        two_employers=_two_employers(upload.people),
        untouched=changes.untouched,
        many_leave=tuple(row.name for row in rows if row.many_leave),
    )


def _is_many(leaving: int, staying: int) -> bool:
    return leaving > 1 and leaving >= HALF * (leaving + staying)


def _some(names: Iterable[str]) -> tuple[str, ...]:
    every = list(names)
    more = len(every) - MOST_NAMED
    return (*every[:MOST_NAMED], *([f"and {more:,} more"] if more > 0 else []))


def _who(person: ListedPerson) -> str:
    return f"{person.name or person.email or person.employee_id}, {person.organisation}"


def _two_employers(people: Sequence[ListedPerson]) -> tuple[str, ...]:
    places: dict[str, list[ListedPerson]] = {}
    for person in people:
        if person.email:
            places.setdefault(person.email, []).append(person)
    twice = [some for some in places.values() if len(some) > 1]
    return _some(
        f"{some[0].name or some[0].email}: {' and '.join(one.organisation for one in some)}" for some in twice
    )


# ── whom to ask ───────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class StratumLine:
    """A stratum with what it is expected to bring. ``is_too_few``: its own results will not be shown."""

    organisation: str
    group: str
    staff: int
    asked: int
    expected: int
    is_too_few: bool


@dataclass(frozen=True, slots=True)
class SamplingFigures:
    """What a choice buys, in words and by stratum."""

    staff: int
    asked: int
    expected: int
    margin: str
    is_census: bool
    lines: tuple[StratumLine, ...]
    too_few: int
    least: int
    offers: tuple[tuple[str, int], ...]  # margin, people to ask
    advises_census: bool


def sampling_figures(
    strata: Sequence[Stratum], merges: Sequence[Merge], choice: SamplingChoice
) -> SamplingFigures:
    """What a choice buys; a size out of reach is brought into it."""
    share = choice.response / 100
    strata = merged(strata, merges)
    staff = sum(stratum.staff for stratum in strata)
    at_least = least_of_a_stratum(choice.response)
    least = sum(min(at_least, stratum.staff) for stratum in strata)
    wanted = min(max(choice.size, least), staff) if choice.is_sample else staff
    asked = allocate(strata, wanted, at_least=at_least)
    margin = expected_margin(strata, asked, expected_response=share, sd=USUAL_SD)
    lines = tuple(_line(stratum, asked[stratum.label], share) for stratum in strata)
    return SamplingFigures(
        staff=staff,
        asked=wanted,
        expected=round(wanted * share),
        margin=f"{margin:.2f}",
        is_census=not choice.is_sample,
        lines=lines,
        too_few=sum(line.is_too_few for line in lines),
        least=least,
        offers=_offers(strata, share, at_least),
        advises_census=staff < CENSUS_UNDER,
    )


def _offers(strata: Sequence[Stratum], share: float, at_least: int) -> tuple[tuple[str, int], ...]:
    """Margins that a sample would buy, each with the smallest sample that does."""
    staff = sum(stratum.staff for stratum in strata)
    least = sum(min(at_least, stratum.staff) for stratum in strata)
    offers: list[tuple[str, int]] = []
    for margin in OFFERED_MARGINS:
        size = fewest_to_ask(strata, margin=margin, expected_response=share, sd=USUAL_SD, at_least=at_least)
        if size is not None and least < size < staff:  # the least buys these anyway
            offers.append((f"{margin:.1f}", size))
    return tuple(offers)


def least_of_a_stratum(expected_response: int) -> int:
    """How many to ask of each stratum so that it can be reported on."""
    return math.ceil(THRESHOLD * 100 / expected_response)


def _line(stratum: Stratum, asked: int, share: float) -> StratumLine:
    expected = math.floor(asked * share + 1e-9)
    return StratumLine(*_names(stratum.label), stratum.staff, asked, expected, expected < THRESHOLD)


def _names(label: Label) -> tuple[str, str]:
    return label[0], label[-1]
