"""A questionnaire as values: what is asked, on which scale, and which dimension it speaks to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Wording = Mapping[str, str]
"""The same text by language code, for example ``{"en": "…", "cy": "…"}``."""

QuestionKind = Literal["choice", "several", "number", "text", "entries"]


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """One answer a respondent can choose: its stored value (0 to 100) and its label."""

    value: int
    label: Wording


@dataclass(frozen=True, slots=True)
class ResponseScale:
    """Ordered answers, from least to most agreement (or frequency, or amount).

    Points are equally spaced by rank for scoring only if their values are: a score uses the values.
    ``cant_say`` is the label of the separate "don't know / not my role" answer, or ``None``.
    """

    id: str
    points: tuple[ScalePoint, ...]
    cant_say: Wording | None = None

    @property
    def lowest(self) -> int:
        """The smallest value."""
        return self.points[0].value

    @property
    def highest(self) -> int:
        """The largest value."""
        return self.points[-1].value

    @property
    def values(self) -> tuple[int, ...]:
        """All values, in order."""
        return tuple(point.value for point in self.points)


@dataclass(frozen=True, slots=True)
class Condition:
    """A routing rule: ask only where an earlier question has one of these answers."""

    question: str
    is_one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a dimension.

    ``reversed`` items count from the other end; ``drawback`` items are about a drawback or mistrust.
    """

    id: str
    text: Wording
    dimension: str
    scale: ResponseScale
    reversed: bool = False
    drawback: bool = False
    ask_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """Where a dimension sits: structural, organisational or individual."""

    id: str
    name: Wording
    about: Wording


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing a partnership needs, measured by several items and scored 0–10."""

    id: str
    name: Wording
    level: str
    about: Wording
    items: tuple[Item, ...]
    sources: tuple[str, ...] = ()

    @property
    def scale(self) -> ResponseScale:
        """The response scale, the same for all items of a dimension."""
        return self.items[0].scale


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice question."""

    value: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Question:
    """Anything asked that is not scored: facts, staff's own placing, free text, repeated entries."""

    id: str
    kind: QuestionKind
    text: Wording
    help: Wording | None = None
    options: tuple[Option, ...] = ()
    cant_say: Wording | None = None
    lowest: int | None = None
    highest: int | None = None
    longest: int | None = None  # characters of a text answer
    most: int | None = None  # entries of an ``entries`` question
    fields: tuple[Question, ...] = ()  # what each entry asks
    ask_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What respondents meet as one part: its questions in order, then its dimensions in order."""

    id: str
    title: Wording
    introduction: Wording | None
    dimensions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    optional: bool = False  # an optional module, chosen by the evaluation lead


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that a theme comes from. Themes only: no item is copied."""

    id: str
    citation: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole, checked questionnaire. Made by :func:`poet_method.instruments.read_questionnaire`."""

    id: str
    version: int
    title: Wording
    languages: tuple[str, ...]  # the first is the default
    levels: tuple[Level, ...]
    dimensions: tuple[Dimension, ...]
    questions: tuple[Question, ...] = ()
    sections: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    licence: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The default language."""
        return self.languages[0]

    @property
    def items(self) -> tuple[Item, ...]:
        """All scored items, dimension by dimension."""
        return tuple(item for dimension in self.dimensions for item in dimension.items)

    def dimension(self, dimension_id: str) -> Dimension:
        """The dimension with this id; ``KeyError`` if there is none."""
        for dimension in self.dimensions:
            if dimension.id == dimension_id:
                return dimension
        raise KeyError(dimension_id)
