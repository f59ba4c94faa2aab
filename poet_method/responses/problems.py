"""Why answers or staff counts cannot be used."""

from dataclasses import dataclass

from poet_method.spreadsheets import InputProblems, Problem


class AnswerProblems(InputProblems):
    """The table was read, but what it says cannot be used; see :class:`InputProblems`."""


class StaffCountProblems(AnswerProblems):
    """The same of the table of staff counts, also where it contradicts the answers."""


@dataclass(frozen=True, slots=True)
class MissingColumn(Problem):
    """No column is called as the grouping is: the name that was given may be wrong rather than the table."""
