"""The report as a tagged PDF, set by Typst from data."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import datetime
from importlib.resources import files
from typing import Any

import typst

from poet_documents.charts import LOOKS, Cell, finding_mark_svg
from poet_documents.health_report.figures import Figure, report_figures
from poet_documents.health_report.pdf_text import (
    OTHER_FACE,
    fit_for_pdf,
    latin_only,
    letters_of_the_other_face,
    svg_fit_for_pdf,
)
from poet_documents.health_report.printable import printable
from poet_documents.health_report.report import DimensionPage, long_date, written
from poet_documents.health_report.typesetting import typeset
from poet_method.partnership_health.result import PartnershipHealth

CHART_WIDTH = 720.0  # pixels set on 166 mm: 14 px become 9 pt
_NAMES = frozenset({"anchor", "figures", "finding"})
TALLEST = 860.0  # pixels at that scale; a taller chart is made smaller, so that it never breaks


def render_pdf(health: PartnershipHealth, *, made_at: datetime | None = None) -> bytes:
    """The report as PDF that passes Typst's UA-1 export. The same input gives the same bytes.

    ``made_at`` (with a time zone) is printed on the cover and is the file's date; without it there is none.
    Characters that no font at hand has are printed as "□": the web page and the data keep them.
    """
    try:
        return _compiled(_as_data(printable(printable(health), fit_for_pdf), made_at), made_at)
    except typst.TypstError:
        # A script whose letters join or stack cannot always be exported as UA-1; plain letters always can.
        return _compiled(_as_data(printable(printable(health), latin_only), made_at), made_at)


def _compiled(data: dict[str, Any], made_at: datetime | None) -> bytes:
    template = files("poet_documents.health_report").joinpath("report.typ").read_bytes()
    return typeset(template, {"report": json.dumps(data, ensure_ascii=False)}, made_at=made_at)


def _as_data(health: PartnershipHealth, made_at: datetime | None) -> dict[str, Any]:
    report = written(health)
    drawn = report_figures(health)
    label = "Simulated data: " if health.simulated else ""
    longest = max((len(word) for word in health.title.split()), default=0)
    plain_words = {
        "title": health.title,
        "round": health.round,
        "document_title": f"{label}Health of the partnership: {health.title}",
        "running_title": _shortened(health.title, 90),
        "cover": [
            report.who[0],
            *([f"{len(health.dimensions)} dimensions of working together"] if health.dimensions else []),
        ],
        "made_on": "" if made_at is None else long_date(made_at),
        "who": report.who,
        "celebrate": asdict(report.celebrate),
        "develop": asdict(report.develop),
        "differ": report.differ,
        "unknown": report.unknown,
        "overall": report.overall,
        "reading": [(finding.value, LOOKS[finding].word, meaning) for finding, meaning in report.reading],
        "pages": [_page(page) for page in report.pages],
        "method": [asdict(passage) for passage in report.method],
        "limits": report.limits,
        "glossary": report.glossary,
        "made_from": report.made_from,
        "tables": [_table(figure) for figure in drawn],
    }
    return {
        **_with_breaks(plain_words),
        "simulated": health.simulated,
        "other_face": OTHER_FACE,
        "other_letters": letters_of_the_other_face(json.dumps(plain_words, ensure_ascii=False)),
        "title_size": 34 if longest <= 16 and len(health.title) <= 60 else 24,
        "response_figures": [f.key for f in drawn if f.key.startswith("who-answered")],
        "figures": {figure.key: _drawing(figure) for figure in drawn},
        "marks": {finding.value: finding_mark_svg(finding) for finding in LOOKS},
        "colours": {finding.value: look.colour for finding, look in LOOKS.items()},
    }


def _page(page: DimensionPage) -> dict[str, Any]:
    d = page.health
    return {
        "anchor": page.anchor,
        "level": page.level,
        "name": d.name,
        "about": d.about,
        "finding": d.finding.value,
        "word": page.word,
        "score": page.score,
        "score_words": page.score_words,
        "sentence": d.sentence,
        "reasons": page.reasons,
        "passages": tuple(asdict(passage) for passage in page.passages),
        "support": None if page.support is None else asdict(page.support),
        "figures": page.figures,
    }


def _drawing(figure: Figure) -> dict[str, Any]:
    chart = figure.draw(CHART_WIDTH)
    return {
        "svg": svg_fit_for_pdf(chart.svg),
        "alternative": chart.alternative,
        "title": _breakable(chart.title),
        "subtitle": _breakable(chart.subtitle),
        "source": _breakable(chart.source),
        "share": min(1.0, TALLEST / chart.height),
    }


def _table(figure: Figure) -> dict[str, Any]:
    table = figure.table
    kinds = [_kind([row[i] for row in table.rows]) for i in range(len(table.header))]
    cells = [cell for row in table.printed() for cell in row]
    short = len(table.rows) <= 12  # kept on one page
    return {"name": figure.name, "header": table.header, "columns": kinds, "cells": cells, "short": short}


def _kind(cells: list[Cell]) -> str:
    if any(isinstance(cell, str) for cell in cells):
        return "wide" if max(len(cell) for cell in cells if isinstance(cell, str)) > 16 else "text"
    return "number"


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _breakable(text: str) -> str:
    """Lets a very long word break: Typst would set it past the edge of the page."""
    return re.sub(r"[^\s\u200b]{24}(?=[^\s\u200b])", lambda run: f"{run.group()}\u200b", text)


def _with_breaks(value: Any) -> Any:
    """Every text in ``value`` breakable, but for the names by which parts of the document find each other."""
    if isinstance(value, str):
        return _breakable(value)
    if isinstance(value, list | tuple):
        return [_with_breaks(part) for part in value]
    if isinstance(value, dict):
        return {key: part if key in _NAMES else _with_breaks(part) for key, part in value.items()}
    return value
