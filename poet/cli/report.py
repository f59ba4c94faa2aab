"""``poet report``: staff answers in, a health report out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from poet.cli.questionnaire import find_questionnaire
from poet_documents.health_report import NotAReportError, check_replaceable, write_report
from poet_method.partnership_health import assess_tables
from poet_method.spreadsheets import InputProblems, read_table_file

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("answers", type=_FILE)
@click.option(
    "--questionnaire",
    "-q",
    "questionnaire_name",
    required=True,
    metavar="Q",
    help="A questionnaire file (YAML), or the name of one in the library, such as staff.",
)
@click.option(
    "--by",
    multiple=True,
    required=True,
    metavar="COLUMN",
    help="The column that says which organisation a person works for. Repeat it for staff groups.",
)
@click.option("--staff-counts", type=_FILE, help="How many staff were asked, by organisation: CSV or Excel.")
@click.option("--out", required=True, type=_FILE, help="The folder to write: new, or an earlier report's.")
@click.option("--title", default="Your partnership", show_default=True, help="The partnership's name.")
@click.option("--round", "round_", default="", help="Which survey this was, such as “Autumn 2026”.")
@click.option("--sheet", help="Which sheet of the answers' Excel file, where several hold data.")
@click.option("--simulated", is_flag=True, help="Say on every page that the answers are invented.")
def report(
    answers: Path,
    questionnaire_name: str,
    by: tuple[str, ...],
    staff_counts: Path | None,
    out: Path,
    title: str,
    round_: str,
    sheet: str | None,
    simulated: bool,
) -> None:
    """Make a health report from staff ANSWERS (CSV or Excel).

    Writes report.html, report.pdf and data/ into the folder given with --out. Where anything is wrong, says
    what, in which row and column, and how to mend it, and writes nothing.
    """
    questionnaire = find_questionnaire(questionnaire_name)
    try:
        check_replaceable(out)
        assessed = assess_tables(
            questionnaire=questionnaire,
            answers=read_table_file(answers, sheet=sheet),
            by=by,
            staff_counts=None if staff_counts is None else read_table_file(staff_counts),
            title=title,
            round=round_,
            simulated=simulated,
        )
        write_report(assessed.health, out, made_at=datetime.now(tz=UTC).replace(microsecond=0))
    except InputProblems as refused:
        raise click.ClickException(f"nothing was written.\n{refused}") from refused
    except NotAReportError as refused:
        raise click.ClickException(str(refused)) from refused
    except OSError as error:
        raise click.ClickException(
            f"nothing was written: {out} cannot be written ({error.strerror})."
        ) from error
    for sentence in (*assessed.health.reading_notes, *assessed.health.notes):
        click.echo(sentence)
    click.echo(f"Wrote {out / 'report.html'}, {out / 'report.pdf'} and {out / 'data'}.")
