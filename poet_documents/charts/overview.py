"""The overview: every dimension of a partnership on one scale."""

from __future__ import annotations

from dataclasses import dataclass

from poet_documents.charts import drawing as draw
from poet_documents.charts import words
from poet_documents.charts.chart import Cell, Chart, Table, finished
from poet_documents.charts.marks import finding_mark
from poet_documents.charts.palette import INK, LOOKS, PALE, QUIET
from poet_documents.charts.score_axis import ScoreAxis, spread_apart
from poet_method.partnership_health.result import DimensionHealth, Finding, PartnershipHealth

MOST_LETTERS = 8
"""More partner organisations than this are drawn as ticks without letters."""


@dataclass(frozen=True, slots=True)
class _Layout:
    width: float

    @property
    def narrow(self) -> bool:
        return self.width < 560

    @property
    def label(self) -> float:
        return self.width if self.narrow else min(215.0, self.width * 0.27)

    @property
    def axis(self) -> ScoreAxis:
        return ScoreAxis(6, self.width - 6) if self.narrow else ScoreAxis(self.label + 16, self.width - 202)


def by_level(health: PartnershipHealth) -> list[tuple[str, list[DimensionHealth]]]:
    """Level names with their dimensions, highest score first, those without a score last."""
    names = {level.level: level.name for level in health.levels}
    groups: dict[str, list[DimensionHealth]] = {level: [] for level in names}
    for dimension in health.dimensions:
        groups.setdefault(dimension.level, []).append(dimension)
    return [
        (
            names.get(level, level),
            sorted(members, key=lambda d: -1.0 if d.estimate is None else -d.estimate.mean - 11),
        )
        for level, members in groups.items()
        if members
    ]


def overview_table(health: PartnershipHealth) -> Table:
    """One row a dimension, in the order drawn, with a column for each partner organisation."""
    groups = _groups(health)
    header = ("Level", "Dimension", "Finding", "Score", "Interval from", "Interval to", "Answers", "Invited")
    rows: list[tuple[Cell, ...]] = []
    for level, dimensions in by_level(health):
        for d in dimensions:
            e = d.estimate
            numbers: tuple[Cell, ...] = (None,) * 5
            if e is not None:
                numbers = (round(e.mean, 2), round(e.low, 2), round(e.high, 2), e.answers, e.invited)
            means = _group_means(d, health.grouping)
            rows.append((level, d.name, LOOKS[d.finding].word, *numbers, *(means.get(g) for g in groups)))
    return Table(header + tuple(f"{words.letter(i)}: {g}" for i, g in enumerate(groups)), tuple(rows))


def overview_chart(health: PartnershipHealth, *, width: float = 800) -> Chart:
    """Rows are dimensions grouped by level and sorted by score: dot, interval, partners, finding.

    ``width`` in CSS pixels; under 560 the name and the finding stand above the scale instead of beside it.
    """
    layout = _Layout(width)
    lettered = len(_groups(health)) <= MOST_LETTERS
    y = 40.0
    shapes = layout.axis.heading(y - 8, health.rules)
    for level, dimensions in by_level(health):
        shapes.append(draw.rectangle(0, y, width, 26, fill=PALE))
        shapes.append(draw.text(8, y + 18, level, size=14, bold=True))
        y += 26
        top = y
        rows: list[str] = []
        for dimension in dimensions:
            drawn, y = _row(health, dimension, layout, y, lettered=lettered)
            rows += drawn
        if not layout.narrow:  # on a phone each row draws its own piece, between the names
            shapes += layout.axis.lines(top, y, health.rules)
        shapes += rows
    shapes_of_key, y = _key(health, width, y + 18, lettered=lettered)
    table = overview_table(health)
    return finished(
        key="overview",
        shapes=shapes + shapes_of_key,
        width=width,
        height=y,
        title=_title(health),
        subtitle=_subtitle(health),
        alternative=_alternative(health),
        table=table,
        source=f"Source: staff survey, {words.people(health.answered, health.invited)} staff. "
        "A dimension without a dot has too few answers to show.",
    )


def _row(
    health: PartnershipHealth, dimension: DimensionHealth, layout: _Layout, y: float, *, lettered: bool
) -> tuple[list[str], float]:
    look = LOOKS[dimension.finding]
    estimate = dimension.estimate
    value = "no score" if estimate is None else words.score(estimate.mean)
    axis = layout.axis
    if layout.narrow:
        lines = draw.wrap(dimension.name, layout.width, 15, most=4, bold=True)
        shapes = [draw.lines_of_text(0, y + 22, lines, size=15, bold=True)]
        under = y + 22 + len(lines) * 18.75
        shapes += [
            finding_mark(dimension.finding, 9, under - 1, 15),
            draw.text(24, under + 4, look.word, size=14),
        ]
        shapes.append(draw.text(layout.width, under + 4, value, size=15, bold=True, anchor="end"))
        middle = under + 24
        bottom = under + 18
        if estimate is not None:
            shapes += axis.lines(under + 10, middle + 22, health.rules)
            bottom = middle + 32
    else:
        lines = draw.wrap(dimension.name, layout.label, 14.5, most=4)
        height = max(46.0, len(lines) * 18.2 + 14)
        middle = y + height / 2 - 4
        start = middle + 5 - (len(lines) - 1) * 9.1
        shapes = [draw.lines_of_text(0, start, lines, size=14.5)]
        if estimate is not None:
            shapes.append(draw.text(axis.right + 44, middle + 5, value, size=15, bold=True, anchor="end"))
        shapes.append(finding_mark(dimension.finding, axis.right + 66, middle, 16))
        shapes.append(draw.text(axis.right + 82, middle + 5, look.word, size=14))
        bottom = y + height
    if estimate is not None:
        shapes += _partners(health, dimension, axis, middle, lettered=lettered)
        shapes += axis.estimate(estimate, middle, colour=look.colour, mark=dimension.dimension)
    elif not layout.narrow:
        shapes.append(draw.text(axis.x(0) + 8, middle + 5, "Too few answers to show", size=13, fill=QUIET))
    return shapes, bottom


def _partners(
    health: PartnershipHealth, dimension: DimensionHealth, axis: ScoreAxis, y: float, *, lettered: bool
) -> list[str]:
    groups = _groups(health)
    means = _group_means(dimension, health.grouping, digits=None)
    shown = [(i, means[group]) for i, group in enumerate(groups) if means.get(group) is not None]
    places = spread_apart([axis.x(mean) for _, mean in shown], 12)
    shapes = []
    for (i, mean), place in zip(shown, places, strict=True):
        x = axis.x(mean)
        end = y + 13 if lettered else y + 11
        mark = f"{dimension.dimension} {words.letter(i)}"
        x_and_y = (
            f'x1="{draw.number(x)}" x2="{draw.number(x)}" y1="{draw.number(y + 7)}" y2="{draw.number(end)}"'
        )
        shapes.append(f'<line {x_and_y} stroke="{INK}" stroke-width="1.5" data-mark="partner {mark}"/>')
        if lettered:
            shapes.append(draw.text(place, y + 23, words.letter(i), size=12, fill=INK, anchor="middle"))
    return shapes


def _key(health: PartnershipHealth, width: float, y: float, *, lettered: bool) -> tuple[list[str], float]:
    groups = _groups(health)
    if not groups:
        return [], y
    if not lettered:
        many = words.many_of(words.grouping_name(health.grouping))
        return [draw.text(0, y, f"Small ticks: {len(groups)} {many}", size=13)], y + 12
    hidden = _hidden_everywhere(health)
    shapes = []
    for i, group in enumerate(groups):
        why = f" (not shown: {hidden[group].rstrip('.')})" if group in hidden else ""
        lines = draw.wrap(f"{group}{why}", width - 28, 13, most=3)
        shapes.append(draw.text(4, y, words.letter(i), size=13, bold=True))
        shapes.append(draw.lines_of_text(28, y, lines, size=13))
        y += len(lines) * 16.25 + 4
    return shapes, y


def _groups(health: PartnershipHealth) -> list[str]:
    return [response.group for response in health.responses.get(health.grouping, ())]


def _group_means(dimension: DimensionHealth, grouping: str, digits: int | None = 2) -> dict[str, float]:
    return {
        g.group: g.estimate.mean if digits is None else round(g.estimate.mean, digits)
        for g in dimension.by_group.get(grouping, ())
        if g.estimate is not None
    }


def _hidden_everywhere(health: PartnershipHealth) -> dict[str, str]:
    """Groups that no dimension shows, with the reason."""
    shown: set[str] = set()
    reasons: dict[str, str] = {}
    for dimension in health.dimensions:
        for group in dimension.by_group.get(health.grouping, ()):
            if group.estimate is not None:
                shown.add(group.group)
            elif dimension.estimate is not None:
                reasons.setdefault(group.group, group.hidden_because or "too few answers")
    return {group: reason for group, reason in reasons.items() if group not in shown}


def _title(health: PartnershipHealth) -> str:
    count = {finding: sum(d.finding is finding for d in health.dimensions) for finding in Finding}
    total = len(health.dimensions)
    strengths = count[Finding.CELEBRATE]
    weak = count[Finding.DEVELOP]
    first = (
        f"{strengths} of {total} dimensions can be celebrated"
        if strengths
        else "No dimension can be celebrated with confidence"
    )
    second = (
        f"{weak} {'needs' if weak == 1 else 'need'} developing" if weak else "none clearly needs developing"
    )
    return f"{first}; {second}"


def _subtitle(health: PartnershipHealth) -> str:
    group = words.grouping_name(health.grouping)
    partners = f" Small marks: each {group}." if len(_groups(health)) > 1 else ""
    level = words.per_cent(health.rules.interval_level)
    return (
        "Scores from 0 to 10, higher is better; within each level, sorted by score. "
        f"Dot: mean of staff; line: {level} interval.{partners} "
        f"n = {words.people(health.answered, health.invited)} staff; some dimensions have fewer."
    )


def _alternative(health: PartnershipHealth) -> str:
    parts = [f"{_title(health)}."]
    for level, dimensions in by_level(health):
        rows = []
        for d in dimensions:
            word = LOOKS[d.finding].word.lower()
            if d.estimate is None:
                rows.append(f"{d.name}, {word}, too few answers to show")
            else:
                rows.append(f"{d.name} {words.score(d.estimate.mean)} ({words.interval(d.estimate)}), {word}")
        parts.append(f"{level}, highest first: {'; '.join(rows)}.")
    return " ".join(parts)
