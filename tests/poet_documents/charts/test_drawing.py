"""Escaping, wrapping and placing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from poet_documents.charts import drawing
from poet_documents.charts.score_axis import spread_apart


@given(st.text(max_size=60))
def test_any_text_survives_as_xml(words: str) -> None:
    element = ET.fromstring(drawing.text(1, 2, words))
    assert (element.text or "") == drawing.plain(words)
    assert not list(element)


@given(st.text(max_size=60))
def test_any_text_survives_as_an_attribute(words: str) -> None:
    element = ET.fromstring(drawing.circle(1, 2, 3, fill="#000000", mark=f"m{words}"))
    assert element.attrib["data-mark"] == drawing.plain(f"m{words}")


def test_plain_takes_out_what_turns_text_about() -> None:
    assert drawing.plain("a\u202eb\x00c\n  d") == "a\ufffdb\ufffdc d"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=80))
def test_wrapped_lines_fit_and_lose_nothing(words: str) -> None:
    lines = drawing.wrap(words, 90, 14)
    assert "".join(lines).replace(" ", "") == drawing.plain(words).replace(" ", "")
    assert all(drawing.text_width(line, 14) <= 90 for line in lines)


def test_too_many_lines_end_in_an_ellipsis() -> None:
    lines = drawing.wrap("one two three four five six seven", 60, 14, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert drawing.text_width(lines[-1], 14) <= 60


@given(st.lists(st.floats(0, 500), max_size=9))
def test_labels_are_apart_and_keep_their_order(positions: list[float]) -> None:
    placed = spread_apart(positions, 12)
    ordered = sorted(placed)
    assert all(right - left >= 12 - 1e-6 for left, right in pairwise(ordered))
    by_wish = [place for _, place in sorted(zip(positions, placed, strict=True))]
    assert by_wish == sorted(by_wish)


def test_labels_that_do_not_touch_stay_where_they_are() -> None:
    assert spread_apart([50.0, 10.0, 90.0], 12) == [50.0, 10.0, 90.0]
    assert spread_apart([50.0, 50.0], 10) == [45.0, 55.0]
