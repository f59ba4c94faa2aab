"""``poet report``, run as the README says and on bad input."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from poet.cli import main

ROOT = Path(__file__).resolve().parents[3]
MARROWBY = ROOT / "examples" / "marrowby"


def poet(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def report(answers: Path, out: Path, *more: str | Path, questionnaire: str | Path = "staff") -> Result:
    return poet(
        "report", answers, "--questionnaire", questionnaire, "--by", "organisation", "--out", out, *more
    )


def the_line_of_the_readme() -> list[str]:
    block = next(
        block
        for block in re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
        if "poet report" in block
    )
    return shlex.split(block.replace("\\\n", " "))[1:]


@pytest.fixture(scope="module")
def marrowby(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    out = tmp_path_factory.mktemp("readme") / "marrowby-report"
    arguments = the_line_of_the_readme()
    arguments[arguments.index("--out") + 1] = str(out)
    arguments = [str(ROOT / a) if a.startswith("examples/") else a for a in arguments]
    return out, poet(*arguments)


def test_the_readmes_line_makes_the_whole_report(marrowby: tuple[Path, Result]) -> None:
    out, result = marrowby
    assert result.exit_code == 0, result.output
    assert "48 of 48 items have a column." in result.output
    assert sorted(path.name for path in out.iterdir()) == ["data", "report.html", "report.pdf"]
    page = (out / "report.html").read_text()
    assert "simulated" in page.lower()
    assert "http://" not in page.replace("http://www.w3.org/", "")
    assert len(PdfReader(out / "report.pdf").pages) > 12


def test_the_reports_numbers_are_those_of_the_file(marrowby: tuple[Path, Result]) -> None:
    out, _ = marrowby
    health = json.loads((out / "data" / "health.json").read_text())
    rows = list(csv.DictReader(io.StringIO((MARROWBY / "answers.csv").read_text("utf-8-sig"))))
    counts = list(csv.DictReader(io.StringIO((MARROWBY / "staff-counts.csv").read_text("utf-8-sig"))))
    assert health["answered"] == len(rows)
    assert health["invited"] == sum(int(row["staff"]) for row in counts)
    # The weighted mean of one dimension by hand: each organisation's plain mean, by its staff.
    shared = next(d for d in health["dimensions"] if d["dimension"] == "shared_purpose")
    total = 0.0
    for count in counts:
        scores = []
        for row in rows:
            if row["organisation"] != count["organisation"]:
                continue
            given = [row[f"shared_purpose_{i}"] for i in (1, 2, 3, 4)]
            turned = [5 - int(v) if i == 2 else int(v) - 1 for i, v in enumerate(given) if v.isdigit()]
            if len(turned) >= 3:
                scores.append(2.5 * sum(turned) / len(turned))
        total += int(count["staff"]) * sum(scores) / len(scores)
    assert shared["estimate"]["mean"] == pytest.approx(total / health["invited"], abs=1e-9)


def test_the_example_is_the_demonstrations_borough() -> None:
    from poet.demo.borough import answers_csv, staff_counts_csv

    assert (MARROWBY / "answers.csv").read_bytes() == answers_csv()
    assert (MARROWBY / "staff-counts.csv").read_bytes() == staff_counts_csv()


def test_excel_gives_the_same_report_as_csv(tmp_path: Path, marrowby: tuple[Path, Result]) -> None:
    workbook = openpyxl.Workbook()
    for row in csv.reader(io.StringIO((MARROWBY / "answers.csv").read_text("utf-8-sig"))):
        workbook.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    workbook.save(tmp_path / "answers.xlsx")
    result = report(
        tmp_path / "answers.xlsx",
        tmp_path / "out",
        "--staff-counts",
        MARROWBY / "staff-counts.csv",
        "--title",
        "Marrowby",
        "--simulated",
    )
    assert result.exit_code == 0, result.output
    from_csv = json.loads((marrowby[0] / "data/health.json").read_text())
    from_excel = json.loads((tmp_path / "out/data/health.json").read_text())
    assert {**from_excel, "reading_notes": None} == {**from_csv, "reading_notes": None}


def spoilt(tmp_path: Path, change: str, to: str) -> Path:
    text = (MARROWBY / "answers.csv").read_text("utf-8-sig")
    assert change in text
    path = tmp_path / "answers.csv"
    path.write_text(text.replace(change, to, 1), encoding="utf-8")
    return path


def first_answer(text: str) -> str:
    return text.splitlines()[1]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [("shared_purpose_1", "7", ["column B", "shared_purpose_1", '"7"', "row 2"])],
)
def test_an_impossible_value_is_named_with_row_and_column(
    tmp_path: Path, column: str, value: str, said: list[str]
) -> None:
    rows = list(csv.reader(io.StringIO((MARROWBY / "answers.csv").read_text("utf-8-sig"))))
    rows[1][rows[0].index(column)] = value
    path = tmp_path / "answers.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    result = report(path, tmp_path / "out")
    assert result.exit_code == 1
    for words in said:
        assert words in result.output
    assert not (tmp_path / "out").exists()


def test_a_doubled_column_is_refused(tmp_path: Path) -> None:
    path = spoilt(tmp_path, "shared_purpose_2", "shared_purpose_1")
    result = report(path, tmp_path / "out")
    assert result.exit_code == 1
    assert "shared_purpose_1" in result.output
    assert not (tmp_path / "out").exists()


def test_a_formula_is_refused_with_its_cell(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["organisation", "shared_purpose_1"])
    workbook.active.append(["Council", "=1+1"])
    workbook.save(tmp_path / "answers.xlsx")
    result = report(tmp_path / "answers.xlsx", tmp_path / "out")
    assert result.exit_code == 1
    assert "formula" in result.output
    assert "row 2" in result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"organisation,trust_1\n\xff\xfe\xfa,4\n", "UTF-8"), (b"%PDF-1.7 ...", "PDF")],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    result = report(path, tmp_path / "out")
    assert result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "out").exists()


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    result = report(path, tmp_path / "out")
    assert result.exit_code == 1
    assert "200.0 MB" in result.output


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    result = report(MARROWBY / "answers.csv", tmp_path / "out")
    assert result.exit_code == 1
    assert "thesis.txt" in result.output
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_an_unknown_questionnaire_says_what_there_is(tmp_path: Path) -> None:
    result = report(MARROWBY / "answers.csv", tmp_path / "out", questionnaire="stuff")
    assert result.exit_code == 1
    assert "It has: staff." in result.output


def test_a_wrong_questionnaire_names_file_line_and_item(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("questionnaire: own\nversion: one\ntitle: Own\n")
    result = poet("questionnaire", "check", path)
    assert result.exit_code == 1
    assert "own.yaml" in result.output
    assert "line 2" in result.output or ":2" in result.output


def test_the_librarys_questionnaire_passes_its_own_check() -> None:
    result = poet("questionnaire", "check", "staff")
    assert result.exit_code == 0
    assert "12 dimensions" in result.output or "Dimensions" in result.output
