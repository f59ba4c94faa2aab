"""Whom to ask: strata, sample sizes for a finite workforce, allocation, and a draw that anyone can repeat.

Sizes follow Cochran, *Sampling Techniques* (3rd edition, 1977): chapters 3 (proportions), 4 (sample size)
and 5 (stratified sampling, proportional and Neyman allocation).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

CENSUS_UNDER = 200
"""Below this many staff, asking everybody costs less trust and time than explaining a sample."""

USUAL_SD = 2.0
"""How much staff's scores on 0–10 are taken to differ (standard deviation) while nothing better is known."""

ALL_STAFF = "All staff"

Label = tuple[str, ...]
"""What a stratum is called, for example ``("Council", "Social workers")``."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the workforce that is sampled and weighted on its own."""

    label: Label
    staff: int

    def __post_init__(self) -> None:
        if self.staff < 1:
            raise ValueError(f"{' / '.join(self.label)} has {self.staff} staff; a stratum needs at least 1")


# ── how many ──────────────────────────────────────────────────────────────────────────────────────────────
def sample_size(population: int, *, margin: float, sd: float, level: float = 0.95) -> int:
    """How many to hear from for a mean known to within ``margin`` (unit of ``sd``), 1 to ``population``.

    n = n0 / (1 + n0 / N) with n0 = (z · sd / margin)² (Cochran 1977, eq. 4.11).
    """
    if population < 1 or margin <= 0 or sd <= 0:
        raise ValueError("population, margin and sd must be positive")
    unlimited = (_z(level) * sd / margin) ** 2
    return max(1, min(population, math.ceil(unlimited / (1 + unlimited / population) - 1e-9)))


def margin_of_error(population: int, answers: float, *, sd: float, level: float = 0.95) -> float:
    """Half the width of the interval of a mean that ``answers`` of ``population`` buy; 0.0 for a census.

    z · sd / √n · √(1 − n/N) (Cochran 1977, eq. 2.20, with the finite-population correction).
    """
    if not 1 <= answers <= population:
        raise ValueError(f"{answers} answers of {population} staff")
    return _z(level) * sd / math.sqrt(answers) * math.sqrt(1 - answers / population)


def stratified_margin(
    strata: Sequence[Stratum],
    answers: Mapping[Label, float],
    *,
    sd: float | Mapping[Label, float],
    level: float = 0.95,
) -> float:
    """Half the width of the interval of the weighted mean over all strata (Cochran 1977, eq. 5.11).

    ``sd`` is one for all or one a stratum; ``answers`` may be expectations, so need not be whole.
    """
    total = sum(stratum.staff for stratum in strata)
    variance = 0.0
    for stratum in strata:
        heard = answers[stratum.label]
        if not 1 <= heard <= stratum.staff:
            raise ValueError(f"{heard} answers of {stratum.staff} staff in {' / '.join(stratum.label)}")
        spread = sd[stratum.label] if isinstance(sd, Mapping) else sd
        variance += (stratum.staff / total) ** 2 * spread**2 / heard * (1 - heard / stratum.staff)
    return _z(level) * math.sqrt(variance)


def expected_margin(
    strata: Sequence[Stratum],
    asked: Mapping[Label, int],
    *,
    expected_response: float,
    sd: float,
    level: float = 0.95,
) -> float:
    """The margin of the whole workforce's mean when this share of those asked answers.

    A stratum that can expect less than one answer is reckoned with one. Non-response bias is not in it.
    """
    if not 0 < expected_response <= 1:
        raise ValueError("the expected response lies above 0 and up to 1")
    heard = {
        label: min(max(1.0, count * expected_response), float(max(count, 1)))
        for label, count in asked.items()
    }
    return stratified_margin(strata, heard, sd=sd, level=level)


def fewest_to_ask(
    strata: Sequence[Stratum], *, margin: float, expected_response: float, sd: float, at_least: int = 1
) -> int | None:
    """The smallest proportional sample whose expected margin is ``margin`` or less.

    ``None`` where even asking everybody does not buy it at this response. Found by bisection: among sizes
    the margin falls, up to rounding of the shares.
    """
    everybody = {stratum.label: stratum.staff for stratum in strata}
    if expected_margin(strata, everybody, expected_response=expected_response, sd=sd) > margin:
        return None
    low, high = sum(min(at_least, stratum.staff) for stratum in strata), sum(everybody.values())
    while low < high:
        middle = (low + high) // 2
        asked = allocate(strata, middle, at_least=at_least)
        enough = expected_margin(strata, asked, expected_response=expected_response, sd=sd) <= margin
        low, high = (low, middle) if enough else (middle + 1, high)
    return high


def allocate(
    strata: Sequence[Stratum],
    size: int,
    *,
    sds: Mapping[Label, float] | None = None,
    at_least: int = 0,
) -> dict[Label, int]:
    """Share ``size`` people: proportionally, or by Neyman where ``sds`` gives each stratum's spread.

    Every stratum gets ``at_least`` (or all of its staff, if fewer), none more than it has, and the shares
    add up to ``size`` exactly (largest remainders; ties go to the stratum that comes first). Raises
    ``ValueError`` where that cannot be done.
    """
    floors = [min(at_least, stratum.staff) for stratum in strata]
    caps = [stratum.staff for stratum in strata]
    if not sum(floors) <= size <= sum(caps):
        raise ValueError(f"{size} people cannot be shared: the strata need {sum(floors)} to {sum(caps)}")
    weights = [stratum.staff * (sds[stratum.label] if sds else 1.0) for stratum in strata]
    ideal = _water_fill(weights, floors, caps, size)
    shares = [math.floor(share + 1e-9) for share in ideal]
    by_remainder = sorted(range(len(strata)), key=lambda i: (shares[i] - ideal[i], i))
    for i in by_remainder[: size - sum(shares)]:
        shares[i] += 1
    return {stratum.label: share for stratum, share in zip(strata, shares, strict=True)}


def _water_fill(
    weights: Sequence[float], floors: Sequence[int], caps: Sequence[int], size: int
) -> list[float]:
    """Shares in proportion to the weights, between floors and caps, that add up to ``size`` (bisection)."""

    def shares(rate: float) -> list[float]:
        return [min(max(rate * w, low), high) for w, low, high in zip(weights, floors, caps, strict=True)]

    low = 0.0
    high = max((cap / weight for cap, weight in zip(caps, weights, strict=True) if weight), default=1.0)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(shares(middle)) < size else (low, middle)
    return shares(high)


# ── who ───────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Draw:
    """Who is asked, and who steps in, in order, where somebody turns out not to belong to the workforce."""

    chosen: tuple[str, ...]
    reserve: tuple[str, ...]


def draw(people: Sequence[str], size: int, *, seed: str) -> Draw:
    """A simple random sample of ``size`` of ``people``, the rest in reserve order.

    Each person's place is SHA-256 of ``seed``, a line feed and the person's id; the smallest come first. So
    the draw depends on neither the order of the list nor this program: anyone with the seed and the list can
    repeat it with ``sha256sum``, and a person who joins or leaves moves nobody else.
    """
    if len(set(people)) != len(people):
        raise ValueError("the list names somebody twice")
    if not 0 <= size <= len(people):
        raise ValueError(f"{size} of {len(people)} people")
    ordered = sorted(people, key=lambda person: hashlib.sha256(f"{seed}\n{person}".encode()).digest())
    return Draw(chosen=tuple(ordered[:size]), reserve=tuple(ordered[size:]))


def draw_strata(
    people: Mapping[Label, Sequence[str]], sizes: Mapping[Label, int], *, seed: str
) -> dict[Label, Draw]:
    """:func:`draw` in each stratum, all with the same seed. An id may be in one stratum only."""
    everybody = [person for members in people.values() for person in members]
    if len(set(everybody)) != len(everybody):
        raise ValueError("somebody is in two strata")
    return {label: draw(members, sizes[label], seed=seed) for label, members in people.items()}


def frame_lines(people: Mapping[Label, Sequence[str]]) -> tuple[str, ...]:
    """The frame as its digest sees it: a line a person, id and label with tabs between, in order of ids."""
    return tuple(
        sorted("\t".join((person, *label)) for label, members in people.items() for person in members)
    )


def frame_digest(people: Mapping[Label, Sequence[str]]) -> str:
    """SHA-256 (hexadecimal) of the lines of the frame, each ended by a line feed, in UTF-8."""
    return hashlib.sha256("".join(f"{line}\n" for line in frame_lines(people)).encode()).hexdigest()


def draw_in_words(*, seed: str, digest: str) -> tuple[str, ...]:
    """How a draw was made, for the appendix of a report: enough to repeat it."""
    strata = (
        "The staff were divided into strata, partner organisation by staff group; "
        "small groups were counted together as listed."
    )
    order = (
        "Everybody has a random id. In each stratum people were put in the order of the SHA-256 of the seed, "
        "a line feed and their id; the first were asked, the next are the reserve, in this order."
    )
    frame = (
        "The list that was drawn from has one line for each person: the id, the organisation and the group, "
        f"with tabs between, in the order of the ids. Its SHA-256 is {digest}."
    )
    return (strata, order, f"The seed is {seed}.", frame)


# ── small strata ──────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Merge:
    """Strata proposed to be counted as one, with the reason in words."""

    strata: tuple[Label, ...]
    staff: int
    reason: str
    is_whole: bool = False  # all strata of the organisation

    @property
    def label(self) -> Label:
        """What the merged stratum is called: the organisation, and its groups in one."""
        groups = ALL_STAFF if self.is_whole else " + ".join(label[-1] for label in self.strata)
        return (*self.strata[0][:-1], groups)


def propose_merges(
    strata: Sequence[Stratum], *, threshold: int, expected_response: float
) -> tuple[Merge, ...]:
    """Which strata of one organisation to merge so that each can expect ``threshold`` answers.

    Strata are labelled (organisation, staff group); groups are only merged within their organisation,
    smallest with the next smallest, until each expects enough answers or the organisation is one stratum. An
    organisation that is too small on its own is left as it is: merging organisations would hide who said
    what from everybody, and the report hides it anyway.
    """
    merges: list[Merge] = []
    for organisation in dict.fromkeys(stratum.label[0] for stratum in strata):
        parts: list[tuple[tuple[Label, ...], int]] = [
            ((s.label,), s.staff) for s in strata if s.label[0] == organisation
        ]
        while len(parts) > 1 and min(staff for _, staff in parts) * expected_response < threshold:
            parts.sort(key=lambda part: (part[1], part[0]))
            (first, a), (second, b), *rest = parts
            parts = [(first + second, a + b), *rest]
        for labels, staff in parts:
            if len(labels) > 1:
                reason = _reason(labels, strata, threshold, expected_response)
                merges.append(Merge(tuple(sorted(labels)), staff, reason, is_whole=len(parts) == 1))
    return tuple(merges)


def merged(strata: Sequence[Stratum], merges: Iterable[Merge]) -> tuple[Stratum, ...]:
    """The strata after these merges, each in the place of the first of its parts."""
    whole = {label: merge for merge in merges for label in merge.strata}
    sizes: dict[Label, int] = {}
    for stratum in strata:
        label = whole[stratum.label].label if stratum.label in whole else stratum.label
        sizes[label] = sizes.get(label, 0) + stratum.staff
    return tuple(Stratum(label, staff) for label, staff in sizes.items())


def _reason(
    labels: tuple[Label, ...], strata: Sequence[Stratum], threshold: int, expected_response: float
) -> str:
    small = min((s for s in strata if s.label in labels), key=lambda s: s.staff)
    expected = math.floor(small.staff * expected_response)
    staff = "1 member of staff" if small.staff == 1 else f"{small.staff} staff"
    answers = "1 answer" if expected == 1 else f"{expected} answers"
    return (
        f"{small.label[-1]} at {small.label[0]} has {staff}. If {expected_response:.0%} answer, "
        f"that is about {answers}, fewer than the {threshold} that a report needs."
    )


def _z(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError("level must lie between 0 and 1")
    return NormalDist().inv_cdf((1 + level) / 2)
