"""Group labels as people typed them: one label where only case and spaces differ, no guess beyond that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from poet_method.responses.matrix import AnswerMatrix
from poet_method.responses.wording import plain, words
from poet_method.spreadsheets import Problem, Table, in_words, shown

_MOST_NOTED = 10
_SHORTEST_ALIKE = 5  # characters; "NHSA" and "NHSB" are both meant
_LONGEST_ALIKE = 100
_MOST_COMPARED = 5_000
_LONGEST_LABEL = 200  # characters; more is no label but text


def merged_labels(cells: Sequence[str], grouping: str) -> tuple[NDArray[np.str_], list[str]]:
    """One label per respondent, trimmed, with the commonest spelling of those that differ in case and spaces
    (and invisible characters, and the kind of apostrophe).

    Also returns sentences: what was merged, which labels look alike but were kept apart.
    """
    counts = Counter(" ".join(cell.split()) for cell in cells)
    spellings: dict[str, list[str]] = {}
    for label, _ in counts.most_common():
        spellings.setdefault(plain(label), []).append(label)
    chosen = {label: alike[0] if key else "" for key, alike in spellings.items() for label in alike}
    labels = np.array([chosen[" ".join(cell.split())] for cell in cells], dtype=np.str_)

    notes = [
        f"{grouping}: {in_words([shown(other) for other in alike[1:]])} counted as {shown(alike[0])}."
        for key, alike in spellings.items()
        if key and len(alike) > 1
    ]
    pairs = look_alikes([alike[0] for alike in spellings.values()])
    notes += [
        f"{grouping}: {shown(one)} and {shown(other)} look alike; they are kept apart."
        for one, other in pairs[:_MOST_NOTED]
    ]
    if len(pairs) > _MOST_NOTED:
        notes.append(f"{grouping}: {len(pairs) - _MOST_NOTED:,} more pairs of labels look alike.")
    return labels, notes


def blank_labels(table: Table, position: int, grouping: str) -> list[str]:
    """A sentence that names the rows (5 at most) that do not say their group, if there are any."""
    rows = [table.row_numbers[row] for row, cell in enumerate(table.column(position)) if not plain(cell)]
    if not rows:
        return []
    said = f"Row {rows[0]} does" if len(rows) == 1 else f"Rows {in_words(rows)} do"
    return [f"{said} not say the {grouping} ({len(rows):,} of {len(table.rows):,} people)."]


def too_long_labels(table: Table, position: int) -> list[Problem]:
    """A grouping column of long texts is the wrong column."""
    rows = [row for row, cell in enumerate(table.column(position)) if len(cell) > _LONGEST_LABEL]
    if not rows:
        return []
    what = f"a label has more than {_LONGEST_LABEL} characters"
    return [Problem(table.where(rows=rows, column=position), what, "Shorten it, or group by another column")]


def look_alikes(labels: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs that differ in punctuation only, or by one letter added, left out, changed or swapped.

    Not counted: pairs that differ in a digit ("Team 1", "Team 2"), and labels under 5 or over 100 characters.
    The first 5,000 labels are looked at.
    """
    bare = {
        label: " ".join(words(label))
        for label in labels[:_MOST_COMPARED]
        if _SHORTEST_ALIKE <= len(label) <= _LONGEST_ALIKE
    }
    # Two texts one edit apart share a text with one letter fewer (or are it): no need to compare all pairs.
    shorter: dict[str, list[str]] = {}
    for label, text in bare.items():
        for reduced in {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}:
            shorter.setdefault(reduced, []).append(label)
    pairs = {
        (one, other)
        for alike in shorter.values()
        for place, one in enumerate(alike[:_MOST_NOTED])
        for other in alike[place + 1 : _MOST_NOTED]
        if _digits(one) == _digits(other) and _one_edit(bare[one], bare[other])
    }
    order = {label: place for place, label in enumerate(labels)}
    return sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _one_edit(one: str, other: str) -> bool:
    """Whether at most one letter is added, left out, changed or swapped with the next."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, letter in enumerate(one) if letter != other[at]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped


def answers_by_group(matrix: AnswerMatrix, by: Sequence[str]) -> Mapping[tuple[str, ...], int]:
    """How many respondents each group has; keys as in :class:`StaffCounts`. ``""`` is a label not known."""
    if not by:
        return {}
    return Counter(zip(*(matrix.groups[name].tolist() for name in by), strict=True))
