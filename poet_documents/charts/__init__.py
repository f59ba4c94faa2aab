"""Charts as plain SVG, one function a chart, shared by web pages and PDFs.

Each takes the value it draws and a ``width``, and returns a :class:`Chart`: drawing, words and table. Under
560 pixels the layout is the one for phones.
"""

from poet_documents.charts.chart import NARROW, Cell, Chart, Table
from poet_documents.charts.figure_one import (
    Placing,
    figure_one_chart,
    figure_one_table,
    figure_one_title,
)
from poet_documents.charts.items import item_table, items_chart
from poet_documents.charts.marks import finding_mark, finding_mark_svg
from poet_documents.charts.overview import by_level, overview_chart, overview_table
from poet_documents.charts.palette import LOOKS, FindingLook
from poet_documents.charts.partners import gap_is_sure, gap_title, partner_table, partners_chart
from poet_documents.charts.responses import response_chart, response_table, response_title

__all__ = [
    "LOOKS",
    "NARROW",
    "Cell",
    "Chart",
    "FindingLook",
    "Placing",
    "Table",
    "by_level",
    "figure_one_chart",
    "figure_one_table",
    "figure_one_title",
    "finding_mark",
    "finding_mark_svg",
    "gap_is_sure",
    "gap_title",
    "item_table",
    "items_chart",
    "overview_chart",
    "overview_table",
    "partner_table",
    "partners_chart",
    "response_chart",
    "response_table",
    "response_title",
]
