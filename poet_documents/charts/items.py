"""How people answered the items of one dimension: a diverging stacked bar, and "can't say" apart."""

from __future__ import annotations

from dataclasses import dataclass

from poet_documents.charts import drawing as draw
from poet_documents.charts import words
from poet_documents.charts.chart import Cell, Chart, Table, finished
from poet_documents.charts.palette import INK, LINE, QUIET, agreement_ramp, text_on
from poet_method.partnership_health.result import DimensionHealth, Finding, ItemDistribution

BAR = 24.0
REVERSED = "Worded the other way round: agreeing lowers the score."


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the bars start and end, and where "can't say" stands."""

    width: float
    below: float  # largest share below the middle of the scale, over the items
    above: float
    largest_cant_say: float

    @property
    def narrow(self) -> bool:
        return self.width < 560

    @property
    def label(self) -> float:
        return self.width if self.narrow else self.width * 0.4

    @property
    def left(self) -> float:
        return 1 if self.narrow else self.label + 18

    @property
    def right(self) -> float:
        return self.width - (74 if self.narrow else 118)

    @property
    def scale(self) -> float:
        """Units of width for the whole of a bar, share 1."""
        return (self.right - self.left) / max(0.01, self.below + self.above)

    @property
    def centre(self) -> float:
        return self.left + self.below * self.scale

    @property
    def aside(self) -> float:
        """Left edge of the "can't say" bars, whose own scale ends at ``largest_cant_say``."""
        return self.right + (12 if self.narrow else 26)

    @property
    def aside_scale(self) -> float:
        return (self.width - self.aside - 40) / max(0.1, self.largest_cant_say)


def shares(item: ItemDistribution) -> tuple[float, ...]:
    """Share of each answer among those who chose one; empty where none may be shown or none was given."""
    total = sum(item.counts or ())
    return tuple(count / total for count in item.counts or ()) if total else ()


def cant_say_share(item: ItemDistribution) -> float | None:
    """Share of "can't say" among those who were asked (answered, can't say, or left blank)."""
    if item.cant_say is None or item.counts is None:
        return None
    asked = sum(item.counts) + item.cant_say + (item.missing or 0)
    return item.cant_say / asked if asked else None


def below_and_above(parts: tuple[float, ...]) -> tuple[float, float]:
    """Shares on either side of the middle of the scale; a neutral middle answer is split in half."""
    side = len(parts) // 2
    half = parts[side] / 2 if len(parts) % 2 else 0.0
    return sum(parts[:side]) + half, sum(parts[len(parts) - side :]) + half


def item_table(dimension: DimensionHealth) -> Table:
    """One row an item: count and per cent of each answer, then "can't say", blank and not asked."""
    labels = dimension.items[0].labels if dimension.items else ()
    header = ["Item", "Worded the other way round"]
    for label in labels:
        header += [label, f"{label} (%)"]
    header += ["Answers", "Can't say", "Can't say (% of those asked)", "Left blank", "Not asked", "Note"]
    rows: list[tuple[Cell, ...]] = []
    for item in dimension.items:
        row: list[Cell] = [item.text, "yes" if item.reversed else "no"]
        parts = shares(item)
        for i in range(len(labels)):
            row += [item.counts[i] if item.counts else None, round(100 * parts[i], 1) if parts else None]
        unsure = cant_say_share(item)
        row += [sum(item.counts) if item.counts else None, item.cant_say]
        row += [None if unsure is None else round(100 * unsure, 1), item.missing, item.not_asked]
        row.append("too few answers to show" if item.counts is None else "")
        rows.append(tuple(row))
    return Table(tuple(header), tuple(rows))


def items_chart(dimension: DimensionHealth, *, width: float = 800) -> Chart:
    """One bar an item, centred on the middle of the answer scale (4 to 7 points, or any other number).

    Where views differ or not enough is known, the title draws no conclusion from all staff together.
    """
    layout = _layout(dimension, width)
    ramp = agreement_ramp(max(2, len(dimension.items[0].labels) if dimension.items else 2))
    shapes, y = _heading(dimension, layout, ramp)
    top = y
    rows: list[str] = []
    for item in dimension.items:
        drawn, y = _row(item, layout, ramp, y)
        rows += drawn
    if not layout.narrow and any(shares(item) for item in dimension.items):
        shapes.append(draw.line(layout.centre, top, layout.centre, y, stroke=LINE, width=1))
    n = [sum(item.counts) for item in dimension.items if item.counts]
    counts = f"{min(n)} to {max(n)}" if n and min(n) != max(n) else "".join(map(str, n[:1]))
    subtitle = (
        f"Share of those who answered each statement, n = {counts}. Bars are centred on the middle of the "
        "scale. At the right, on a scale of its own: those who could not say."
    )
    return finished(
        key=f"items-{dimension.dimension}",
        shapes=shapes + rows,
        width=width,
        height=y,
        title=_title(dimension),
        subtitle=subtitle if n else "The statements are named; their answers are not drawn.",
        alternative=_alternative(dimension),
        table=item_table(dimension),
        source="Whole per cents; they may not add up to 100 because of rounding. The table has the counts."
        if n
        else "Small numbers are not shown, so that nobody can be picked out.",
    )


def _layout(dimension: DimensionHealth, width: float) -> _Layout:
    sides = [below_and_above(parts) for item in dimension.items if (parts := shares(item))]
    unsure = [share for item in dimension.items if (share := cant_say_share(item)) is not None]
    return _Layout(
        width,
        max((below for below, _ in sides), default=0.5),
        max((above for _, above in sides), default=0.5),
        max(unsure, default=0.0),
    )


def _heading(dimension: DimensionHealth, layout: _Layout, ramp: tuple[str, ...]) -> tuple[list[str], float]:
    """The answers in order with their fills, then which side is which; nothing where no item is shown."""
    if not any(shares(item) for item in dimension.items):
        return [], 0.0
    labels = dimension.items[0].labels if dimension.items else ()
    shapes: list[str] = []
    x, y = 0.0, 4.0
    for label, fill in zip(labels, ramp, strict=False):
        words_of_label = draw.wrap(label, layout.width - 24, 13, most=1)[0]
        needed = 20 + draw.text_width(words_of_label, 13) + 14
        if x and x + needed > layout.width:
            x, y = 0.0, y + 21
        shapes.append(draw.rectangle(x, y, 14, 14, fill=fill, stroke=LINE))
        shapes.append(draw.text(x + 20, y + 11.5, words_of_label, size=13))
        x += needed
    y += 40
    shapes += _ends(labels, layout, y - 4)
    if any(item.cant_say is not None for item in dimension.items):
        shapes.append(draw.text(layout.aside, y - 4, "Can't say", size=13, fill=QUIET))
    return shapes, y


def _ends(labels: tuple[str, ...], layout: _Layout, y: float) -> list[str]:
    """The first and the last answer on their side of the middle, where there is room for both."""
    if not labels or layout.narrow:
        return []
    low, high = labels[0], labels[-1]
    room = layout.centre - layout.left, layout.right - layout.centre
    if max(draw.text_width(low, 13) - room[0], draw.text_width(high, 13) - room[1]) > -20:
        return []
    return [
        draw.text(layout.centre - 20, y, low, size=13, fill=QUIET, anchor="end"),
        draw.text(layout.centre + 20, y, high, size=13, fill=QUIET),
        *(draw.arrow_head(layout.centre + 7 * way, y - 4.5, 9 * way, fill=QUIET) for way in (-1, 1)),
    ]


def _row(item: ItemDistribution, layout: _Layout, ramp: tuple[str, ...], y: float) -> tuple[list[str], float]:
    lines = draw.wrap(item.text, layout.label, 14, most=5)
    shapes = [draw.lines_of_text(0, y + 14, lines, size=14)]
    under = y + 14 + len(lines) * 17.5
    if item.reversed:
        notes = draw.wrap(REVERSED, layout.label, 12.5)
        shapes.append(draw.lines_of_text(0, under - 1, notes, size=12.5, fill=QUIET))
        under += len(notes) * 15.6
    top = under - 8 if layout.narrow else y + max(2.0, (under - y - 14 - BAR) / 2)
    bottom = top + BAR + 20 if layout.narrow else max(under + 2, top + BAR + 12)
    parts = shares(item)
    if not parts:
        shapes.append(draw.text(layout.left, top + 18, "Too few answers to show", size=13, fill=QUIET))
        return shapes, bottom
    x = layout.centre - below_and_above(parts)[0] * layout.scale
    for i, part in enumerate(parts):
        length = part * layout.scale
        if length > 0:
            shapes.append(
                draw.rectangle(x, top, length, BAR, fill=ramp[i], stroke=LINE, mark=f"{item.item} {i}")
            )
            words_inside = f"{part * 100:.0f}%"
            if draw.text_width(words_inside, 13) + 5 < length:
                middle = x + length / 2
                shapes.append(
                    draw.text(
                        middle, top + 16.5, words_inside, size=13, fill=text_on(ramp[i]), anchor="middle"
                    )
                )
        x += length
    unsure = cant_say_share(item)
    if unsure is not None:
        length = unsure * layout.aside_scale
        shapes.append(
            draw.rectangle(layout.aside, top + 4, length, BAR - 8, fill=QUIET, mark=f"{item.item} cant_say")
        )
        shapes.append(
            draw.text(layout.aside + length + 5, top + 16.5, words.per_cent(unsure), size=13, fill=INK)
        )
    return shapes, bottom


def _title(dimension: DimensionHealth) -> str:
    shown = [(item, shares(item)) for item in dimension.items if shares(item)]
    if not shown:
        return "Too few answers to show how people answered"
    total = len(shown)
    if dimension.finding in {Finding.CONTESTED, Finding.NOT_ENOUGH_KNOWN}:
        which = "the statement" if total == 1 else f"each of the {total} statements"
        return f"All staff together: how they answered {which}"
    favourable = unfavourable = 0
    for item, parts in shown:
        below, above = below_and_above(parts)
        if item.reversed:
            below, above = above, below
        favourable += above > below
        unfavourable += below > above
    if favourable:
        return f"On {_some_of(favourable, total)}, more answers are favourable than unfavourable"
    if unfavourable:
        return f"On {_some_of(unfavourable, total)}, more answers are unfavourable than favourable"
    return f"On {_some_of(total, total)}, favourable and unfavourable answers balance"


def _some_of(count: int, total: int) -> str:
    if total == 1:
        return "the one statement"
    if count == total:
        return "both statements" if total == 2 else f"all {total} statements"
    return f"{count} of the {total} statements"


def _alternative(dimension: DimensionHealth) -> str:
    parts = [f"{_title(dimension)}."]
    for item in dimension.items:
        told = [f"{label} {part * 100:.0f}%" for label, part in zip(item.labels, shares(item), strict=False)]
        unsure = cant_say_share(item)
        if unsure is not None:
            told.append(f"can't say {words.per_cent(unsure)} of those asked")
        reverse = f" ({REVERSED.rstrip('.')[0].lower()}{REVERSED.rstrip('.')[1:]})" if item.reversed else ""
        parts.append(f"“{item.text}”{reverse}: {', '.join(told) or 'too few answers to show'}.")
    return " ".join(parts)
