"""Colours and how each finding looks. ``tests/poet_documents`` computes every contrast ratio used here."""

from __future__ import annotations

from dataclasses import dataclass

from poet_method.partnership_health.result import Finding

INK = "#17252a"  # text
QUIET = "#50606a"  # secondary text; still 4.5:1 on white and on PALE
LINE = "#77868f"  # outlines that carry meaning: 3:1 on white
FAINT = "#c9d2d6"  # decoration only: nothing is read from it
PALE = "#f3f6f6"  # bands behind rows
WHITE = "#ffffff"
TEAL = "#0b5560"  # the brand, used sparingly


@dataclass(frozen=True, slots=True)
class FindingLook:
    """A finding's word, shape and colour; the word and the shape carry the meaning without the colour."""

    word: str
    shape: str  # what the mark is called in a text alternative
    colour: str


LOOKS: dict[Finding, FindingLook] = {
    Finding.CELEBRATE: FindingLook("Celebrate", "a filled circle with a tick", "#0b6e6e"),
    Finding.DEVELOP: FindingLook("Develop", "a filled diamond", "#9a5700"),
    Finding.CONTESTED: FindingLook("Views differ", "two half circles", "#6a3d9a"),
    Finding.NOT_ENOUGH_KNOWN: FindingLook("Not enough known", "a dashed hollow circle", "#5a666d"),
    Finding.STEADY: FindingLook("Steady", "a filled square", "#43536b"),
}

# Disagree → neutral → agree. The agree end is much darker than the disagree end, so that nobody mixes them up
# in greyscale or with any kind of colour vision.
_LOW_END, _LOW_PALE, _MIDDLE, _HIGH_PALE, _HIGH_END = "#cc7f1a", "#f0d2a4", "#eef1f1", "#9cc7c8", "#0b4a55"


def agreement_ramp(points: int) -> tuple[str, ...]:
    """Fill colours for a scale of ``points`` ≥ 2 answers, lowest first; odd scales have a neutral middle."""
    if points < 2:
        raise ValueError(f"an answer scale needs at least 2 points, not {points}")
    side = points // 2
    low = [_mix(_LOW_END, _LOW_PALE, i / max(1, side - 1)) for i in range(side)]
    high = [_mix(_HIGH_PALE, _HIGH_END, (i + 1) / side if side == 1 else i / (side - 1)) for i in range(side)]
    return (*low, *((_MIDDLE,) if points % 2 else ()), *high)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 (black) to 1 (white): WCAG 2.2, "relative luminance"."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21: WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(fill: str) -> str:
    """Black or white, whichever stands out more on this fill: always at least 4.58:1."""
    return max(("#000000", WHITE), key=lambda colour: contrast(colour, fill))


def _mix(start: str, end: str, share: float) -> str:
    pairs = [(int(start[i : i + 2], 16), int(end[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
