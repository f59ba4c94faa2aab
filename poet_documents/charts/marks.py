"""The mark of each finding: a shape that can be told apart without its colour."""

from __future__ import annotations

from poet_documents.charts.drawing import circle, number, rectangle
from poet_documents.charts.palette import LOOKS, WHITE
from poet_method.partnership_health.result import Finding


def finding_mark(finding: Finding, x: float, y: float, size: float = 16) -> str:
    """SVG of a finding's shape, ``size`` wide, centred on (x, y)."""
    half = size / 2
    colour = LOOKS[finding].colour
    if finding is Finding.CELEBRATE:
        tick = " ".join(
            f"{number(x + dx * half)},{number(y + dy * half)}"
            for dx, dy in ((-0.45, 0.05), (-0.1, 0.4), (0.5, -0.35))
        )
        pen = f'fill="none" stroke="{WHITE}" stroke-width="{number(size / 8)}"'
        return circle(x, y, half, fill=colour) + f'<polyline points="{tick}" {pen}/>'
    if finding is Finding.DEVELOP:
        corners = ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0))
        points = " ".join(f"{number(x + dx * half)},{number(y + dy * half)}" for dx, dy in corners)
        return f'<polygon points="{points}" fill="{colour}"/>'
    if finding is Finding.CONTESTED:
        return _half_circle(x - size / 8, y, half, 0, colour) + _half_circle(x + size / 8, y, half, 1, colour)
    if finding is Finding.NOT_ENOUGH_KNOWN:
        dashes = f'stroke-width="{number(size / 8)}" stroke-dasharray="{number(size / 5)}"'
        pen = f'fill="none" stroke="{colour}" {dashes}'
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(half * 0.9)}" {pen}/>'
    side = size * 0.7
    return rectangle(x - side / 2, y - side / 2, side, side, fill=colour)


def finding_mark_svg(finding: Finding, size: int = 20) -> str:
    """The mark alone as a decorative picture: its word always stands beside it."""
    box = size + 6
    inside = finding_mark(finding, box / 2, box / 2, size)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box} {box}" width="{box}" height="{box}"'
    )
    return f'{opening} aria-hidden="true" focusable="false">{inside}</svg>'


def _half_circle(x: float, y: float, radius: float, sweep: int, colour: str) -> str:
    start, end = f"{number(x)},{number(y - radius)}", f"{number(x)},{number(y + radius)}"
    return f'<path d="M{start} A{number(radius)},{number(radius)} 0 0 {sweep} {end} Z" fill="{colour}"/>'
