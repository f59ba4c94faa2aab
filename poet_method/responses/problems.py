"""Why answers or staff counts cannot be used."""

from poet_method.spreadsheets import InputProblems


class AnswerProblems(InputProblems):
    """The table was read, but what it says cannot be used; see :class:`InputProblems`."""
