"""What can be done with health reports."""

from poet.partnership_health.actions.making import (
    CannotMakeReport,
    FileProblems,
    GivenFile,
    make_report_from_answers,
)
from poet.partnership_health.actions.publishing import (
    CannotShare,
    make_link,
    publish,
    withdraw_link,
)

__all__ = [
    "CannotMakeReport",
    "CannotShare",
    "FileProblems",
    "GivenFile",
    "make_link",
    "make_report_from_answers",
    "publish",
    "withdraw_link",
]
