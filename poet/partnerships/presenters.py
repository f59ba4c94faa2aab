"""Profiles, rounds and the record, as pages show them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poet.foundations.accounts.queries import AccountDetails, MembershipDetails
from poet.partnerships.queries import EvaluationDetails, RecordedProfile, RoundDetails
from poet.partnerships.round_states import FINISHED, RoundState, can
from poet.partnerships.tasks import PARTS, missing_parts
from poet_documents.charts import NARROW, Chart, Placing, figure_one_chart
from poet_method.notices import NOTICES, Notice, load_notice
from poet_method.partnership_health.result import HealthRules
from poet_method.profile import (
    STRONGEST_MODE,
    Initiative,
    Profile,
    load_profile_words,
    what_changed,
)

WIDE = 800


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of a profile on its page: what it is called, and what was said, a line each."""

    part: str
    title: str
    lines: tuple[str, ...]  # empty: not said yet
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A profile as its page shows it; ``figures`` are Figure 1 for wide and for narrow screens."""

    rows: tuple[PartRow, ...]
    missing: int  # how many parts have not been said
    next_part: str | None
    figures: tuple[Chart, Chart] | None


@dataclass(frozen=True, slots=True)
class PartPage:
    """What the page of one part shows besides its form."""

    part: str
    title: str
    lead: str
    heading_is_question: bool
    follows: tuple[tuple[str, str], ...] = ()  # what follows from each choice


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """One recorded profile, by what it changed."""

    recorded_at: datetime.datetime
    who: str
    what: str
    rounds: str  # the rounds that were run under it


def profile_page(profile: Profile, rounds: Sequence[RoundDetails]) -> ProfilePage:
    """The profile in words and as Figure 1; ``rounds`` are the evaluation's, the first one first."""
    missing = missing_parts(profile.missing())
    said = {part: lines for part, lines in _said(profile).items() if part not in missing}
    partly = {part: lines for part, lines in _said(profile).items() if part == "organisations"}
    words = load_profile_words()
    note = words.choice("undertakings", profile.undertaking).what_follows if profile.undertaking else ""
    return ProfilePage(
        rows=tuple(
            PartRow(part, title, said.get(part, partly.get(part, ())), note if part == "undertaking" else "")
            for part, title, _ in PARTS
        ),
        missing=len(missing),
        next_part=missing[0] if missing else None,
        figures=_figures(profile, rounds),
    )


def next_part(profile: Profile, *, after: str) -> str | None:
    """The next part that has not been said, those after this one first; None when all have been."""
    missing = missing_parts(profile.missing())
    order = [part for part, _, _ in PARTS]
    later = [part for part in missing if order.index(part) > order.index(after)]
    return next(iter(later or missing), None)


def part_page(part: str, profile: Profile) -> PartPage:
    """The page of one part."""
    title = {name: title for name, title, _ in PARTS}[part]
    leads = {
        "depth-and-breadth": "Together these place the partnership in Figure 1. Staff will be asked the "
        "same, and where they differ is a finding.",
        "governance": "Real partnerships are mixtures. Give each a mark of its own; the marks need not add "
        "up to anything.",
    }
    follows: tuple[tuple[str, str], ...] = ()
    if part == "undertaking":
        follows = tuple((one.label, one.what_follows) for one in load_profile_words().undertakings)
    return PartPage(part, title, leads.get(part, ""), part not in leads, follows)


def profile_changes(
    recorded: Sequence[RecordedProfile], names: Mapping[str, str], rounds: Sequence[RoundDetails]
) -> tuple[ProfileChange, ...]:
    """Recorded profiles (the newest first), each with what it changed in the one before."""
    changes = []
    for one, before in zip(recorded, [*recorded[1:], None], strict=False):  # none: nothing to pair
        fields = () if before is None else what_changed(before.profile, one.profile)
        titles = [title for _, title, asked in PARTS if set(asked) & set(fields)]
        under = [str(round.number) for round in rounds if round.profile_id == one.id]
        changes.append(
            ProfileChange(
                recorded_at=one.recorded_at,
                who=names.get(one.recorded_by, "A former account"),
                what="Described for the first time" if before is None else "; ".join(titles),
                rounds=", ".join(under),
            )
        )
    return tuple(changes)


def _figures(profile: Profile, rounds: Sequence[RoundDetails]) -> tuple[Chart, Chart] | None:
    if profile.depth is None or profile.breadth is None:
        return None
    placings = [
        Placing(f"round {round.number}", round.profile.depth, round.profile.breadth)
        for round in rounds
        if round.profile is not None and round.profile.depth and round.profile.breadth
    ]
    placings.append(Placing("now", profile.depth, profile.breadth))
    words = load_profile_words()
    wide, narrow = (figure_one_chart(words, placings, width=width) for width in (WIDE, NARROW))
    return wide, narrow


def _said(profile: Profile) -> dict[str, tuple[str, ...]]:
    """By part, what was said of it, a line each."""
    words = load_profile_words()
    marks = profile.governance or {}
    organisations = (
        f"{one.name}: {words.label('sectors', one.sector)}" + (f", {one.ods_code}" if one.ods_code else "")
        for one in profile.organisations
    )
    return {
        "organisations": tuple(organisations),
        "user-groups": tuple(words.label("user_groups", group) for group in profile.user_groups),
        "depth-and-breadth": tuple(
            f"{side.capitalize()}: {words.label(side, chosen)}"
            for side, chosen in (("depth", profile.depth), ("breadth", profile.breadth))
            if chosen
        ),
        "governance": tuple(
            f"{mode.label}: {marks[mode.id]} of {STRONGEST_MODE}"
            + (" (matters most)" if mode.id == profile.dominant_mode else "")
            for mode in words.governance
            if mode.id in marks
        ),
        "life-span": (words.label("life_span", profile.life_span),) if profile.life_span else (),
        "initiatives": tuple(_initiative(one) for one in profile.initiatives or ())
        or ("Nothing else is going on",),
        "undertaking": (words.label("undertakings", profile.undertaking),) if profile.undertaking else (),
    }


def _initiative(one: Initiative) -> str:
    since = f", since {one.since.day} {one.since:%B %Y}" if one.since else ""
    return f"{one.name}{since}" + (f": {one.about}" if one.about else "")


@dataclass(frozen=True, slots=True)
class RoundPage:
    """What can be done with a round now, by name of its url; ``is_last`` of the evaluation's rounds."""

    may_prepare: bool
    may_plan: bool
    may_extend: bool
    may_cancel: bool
    may_start_next: bool
    sentence: str  # what comes next
    others: tuple[RoundDetails, ...]


def round_page(this: RoundDetails, rounds: Sequence[RoundDetails]) -> RoundPage:
    """The round as its page shows it; ``rounds`` are all of the evaluation's."""
    is_last = this.number == rounds[-1].number
    return RoundPage(
        may_prepare=can("prepare", this.state),
        may_plan=can("prepare", this.state) or can("open", this.state),
        may_extend=can("extend", this.state),
        may_cancel=can("cancel", this.state),
        may_start_next=is_last and this.state in FINISHED,
        sentence=NEXT_IN_ROUND[this.state],
        others=tuple(one for one in rounds if one.id != this.id),
    )


NEXT_IN_ROUND = {
    RoundState.DRAFT: "Nothing has been prepared yet. Begin when you know which staff you want to ask.",
    RoundState.PREPARING: "The staff lists are being brought together. Running the survey itself comes "
    "with a later version of POET.",
    RoundState.COLLECTING: "Staff can answer until the end of the closing date.",
    RoundState.CLOSED: "Nobody can answer any more. The sealed answers wait to be opened.",
    RoundState.UNSEALED: "The answers are open. The report can be made.",
    RoundState.REPORTED: "This round is finished. You can start the next one to see what has changed.",
    RoundState.CANCELLED: "This round ended without a result. You can start another one.",
}


def lost_by_cancelling(this: RoundDetails) -> tuple[str, ...]:
    """What cancelling this round loses, a sentence each."""
    lost = []
    if this.state in (RoundState.COLLECTING, RoundState.CLOSED):
        lost.append(
            "Answers that staff have already given. They are never opened, and nobody can answer again."
        )
        lost.append("The time of everybody who answered. Tell them why.")
    lost.append("The dates of this round. A round that was cancelled cannot be brought back.")
    return tuple(lost)


def others(
    people: Sequence[tuple[AccountDetails, MembershipDetails]], *, but: str
) -> tuple[tuple[str, str], ...]:
    """Everybody with a role in an evaluation except one: public id, and name with roles."""
    roles: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for account, membership in people:
        if account.public_id != but and account.is_active:
            names[account.public_id] = account.shown_as
            roles.setdefault(account.public_id, []).append(str(membership.role.label).lower())
    return tuple((one, f"{name} ({', '.join(dict.fromkeys(roles[one]))})") for one, name in names.items())


def all_notices() -> tuple[Notice, ...]:
    """The texts to adapt."""
    return tuple(load_notice(one) for one in NOTICES)


def filled_notice(
    notice_id: str, evaluation: EvaluationDetails, profile: Profile, *, owner: str
) -> Notice | None:
    """A text with what the evaluation knows filled in; None where there is no text of this id."""
    if notice_id not in NOTICES:
        return None
    kind = profile.undertaking or "undecided"
    undertaking = "[evaluation or research: not decided yet]"
    if kind != "undecided":
        label = load_profile_words().label("undertakings", kind).lower()
        undertaking = label if kind == "research" else f"a {label}"
    names = [one.name for one in evaluation.partnership.organisations]
    delete_on = evaluation.delete_on
    return load_notice(notice_id).filled(
        {
            "partnership": evaluation.partnership.name,
            "title": evaluation.title,
            "organisations": "; ".join(names) or "[the partner organisations]",
            "undertaking": undertaking,
            "delete_on": f"{delete_on.day} {delete_on:%B %Y}",
            "threshold": str(HealthRules().reporting_threshold),
            "owner": owner or "[The organisation that runs the site]",
        }
    )
