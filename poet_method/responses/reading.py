"""Reading answers from a table: columns matched to items, cells to codes, groups to labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet_method.instruments import Item, Questionnaire, ResponseScale
from poet_method.responses.codebook import Codebook, CodeWords, whole_number
from poet_method.responses.groups import merged_labels, too_long_labels
from poet_method.responses.matching import ColumnMatching, MatchedColumn, match_columns
from poet_method.responses.matrix import AnswerCode, AnswerMatrix
from poet_method.responses.problems import AnswerProblems
from poet_method.responses.routing import not_asked_by_routing
from poet_method.responses.wording import plain, words
from poet_method.spreadsheets import Problem, Table, in_words, shown

_FEWEST_FOR_PATTERN = 3  # answers outside the scale before a whole column is judged


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
    in_column: list[Problem] = []
    for matched in matching.items:
        codes, column_problems = _codes(table, matched, codebooks[items[matched.id].scale.id], said)
        values[:, places[matched.id]] = codes
        in_column += column_problems
    problems += _second_header(table, matching, items, codebooks) + in_column
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
            notes += said
    return groups, notes, problems


def _codes(
    table: Table, matched: MatchedColumn, codebook: Codebook, said: Counter[tuple[str, int]]
) -> tuple[NDArray[np.int8], list[Problem]]:
    """One column's codes; ``said`` counts code words: words that the questionnaire itself does not use."""
    cells = table.column(matched.position)
    tally = Counter(cells)
    meanings = {cell: codebook.meanings(cell) for cell in tally}  # few distinct texts, many cells
    unclear = [cell for cell, codes in meanings.items() if len(codes) != 1]
    if unclear:
        blank = np.full(len(cells), AnswerCode.MISSING, dtype=np.int8)
        return blank, _column_problems(table, matched.position, codebook, tally, meanings)
    code = {cell: next(iter(codes)) for cell, codes in meanings.items()}
    for cell, count in tally.items():
        if code[cell] < 0 and plain(cell) and not codebook.is_own(cell):
            said[" ".join(cell.split()), code[cell]] += count
    return np.fromiter(map(code.__getitem__, cells), dtype=np.int8, count=len(cells)), []


def _column_problems(
    table: Table,
    position: int,
    codebook: Codebook,
    tally: Counter[str],
    meanings: dict[str, frozenset[int]],
) -> list[Problem]:
    """One problem for the column where it is coded otherwise or holds something else; else one per value."""
    rows: dict[str, list[int]] = {}
    for row, cell in enumerate(table.column(position)):
        if len(meanings[cell]) != 1:
            rows.setdefault(cell, []).append(row)
    outside = sum(len(found) for found in rows.values())
    answered = sum(count for cell, count in tally.items() if meanings[cell] != {AnswerCode.MISSING})
    first = next(iter(rows))
    where = table.where(rows=[rows[first][0]], column=position)
    if outside >= _FEWEST_FOR_PATTERN:
        scale = codebook.scale
        coding = _other_coding(tally, meanings, scale)
        counted = f"{outside:,} of {answered:,} answers are outside it, {shown(first)} is the first"
        if coding:
            what = (
                f"the column looks coded {coding}; the scale is {scale.lowest} to {scale.highest} ({counted})"
            )
            mend = "Recode the column, or correct the response scale in the questionnaire"
            return [Problem(where, what, mend)]
        if outside * 2 > answered:
            what = f"most values are not answers on the scale {scale.id} ({counted})"
            mend = f"Write {codebook.allowed}, or rename the column if it holds something else"
            return [Problem(where, what, mend)]
    problems = []
    for cell, found in rows.items():
        kind = "could mean more than one answer" if meanings[cell] else "is not an answer on the scale"
        what = f"{shown(cell)} {kind} {codebook.scale.id}"
        problems.append(Problem(table.where(rows=found, column=position), what, f"Write {codebook.allowed}"))
    return problems


def _other_coding(tally: Counter[str], meanings: dict[str, frozenset[int]], scale: ResponseScale) -> str:
    """For example "0 to 4" where all answers are whole numbers that would fit the scale if shifted."""
    numbers = []
    for cell in tally:
        number = whole_number(plain(cell))
        if number is not None:
            numbers.append(number)
        elif len(meanings[cell]) != 1:
            return ""
    if not numbers or max(numbers) - min(numbers) > scale.highest - scale.lowest:
        return ""
    return f"{min(numbers)} to {max(numbers)}"


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
