"""The folder: all of it or nothing, and never over somebody's other work."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from poet_documents.health_report import NotAReportError, figures, files, write_report
from poet_method.partnership_health import from_json
from tests.poet_documents.sample import one_hidden, partnership


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF has its own tests; here its bytes stand for it."""
    monkeypatch.setattr(files, "render_pdf", lambda health, made_at: b"%PDF " + health.title.encode())


def test_the_folder_holds_page_pdf_and_every_figure_as_data(tmp_path: Path) -> None:
    health = one_hidden()
    write_report(health, tmp_path / "new" / "report")
    found = everything_in(tmp_path / "new" / "report")
    tables = figures(health)
    assert set(found) == {
        "report.html",
        "report.pdf",
        "data/health.json",
        *(f"data/{name}.csv" for name in tables),
    }
    assert from_json(found["data/health.json"].decode("utf-8")) == health
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["report"]
    for name, (header, rows) in tables.items():
        path = tmp_path / "new" / "report" / "data" / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.reader(file))
        assert read == [
            list(header),
            *([("" if cell is None else str(cell)) for cell in row] for row in rows),
        ]


def test_the_findings_table_has_every_number_that_pages_print_in_words() -> None:
    health = partnership()
    header, rows = figures(health)["findings"]
    for d, row in zip(health.dimensions, rows, strict=True):
        told = dict(zip(header, row, strict=True))
        assert told["Sentence"] == d.sentence
        assert told["Alpha"] == d.alpha
        assert told["icc1"] == (d.agreement.icc1 if d.agreement else None)
        assert told["Answers"] == (d.estimate.answers if d.estimate else None)


def test_an_earlier_report_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "report"
    write_report(partnership(), out)
    (out / "data" / "left-over.csv").write_text("from an older version")
    write_report(partnership(title="Another partnership"), out)
    found = everything_in(out)
    assert "data/left-over.csv" not in found
    assert b"Another partnership" in found["report.html"]


@pytest.mark.parametrize("name", ["thesis.docx", "data/notes.txt", "report.html"])
def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path, name: str) -> None:
    out = tmp_path / "mine"
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    (out / name).write_text("my work")
    with pytest.raises(NotAReportError, match="Nothing was written"):
        write_report(partnership(), out)
    assert everything_in(tmp_path) == {f"mine/{name}": b"my work"}


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("a file")
    with pytest.raises(NotAReportError, match="not a folder"):
        write_report(partnership(), tmp_path / "report")


def test_an_empty_folder_is_fine(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    write_report(partnership(), tmp_path / "report")
    assert (tmp_path / "report" / "report.html").is_file()


def test_if_the_pdf_fails_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(health: object, made_at: object) -> bytes:
        raise RuntimeError("no typeface")

    monkeypatch.setattr(files, "render_pdf", fail)
    with pytest.raises(RuntimeError):
        write_report(partnership(), tmp_path / "report")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("earlier", [True, False])
def test_if_the_disk_refuses_the_earlier_report_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: bool
) -> None:
    out = tmp_path / "report"
    if earlier:
        write_report(partnership(), out)
    before = everything_in(tmp_path)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No space"):
        write_report(partnership(title="Another"), out)
    assert everything_in(tmp_path) == before
