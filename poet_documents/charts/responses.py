"""Who was asked and who answered."""

from __future__ import annotations

from poet_documents.charts import drawing as draw
from poet_documents.charts import words
from poet_documents.charts.chart import Cell, Chart, Table, finished
from poet_documents.charts.palette import LINE, PALE, QUIET, TEAL
from poet_method.partnership_health.result import GroupResponse, PartnershipHealth

MOST_ROWS = 60
MOST_ROOMY_ROWS = 14  # more than these are set small and close
NOT_SHOWN = "too few answers to show"


def response_table(health: PartnershipHealth, grouping: str) -> Table:
    """One row a group: answered, invited, rate in per cent. A hidden group has no number of answers."""
    rows: list[tuple[Cell, ...]] = []
    for group in health.responses[grouping]:
        rate = None
        if group.answered is not None and group.invited:
            rate = round(100 * group.answered / group.invited, 1)
        note = NOT_SHOWN if group.answered is None else ""
        rows.append((group.group, group.answered, group.invited, rate, note))
    name = words.grouping_name(grouping)
    return Table(
        (name[:1].upper() + name[1:], "Answered", "Invited", "Response rate (%)", "Note"), tuple(rows)
    )


def response_chart(health: PartnershipHealth, grouping: str, *, key: str, width: float = 800) -> Chart:
    """Bars of those who answered within bars of those invited, on one scale of people."""
    groups = health.responses[grouping]
    drawn = groups[:MOST_ROWS]
    narrow = width < 560
    label = width if narrow else min(260.0, width * 0.34)
    left = 0.0 if narrow else label + 14
    largest = max([g.invited or g.answered or 1 for g in groups], default=1)
    crowded = len(drawn) > MOST_ROOMY_ROWS and not narrow
    size = 12.0 if crowded else 14.0
    room = width - left - (0 if narrow else 205)
    y = 4.0
    shapes: list[str] = []
    for group in drawn:
        lines = draw.wrap(group.group, label, size, most=1 if crowded else 3)
        shapes.append(draw.lines_of_text(0, y + size + 2, lines, size=size))
        top = y + len(lines) * 17.5 + 6 if narrow else y + 2 + (len(lines) - 1) * 8.75
        shapes += _bar(group, left, top, room / largest, 13 if crowded else 20)
        if narrow:
            shapes.append(draw.text(0, top + 35, _label(group), size=14, bold=group.answered is not None))
            y = top + 50
        else:
            longest = (group.invited or group.answered or 0) * room / largest
            shapes.append(
                draw.text(
                    left + longest + 10, top + (size if crowded else 14.5) - 1, _label(group), size=size
                )
            )
            y = y + 17 if crowded else max(top + 34, y + len(lines) * 17.5 + 14)
    rest = (
        ""
        if len(drawn) == len(groups)
        else f" The first {len(drawn)} of {len(groups)} are drawn; the table has all."
    )
    known = any(group.invited for group in groups)
    bars = "filled bar, answered; outline, invited" if known else "how many answered"
    return finished(
        key=key,
        shapes=shapes,
        width=width,
        height=y,
        title=response_title(health),
        subtitle=f"Staff by {words.grouping_name(grouping)}: {bars}.{rest}",
        alternative=" ".join(
            [
                f"{response_title(health)}. By {words.grouping_name(grouping)}:",
                "; ".join(f"{g.group}, {_label(g)}" for g in groups) + ".",
            ]
        ),
        table=response_table(health, grouping),
        source=f"Source: staff survey, {words.people(health.answered, health.invited)} staff.",
    )


def response_title(health: PartnershipHealth) -> str:
    """How many answered, in words."""
    if health.invited:
        rate = words.per_cent(health.answered / health.invited)
        return f"{health.answered:,} of {health.invited:,} invited staff answered ({rate})"
    return f"{health.answered:,} staff answered; how many were invited is not known"


def _bar(group: GroupResponse, left: float, top: float, scale: float, height: float) -> list[str]:
    shapes = []
    if group.invited:
        shapes.append(
            draw.rectangle(
                left,
                top,
                group.invited * scale,
                height,
                fill=PALE,
                stroke=LINE,
                mark=f"invited {group.group}",
            )
        )
    if group.answered:
        shapes.append(
            draw.rectangle(
                left, top, group.answered * scale, height, fill=TEAL, mark=f"answered {group.group}"
            )
        )
    if not group.invited and group.answered is None:
        shapes.append(draw.rectangle(left, top, 2, height, fill=QUIET))
    return shapes


def _label(group: GroupResponse) -> str:
    if group.answered is None:
        return f"{group.invited:,} invited; answers not shown" if group.invited else "answers not shown"
    if group.invited:
        rate = words.per_cent(group.answered / group.invited)
        return f"{group.answered:,} of {group.invited:,} ({rate})"
    return f"{group.answered:,} answered"
