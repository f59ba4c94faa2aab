"""The report as one HTML file: nothing is fetched, everything works without JavaScript."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

import jinja2
from markupsafe import Markup

from poet_documents.charts import LOOKS, NARROW, Chart, finding_mark_svg
from poet_documents.health_report.figures import Figure, report_figures
from poet_documents.health_report.printable import printable
from poet_documents.health_report.report import long_date, written
from poet_method.partnership_health.result import Finding, PartnershipHealth
from poet_method.spreadsheets import csv_text

WIDE = 800.0


@dataclass(frozen=True, slots=True)
class _HtmlFigure:
    key: str
    name: str
    wide: Chart
    narrow: Chart
    csv: str  # a data: address

    @property
    def wide_svg(self) -> Markup:
        return Markup(self.wide.svg)  # noqa: S704  # charts escape every text they are given

    @property
    def narrow_svg(self) -> Markup:
        return Markup(self.narrow.svg)  # noqa: S704


def render_html(health: PartnershipHealth, *, made_at: datetime | None = None) -> str:
    """The report as a self-contained page in UTF-8. The same input gives the same text.

    ``made_at`` is printed under the title where it is given.
    """
    shown = printable(health)
    all_figures = report_figures(shown)
    report = written(shown)
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            report=report,
            health=shown,
            figures={figure.key: _drawn(figure) for figure in all_figures},
            looks=LOOKS,
            mark=lambda finding: Markup(finding_mark_svg(Finding(finding))),  # noqa: S704
            made_on="" if made_at is None else long_date(made_at),
            style=Markup(files("poet_documents.health_report").joinpath("report.css").read_text("utf-8")),  # noqa: S704
        )
    )


def _drawn(figure: Figure) -> _HtmlFigure:
    content = csv_text(figure.table.header, figure.table.rows).encode("utf-8")
    address = f"data:text/csv;charset=utf-8;base64,{base64.b64encode(content).decode('ascii')}"
    return _HtmlFigure(figure.key, figure.name, figure.draw(WIDE), figure.draw(NARROW), address)


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("poet_documents.health_report", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
