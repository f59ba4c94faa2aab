"""Figure 1: marks stand in the field that they are of, dots have areas in proportion, words say the same."""

from __future__ import annotations

import itertools
import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet_documents.charts import NARROW, Chart, Placing, figure_one_chart
from poet_documents.charts.drawing import text_width
from poet_method.profile import load_profile_words

SVG = "{http://www.w3.org/2000/svg}"
WORDS = load_profile_words()
DEPTHS = [one.id for one in WORDS.depth]
BREADTHS = [one.id for one in WORDS.breadth]
FIELDS = list(itertools.product(DEPTHS, BREADTHS))
WIDTHS = (float(NARROW), 720.0, 800.0)
STAFF = {
    ("consulting", "wider_local_authority"): 31,
    ("coordinating", "wider_local_authority"): 58,
    ("formal_merger", "wider_community"): 1,
}
THREE = (
    Placing("round 1", "consulting", "health_and_social_care"),
    Placing("round 2", "consulting", "wider_local_authority"),
    Placing("now", "joint_management", "wider_local_authority"),
)


def marks(chart: Chart) -> dict[str, ET.Element]:
    found = [element for element in ET.fromstring(chart.svg).iter() if "data-mark" in element.attrib]
    told = {element.attrib["data-mark"]: element for element in found}
    assert len(told) == len(found)
    return told


def is_inside(field: ET.Element, x: float, y: float) -> bool:
    left, top = float(field.attrib["x"]), float(field.attrib["y"])
    return left <= x <= left + float(field.attrib["width"]) and top <= y <= top + float(
        field.attrib["height"]
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("staff", [None, STAFF])
def test_each_mark_stands_in_its_own_field(width: float, staff: dict[tuple[str, str], int] | None) -> None:
    drawn = marks(figure_one_chart(WORDS, THREE, staff=staff, width=width))
    fields = {name: drawn[f"field {name[0]} {name[1]}"] for name in FIELDS}
    for kind, places in (("partnership", [one.place for one in THREE]), ("staff", list(staff or {}))):
        for place in places:
            mark = drawn[f"{kind} {place[0]} {place[1]}"]
            x, y = float(mark.attrib["cx"]), float(mark.attrib["cy"])
            assert [name for name, field in fields.items() if is_inside(field, x, y)] == [place]


@pytest.mark.parametrize("width", WIDTHS)
def test_deeper_is_higher_and_broader_is_further_right(width: float) -> None:
    drawn = marks(figure_one_chart(WORDS, (), width=width))
    tops = [float(drawn[f"field {depth} {BREADTHS[0]}"].attrib["y"]) for depth in DEPTHS]
    lefts = [float(drawn[f"field {DEPTHS[0]} {breadth}"].attrib["x"]) for breadth in BREADTHS]
    assert tops == sorted(tops, reverse=True)
    assert lefts == sorted(lefts)


@pytest.mark.parametrize("width", WIDTHS)
def test_dots_have_areas_in_proportion_to_counts(width: float) -> None:
    drawn = marks(figure_one_chart(WORDS, THREE, staff=STAFF, width=width))
    areas = {
        place: math.pi * float(drawn[f"staff {place[0]} {place[1]}"].attrib["r"]) ** 2 for place in STAFF
    }
    each = [area / STAFF[place] for place, area in areas.items()]
    assert each == pytest.approx([each[0]] * len(each), rel=0.02)


def test_an_arrow_leads_from_each_place_to_the_next_and_ends_at_its_mark() -> None:
    drawn = marks(figure_one_chart(WORDS, THREE))
    assert {name for name in drawn if name.startswith("arrow")} == {"arrow to round 2", "arrow to now"}
    for name, place in (("arrow to round 2", THREE[1].place), ("arrow to now", THREE[2].place)):
        tip = [float(number) for number in drawn[name].attrib["points"].split()[0].split(",")]
        mark = drawn[f"partnership {place[0]} {place[1]}"]
        distance = math.dist(tip, (float(mark.attrib["cx"]), float(mark.attrib["cy"])))
        assert float(mark.attrib["r"]) <= distance <= float(mark.attrib["r"]) + 5


def test_where_it_is_now_is_filled_where_it_was_is_hollow() -> None:
    drawn = marks(figure_one_chart(WORDS, THREE))
    fills = [drawn[f"partnership {one.depth} {one.breadth}"].attrib["fill"] for one in THREE]
    assert fills[0] == fills[1] == "#ffffff"
    assert fills[2] != "#ffffff"


def test_times_in_one_field_share_a_mark_and_no_arrow() -> None:
    still = (THREE[0], Placing("now", THREE[0].depth, THREE[0].breadth))
    chart = figure_one_chart(WORDS, still)
    drawn = marks(chart)
    assert len([name for name in drawn if name.startswith("partnership")]) == 1
    assert not [name for name in drawn if name.startswith("arrow")]
    assert "Round 1 and now" in " ".join(t.text or "" for t in ET.fromstring(chart.svg).iter(f"{SVG}text"))
    assert chart.title == "Consulting each other, across health and social care, as in round 1"


@pytest.mark.parametrize(
    ("before", "now", "title"),
    [
        (
            None,
            ("joint_management", "wider_community"),
            "Joint management, across local authority and wider community",
        ),
        (
            ("consulting", "wider_community"),
            ("joint_management", "wider_community"),
            ": deeper than in round 1",
        ),
        (
            ("formal_merger", "wider_community"),
            ("consulting", "wider_community"),
            ": less deep than in round 1",
        ),
        (
            ("consulting", "wider_community"),
            ("consulting", "health_and_social_care"),
            ": narrower than in round 1",
        ),
        (
            ("consulting", "health_and_social_care"),
            ("coordinating", "wider_community"),
            ": deeper and broader than in round 1",
        ),
    ],
)
def test_the_title_says_where_it_is_and_how_that_differs(
    before: tuple[str, str] | None, now: tuple[str, str], title: str
) -> None:
    earlier = [] if before is None else [Placing("round 1", *before)]
    assert figure_one_chart(WORDS, [*earlier, Placing("now", *now)]).title.endswith(title)


def test_the_table_and_the_alternative_hold_every_mark() -> None:
    chart = figure_one_chart(WORDS, THREE, staff=STAFF)
    assert chart.table.rows == (
        ("Now", "Joint management", "Wider local authority", None),
        ("Round 2", "Consulting each other", "Wider local authority", None),
        ("Round 1", "Consulting each other", "Health and social care", None),
        ("Placed by staff", "Formal merger", "Local authority and wider community", 1),
        ("Placed by staff", "Coordinating activities", "Wider local authority", 58),
        ("Placed by staff", "Consulting each other", "Wider local authority", 31),
    )
    assert "58 members of staff: coordinating activities, wider local authority." in chart.alternative
    assert "1 member of staff: formal merger" in chart.alternative
    assert "Round 1: consulting each other, health and social care." in chart.alternative
    assert "90 members of staff" in chart.subtitle
    assert figure_one_chart(WORDS, THREE).table.header == ("When", "Depth", "Breadth")


def test_a_partnership_that_was_not_placed_has_an_empty_grid_that_says_so() -> None:
    chart = figure_one_chart(WORDS, ())
    assert set(marks(chart)) == {f"field {depth} {breadth}" for depth, breadth in FIELDS}
    assert chart.table.rows == ()
    assert "has not been placed yet" in chart.alternative


def test_a_place_that_the_library_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="not a field"):
        figure_one_chart(WORDS, [Placing("now", "moon", BREADTHS[0])])
    with pytest.raises(ValueError, match="not a field"):
        figure_one_chart(WORDS, (), staff={(DEPTHS[0], "moon"): 3})


def test_it_names_itself_and_says_where_its_labels_are_from() -> None:
    chart = figure_one_chart(WORDS, THREE)
    root = ET.fromstring(chart.svg)
    by_id = {element.attrib["id"]: element.text for element in root if "id" in element.attrib}
    assert [by_id[name] for name in root.attrib["aria-labelledby"].split()] == [
        chart.title,
        chart.alternative,
    ]
    assert "recalled" in chart.source
    assert chart.svg == figure_one_chart(WORDS, THREE).svg


placings = st.lists(st.sampled_from(FIELDS), max_size=5).map(
    lambda places: [
        Placing("now" if i == len(places) - 1 else f"round {i + 1}", *place) for i, place in enumerate(places)
    ]
)
counts = st.none() | st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 4000))


@settings(max_examples=150, deadline=None)
@given(placings, counts, st.sampled_from(WIDTHS))
def test_nothing_leaves_the_picture(
    placed: list[Placing], staff: dict[tuple[str, str], int] | None, width: float
) -> None:
    chart = figure_one_chart(WORDS, placed, staff=staff, width=width)
    for element in ET.fromstring(chart.svg).iter():
        for axis, most in (("x", width), ("y", chart.height)):
            for name in (axis, f"{axis}1", f"{axis}2", f"c{axis}"):
                assert 0 <= float(element.attrib.get(name, 0)) <= most, element.attrib
        if element.tag == f"{SVG}circle":
            assert float(element.attrib["cx"]) + float(element.attrib["r"]) <= width
        if element.tag == f"{SVG}text":
            across = text_width(element.text or "", float(element.attrib["font-size"]))
            start = float(element.attrib["x"])
            start -= {"middle": across / 2, "end": across}.get(element.attrib.get("text-anchor", ""), 0)
            assert start >= -1
            assert start + across <= width + 8  # widths are estimated on the wide side
