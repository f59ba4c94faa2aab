"""What a "health of the partnership" analysis concludes, as plain values that can be frozen to JSON.

Every score is on 0–10, higher is better. Every share is 0–1. Anything that may not be shown is ``None`` and
says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """The conclusion about one dimension."""

    CELEBRATE = "celebrate"
    DEVELOP = "develop"
    CONTESTED = "contested"
    NOT_ENOUGH_KNOWN = "not_enough_known"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class HealthRules:
    """The fixed numbers of the findings rule. They change by ADR only."""

    reporting_threshold: int = 10  # answers below which nothing is shown (never under 5)
    celebrate_line: float = 7.0
    develop_line: float = 5.0
    error_rate: float = 0.05  # promised: reports with any false finding, over all their dimensions
    holm_level: float = 0.04  # what Holm's correction is run at to keep that promise on skewed answers too
    interval_level: float = 0.95
    smallest_gap: float = 1.0  # points between groups before "views differ"
    polarised_share: float = 0.25  # of the invited staff, at each end
    polarised_low: float = 2.5  # at or below: disagrees on average
    polarised_high: float = 7.5  # at or above: agrees on average
    widest_interval: float = 3.0  # points; wider means not enough known
    most_cant_say: float = 0.4  # of those asked


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of the invited population with its interval."""

    mean: float
    low: float
    high: float
    answers: int  # people whose score it rests on
    invited: int | None  # size of the population it speaks for; None where not known
    sd: float | None  # spread of people's scores around the mean (n - 1); None for one answer


@dataclass(frozen=True, slots=True)
class GroupEstimate:
    """One organisation's (or staff group's) mean, or the reason why it is not shown."""

    group: str
    estimate: Estimate | None
    hidden_because: str | None = None  # a sentence, e.g. "fewer than 10 answers"


@dataclass(frozen=True, slots=True)
class GroupGap:
    """The largest difference between two shown groups."""

    higher: str
    lower: str
    difference: float
    low: float
    high: float
    p_order_wrong: float  # posterior probability that the order is the other way round


@dataclass(frozen=True, slots=True)
class DimensionAgreement:
    """How alike people answer. ``None`` where it cannot be computed (one answer, one group, no spread)."""

    r_wg_j: float | None  # James, Demaree & Wolf 1984, uniform null
    r_wg_j_lindell: float | None  # Lindell, Brandt & Whitney 1999
    a_wg: float | None  # Brown & Hauenstein 2005, mean over items
    average_deviation: float | None  # Burke, Finkelstein & Dusig 1999, about the mean, in scale points
    icc1: float | None  # share of variance between organisations
    icc2: float | None  # reliability of organisation means


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """How alike the people of one shown group answer. ``None`` where too few answered every item."""

    group: str
    answers: int  # people who answered every item
    r_wg_j: float | None
    r_wg_j_lindell: float | None
    a_wg: float | None
    average_deviation: float | None


@dataclass(frozen=True, slots=True)
class ItemDistribution:
    """How people answered one item, as they saw it (a reversed item is not turned round)."""

    item: str
    text: str
    reversed: bool
    labels: tuple[str, ...]  # of the scale points, lowest value first
    counts: tuple[int, ...] | None  # None below the reporting threshold
    cant_say: int | None
    missing: int | None
    not_asked: int | None


@dataclass(frozen=True, slots=True)
class DimensionHealth:
    """Everything concluded about one dimension."""

    dimension: str
    name: str
    about: str
    level: str  # level id
    finding: Finding
    sentence: str  # the finding in words, as printed
    reasons: tuple[str, ...]  # why this finding: each a sentence with its number
    estimate: Estimate | None
    equal_partner_mean: float | None  # each organisation counts the same, whatever its size
    p_celebrate_wrong: float | None  # posterior probability that the mean is below the celebrate line
    p_develop_wrong: float | None  # posterior probability that the mean is above the develop line
    alpha: float | None
    omega: float | None
    reliability_answers: int  # people that alpha and omega rest on
    cant_say_share: float | None  # of the answers by people who were asked
    agreement: DimensionAgreement | None
    agreement_by_group: dict[str, tuple[GroupAgreement, ...]]  # grouping name → shown groups
    by_group: dict[str, tuple[GroupEstimate, ...]]  # grouping name → groups, in the order of the report
    gaps: dict[str, GroupGap | None]  # grouping name → largest gap between shown groups
    items: tuple[ItemDistribution, ...]


@dataclass(frozen=True, slots=True)
class LevelHealth:
    """One level (structural, organisational, individual) as a whole."""

    level: str
    name: str
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class GroupResponse:
    """Who was asked and who answered, of one group."""

    group: str
    answered: int | None  # None where hidden
    invited: int | None  # None where not known


@dataclass(frozen=True, slots=True)
class PartnershipHealth:
    """The whole result: what the report is made from, and what a published snapshot freezes."""

    title: str  # the partnership's name, as the evaluator gave it
    round: str  # which survey this was, e.g. "Staff survey, autumn 2026"; "" where not said
    questionnaire: str
    questionnaire_title: str
    questionnaire_version: int
    method_version: str
    input_digest: str  # SHA-256 of answers, staff counts and questionnaire
    rules: HealthRules
    answered: int
    invited: int | None
    responses: dict[str, tuple[GroupResponse, ...]]  # grouping name → groups
    grouping: str  # the grouping that "partners" means: first of `responses`
    overall: Estimate | None
    levels: tuple[LevelHealth, ...]
    dimensions: tuple[DimensionHealth, ...]  # in the questionnaire's order
    not_asked: tuple[
        str, ...
    ]  # names of dimensions that the survey asked nobody about; not among `dimensions`
    notes: tuple[str, ...]  # what a reader must know: no counts given, groups hidden
    reading_notes: tuple[str, ...]  # how the file was understood: columns without use, codes, blank rows
    simulated: bool = False  # an invented partnership: said on every page
