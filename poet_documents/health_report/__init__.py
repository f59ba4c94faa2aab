"""The "health of the partnership" report: one self-contained web page, one PDF, and the data behind them."""

from poet_documents.health_report.figures import figures, report_figures
from poet_documents.health_report.files import (
    NotAReportError,
    check_replaceable,
    report_contents,
    write_report,
)
from poet_documents.health_report.html import render_html
from poet_documents.health_report.pdf import render_pdf

__all__ = [
    "NotAReportError",
    "check_replaceable",
    "figures",
    "render_html",
    "render_pdf",
    "report_contents",
    "report_figures",
    "write_report",
]
