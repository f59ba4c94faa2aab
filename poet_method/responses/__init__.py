"""The answer matrix, its missing codes, and reading it from a file."""

from poet_method.responses.matrix import AnswerCode, AnswerMatrix

__all__ = ["AnswerCode", "AnswerMatrix"]
