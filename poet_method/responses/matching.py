"""Which column of a table holds the answers to which item, question or grouping; never a guess."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from poet_method.instruments import Questionnaire, Wording
from poet_method.responses.problems import MissingColumn
from poet_method.responses.wording import plain, words
from poet_method.spreadsheets import Problem, Table, column_letter, in_words, shown

_BRACKETED = re.compile(r"\[([^\[\]]*)\]\s*$")
_MOST_WORDS = 200  # of a header; longer ones are no item
_MOST_ID_WORDS = 12
_MOST_COMPARED = 200  # headers looked through for the closest one
_LONGEST_COMPARED = 80  # characters
_SHORTEST_HELD = 3
_MOST_NAMED = 12  # columns listed where one was not found


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """A column (``position`` from 0), the item, question or grouping it answers, and how that is known."""

    id: str
    position: int
    header: str
    how: str

    def __str__(self) -> str:
        return f"{self.id}: column {column_letter(self.position)} ({shown(self.header)}), by {self.how}"


@dataclass(frozen=True, slots=True)
class ColumnMatching:
    """What was made of each column, and which items have none (nobody is taken to have been asked those)."""

    items: tuple[MatchedColumn, ...]
    questions: tuple[MatchedColumn, ...]
    groupings: tuple[MatchedColumn, ...]
    ignored: tuple[str, ...]  # "column D (\"comments\")"
    without_column: tuple[str, ...]  # item ids

    def sentences(self) -> tuple[str, ...]:
        """The same for reading: the sum, what was not matched, and each column that was not plainly named."""
        found = f"{len(self.items)} of {len(self.items) + len(self.without_column)} items have a column."
        lines = [found]
        if self.without_column:
            missing = in_words(self.without_column, most=20)
            lines.append(f"No column, so taken as not asked: {missing}.")
        if self.ignored:
            lines.append(f"Not used: {in_words(self.ignored, most=20)}.")
        for kind, columns in (
            ("Grouping", self.groupings),
            ("Item", self.items),
            ("Question", self.questions),
        ):
            lines += [f"{kind} {column}." for column in columns if column.how != "id"]
        return tuple(lines)


def match_columns(
    table: Table, questionnaire: Questionnaire, *, by: Sequence[str]
) -> tuple[ColumnMatching, list[Problem]]:
    """Match columns to items, to the questions that are not scored, and to the groupings ``by``.

    The first of these that fits counts: the item's id; its id without regard to case, spaces, dashes; its
    full text in any language; either of these inside what survey tools add (``Q5[id]``, ``G01Q02_id``,
    ``id: text``). A column that fits two items, or an item with two columns, is a problem.
    """
    index = _Index(questionnaire)
    item_ids = [item.id for item in questionnaire.items]
    found: dict[str, list[MatchedColumn]] = {}
    problems: list[Problem] = []
    used: set[int] = set()
    for position, header in enumerate(table.columns):
        ids, how = index.fits(header)
        if len(ids) == 1:
            used.add(position)
            for thing in ids:
                found.setdefault(thing, []).append(MatchedColumn(thing, position, header, how))
        elif ids.intersection(item_ids):
            used.add(position)
            what = f"the column fits more than one item: {in_words(sorted(ids))}"
            problems.append(Problem(table.where(column=position), what, "Use the item's id as the header"))

    for item_id in item_ids:
        problems += _several_columns(table, item_id, found.get(item_id, []))
    groupings, grouping_problems = _groupings(table, by, found)
    used |= {grouping.position for grouping in groupings}
    without = tuple(item_id for item_id in item_ids if item_id not in found)
    if not problems and len(without) == len(item_ids):
        problems.append(_nothing_matched(table, questionnaire))
    matching = ColumnMatching(
        items=tuple(found[item_id][0] for item_id in item_ids if item_id in found),
        questions=tuple(
            column for question in questionnaire.questions for column in found.get(question.id, ())
        ),
        groupings=tuple(groupings),
        ignored=tuple(
            f"column {column_letter(position)} ({shown(header)})"
            for position, header in enumerate(table.columns)
            if position not in used
        ),
        without_column=without,
    )
    return matching, [*problems, *grouping_problems]


class _Index:
    """Items and questions by id and by text."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._ids: dict[str, set[str]] = {}
        self._close_ids: dict[str, set[str]] = {}
        self._texts: dict[tuple[str, ...], set[str]] = {}
        self._wordings: dict[str, list[tuple[str, ...]]] = {}
        for item in questionnaire.items:
            self._add(item.id, item.text)
        for question in questionnaire.questions:
            self._add(question.id, question.text)

    def _add(self, thing: str, text: Wording) -> None:
        self._wordings[thing] = [words(version) for version in text.values()]
        self._ids.setdefault(plain(thing), set()).add(thing)
        self._close_ids.setdefault("".join(words(thing)), set()).add(thing)
        for wording in self._wordings[thing]:
            if wording:
                self._texts.setdefault(wording, set()).add(thing)

    def fits(self, header: str) -> tuple[set[str], str]:
        """The ids that the header fits, and how."""
        if plain(header) in self._ids:
            return self._ids[plain(header)], "id"
        bracketed = _BRACKETED.search(header)
        for before, part, within in (
            (header[: bracketed.start()], bracketed.group(1), " in brackets") if bracketed else ("", "", ""),
            ("", header, ""),
        ):
            tokens = words(part)
            if not tokens or len(tokens) > _MOST_WORDS:
                continue
            for start in range(_codes(tokens) + 1):
                ids, how = self._named(tokens[start:])
                if ids:
                    # "Q1. <text of q2>", or "q1[q2]", names two items.
                    others = self._close_ids.get("".join((*words(before), *tokens[:start])), set())
                    return ids | others, how + (within or (" after a question number" if start else ""))
        return set(), ""

    def _named(self, tokens: tuple[str, ...]) -> tuple[set[str], str]:
        joined = "".join(tokens)
        if joined in self._close_ids:
            return self._close_ids[joined], "id"
        if tokens in self._texts:
            return self._texts[tokens], "text"
        # "shared_purpose_1: We agree on what …": the id, then the beginning of its text.
        for end in range(1, min(len(tokens), _MOST_ID_WORDS + 1)):
            rest = tokens[end:]
            ids = self._close_ids.get("".join(tokens[:end]), set())
            begun = {
                thing for thing in ids if any(text[: len(rest)] == rest for text in self._wordings[thing])
            }
            if begun or (ids and rest in self._texts):
                return begun or ids | self._texts[rest], "id and text"
        return set(), ""


def _codes(tokens: tuple[str, ...]) -> int:
    """How many words at the front (3 at most, never all) are a survey tool's codes: Q5, G01Q02, 12."""
    count = 0
    for token in tokens[: min(3, len(tokens) - 1)]:
        if token not in {"q", "question", "item"} and not any(letter.isdigit() for letter in token):
            break
        count += 1
    return count


def _several_columns(table: Table, item_id: str, columns: list[MatchedColumn]) -> Iterable[Problem]:
    if len(columns) > 1:
        places = [f"{column_letter(column.position)} ({shown(column.header)})" for column in columns]
        what = f"{len(columns)} columns fit the item {item_id}: {in_words(places)}"
        yield Problem(table.name, what, "Delete or rename all but one")


def _groupings(
    table: Table, by: Sequence[str], found: dict[str, list[MatchedColumn]]
) -> tuple[list[MatchedColumn], list[Problem]]:
    """The column of each grouping: called so, or the question with that id."""
    matched: list[MatchedColumn] = []
    problems: list[Problem] = []
    for name in by:
        positions = named_columns(table, (name,))
        columns = [MatchedColumn(name, position, table.columns[position], "name") for position in positions]
        columns = columns or found.get(name, [])
        if len(columns) == 1:
            matched.append(columns[0])
        elif columns:
            letters = in_words([column_letter(column.position) for column in columns])
            what = f"the columns {letters} all fit the grouping {shown(name)}"
            problems.append(Problem(table.name, what, "Delete or rename all but one"))
        else:
            statements = {column.position for columns in found.values() for column in columns}
            problems.append(missing_column(table, name, unlikely=statements))
    return matched, problems


def named_columns(table: Table, names: Iterable[str]) -> list[int]:
    """Positions of the columns called by one of these names, without regard to case, spaces, dashes."""
    wanted = {words(name) for name in names} | {("".join(words(name)),) for name in names}
    return [
        position
        for position, header in enumerate(table.columns)
        if words(header) in wanted or ("".join(words(header)),) in wanted
    ]


def missing_column(table: Table, name: str, *, unlikely: Collection[int] = ()) -> MissingColumn:
    """The problem that no column is called so: the closest, and the columns there are.

    Columns at ``unlikely`` positions (those of the statements) come last and are not taken for a slip.
    """
    likely = [header for position, header in enumerate(table.columns) if position not in unlikely]
    others = [table.columns[position] for position in sorted(unlikely)]
    closest = _closest(name, likely[:_MOST_COMPARED])
    columns = in_words([shown(header) for header in [*likely, *others]], most=_MOST_NAMED)
    mend = f"{f'Did you mean {shown(closest)}? ' if closest else ''}The columns are: {columns}"
    return MissingColumn(table.name, f"there is no column called {shown(name)}", mend)


def _closest(name: str, headers: Sequence[str]) -> str | None:
    """The header that holds the name or is held by it ("org", "organisation"), else the one most like it."""
    folded = {header[:_LONGEST_COMPARED].casefold(): header for header in reversed(headers)}
    wanted = name[:_LONGEST_COMPARED].casefold()
    holding = [
        header
        for header in folded
        if min(len(wanted), len(header)) >= _SHORTEST_HELD and (wanted in header or header in wanted)
    ]
    best = difflib.get_close_matches(wanted, holding or list(folded), n=1, cutoff=0 if holding else 0.6)
    return folded[best[0]] if best else None


def _nothing_matched(table: Table, questionnaire: Questionnaire) -> Problem:
    headers = [header[:80].casefold() for header in table.columns[:_MOST_COMPARED]]
    close: list[str] = []
    for item in questionnaire.items[:20]:
        for name in (item.id, _first(item.text)[:80].casefold()):
            best = difflib.get_close_matches(name, headers, n=1)
            close += [f"{shown(table.columns[headers.index(header)])} for {item.id}" for header in best]
    example = questionnaire.items[0].id
    mend = f"Use item ids as headers, for example {example}"
    if close:
        mend += f"; the closest headers are {in_words(list(dict.fromkeys(close)))}"
    what = (
        f"no column fits any of the {len(questionnaire.items)} items of the questionnaire {questionnaire.id}"
    )
    return Problem(table.name, what, mend)


def _first(wording: Wording) -> str:
    return next(iter(wording.values()), "")
