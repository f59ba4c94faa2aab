"""Cells that are no answer on their response scale: a file coded otherwise is told from single slips.

Somebody who is told cell by cell to write 1 to 5 where the survey tool wrote 0 to 4 would spoil the answers
that happen to fit. So the columns of one scale are judged together before any cell is spoken of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from poet_method.responses.codebook import Codebook, points_in_words, whole_number
from poet_method.responses.matrix import AnswerCode
from poet_method.responses.wording import plain
from poet_method.spreadsheets import Problem, Table, shown

_FEWEST_FOR_PATTERN = 3  # answers outside the scale before a coding is judged
_RAREST_IN_CODING = 100  # a number that fewer than 1 in 100 answers have is a slip, not part of a coding
_COLUMNS_FOR_LONGER = 3  # 1 column in 3 has to go beyond the scale before all are taken to


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """An item's column: how often each text occurs in it, and what each may mean (few texts, many cells)."""

    position: int
    codebook: Codebook
    tally: Mapping[str, int]
    meanings: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, table: Table, position: int, codebook: Codebook) -> AnswerColumn:
        """The column at this position (from 0)."""
        tally = Counter(table.column(position))
        return cls(position, codebook, tally, {cell: codebook.meanings(cell) for cell in tally})

    @property
    def unclear(self) -> frozenset[str]:
        """The texts that are no answer, or could be more than one."""
        return frozenset(cell for cell, codes in self.meanings.items() if len(codes) != 1)

    @property
    def answered(self) -> int:
        """Cells that are neither blank nor say "not answered"."""
        return sum(count for cell, count in self.tally.items() if self.meanings[cell] != {AnswerCode.MISSING})

    @property
    def numbers(self) -> Counter[int]:
        """How often each whole number occurs as an answer, on the scale or outside it."""
        numbers: Counter[int] = Counter()
        for cell, count in self.tally.items():
            number = whole_number(plain(cell))
            if number is not None and (not self.meanings[cell] or number in self.meanings[cell]):
                numbers[number] += count
        return numbers

    @property
    def outside(self) -> frozenset[str]:
        """The texts that are whole numbers, but not on the scale."""
        return frozenset(
            cell
            for cell, codes in self.meanings.items()
            if not codes and whole_number(plain(cell)) is not None
        )


def outside_scale(table: Table, columns: Sequence[AnswerColumn]) -> list[Problem]:
    """Everything that is no answer in ``columns``; one problem for all columns of a scale coded otherwise."""
    by_scale: dict[str, list[AnswerColumn]] = {}
    for column in columns:
        if column.numbers:
            by_scale.setdefault(column.codebook.scale.id, []).append(column)
    problems: list[Problem] = []
    told: set[int] = set()
    for alike in by_scale.values():
        coding = _other_coding(alike)
        if coding:
            problems.append(_coded_otherwise(table, alike, coding))
            told.update(column.position for column in alike)
    for column in columns:
        if column.position not in told and column.unclear:
            problems += _in_column(table, column)
    return problems


def _other_coding(columns: Sequence[AnswerColumn]) -> str:
    """For example "0 to 4", where the columns together look coded so and the scale is 1 to 5; else "".

    Numbers that no more than a slip explains, and codes far from the others (99), are left out of account.
    """
    scale = columns[0].codebook.scale
    numbers: Counter[int] = sum((column.numbers for column in columns), Counter())
    total = numbers.total()
    outside = sum(count for number, count in numbers.items() if number not in scale.values)
    if outside < _FEWEST_FOR_PATTERN:
        return ""
    coding = sorted(number for number, count in numbers.items() if count * _RAREST_IN_CODING >= total)
    shifted = len(coding) > 1 and coding[-1] - coding[0] <= scale.highest - scale.lowest
    if not shifted:
        run = max(_runs(coding), key=lambda run: sum(numbers[number] for number in run), default=[])
        if len(run) > 1 and sum(numbers[number] for number in run) * 2 >= total:
            coding = run
        elif outside * 2 <= total:
            return ""
        beyond = sum(1 for column in columns if column.numbers.keys() & set(coding) - set(scale.values))
        if beyond * _COLUMNS_FOR_LONGER < len(columns):
            return ""
    return "" if set(coding) <= set(scale.values) else _from_to(coding)


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Sorted numbers, cut where one is missing: 1, 2, 3, 99 → [1, 2, 3] and [99]."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _coded_otherwise(table: Table, columns: Sequence[AnswerColumn], coding: str) -> Problem:
    first = next(column for column in columns if column.outside)
    stray = first.outside
    row, cell = next((row, cell) for row, cell in enumerate(table.column(first.position)) if cell in stray)
    outside = sum(column.tally[text] for column in columns for text in column.outside)
    answered = sum(column.answered for column in columns)
    points = points_in_words(first.codebook.scale)
    subject = "the column looks" if len(columns) == 1 else f"{len(columns):,} columns of answers look"
    what = (
        f"{subject} coded {coding}; the answers are {points} "
        f"({outside:,} of {answered:,} are other numbers, such as {shown(cell)} here)"
    )
    which = "the whole column" if len(columns) == 1 else "all these columns"
    mend = (
        f"Do not change single cells: find out what each number stands for and recode {which}, "
        "or correct the response scale in the questionnaire"
    )
    return Problem(table.where(rows=[row], column=first.position), what, mend)


def _in_column(table: Table, column: AnswerColumn) -> list[Problem]:
    """One problem for the column where it is coded otherwise or holds something else; else one per value."""
    coding = _other_coding([column]) if column.numbers else ""
    if coding:
        return [_coded_otherwise(table, [column], coding)]
    unclear = column.unclear
    rows: dict[str, list[int]] = {}
    for row, cell in enumerate(table.column(column.position)):
        if cell in unclear:
            rows.setdefault(cell, []).append(row)
    outside = sum(len(found) for found in rows.values())
    allowed = column.codebook.allowed
    if outside >= _FEWEST_FOR_PATTERN and outside * 2 > column.answered:
        first = next(iter(rows))
        what = f"most cells are not answers ({outside:,} of {column.answered:,}, {shown(first)} is the first)"
        mend = f"{allowed}. Rename the column if it holds something else"
        return [Problem(table.where(rows=rows[first][:1], column=column.position), what, mend)]
    problems = []
    for cell, found in rows.items():
        kind = "could mean more than one answer" if column.meanings[cell] else "is not one of the answers"
        where = table.where(rows=found, column=column.position)
        problems.append(Problem(where, f"{shown(cell)} {kind}", allowed))
    return problems


def _from_to(numbers: Sequence[int]) -> str:
    return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
