"""A YAML file as plain values that remember their lines.

Only a small, safe part of YAML is read: no aliases, no tags, one document, little nesting. YAML 1.1 reads
some unquoted words as something other than text (``yes`` as true, ``2024-05-01`` as a date); they are kept as
:class:`OddScalar`, which is of no JSON type, so that the schema refuses them wherever they stand.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from poet_method.instruments.problems import QuestionnaireProblem, QuestionnaireProblems, one_line, quoted

LARGEST_BYTES = 2_000_000
MOST_VALUES = 100_000  # a questionnaire of 50 items in 20 languages has about 5,000
DEEPEST = 12  # the format itself needs 8

# libyaml comes with PyYAML's wheels. It is much faster than PyYAML's own parser, and that one also refuses a
# few sound texts, such as an unquoted "?" before a comma.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_YAML_READS_AS = {"bool": "true or false", "timestamp": "a date", "int": "a number", "float": "a number"}
_KINDS = {
    "response_scales": "response scale",
    "levels": "level",
    "sources": "source",
    "dimensions": "dimension",
    "items": "item",
    "questions": "question",
    "fields": "field",
    "sections": "section",
}

Path = tuple[str | int, ...]
"""The way from the top of the file to a value: keys of mappings and positions (from 0) in lists."""

Place = tuple[int, int]
"""Line and column, counted from 1."""


@dataclass(frozen=True, slots=True)
class OddScalar:
    """An unquoted word that YAML 1.1 does not read as text: ``yes``, ``2024-05-01``, ``0x1F``."""

    written: str
    read_as: str


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Plain values (``value``) with the place of each value and of each key, by path."""

    name: str
    value: Any
    value_places: Mapping[Path, Place]
    key_places: Mapping[Path, Place]

    def at(self, path: Path) -> Any:
        """The value at a path that exists."""
        value = self.value
        for step in path:
            value = value[step]
        return value

    def each(self, *steps: str, below: Path = ()) -> Iterator[tuple[Path, Any]]:
        """Every value that the steps from ``below`` lead to, with its path; ``"*"`` is each entry of a list.

        What is not there, or is not of the expected shape, is passed over: the schema has reported it.
        """
        found = [(below, self.at(below))]
        for step in steps:
            further: list[tuple[Path, Any]] = []
            for path, value in found:
                if step == "*" and isinstance(value, list):
                    further.extend(((*path, position), entry) for position, entry in enumerate(value))
                elif isinstance(value, dict) and step in value:
                    further.append(((*path, step), value[step]))
            found = further
        yield from found

    def mappings(self, *steps: str, below: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Like :meth:`each`, mappings only."""
        return ((path, value) for path, value in self.each(*steps, below=below) if isinstance(value, dict))

    def texts(self, *steps: str, below: Path = ()) -> Iterator[tuple[Path, str]]:
        """Like :meth:`each`, texts only."""
        return ((path, value) for path, value in self.each(*steps, below=below) if isinstance(value, str))

    def problem(self, path: Path, what: str, mend: str, *, at_key: bool = False) -> QuestionnaireProblem:
        """A problem at this value (or at its key)."""
        places = self.key_places if at_key else self.value_places
        line, column = places[path]
        return QuestionnaireProblem(self.name, line, column, self.subject(path), what, mend)

    def subject(self, path: Path) -> str:
        """The item, question, dimension, … that a path leads into: "item x_1", or "item 2 of dimension x"."""
        subject = ""
        value = self.value
        for step, position in pairwise((*path, None)):
            value = value[step]
            kind = _KINDS.get(str(step))
            if kind and isinstance(position, int) and isinstance(value[position], dict):
                thing_id = value[position].get("id")
                if isinstance(thing_id, str):
                    subject = f"{kind} {one_line(thing_id)}"
                else:
                    subject = f"{kind} {position + 1}" + (f" of {subject}" if subject else "")
        return subject


def read_yaml(content: str | bytes, *, name: str) -> tuple[YamlFile, list[QuestionnaireProblem]]:
    """The file's values, and the problems of keys and characters that do not stop the reading.

    Raises :class:`QuestionnaireProblems` where the content is not UTF-8, not YAML, too large, or uses parts
    of YAML that are refused.
    """
    text = _decoded(content, name)
    _refuse_unprintable(text, name)
    try:
        _refuse_unsafe(text, name)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _syntax_problem(error, text, name) from error
    except QuestionnaireProblems:
        raise
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML without libyaml raises plain errors for impossible \U escapes.
        raise _stop(name, (1, 1), f"this is not YAML: {error}", "Check the file in a YAML editor") from error
    if root is None:
        raise _stop(
            name, (1, 1), "the file is empty", "Write at least a title, a response scale and a dimension"
        )
    conversion = _Conversion()
    file = YamlFile(name, conversion.value(root, ()), conversion.value_places, conversion.key_places)
    problems = [
        QuestionnaireProblem(name, *place, file.subject(path), what, mend)
        for path, place, what, mend in conversion.problems
    ]
    return file, problems


def _stop(name: str, place: Place, what: str, mend: str) -> QuestionnaireProblems:
    return QuestionnaireProblems([QuestionnaireProblem(name, *place, "", what, f"{mend}.")])


def _place(mark: Any) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _place_of_character(text: str, position: int) -> Place:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _decoded(content: str | bytes, name: str) -> str:
    size = len(content)
    if size > LARGEST_BYTES:
        limit = f"{LARGEST_BYTES // 1_000_000} MB"
        raise _stop(
            name, (1, 1), f"the file is larger than {limit}", "A questionnaire is far smaller: check the file"
        )
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    mend = 'Save the file with the encoding "UTF-8"'
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _stop(name, (1, 1), "the file is UTF-16, not UTF-8", mend)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        readable = content[: error.start].decode("utf-8-sig", "replace")
        place = _place_of_character(readable, len(readable))
        raise _stop(name, place, f"byte 0x{content[error.start]:02X} is not UTF-8", mend) from error


def _refuse_unprintable(text: str, name: str) -> None:
    if match := _UNPRINTABLE.search(text):
        what = f"the character U+{ord(match[0]):04X} cannot be printed"
        raise _stop(name, _place_of_character(text, match.start()), what, "Delete it")


def _refuse_unsafe(text: str, name: str) -> None:
    """Refuse aliases (a few lines of them can stand for gigabytes), tags, depth and a second document."""
    depth = values = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        place = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mend = 'Write the values out; a text that begins with "*" or "&" needs quotes'
            raise _stop(name, place, "YAML anchors and aliases (& and *) are not read", mend)
        if getattr(event, "tag", None):
            raise _stop(name, place, "YAML tags (!) are not read", 'A text that begins with "!" needs quotes')
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise _stop(name, place, "a second YAML document starts here", 'Delete the line "---"')
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        values += isinstance(event, yaml.NodeEvent)
        if depth > DEEPEST or values > MOST_VALUES:
            what = "lists within lists too deep" if depth > DEEPEST else f"more than {MOST_VALUES:,} values"
            raise _stop(
                name, place, f"there are {what} for a questionnaire", "Check that this is the right file"
            )


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> QuestionnaireProblems:
    """The parser's complaint in plain words, at the place where the author has to look."""
    said = error.problem or "something unexpected"
    escape = "escape" in said
    unclosed = bool(error.context and ("quoted" in error.context or "flow" in error.context)) and not escape
    place = _place(error.context_mark if unclosed else error.problem_mark)
    line, column = place
    lines = text.split("\n")
    character = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    if unclosed:
        thing = "text in quotes" if "quoted" in (error.context or "") else "[list] or {mapping}"
        return _stop(name, place, f"the {thing} that starts here is not closed properly ({said})", "Close it")
    if escape:
        return _stop(
            name, place, f"in double quotes a backslash starts an escape ({said})", "Write \\\\ for \\"
        )
    if "mapping values are not allowed" in said:
        mend = 'Put a text that holds ":" in quotes, or add the ":" that the line above lacks'
        return _stop(name, place, 'a ":" stands where YAML does not expect one', mend)
    if "cannot start any token" in said and character == "\t":
        return _stop(name, place, "a tab is used to indent", "Indent with spaces")
    if "cannot start any token" in said:
        return _stop(name, place, f"a text cannot begin with {quoted(character)}", "Put the text in quotes")
    return _stop(name, place, f"this is not YAML: {said}", "Check the indentation here and in the line above")


class _Conversion:
    """Turns a tree of YAML nodes into plain values, noting places and problems on the way."""

    def __init__(self) -> None:
        self.value_places: dict[Path, Place] = {}
        self.key_places: dict[Path, Place] = {}
        self.problems: list[tuple[Path, Place, str, str]] = []  # of this value, at this place, what, mend

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.value_places[path] = _place(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(entry, (*path, position)) for position, entry in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = _place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self._add(path, place, "a list or mapping is used as a key", "Use a word as the key.")
                continue
            key = key_node.value
            if not isinstance(_plain(key_node), str):
                what = f"YAML does not read the key {one_line(key)} as text"
                self._add(path, place, what, f"Put it in quotes: {quoted(key)}.")
            if key in values:
                first, _ = self.key_places[(*path, key)]
                what = f"the key {quoted(key)} was already used in line {first}"
                self._add(path, place, what, "Delete or rename one.")
                continue
            self.key_places[(*path, key)] = place
            values[key] = self.value(value_node, (*path, key))
        return values

    def _scalar(self, node: yaml.Node, path: Path) -> Any:
        # An escape in double quotes can smuggle in what the raw file may not hold.
        if match := _UNPRINTABLE.search(node.value):
            what = f"the character U+{ord(match[0]):04X} cannot be printed"
            self._add(path, self.value_places[path], what, "Delete it.")
        return _plain(node)

    def _add(self, path: Path, place: Place, what: str, mend: str) -> None:
        self.problems.append((path, place, what, mend))


def _plain(node: yaml.Node) -> Any:
    """The value of a scalar node: text, whole number, decimal, true/false, None, or an :class:`OddScalar`."""
    written: str = node.value
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool" and written.lower() in {"true", "false"}:
        return written.lower() == "true"
    if kind == "int" and _WHOLE_NUMBER.fullmatch(written):
        return int(written)
    if kind == "float" and _DECIMAL.fullmatch(written):
        number = float(written)
        return int(number) if number.is_integer() else number  # 2.0 is a whole number, as in JSON Schema
    if kind in _YAML_READS_AS:
        return OddScalar(written, _YAML_READS_AS[kind])
    return written
