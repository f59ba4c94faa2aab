"""Partner organisations (or staff groups) side by side on one dimension."""

from __future__ import annotations

from poet_documents.charts import drawing as draw
from poet_documents.charts import words
from poet_documents.charts.chart import Cell, Chart, Table, finished
from poet_documents.charts.palette import INK, LINE, QUIET, TEAL, WHITE
from poet_documents.charts.score_axis import ScoreAxis
from poet_method.partnership_health.result import DimensionHealth, Finding, GroupEstimate, HealthRules

MOST_ROWS = 60
MOST_ROOMY_ROWS = 14  # more than these are set small and close
HIDDEN = "too few answers to show"


def partner_table(dimension: DimensionHealth, grouping: str) -> Table:
    """One row a group: score, interval, answers, invited, or the reason why it is not shown."""
    rows: list[tuple[Cell, ...]] = []
    for group in dimension.by_group.get(grouping, ()):
        e = group.estimate
        if e is None:
            rows.append((group.group, None, None, None, None, None, group.hidden_because or HIDDEN))
        else:
            rows.append(
                (group.group, round(e.mean, 2), round(e.low, 2), round(e.high, 2), e.answers, e.invited, "")
            )
    name = words.grouping_name(grouping)
    header = (
        name[:1].upper() + name[1:],
        "Score",
        "Interval from",
        "Interval to",
        "Answers",
        "Invited",
        "Not shown because",
    )
    return Table(header, tuple(rows))


def partners_chart(
    dimension: DimensionHealth, grouping: str, rules: HealthRules, *, key: str, width: float = 800
) -> Chart:
    """Dots with intervals; hidden groups are named with the reason.

    Where views differ between these groups, a thin range line under them spans the gap of the title.
    More than 60 groups: the 30 highest and the 30 lowest are drawn, and the table has them all.
    """
    groups = _drawn(dimension.by_group.get(grouping, ()))
    narrow = width < 560
    label = width if narrow else min(260.0, width * 0.34)
    axis = ScoreAxis(6, width - 6) if narrow else ScoreAxis(label + 20, width - 132)
    crowded = len(groups) > MOST_ROOMY_ROWS
    size = 12.0 if crowded and not narrow else 14.0
    y = 40.0 if any(group.estimate for group in groups) else 0.0  # no scale where nothing is drawn on it
    rows: list[str] = []
    for group in groups:
        drawn, y = _row(group, axis, label, y, width, size=size, narrow=narrow, key=key)
        rows += drawn
    anything = any(group.estimate is not None for group in groups)
    shapes = axis.heading(32, rules) if anything else []
    if anything and not narrow:
        shapes += axis.lines(40, y, rules)
    if gap_is_sure(dimension, grouping, rules):
        drawn, y = _range_line(dimension, grouping, axis, y, width, key=key)
        rows += drawn
    everyone = dimension.by_group.get(grouping, ())
    part = (
        ""
        if len(groups) == len(everyone)
        else f" The {MOST_ROWS} furthest from the middle of {len(everyone)} are drawn."
    )
    level = words.per_cent(rules.interval_level)
    return finished(
        key=key,
        shapes=shapes + rows,
        width=width,
        height=y + 4,
        title=gap_title(dimension, grouping, rules),
        subtitle=f"Mean score of each {words.grouping_name(grouping)}, 0 to 10, "
        f"with its {level} interval and n.{part}",
        alternative=_alternative(dimension, grouping, rules),
        table=partner_table(dimension, grouping),
        source="Source: staff survey. Small groups are not shown, so that nobody can be picked out.",
    )


def gap_is_sure(dimension: DimensionHealth, grouping: str, rules: HealthRules) -> bool:
    """Whether the finding is that views differ *because of* the gap between these groups."""
    gap = dimension.gaps.get(grouping)
    if gap is None or dimension.finding is not Finding.CONTESTED or gap.difference < rules.smallest_gap:
        return False
    # It may be contested for another grouping, or because opinion is split: then no reason names both.
    return gap.low > 0 and any(gap.higher in reason and gap.lower in reason for reason in dimension.reasons)


def gap_title(dimension: DimensionHealth, grouping: str, rules: HealthRules) -> str:
    """Whether the groups differ, in words that do not go past what the findings rule says."""
    many = words.many_of(words.grouping_name(grouping))
    gap = dimension.gaps.get(grouping)
    if gap is None:
        return f"Too few {many} can be shown to compare them"
    size = f"{words.score(gap.difference)} points"
    if gap.difference >= rules.smallest_gap:
        told = f"{gap.higher} scores this {size} higher than {gap.lower}"
        sure = gap_is_sure(dimension, grouping, rules)
        return told if sure else f"{told}; with so few staff, chance could explain that"
    least = "a point" if rules.smallest_gap == 1 else words.counted_points(rules.smallest_gap)
    return f"No difference of {least} or more between {many}"


def _drawn(groups: tuple[GroupEstimate, ...]) -> list[GroupEstimate]:
    if len(groups) <= MOST_ROWS:
        return list(groups)
    shown = sorted(
        (g for g in groups if g.estimate is not None), key=lambda g: -g.estimate.mean if g.estimate else 0
    )
    return shown if len(shown) <= MOST_ROWS else shown[: MOST_ROWS // 2] + shown[-MOST_ROWS // 2 :]


def _row(
    group: GroupEstimate,
    axis: ScoreAxis,
    label: float,
    y: float,
    width: float,
    *,
    size: float,
    narrow: bool,
    key: str,
) -> tuple[list[str], float]:
    """Shapes, and where the next row starts."""
    lines = draw.wrap(group.group, label - (0 if not narrow else 120), size, most=3 if size > 12 else 1)
    step = size * 1.25
    estimate = group.estimate
    if narrow:
        shapes = [draw.lines_of_text(0, y + 18, lines, size=size)]
        middle = y + 18 + len(lines) * step
        if estimate is None:
            reason = draw.wrap(f"Not shown: {group.hidden_because or HIDDEN}", width, 13)
            shapes.append(draw.lines_of_text(0, middle + 1, reason, size=13, fill=QUIET))
            return shapes, middle + len(reason) * 16.25 + 4
        bottom = middle + 16
        shapes += [
            draw.line(axis.x(s), middle - 8, axis.x(s), middle + 8, stroke=LINE, width=0.75)
            for s in (0, 5, 7, 10)
        ]
        shapes.append(draw.text(width, y + 18, _value(group), size=13, anchor="end"))
    else:
        height = max(17.0 if size == 12 else 32.0, len(lines) * step + (3 if size == 12 else 10))
        middle, bottom = y + height / 2, y + height
        shapes = [draw.lines_of_text(0, middle + size * 0.35 - (len(lines) - 1) * step / 2, lines, size=size)]
        if estimate is None:
            reason = draw.wrap(
                f"Not shown: {group.hidden_because or HIDDEN}", width - axis.left - 8, 13, most=3
            )
            start = middle + 4.5 - (len(reason) - 1) * 8.1
            across = max(draw.text_width(words_of_reason, 13) for words_of_reason in reason) + 10
            shapes.append(draw.rectangle(axis.left + 4, y + 2, across, height - 4, fill=WHITE))
            shapes.append(draw.lines_of_text(axis.left + 8, start, reason, size=13, fill=QUIET))
            return shapes, bottom
        shapes.append(draw.text(axis.right + 16, middle + size * 0.35, _value(group), size=size, fill=INK))
    shapes += axis.estimate(estimate, middle, colour=TEAL, mark=f"{key} {group.group}")
    return shapes, bottom


def _range_line(
    dimension: DimensionHealth, grouping: str, axis: ScoreAxis, y: float, width: float, *, key: str
) -> tuple[list[str], float]:
    """A line from the lowest to the highest mean, with what it measures written under it."""
    means = [g.estimate.mean for g in dimension.by_group[grouping] if g.estimate is not None]
    left, right = axis.x(min(means)), axis.x(max(means))
    middle = y + 10
    across = (
        f'x1="{draw.number(left)}" x2="{draw.number(right)}" y1="{draw.number(middle)}" '
        f'y2="{draw.number(middle)}"'
    )
    told = f"{words.score(max(means) - min(means))} points apart"
    half = draw.text_width(told, 13) / 2
    at = min(max((left + right) / 2, half), width - half)
    shapes = [
        f'<line {across} stroke="{QUIET}" stroke-width="1.5" data-mark="range {key}"/>',
        *(draw.line(x, middle - 6, x, middle + 6, stroke=QUIET, width=1.5) for x in (left, right)),
        draw.text(at, middle + 17, told, size=13, fill=QUIET, anchor="middle"),
    ]
    return shapes, middle + 21


def _value(group: GroupEstimate) -> str:
    e = group.estimate
    return "" if e is None else f"{words.score(e.mean)}  (n = {words.people(e.answers, e.invited)})"


def _alternative(dimension: DimensionHealth, grouping: str, rules: HealthRules) -> str:
    parts = []
    for group in dimension.by_group.get(grouping, ()):
        e = group.estimate
        if e is None:
            parts.append(f"{group.group}, not shown: {group.hidden_because or HIDDEN}".rstrip("."))
        else:
            n = words.people(e.answers, e.invited)
            parts.append(f"{group.group} {words.score(e.mean)} ({words.interval(e)}), n = {n}")
    return f"{gap_title(dimension, grouping, rules)}. {'; '.join(parts)}."
