"""Reading answers from a table: columns matched to items, cells to codes, groups to labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet_method.instruments import Item, Questionnaire
from poet_method.responses.codebook import Codebook, CodeWords
from poet_method.responses.groups import blank_labels, merged_labels, too_long_labels
from poet_method.responses.matching import ColumnMatching, match_columns
from poet_method.responses.matrix import AnswerCode, AnswerMatrix
from poet_method.responses.outside_scale import AnswerColumn, outside_scale
from poet_method.responses.problems import AnswerProblems
from poet_method.responses.routing import not_asked_by_routing
from poet_method.responses.wording import plain, words
from poet_method.spreadsheets import Problem, Table, in_words, shown


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """The answers, what was made of each column, and what a reader should know (sentences)."""

    matrix: AnswerMatrix
    matching: ColumnMatching
    notes: tuple[str, ...] = ()


def read_answers(
    table: Table, questionnaire: Questionnaire, *, by: Sequence[str], codewords: CodeWords | None = None
) -> ReadAnswers:
    """The answers in ``table`` to the items of ``questionnaire``; ``by`` names the grouping columns.

    Blank cells are ``MISSING``; items without a column, and items that routing is known to have left out, are
    ``NOT_ASKED``. Values are never shifted or guessed. Raises :class:`AnswerProblems` with all that is wrong.
    """
    matching, problems = match_columns(table, questionnaire, by=by)
    items = {item.id: item for item in questionnaire.items}
    places = {item_id: place for place, item_id in enumerate(items)}
    values = np.full((len(table.rows), len(items)), AnswerCode.NOT_ASKED, dtype=np.int8, order="F")
    scales = {item.scale.id: item.scale for item in questionnaire.items}
    codebooks = {name: Codebook(scale, codewords or CodeWords()) for name, scale in scales.items()}
    said: Counter[tuple[str, int]] = Counter()
    columns: list[AnswerColumn] = []
    for matched in matching.items:
        column = AnswerColumn.of(table, matched.position, codebooks[items[matched.id].scale.id])
        columns.append(column)
        if not column.unclear:
            values[:, places[matched.id]] = _codes(table, column, said)
    problems += _second_header(table, matching, items, codebooks) + outside_scale(table, columns)
    notes = not_asked_by_routing(table, questionnaire, matching, values)
    groups, group_notes, group_problems = _groups(table, matching)
    problems += group_problems
    if problems:
        raise AnswerProblems(problems)
    notes += group_notes + _notes_on_codes(said) + _notes_on_rows(table, values)
    return ReadAnswers(AnswerMatrix(tuple(items), values, groups), matching, tuple(notes))


def _groups(
    table: Table, matching: ColumnMatching
) -> tuple[dict[str, NDArray[np.str_]], list[str], list[Problem]]:
    """One label per respondent for each grouping, sentences about them, and what is wrong with them."""
    groups: dict[str, NDArray[np.str_]] = {}
    notes: list[str] = []
    problems: list[Problem] = []
    for grouping in matching.groupings:
        too_long = too_long_labels(table, grouping.position)
        problems += too_long
        if not too_long:
            groups[grouping.id], said = merged_labels(table.column(grouping.position), grouping.id)
            notes += said + blank_labels(table, grouping.position, grouping.id)
    return groups, notes, problems


def _codes(table: Table, column: AnswerColumn, said: Counter[tuple[str, int]]) -> NDArray[np.int8]:
    """One clear column's codes; ``said`` counts code words: words that the questionnaire does not use."""
    code = {cell: next(iter(codes)) for cell, codes in column.meanings.items()}
    for cell, count in column.tally.items():
        if code[cell] < 0 and plain(cell) and not column.codebook.is_own(cell):
            said[" ".join(cell.split()), code[cell]] += count
    cells = table.column(column.position)
    return np.fromiter(map(code.__getitem__, cells), dtype=np.int8, count=len(cells))


def _second_header(
    table: Table, matching: ColumnMatching, items: Mapping[str, Item], codebooks: Mapping[str, Codebook]
) -> list[Problem]:
    """Some survey tools write the wording in a second line; better said once than column by column."""
    if not table.rows:
        return []
    for matched in matching.items:
        item, cell = items[matched.id], table.rows[0][matched.position]
        is_wording = words(cell) in {words(wording) for wording in item.text.values()}
        if is_wording and not codebooks[item.scale.id].meanings(cell):
            what = f"the row repeats the wording of {item.id}; it looks like a second line of headers"
            where = table.where(rows=[0], column=matched.position)
            return [Problem(where, what, "Delete the row, and any other line of headers")]
    return []


def _notes_on_codes(said: Counter[tuple[str, int]]) -> list[str]:
    meaning = {
        AnswerCode.CANT_SAY: "can't say",
        AnswerCode.MISSING: "not answered",
        AnswerCode.NOT_ASKED: "not asked",
    }
    return [
        f"{shown(word)} was read as {meaning[AnswerCode(code)]} {count:,} time{'' if count == 1 else 's'}."
        for (word, code), count in said.most_common(20)
        if word.casefold() != AnswerCode(code).name.casefold()  # our own words need no explaining
    ]


def _notes_on_rows(table: Table, values: NDArray[np.int8]) -> list[str]:
    notes = []
    copies = [count for count in Counter(table.rows).values() if count > 1]
    if copies:
        extra = sum(copies) - len(copies)
        notes.append(
            f"{extra:,} row{'' if extra == 1 else 's'} repeat an earlier one in every cell; all are kept."
        )
    silent = np.flatnonzero((values < 0).all(axis=1) & ~(values == AnswerCode.CANT_SAY).any(axis=1))
    if len(silent):
        rows = in_words([table.row_numbers[row] for row in silent])
        notes.append(
            f"{len(silent):,} of {len(table.rows):,} rows answer no item (rows {rows}); they are kept."
        )
    return notes
