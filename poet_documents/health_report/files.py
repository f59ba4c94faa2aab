"""The report as a folder: all of it, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from poet_documents.health_report.figures import figures
from poet_documents.health_report.html import render_html
from poet_documents.health_report.pdf import render_pdf
from poet_method.partnership_health import to_json
from poet_method.partnership_health.result import PartnershipHealth
from poet_method.spreadsheets import csv_text

REPORT_FILES = frozenset({"report.html", "report.pdf", "data"})


class NotAReportError(Exception):
    """The folder to write to holds something that an earlier report did not put there."""


def write_report(health: PartnershipHealth, out: Path, *, made_at: datetime | None = None) -> None:
    """Write ``report.html``, ``report.pdf`` and ``data/`` (CSV for every figure, ``health.json``) to ``out``.

    Everything is made in memory first, then written to a new folder beside ``out``, which takes its place in
    one step. An earlier report there is replaced. Raises :class:`NotAReportError` where ``out`` holds
    anything else, and ``OSError`` where the disk refuses; then nothing has changed.
    """
    out = Path(out).absolute()
    check_replaceable(out)
    contents = report_contents(health, made_at=made_at)
    out.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        new = staging / "new"
        for name, content in contents.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _put_in_place(new, out, set_aside=staging / "earlier")
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def report_contents(health: PartnershipHealth, *, made_at: datetime | None = None) -> dict[str, bytes]:
    """Path inside the report's folder → bytes. CSV has a byte-order mark, so that Excel reads it as UTF-8."""
    contents = {
        "report.html": render_html(health, made_at=made_at).encode("utf-8"),
        "report.pdf": render_pdf(health, made_at=made_at),
        "data/health.json": to_json(health).encode("utf-8"),
    }
    for name, (header, rows) in figures(health).items():
        contents[f"data/{name}.csv"] = csv_text(header, rows).encode("utf-8-sig")
    return contents


def check_replaceable(out: Path) -> None:
    """Raise :class:`NotAReportError` unless ``out`` is missing, empty, or holds an earlier report alone."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise NotAReportError(
            f"{out} is not a folder. Nothing was written. Choose another name for the report."
        )
    if not out.exists():
        return
    inside = [*out.iterdir(), *((out / "data").glob("*") if (out / "data").is_dir() else ())]
    strangers = [path for path in inside if path.name not in REPORT_FILES and not _is_data(path, out)]
    if inside and (strangers or not (out / "data" / "health.json").is_file()):
        found = min(str(path.relative_to(out)) for path in strangers or inside)
        raise NotAReportError(
            f"{out} holds “{found}” and is not a report made earlier. Nothing was written. "
            "Choose an empty folder or a new name."
        )


def _is_data(path: Path, out: Path) -> bool:
    return path.parent == out / "data" and path.suffix in {".csv", ".json"}


def _put_in_place(new: Path, out: Path, *, set_aside: Path) -> None:
    """Swap ``new`` for ``out``; what was there comes back if the last step fails."""
    if out.exists():
        out.rename(set_aside)
    try:
        new.rename(out)
    except OSError:
        if set_aside.exists():
            set_aside.rename(out)
        raise
