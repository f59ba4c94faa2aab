"""Numbers as people read them: one decimal on scores, whole per cents, always with n."""

from __future__ import annotations

from collections.abc import Sequence

from poet_method.partnership_health.result import Estimate


def score(value: float) -> str:
    """A score, gap or interval end with one decimal; never ``-0.0``."""
    return f"{round(value, 1) + 0.0:.1f}"


def per_cent(share: float) -> str:
    """A share of 0–1 as a whole per cent; small shares that are not nothing are "under 1%"."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 < share < 1:
        return "over 99%"
    return f"{share * 100:.0f}%"


def people(answers: int, invited: int | None) -> str:
    """For example ``"117 of 185"``, or ``"117"`` where the number invited is not known."""
    return f"{answers:,}" if invited is None else f"{answers:,} of {invited:,}"


def interval(estimate: Estimate) -> str:
    """For example ``"5.9 to 6.9"``."""
    return f"{score(estimate.low)} to {score(estimate.high)}"


def counted(count: int, one: str, many: str = "") -> str:
    """``"1 answer"``, ``"2 answers"``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """``"A, B and C"``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def letter(index: int) -> str:
    """A, B, … Z, AA, AB, …: how a partner organisation is marked where its name does not fit."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def grouping_name(grouping: str) -> str:
    """A grouping in the singular, as printed: ``organisation`` is a partner organisation."""
    return {"organisation": "partner organisation"}.get(grouping, grouping.replace("_", " "))


def many_of(name: str) -> str:
    """A printed grouping name in the plural."""
    return name[:-1] + "ies" if name.endswith("y") else name + "s"


def counted_points(points: float) -> str:
    """``"1 point"``, ``"2.5 points"``."""
    return f"{points:g} {'point' if points == 1 else 'points'}"
