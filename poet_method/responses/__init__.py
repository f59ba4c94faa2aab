"""The answer matrix, its missing codes, and reading it from a table."""

from poet_method.responses.codebook import CodeWords
from poet_method.responses.groups import answers_by_group
from poet_method.responses.matching import ColumnMatching, MatchedColumn
from poet_method.responses.matrix import AnswerCode, AnswerMatrix
from poet_method.responses.problems import AnswerProblems, MissingColumn, StaffCountProblems
from poet_method.responses.reading import ReadAnswers, read_answers
from poet_method.responses.reading_staff_counts import read_staff_counts
from poet_method.responses.staff_counts import StaffCounts

__all__ = [
    "AnswerCode",
    "AnswerMatrix",
    "AnswerProblems",
    "CodeWords",
    "ColumnMatching",
    "MatchedColumn",
    "MissingColumn",
    "ReadAnswers",
    "StaffCountProblems",
    "StaffCounts",
    "answers_by_group",
    "read_answers",
    "read_staff_counts",
]
