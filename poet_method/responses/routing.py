"""Items that some respondents were not asked, known from what they answered to an earlier question."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from poet_method.instruments import Condition, Question, Questionnaire
from poet_method.responses.matching import ColumnMatching
from poet_method.responses.matrix import AnswerCode
from poet_method.responses.wording import loose, plain
from poet_method.spreadsheets import Table

_SEVERAL = re.compile(r"[;|\n]")


def not_asked_by_routing(
    table: Table, questionnaire: Questionnaire, matching: ColumnMatching, values: NDArray[np.int8]
) -> list[str]:
    """Set cells of ``values`` (respondents, items) to ``NOT_ASKED`` where a routing rule is known false.

    Returns sentences: answers set aside because of it, and rules whose question has no clear column.
    """
    routes = _Routes(table, questionnaire, matching)
    matched = {column.id for column in matching.items}
    notes = []
    for place, item in enumerate(questionnaire.items):
        if item.ask_if is None or item.id not in matched:
            continue
        skipped = routes.known_false(item.ask_if)
        answered = values[:, place] != AnswerCode.MISSING
        set_aside = int((skipped & answered & (values[:, place] != AnswerCode.NOT_ASKED)).sum())
        values[skipped, place] = AnswerCode.NOT_ASKED
        if set_aside:
            notes.append(
                f"{item.id}: {set_aside:,} answers were set aside: by the answer to {item.ask_if.question} "
                "it was not asked."
            )
    return notes + [
        f"The question {question} has no clear column, so blanks that may depend on it count as missing."
        for question in sorted(routes.unknown)
    ]


class _Routes:
    """Which respondents are known not to meet a condition."""

    def __init__(self, table: Table, questionnaire: Questionnaire, matching: ColumnMatching) -> None:
        self._table = table
        self._questions = {question.id: question for question in questionnaire.questions}
        self._columns: dict[str, list[int]] = {}
        for column in matching.questions:
            self._columns.setdefault(column.id, []).append(column.position)
        self.unknown: set[str] = set()

    def known_false(self, condition: Condition) -> NDArray[np.bool_]:
        """Shape (respondents,): the question was answered otherwise, or was itself not asked."""
        nobody = np.zeros(len(self._table.rows), dtype=np.bool_)
        question = self._questions.get(condition.question)
        columns = self._columns.get(condition.question, [])
        if question is None or len(columns) != 1:
            self.unknown.add(condition.question)
            return nobody
        cells = self._table.column(columns[0])
        chosen = {cell: frozenset(_chosen(question, cell)) for cell in set(cells)}
        wanted = set(condition.is_one_of)
        false = {cell: bool(options) and not options & wanted for cell, options in chosen.items()}
        here = np.fromiter(map(false.__getitem__, cells), dtype=np.bool_, count=len(cells))
        if question.ask_if is None:
            return here
        blank = np.fromiter((not chosen[cell] for cell in cells), dtype=np.bool_, count=len(cells))
        return here | (blank & self.known_false(question.ask_if))


def _chosen(question: Question, cell: str) -> Iterator[str]:
    """The options that a cell names by value or label; none where it is blank or any part is unknown."""
    names: dict[str, str] = {}
    for option in question.options:
        for name in (option.value, *option.label.values()):
            names.setdefault(loose(name), option.value)
    for label in (question.cant_say or {}).values():
        names.setdefault(loose(label), "")  # answered, and none of the options
    parts = _SEVERAL.split(cell) if question.kind == "several" else [cell]
    found = [names.get(loose(part)) for part in parts if plain(part)]
    if None not in found:
        yield from (value for value in found if value is not None)
