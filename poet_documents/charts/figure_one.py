"""Figure 1: how deep and how broad a partnership is, where it was before, and where its staff place it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from poet_documents.charts import drawing as draw
from poet_documents.charts import words as wording
from poet_documents.charts.chart import Cell, Chart, Table, finished
from poet_documents.charts.palette import FAINT, LINE, PALE, QUIET, TEAL, WHITE
from poet_method.profile import Choice, ProfileWords

Place = tuple[str, str]
"""The ids of a depth and a breadth: one field of the grid."""

MARK = 10.0  # radius of the partnership's own mark
GAP = 3.0  # between the fields of the grid


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the partnership stood at a time. ``when`` is printed: ``"now"``, ``"round 1"``."""

    when: str
    depth: str
    breadth: str

    @property
    def place(self) -> Place:
        """Its field of the grid."""
        return (self.depth, self.breadth)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Six rows, deepest on top, by three columns, broadest on the right."""

    words: ProfileWords
    width: float
    with_staff: bool

    @property
    def narrow(self) -> bool:
        return self.width < 560

    @property
    def left(self) -> float:
        return 94.0 if self.narrow else 196.0

    @property
    def top(self) -> float:
        return 26.0

    @property
    def row(self) -> float:
        return 74.0 if self.narrow else 66.0

    @property
    def column(self) -> float:
        return (self.width - self.left) / len(self.words.breadth)

    @property
    def bottom(self) -> float:
        return self.top + self.row * len(self.words.depth)

    def field(self, place: Place) -> tuple[float, float]:
        """The upper left corner of a field."""
        depth = [choice.id for choice in self.words.depth].index(place[0])
        breadth = [choice.id for choice in self.words.breadth].index(place[1])
        return self.left + breadth * self.column, self.bottom - (depth + 1) * self.row

    def mark(self, place: Place) -> tuple[float, float]:
        """Where the partnership's own mark stands: beside the staff's dot where there is one."""
        x, y = self.field(place)
        return x + self.column * (0.7 if self.with_staff else 0.5), y + self.row / 2

    def dot(self, place: Place) -> tuple[float, float]:
        """Where the staff's dot stands."""
        x, y = self.field(place)
        return x + self.column * 0.27, y + self.row / 2

    @property
    def largest_dot(self) -> float:
        return min(self.row * 0.4, self.column * 0.23)


def figure_one_table(
    words: ProfileWords, placings: Sequence[Placing], staff: Mapping[Place, int] | None = None
) -> Table:
    """One row a mark: who or when, depth, breadth, and for staff how many."""
    rows: list[tuple[Cell, ...]] = [
        (_capital(one.when), words.label("depth", one.depth), words.label("breadth", one.breadth), None)
        for one in reversed(placings)
    ]
    rows += [
        ("Placed by staff", words.label("depth", depth), words.label("breadth", breadth), count)
        for (depth, breadth), count in _ordered(words, staff)
    ]
    if staff is None:
        return Table(("When", "Depth", "Breadth"), tuple(row[:3] for row in rows))
    return Table(("When or by whom", "Depth", "Breadth", "Staff"), tuple(rows))


def figure_one_chart(
    words: ProfileWords,
    placings: Sequence[Placing],
    *,
    staff: Mapping[Place, int] | None = None,
    width: float = 800,
) -> Chart:
    """The grid of depth and breadth with the partnership on it.

    ``placings`` run from the earliest to the one that holds now, and may be empty; an arrow leads from each
    to the next. ``staff`` counts by field where staff place the partnership (None: they were not asked); the
    areas of its dots are in proportion. ``width`` in CSS pixels; under 560 labels are set smaller. Raises
    ``ValueError`` where a place is not in the library's words.
    """
    grid = _Grid(words, width, with_staff=bool(staff))
    for place in [*(one.place for one in placings), *(staff or {})]:
        if place[0] not in {one.id for one in words.depth} or place[1] not in {
            one.id for one in words.breadth
        }:
            raise ValueError(f"{place} is not a field of the grid")
    shapes = _fields(grid) + _labels(grid)
    bottom = grid.bottom + _height_of_labels(grid) + 34
    shapes += _arrows(grid, placings) + _dots(grid, staff or {}) + _marks(grid, placings)
    recalled = " Labels are recalled from them, not quoted." if words.labels_are_recalled else ""
    return finished(
        key="figure-one",
        shapes=shapes,
        width=width,
        height=bottom,
        title=figure_one_title(words, placings),
        subtitle=_subtitle(placings, staff),
        alternative=_alternative(words, placings, staff),
        table=figure_one_table(words, placings, staff),
        source=f"Depth and breadth after Peck (2002) and Glasby (2005).{recalled}",
    )


def figure_one_title(words: ProfileWords, placings: Sequence[Placing]) -> str:
    """Where the partnership stands, and how that differs from the time before."""
    if not placings:
        return "The partnership has not been placed yet"
    now = placings[-1]
    stands = f"{words.label('depth', now.depth)}, across {_small(words.label('breadth', now.breadth))}"
    if len(placings) == 1:
        return stands
    before = placings[-2]
    ways = [
        _moved(words.depth, before.depth, now.depth, "deeper", "less deep"),
        _moved(words.breadth, before.breadth, now.breadth, "broader", "narrower"),
    ]
    moved = " and ".join(way for way in ways if way)
    return f"{stands}: {moved} than in {before.when}" if moved else f"{stands}, as in {before.when}"


def _moved(choices: Sequence[Choice], before: str, now: str, up: str, down: str) -> str:
    order = [choice.id for choice in choices]
    step = order.index(now) - order.index(before)
    return up if step > 0 else down if step < 0 else ""


def _fields(grid: _Grid) -> list[str]:
    shapes = []
    for depth in grid.words.depth:
        for breadth in grid.words.breadth:
            x, y = grid.field((depth.id, breadth.id))
            shapes.append(
                draw.rectangle(
                    x + GAP / 2,
                    y + GAP / 2,
                    grid.column - GAP,
                    grid.row - GAP,
                    fill=PALE,
                    mark=f"field {depth.id} {breadth.id}",
                )
            )
    return shapes


def _labels(grid: _Grid) -> list[str]:
    size = 12.0 if grid.narrow else 14.0
    shapes = [draw.text(0, 14, "Deeper ↑", size=13, fill=QUIET)]
    for depth in grid.words.depth:
        _, y = grid.field((depth.id, grid.words.breadth[0].id))
        lines = draw.wrap(depth.label, grid.left - 8, size)
        start = y + grid.row / 2 + size * 0.35 - (len(lines) - 1) * size * 0.625
        shapes.append(draw.lines_of_text(0, start, lines, size=size))
    for breadth, lines in zip(grid.words.breadth, _columns(grid), strict=True):
        x, _ = grid.field((grid.words.depth[0].id, breadth.id))
        shapes += [
            draw.text(
                x + grid.column / 2, grid.bottom + 18 + i * size * 1.25, line, size=size, anchor="middle"
            )
            for i, line in enumerate(lines)
        ]
    below = grid.bottom + _height_of_labels(grid) + 26
    shapes.append(draw.text(grid.width, below, "Broader →", size=13, fill=QUIET, anchor="end"))
    return shapes


def _columns(grid: _Grid) -> list[tuple[str, ...]]:
    size = 12.0 if grid.narrow else 14.0
    return [draw.wrap(breadth.label, grid.column - 8, size) for breadth in grid.words.breadth]


def _height_of_labels(grid: _Grid) -> float:
    return max(len(lines) for lines in _columns(grid)) * (15.0 if grid.narrow else 17.5)


def _dots(grid: _Grid, staff: Mapping[Place, int]) -> list[str]:
    """Dots whose area is in proportion to the count, which stands in or beside them."""
    shapes: list[str] = []
    most = max(staff.values(), default=0)
    for place, count in _ordered(grid.words, staff):
        x, y = grid.dot(place)
        radius = grid.largest_dot * math.sqrt(count / most)
        mark = f"staff {place[0]} {place[1]}"
        shapes.append(draw.circle(x, y, radius, fill=FAINT, stroke=LINE, mark=mark))
        inside = draw.text_width(f"{count:,}", 12) < radius * 1.7
        beside = y + 4 if inside else y + radius + 13
        shapes.append(draw.text(x, beside, f"{count:,}", size=12, anchor="middle"))
    return shapes


def _marks(grid: _Grid, placings: Sequence[Placing]) -> list[str]:
    """Filled where it is now, hollow where it was; times in one field share a mark."""
    shapes: list[str] = []
    by_place: dict[Place, list[str]] = {}
    for one in placings:
        by_place.setdefault(one.place, []).append(one.when)
    for place, times in by_place.items():
        x, y = grid.mark(place)
        is_now = place == placings[-1].place
        mark = f"partnership {place[0]} {place[1]}"
        fill = TEAL if is_now else WHITE
        shapes.append(draw.circle(x, y, MARK, fill=fill, stroke=TEAL, mark=mark))
        room = grid.column * (0.56 if grid.with_staff else 0.96)
        lines = draw.wrap(_capital(wording.listed(times)), room, 12, most=2, bold=is_now)
        baseline = y + MARK + 13
        if _arrow_touches_from_below(grid, placings, place):
            baseline = y - MARK - 6 - 13 * (len(lines) - 1)
        shapes += [
            draw.text(x, baseline + i * 13, line, size=12, bold=is_now, anchor="middle")
            for i, line in enumerate(lines)
        ]
    return shapes


def _arrow_touches_from_below(grid: _Grid, placings: Sequence[Placing], place: Place) -> bool:
    """Whether an arrow would run through words under the mark of this place."""
    ends = [(a.place, b.place) for a, b in pairwise(placings) if place in (a.place, b.place)]
    return any(grid.mark(end)[1] > grid.mark(place)[1] for pair in ends for end in pair)


def _arrows(grid: _Grid, placings: Sequence[Placing]) -> list[str]:
    shapes: list[str] = []
    for before, after in pairwise(placings):
        if before.place == after.place:
            continue
        (x1, y1), (x2, y2) = grid.mark(before.place), grid.mark(after.place)
        length = math.hypot(x2 - x1, y2 - y1)
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        tip = (x2 - dx * (MARK + 3), y2 - dy * (MARK + 3))
        start = (x1 + dx * (MARK + 2), y1 + dy * (MARK + 2))
        shapes.append(draw.line(*start, tip[0] - dx * 6, tip[1] - dy * 6, stroke=TEAL, width=2))
        corners = [tip, *((tip[0] - dx * 9 - dy * s, tip[1] - dy * 9 + dx * s) for s in (5, -5))]
        points = " ".join(f"{draw.number(x)},{draw.number(y)}" for x, y in corners)
        shapes.append(f'<polygon points="{points}" fill="{TEAL}" data-mark="arrow to {after.when}"/>')
    return shapes


def _ordered(words: ProfileWords, staff: Mapping[Place, int] | None) -> list[tuple[Place, int]]:
    """Fields with somebody in them, deepest first, then narrowest first."""
    depths = {choice.id: i for i, choice in enumerate(words.depth)}
    breadths = {choice.id: i for i, choice in enumerate(words.breadth)}
    placed = [(place, count) for place, count in (staff or {}).items() if count > 0]
    return sorted(placed, key=lambda one: (-depths[one[0][0]], breadths[one[0][1]]))


def _subtitle(placings: Sequence[Placing], staff: Mapping[Place, int] | None) -> str:
    parts = ["How closely partners work together, and who is in it."]
    if placings:
        parts.append("Filled mark: now." + (" Hollow: before." if len(placings) > 1 else ""))
    if staff is not None:
        parts.append(f"Grey dots: where {wording.counted(sum(staff.values()), 'member')} of staff place it.")
    return " ".join(parts)


def _alternative(words: ProfileWords, placings: Sequence[Placing], staff: Mapping[Place, int] | None) -> str:
    ends = [_small(one.label) for side in (words.depth, words.breadth) for one in (side[0], side[-1])]
    parts = ["A grid of depth, from {} to {}, by breadth, from {} to {}.".format(*ends)]
    for one in reversed(placings):
        depth, breadth = words.label("depth", one.depth), words.label("breadth", one.breadth)
        parts.append(f"{_capital(one.when)}: {_small(depth)}, {_small(breadth)}.")
    if not placings:
        parts.append(f"{figure_one_title(words, placings)}.")
    for (depth, breadth), count in _ordered(words, staff):
        parts.append(
            f"{wording.counted(count, 'member')} of staff: {_small(words.label('depth', depth))}, "
            f"{_small(words.label('breadth', breadth))}."
        )
    return " ".join(parts)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
