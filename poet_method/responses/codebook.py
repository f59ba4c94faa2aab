"""What the text in a cell means: a value of the response scale, or one of the three codes for "no value"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from poet_method.instruments import ResponseScale, Wording
from poet_method.responses.matrix import AnswerCode
from poet_method.responses.wording import loose, plain
from poet_method.spreadsheets import in_words, shown

# "4", "4.0" (statistics programs write it so where a column has gaps), "4,0"; never "1,000" for 1.
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,6}|,0{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class CodeWords:
    """Words that stand for "no scale value" in files, whatever the questionnaire says; case is ignored."""

    cant_say: tuple[str, ...] = (
        "cant_say",
        "can't say",
        "cannot say",
        "dk",
        "don't know",
        "do not know",
        "not my role",
        "n/a",
        "not applicable",
    )
    missing: tuple[str, ...] = ("missing", "NA", "NaN", "NULL", "-oth-", "no answer")
    not_asked: tuple[str, ...] = ("not_asked", "not asked", "na - not asked")

    def pairs(self) -> Iterable[tuple[str, AnswerCode]]:
        """Each word with its code."""
        for code, codewords in (
            (AnswerCode.CANT_SAY, self.cant_say),
            (AnswerCode.MISSING, self.missing),
            (AnswerCode.NOT_ASKED, self.not_asked),
        ):
            yield from ((word, code) for word in codewords)


class Codebook:
    """All the ways of writing an answer on one response scale.

    Accepted: the value, its label in any language, both together ("4 - Agree", "Agree (4)"), the label of
    "can't say", a code word, and blank. The scale's own words come before code words.
    """

    def __init__(self, scale: ResponseScale, codewords: CodeWords) -> None:
        self.scale = scale
        self._exact: dict[str, set[int]] = {}
        self._loose: dict[str, set[int]] = {}
        for point in scale.points:
            self._add([str(point.value), *point.label.values()], point.value)
            both = [f"{point.value} {label}" for label in point.label.values()]
            turned = [f"{label} {point.value}" for label in point.label.values()]
            self._add([*both, *turned], point.value)
        self._add((scale.cant_say or {}).values(), AnswerCode.CANT_SAY)
        self._own = frozenset(self._loose)
        own = set(self._exact), self._own
        for word, code in codewords.pairs():
            if plain(word) not in own[0]:
                self._exact.setdefault(plain(word), set()).add(int(code))
            if loose(word) not in own[1]:
                self._loose.setdefault(loose(word), set()).add(int(code))

    def _add(self, texts: Iterable[str], code: int) -> None:
        for text in texts:
            self._exact.setdefault(plain(text), set()).add(int(code))
            if loose(text):
                self._loose.setdefault(loose(text), set()).add(int(code))

    def meanings(self, cell: str) -> frozenset[int]:
        """What the cell may mean: one code if it is clear, none if unknown, several if ambiguous."""
        text = plain(cell)
        if not text:
            return frozenset({int(AnswerCode.MISSING)})
        if text in self._exact:
            return frozenset(self._exact[text])
        number = whole_number(text)
        if number is not None:
            return frozenset({number} & set(self.scale.values))
        # Without its punctuation "-1" would read as 1.
        if _NUMBER.fullmatch(text) or not (text[0].isalnum() or text[0] in "(\"'"):
            return frozenset()
        return frozenset(self._loose.get(loose(text), ()))

    def is_own(self, cell: str) -> bool:
        """Whether the scale itself writes its answer so, rather than a code word."""
        return loose(cell) in self._own

    @property
    def allowed(self) -> str:
        """What may be written, as advice."""
        cant_say = f", or {shown(_first(self.scale.cant_say))}" if self.scale.cant_say else ""
        answers = f"{points_in_words(self.scale)}{cant_say}"
        return f"The answers are {answers}: write the number or the words, or leave the cell blank"


def points_in_words(scale: ResponseScale) -> str:
    """``1 ("Strongly disagree") to 5 ("Strongly agree")``; each point where whole numbers are left out."""
    points = [f"{point.value} ({shown(_first(point.label))})" for point in scale.points]
    if len(points) > 2 and len(points) == scale.highest - scale.lowest + 1:
        return f"{points[0]} to {points[-1]}"
    return in_words(points, most=len(points))


def whole_number(text: str) -> int | None:
    """The whole number that the text writes ("4", "4.0", "-1"), or ``None``."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else None


def _first(wording: Wording) -> str:
    return next(iter(wording.values()), "")
