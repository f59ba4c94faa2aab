"""Every figure of the report: how it is drawn, and the numbers behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial

from poet_documents.charts import (
    LOOKS,
    Cell,
    Chart,
    Table,
    item_table,
    items_chart,
    overview_chart,
    overview_table,
    partner_table,
    partners_chart,
    response_chart,
    response_table,
    words,
)
from poet_method.partnership_health.result import (
    DimensionAgreement,
    DimensionHealth,
    GroupAgreement,
    PartnershipHealth,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``draw`` takes a width in pixels; ``key`` is its id and the name of its CSV file."""

    key: str
    name: str
    draw: Callable[[float], Chart]
    table: Table


def report_figures(health: PartnershipHealth) -> tuple[Figure, ...]:
    """All figures, in the order of the report: who answered, the overview, then dimension by dimension."""
    told = [_responses(health, grouping) for grouping in health.responses if health.responses[grouping]]
    overview = Figure(
        "overview", "Overview", lambda width: overview_chart(health, width=width), overview_table(health)
    )
    told.append(overview)
    for dimension in health.dimensions:
        told += dimension_figures(dimension, health)
    return tuple(told)


def dimension_figures(dimension: DimensionHealth, health: PartnershipHealth) -> list[Figure]:
    """The answers to a dimension's statements, then its groups side by side where there are at least two."""
    told = [
        Figure(
            f"items-{slug(dimension.dimension)}",
            f"{dimension.name}: answers to each statement",
            lambda width: items_chart(dimension, width=width),
            item_table(dimension),
        )
    ]
    for grouping, groups in dimension.by_group.items():
        if len(groups) > 1:
            key = f"partners-{_suffix(grouping, health)}{slug(dimension.dimension)}"
            draw = partial(_partners, dimension, grouping, health, key)
            many = words.many_of(words.grouping_name(grouping))
            told.append(
                Figure(
                    key, f"{dimension.name}: {many} side by side", draw, partner_table(dimension, grouping)
                )
            )
    return told


def figures(health: PartnershipHealth) -> dict[str, tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]]:
    """File name (without ``.csv``) → header and rows: every figure, and all other numbers as ``findings``
    (one row a dimension) and ``agreement`` (one row a dimension and group).

    What the result hides has no number here. Scores are 0–10 to two decimals, shares are per cents to one,
    indices of reliability and agreement have nine decimals.
    """
    tables = {figure.key: (figure.table.header, figure.table.rows) for figure in report_figures(health)}
    for name, table in (("findings", findings_table(health)), ("agreement", agreement_table(health))):
        tables[name] = (table.header, table.rows)
    return tables


def findings_table(health: PartnershipHealth) -> Table:
    """One row a dimension: the finding, its reasons, and every number that its page prints in words."""
    measures = tuple(field.name for field in fields(DimensionAgreement))
    header = (
        "Dimension",
        "Level",
        "Finding",
        "Sentence",
        "Reasons",
        "Score",
        "Interval from",
        "Interval to",
        "Answers",
        "Invited",
        "SD",
        "Score with equal partners",
        "P(score below the celebrate line)",
        "P(score above the develop line)",
        "Alpha",
        "Omega",
        "n of alpha and omega",
        "Can't say (%)",
        *measures,
    )
    rows: list[tuple[Cell, ...]] = []
    for d in health.dimensions:
        e, a = d.estimate, d.agreement
        numbers: tuple[Cell, ...] = (None,) * 6
        if e is not None:
            numbers = (
                round(e.mean, 2),
                round(e.low, 2),
                round(e.high, 2),
                e.answers,
                e.invited,
                _short(e.sd, 2),
            )
        probabilities = (_short(d.p_celebrate_wrong, 4), _short(d.p_develop_wrong, 4))
        enough = d.reliability_answers >= health.rules.reporting_threshold
        reliability = (_index(d.alpha), _index(d.omega), d.reliability_answers if enough else None)
        unsure = None if d.cant_say_share is None else round(100 * d.cant_say_share, 1)
        agreement = tuple(None if a is None else _index(getattr(a, measure)) for measure in measures)
        told = (d.name, d.level, LOOKS[d.finding].word, d.sentence, " ".join(d.reasons))
        rows.append(
            (
                *told,
                *numbers,
                _short(d.equal_partner_mean, 2),
                *probabilities,
                *reliability,
                unsure,
                *agreement,
            )
        )
    return Table(header, tuple(rows))


def agreement_table(health: PartnershipHealth) -> Table:
    """How alike people answer: over all staff, then within each group that is shown.

    No row where fewer people than the reporting threshold answered every statement.
    """
    header = (
        "Dimension",
        "Grouping",
        "Group",
        "Answered all",
        "r_wg_j",
        "r_wg_j_lindell",
        "a_wg",
        "average_deviation",
    )
    threshold = health.rules.reporting_threshold
    rows: list[tuple[Cell, ...]] = []
    for d in health.dimensions:
        if d.agreement is not None and d.reliability_answers >= threshold:
            rows.append((d.name, "", "all staff", d.reliability_answers, *_indices(d.agreement)))
        for grouping, groups in d.agreement_by_group.items():
            rows += [
                (d.name, grouping, each.group, each.answers, *_indices(each))
                for each in groups
                if each.answers >= threshold
            ]
    return Table(header, tuple(rows))


def _indices(found: DimensionAgreement | GroupAgreement) -> tuple[float | None, ...]:
    measures = (found.r_wg_j, found.r_wg_j_lindell, found.a_wg, found.average_deviation)
    return tuple(_index(measure) for measure in measures)


def _index(value: float | None) -> float | None:
    return _short(value, 9)


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens only: safe as an id and as a file name."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "group"


def _responses(health: PartnershipHealth, grouping: str) -> Figure:
    key = f"who-answered-{_suffix(grouping, health)}".rstrip("-")
    return Figure(
        key,
        f"Who answered, by {words.grouping_name(grouping)}",
        lambda width: response_chart(health, grouping, key=key, width=width),
        response_table(health, grouping),
    )


def _partners(d: DimensionHealth, grouping: str, health: PartnershipHealth, key: str, width: float) -> Chart:
    return partners_chart(d, grouping, health.rules, key=key, width=width)


def _suffix(grouping: str, health: PartnershipHealth) -> str:
    """Nothing for the grouping that "partners" means; a name with its number for any other."""
    if grouping == health.grouping:
        return ""
    others = [name for name in health.responses if name != health.grouping]
    place = others.index(grouping) + 2 if grouping in others else len(others) + 2
    return f"{place}-{slug(grouping)}-"


def _short(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
