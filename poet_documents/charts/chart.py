"""A chart as a value: the drawing, its words, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass

from poet_documents.charts.drawing import FONT_STACK, escape, number

Cell = str | int | float | None
"""One cell of a table behind a chart; ``None`` is printed as a dash and written to CSV as nothing."""

NARROW = 358
"""Width of a chart on a phone 390 px wide, margins taken off."""


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers that a chart draws, one row a mark. Scores are 0–10, shares are per cents 0–100."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def printed(self) -> tuple[tuple[str, ...], ...]:
        """The cells as text: a dash for ``None``, and the same number of decimals down a column."""
        columns = []
        for cells in zip(*self.rows, strict=True):
            decimals = max((len(str(c).partition(".")[2]) for c in cells if isinstance(c, float)), default=0)
            columns.append([_printed(cell, decimals) for cell in cells])
        return tuple(zip(*columns, strict=True))


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. ``svg`` is self-contained and names itself with ``title`` and ``alternative``."""

    svg: str
    width: float
    height: float
    title: str  # the finding in words
    subtitle: str  # what is drawn, and how many people it rests on
    alternative: str  # a paragraph for those who cannot see it
    table: Table
    source: str


def _printed(cell: Cell, decimals: int) -> str:
    if cell is None:
        return "–"
    return f"{cell:.{decimals}f}" if isinstance(cell, float) else str(cell)


def finished(
    *,
    key: str,
    shapes: list[str],
    width: float,
    height: float,
    title: str,
    subtitle: str,
    alternative: str,
    table: Table,
    source: str,
) -> Chart:
    """Wrap shapes in an ``<svg>`` whose title and description carry ids made from ``key`` and the width."""
    name = f"{key}-{number(width)}"
    box = f"0 0 {number(width)} {number(height)}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" '
        f'aria-labelledby="{escape(name)}-t {escape(name)}-d" font-family="{FONT_STACK}">'
        f'<title id="{escape(name)}-t">{escape(title)}</title>'
        f'<desc id="{escape(name)}-d">{escape(alternative)}</desc>' + "".join(shapes) + "</svg>"
    )
    return Chart(svg, width, height, title, subtitle, alternative, table, source)
