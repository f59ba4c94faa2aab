"""Plain SVG as strings: every text escaped, every number rounded, the same input giving the same bytes."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape as _escape_markup

from poet_documents.charts.palette import INK

FONT_STACK = "Arial, Helvetica, 'Atkinson Hyperlegible', sans-serif"

# Not allowed in XML 1.0, or able to turn the text around them about (bidirectional overrides and isolates).
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

# Advance widths of a plain sans-serif in thousandths of the type size; any other letter counts as 570.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 250), **dict.fromkeys("ftr.,:;!()[]-/ I", 330), **dict.fromkeys("ckszvxyJ", 510),
    **dict.fromkeys("ABEKPSVXYZFTL&", 670), **dict.fromkeys("CDHNRUGOQw", 750), **dict.fromkeys("mMW%@", 890),
}  # fmt: skip


def plain(text: str) -> str:
    """``text`` on one line, without control characters, in Unicode's composed form (NFC)."""
    return unicodedata.normalize("NFC", " ".join(_UNPRINTABLE.sub("\ufffd", text).split()))


def escape(text: str) -> str:
    """``text`` made safe as XML text or as a double-quoted attribute."""
    return _escape_markup(plain(text), {'"': "&quot;", "'": "&#39;"})


def number(value: float) -> str:
    """A coordinate with at most two decimals, without trailing zeros and never ``-0``."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Roughly how wide ``text`` is, erring on the wide side, in the units of ``size``."""
    thousandths = sum(1000 if unicodedata.east_asian_width(c) in "WF" else _WIDTHS.get(c, 570) for c in text)
    return thousandths / 1000 * size * (1.07 if bold else 1.0)


def wrap(text: str, width: float, size: float, *, most: int = 99, bold: bool = False) -> tuple[str, ...]:
    """``text`` as lines no wider than ``width``; words that are too long are broken.

    Past ``most`` lines the last ends in an ellipsis: the whole text is then in the chart's table.
    """
    lines: list[str] = []
    line = ""
    for word in _breakable(plain(text), width, size, bold):
        candidate = f"{line} {word}" if line else word
        if line and text_width(candidate, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = candidate
    lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and text_width(last + "…", size, bold=bold) > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + "…")


def _breakable(text: str, width: float, size: float, bold: bool) -> list[str]:
    pieces: list[str] = []
    for word in text.split(" "):
        piece = ""
        for letter in word:
            if piece and text_width(piece + letter, size, bold=bold) > width:
                pieces.append(piece)
                piece = ""
            piece += letter
        pieces.append(piece)
    return pieces


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 14,
    fill: str = INK,
    bold: bool = False,
    anchor: str = "start",
) -> str:
    """One line of text with its baseline at ``y``."""
    weight = ' font-weight="700"' if bold else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    at = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"'
    return f"<text {at}{weight}{place}>{escape(words)}</text>"


def lines_of_text(
    x: float, y: float, lines: tuple[str, ...], *, size: float = 14, fill: str = INK, bold: bool = False
) -> str:
    """Several lines, the first with its baseline at ``y``, set 1.25 apart."""
    return "".join(
        text(x, y + i * size * 1.25, line, size=size, fill=fill, bold=bold) for i, line in enumerate(lines)
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str, width: float = 1, dashes: str = ""
) -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line {ends} stroke="{stroke}" stroke-width="{number(width)}"{dashed}/>'


def arrow_head(x: float, y: float, length: float, *, fill: str) -> str:
    """A small triangle from ``x`` that points right, or left where ``length`` is negative."""
    points = f"{number(x)},{number(y - 4)} {number(x + length)},{number(y)} {number(x)},{number(y + 4)}"
    return f'<polygon points="{points}" fill="{fill}"/>'


def rectangle(
    x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none", mark: str = ""
) -> str:
    """A rectangle; ``mark`` names what it stands for (``data-mark``), so that a test can find it."""
    named = f' data-mark="{escape(mark)}"' if mark else ""
    box = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {box} fill="{fill}" stroke="{stroke}"{named}/>'


def circle(x: float, y: float, radius: float, *, fill: str, stroke: str = "none", mark: str = "") -> str:
    """A circle; ``mark`` as in :func:`rectangle`."""
    named = f' data-mark="{escape(mark)}"' if mark else ""
    at = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return f'<circle {at} fill="{fill}" stroke="{stroke}"{named}/>'


def interval_bar(x1: float, x2: float, y: float, *, stroke: str, mark: str) -> str:
    """A thick horizontal line from the low to the high end of an interval, with small ends."""
    ends = "".join(line(x, y - 5, x, y + 5, stroke=stroke, width=1.5) for x in (x1, x2))
    span = f'x1="{number(x1)}" x2="{number(x2)}" y1="{number(y)}" y2="{number(y)}"'
    return f'<line {span} stroke="{stroke}" stroke-width="3" data-mark="{escape(mark)}"/>{ends}'
