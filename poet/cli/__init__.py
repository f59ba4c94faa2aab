"""The ``poet`` command. It never sets Django up; commands that need Django import it themselves."""

from __future__ import annotations

import click

from poet.cli.questionnaire import questionnaire
from poet.cli.report import report


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="poet-toolkit", prog_name="poet")
def main() -> None:
    """POET, the Partnership Outcomes Evaluation Toolkit."""


main.add_command(report)
main.add_command(questionnaire)
