"""``poet questionnaire``: check a questionnaire before anybody answers it."""

from __future__ import annotations

from pathlib import Path

import click

from poet_method.instruments import (
    Questionnaire,
    QuestionnaireProblems,
    UnknownQuestionnaire,
    available,
    check,
    describe,
    load,
    read_questionnaire,
)


def find_questionnaire(name: str) -> Questionnaire:
    """The questionnaire in the file of this name, else the library's newest of this name."""
    path = Path(name)
    try:
        if path.is_file():
            return read_questionnaire(path.read_bytes(), name=path.name)
        return load(name)
    except QuestionnaireProblems as problems:
        raise click.ClickException(f"the questionnaire cannot be used.\n{problems}") from problems
    except UnknownQuestionnaire as unknown:
        in_library = ", ".join(available())
        raise click.ClickException(
            f"there is no questionnaire file {name!r}, and the library has none of that name. "
            f"It has: {in_library}."
        ) from unknown
    except OSError as error:
        raise click.ClickException(f"{name} cannot be opened ({error.strerror}).") from error


@click.group()
def questionnaire() -> None:
    """Work with questionnaires."""


@questionnaire.command("check")
@click.argument("questionnaire_name", metavar="Q")
def check_command(questionnaire_name: str) -> None:
    """Check Q, a questionnaire file (YAML) or the name of one in the library.

    Errors name file, line and item. Advice on wording follows; it is yours to take or leave.
    """
    found = find_questionnaire(questionnaire_name)
    click.echo(describe(found))
    advice = check(found)
    click.echo()
    if not advice:
        click.echo("No errors, and no advice.")
        return
    click.echo(f"No errors. Advice to think over ({len(advice)}):")
    for one in advice:
        click.echo(f"  {one}")
