"""What is drawn stands where its number says, and the table holds the same numbers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings

from poet_documents.charts import (
    LOOKS,
    Chart,
    items_chart,
    overview_chart,
    partners_chart,
    response_chart,
)
from poet_method.partnership_health.result import (
    DimensionHealth,
    Finding,
    GroupEstimate,
    ItemDistribution,
    PartnershipHealth,
)
from tests.poet_documents.hostile import named, names
from tests.poet_documents.sample import one_hidden, partnership, with_long_names

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = (358.0, 720.0, 800.0)
SCALES = {
    4: ("Never", "Sometimes", "Often", "Always"),
    5: ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"),
    6: ("1", "2", "3", "4", "5", "6"),
    7: ("Not at all", "Hardly", "A little", "Somewhat", "Fairly", "Very", "Completely"),
}


def all_charts(health: PartnershipHealth, width: float) -> list[Chart]:
    drawn = [
        overview_chart(health, width=width),
        response_chart(health, health.grouping, key="r", width=width),
    ]
    for d in health.dimensions:
        drawn.append(items_chart(d, width=width))
        drawn.append(partners_chart(d, health.grouping, health.rules, key=f"p-{d.dimension}", width=width))
    return drawn


def marks(chart: Chart) -> dict[str, ET.Element]:
    found = [element for element in ET.fromstring(chart.svg).iter() if "data-mark" in element.attrib]
    told = {element.attrib["data-mark"]: element for element in found}
    assert len(told) == len(found)
    return told


def axis_of(chart: Chart) -> tuple[float, float]:
    """Where 0 and 10 stand, read off the printed figures of the scale."""
    texts = {
        t.text: float(t.attrib["x"])
        for t in ET.fromstring(chart.svg).iter(f"{SVG}text")
        if t.text in {"0", "10"}
    }
    return texts["0"], texts["10"]


def expected_x(chart: Chart, score: float) -> float:
    zero, ten = axis_of(chart)
    return zero + (ten - zero) * score / 10


def texts(chart: Chart) -> str:
    return " ".join(t.text or "" for t in ET.fromstring(chart.svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("width", WIDTHS)
def test_overview_dots_intervals_and_partners_stand_where_their_numbers_are(width: float) -> None:
    health = partnership()
    chart = overview_chart(health, width=width)
    drawn = marks(chart)
    expected = set()
    for d in health.dimensions:
        if d.estimate is None:
            continue
        expected |= {f"score {d.dimension}", f"interval {d.dimension}"}
        dot, bar = drawn[f"score {d.dimension}"], drawn[f"interval {d.dimension}"]
        assert float(dot.attrib["cx"]) == pytest.approx(expected_x(chart, d.estimate.mean), abs=0.011)
        assert float(bar.attrib["x1"]) == pytest.approx(expected_x(chart, d.estimate.low), abs=0.011)
        assert float(bar.attrib["x2"]) == pytest.approx(expected_x(chart, d.estimate.high), abs=0.011)
        for letter, group in zip("ABC", d.by_group["organisation"], strict=True):
            expected.add(f"partner {d.dimension} {letter}")
            tick = drawn[f"partner {d.dimension} {letter}"]
            assert group.estimate is not None
            assert float(tick.attrib["x1"]) == pytest.approx(
                expected_x(chart, group.estimate.mean), abs=0.011
            )
    assert set(drawn) == expected


def test_overview_is_grouped_by_level_and_sorted_by_score() -> None:
    health = partnership()
    rows = overview_chart(health).table.rows
    for level in ("Structural", "Organisational", "Individual"):
        scores = [row[3] for row in rows if row[0] == level]
        shown = [score for score in scores if score is not None]
        assert shown == sorted(shown, reverse=True)
        assert scores == shown + [None] * (len(scores) - len(shown))  # those without a score come last
    assert [row[0] for row in rows] == ["Structural"] * 4 + ["Organisational"] * 4 + ["Individual"] * 4


def test_overview_says_each_finding_in_a_word_beside_its_shape() -> None:
    health = partnership()
    words = [t.text for t in ET.fromstring(overview_chart(health).svg).iter(f"{SVG}text")]
    for d in health.dimensions:
        assert words.count(LOOKS[d.finding].word) == sum(o.finding is d.finding for o in health.dimensions)


def test_overview_table_is_the_result() -> None:
    health = one_hidden()
    by_name = {row[1]: row for row in overview_chart(health).table.rows}
    for d in health.dimensions:
        row = by_name[d.name]
        assert row[2] == LOOKS[d.finding].word
        if d.estimate is None:
            assert row[3:] == (None,) * (len(row) - 3)
        else:
            assert row[3:8] == (
                pytest.approx(d.estimate.mean, abs=0.005),
                pytest.approx(d.estimate.low, abs=0.005),
                pytest.approx(d.estimate.high, abs=0.005),
                d.estimate.answers,
                d.estimate.invited,
            )
            assert row[9:] == (None, None)  # the hidden organisations


def test_overview_with_many_organisations_draws_ticks_without_letters() -> None:
    health = partnership(organisations=[f"Unit {i}" for i in range(49)])
    chart = overview_chart(health)
    assert len([m for m in marks(chart) if m.startswith("partner trust ")]) == 49
    assert "Small ticks: 49 partner organisations" in texts(chart)
    assert "Unit 7" not in texts(chart)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("points", SCALES)
def test_item_bars_are_as_long_as_their_shares_and_centred_on_the_middle(points: int, width: float) -> None:
    health = partnership(labels=SCALES[points])
    for d in health.dimensions:
        drawn = marks(items_chart(d, width=width))
        centres, units, asides = set(), set(), set()
        for item in d.items:
            if item.counts is None:
                assert not [mark for mark in drawn if mark.startswith(item.item)]
                continue
            total = sum(item.counts)
            bars = {i: drawn[f"{item.item} {i}"] for i, count in enumerate(item.counts) if count}
            for i, bar in bars.items():
                units.add(round(float(bar.attrib["width"]) / (item.counts[i] / total) / 4))
            left = min(float(bar.attrib["x"]) for bar in bars.values())
            right = max(float(bar.attrib["x"]) + float(bar.attrib["width"]) for bar in bars.values())
            below = sum(item.counts[: points // 2]) + (item.counts[points // 2] / 2 if points % 2 else 0)
            centres.add(round((left + (right - left) * below / total) / 2))
            assert item.cant_say is not None
            asked = total + item.cant_say + (item.missing or 0)
            if item.cant_say:
                aside = float(drawn[f"{item.item} cant_say"].attrib["width"])
                asides.add(round(aside / (item.cant_say / asked) / 10))
        # the same unit, the same centre and the same scale of "can't say" for all items (but for rounding)
        assert max(units, default=0) - min(units, default=0) <= 2
        assert max(centres, default=0) - min(centres, default=0) <= 1
        assert max(asides, default=0) - min(asides, default=0) <= 1


def test_item_table_has_the_counts_and_the_drawn_per_cents() -> None:
    d = partnership().dimensions[0]
    chart = items_chart(d)
    inside = re.findall(r">(\d+)%<", chart.svg)
    told = set()
    for item, row in zip(d.items, chart.table.rows, strict=True):
        assert item.counts is not None
        total = sum(item.counts)
        assert row[2:12:2] == item.counts
        assert row[3:12:2] == tuple(pytest.approx(100 * c / total, abs=0.05) for c in item.counts)
        told |= {f"{100 * c / total:.0f}" for c in item.counts}
        assert item.cant_say is not None
        told.add(f"{100 * item.cant_say / (total + item.cant_say + (item.missing or 0)):.0f}")
    assert set(inside) <= told
    assert len(inside) >= 8


def test_a_reversed_item_is_shown_as_people_saw_it_and_says_so() -> None:
    chart = items_chart(partnership().dimensions[0])
    assert texts(chart).count("agreeing lowers") == 1
    assert [row[1] for row in chart.table.rows] == ["no", "no", "no", "yes"]


@pytest.mark.parametrize("width", WIDTHS)
def test_partner_dots_and_hidden_groups(width: float) -> None:
    health = one_hidden()
    d = health.dimensions[0]
    chart = partners_chart(d, "organisation", health.rules, key="p", width=width)
    shown = d.by_group["organisation"][0]
    assert shown.estimate is not None
    drawn = marks(chart)
    assert set(drawn) == {f"interval p {shown.group}", f"score p {shown.group}"}
    dot = drawn[f"score p {shown.group}"]
    assert float(dot.attrib["cx"]) == pytest.approx(expected_x(chart, shown.estimate.mean), abs=0.011)
    for group in d.by_group["organisation"][1:]:
        assert group.group in texts(chart)
        assert "Not shown:" in texts(chart)
        assert group.hidden_because is not None
        assert group.hidden_because in chart.alternative
    assert [row[1:6] for row in chart.table.rows[1:]] == [(None,) * 5] * 2


def test_partners_differ_only_where_the_finding_says_so() -> None:
    health = partnership()
    by_name = {d.name: d for d in health.dimensions}
    leadership = partners_chart(by_name["Leadership"], "organisation", health.rules, key="p")
    higher, lower = "Ashmere Council adult care", "Ashmere Voluntary Alliance"
    assert re.fullmatch(rf"{higher} scores this 3\.\d points higher than {lower}", leadership.title)
    steady = partners_chart(by_name["Governance"], "organisation", health.rules, key="p")
    assert steady.title.startswith("No difference of a point or more between partner organisations")


def test_a_gap_of_a_point_that_is_not_sure_is_said_with_its_doubt() -> None:
    health = partnership()
    governance = {d.name: d for d in health.dimensions}["Governance"]
    gap = governance.gaps["organisation"]
    assert gap is not None
    for difference, finding in ((1.5, Finding.STEADY), (1.0, Finding.CONTESTED)):
        wide = replace(gap, difference=difference, low=0.2)
        # contested, but not because of these groups: no reason names them
        d = replace(governance, gaps={"organisation": wide}, finding=finding, reasons=("Opinion is split.",))
        chart = partners_chart(d, "organisation", health.rules, key="p")
        assert chart.title == (
            f"{gap.higher} scores this {difference} points higher than {gap.lower}; "
            "with so few staff, chance could explain that"
        )
        assert "range p" not in marks(chart)
    narrow = replace(governance, gaps={"organisation": replace(gap, difference=0.96)})
    title = partners_chart(narrow, "organisation", health.rules, key="p").title
    assert title == "No difference of a point or more between partner organisations"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_range_line_spans_the_gap_where_views_differ(width: float) -> None:
    health = partnership()
    leadership = {d.name: d for d in health.dimensions}["Leadership"]
    chart = partners_chart(leadership, "organisation", health.rules, key="p", width=width)
    means = [g.estimate.mean for g in leadership.by_group["organisation"] if g.estimate is not None]
    line = marks(chart)["range p"]
    assert float(line.attrib["x1"]) == pytest.approx(expected_x(chart, min(means)), abs=0.011)
    assert float(line.attrib["x2"]) == pytest.approx(expected_x(chart, max(means)), abs=0.011)
    assert f"{max(means) - min(means):.1f} points apart" in texts(chart)


def answered(favourable: int, against: int, balanced: int) -> tuple[ItemDistribution, ...]:
    """Items of which so many were answered favourably; every second one is worded the other way round."""
    counts = [(1, 2, 3)] * favourable + [(3, 2, 1)] * against + [(2, 2, 2)] * balanced
    return tuple(
        ItemDistribution(
            f"i{i}", f"Item {i}", i % 2 == 1, ("No", "Half", "Yes"), each[:: -1 if i % 2 else 1], 0, 0, 0
        )
        for i, each in enumerate(counts)
    )


@pytest.mark.parametrize(
    ("items", "title"),
    [
        ((4, 0, 0), "On all 4 statements, more answers are favourable than unfavourable"),
        ((1, 3, 0), "On 1 of the 4 statements, more answers are favourable than unfavourable"),
        ((0, 4, 0), "On all 4 statements, more answers are unfavourable than favourable"),
        ((0, 3, 1), "On 3 of the 4 statements, more answers are unfavourable than favourable"),
        ((0, 0, 4), "On all 4 statements, favourable and unfavourable answers balance"),
        ((2, 0, 0), "On both statements, more answers are favourable than unfavourable"),
        ((0, 1, 0), "On the one statement, more answers are unfavourable than favourable"),
    ],
)
def test_the_title_counts_statements_on_the_side_that_has_more_answers(
    items: tuple[int, int, int], title: str
) -> None:
    steady = replace(partnership().dimensions[1], items=answered(*items))
    assert items_chart(steady).title == title


@pytest.mark.parametrize("finding", [Finding.CONTESTED, Finding.NOT_ENOUGH_KNOWN])
def test_a_split_or_little_known_view_is_not_summed_up_over_all_staff(finding: Finding) -> None:
    d = replace(partnership().dimensions[1], finding=finding)
    assert items_chart(d).title == "All staff together: how they answered each of the 4 statements"


def test_more_groups_than_fit_are_cut_in_the_drawing_but_not_in_the_table() -> None:
    health = partnership(organisations=[f"Unit {i}" for i in range(80)])
    chart = partners_chart(health.dimensions[0], "organisation", health.rules, key="p")
    assert len([m for m in marks(chart) if m.startswith("score ")]) == 60
    assert len(chart.table.rows) == 80
    assert "60 furthest" in chart.subtitle


@pytest.mark.parametrize("width", WIDTHS)
def test_response_bars_are_on_one_scale_of_people(width: float) -> None:
    health = partnership()
    drawn = marks(response_chart(health, "organisation", key="r", width=width))
    units = []
    for group in health.responses["organisation"]:
        assert group.answered is not None
        assert group.invited is not None
        units.append(float(drawn[f"answered {group.group}"].attrib["width"]) / group.answered)
        units.append(float(drawn[f"invited {group.group}"].attrib["width"]) / group.invited)
    assert units == pytest.approx([units[0]] * 6, rel=1e-3)


def test_hidden_and_unknown_responses_have_no_bar_of_answers() -> None:
    chart = response_chart(one_hidden(), "organisation", key="r")
    assert [mark for mark in marks(chart) if mark.startswith("answered")] == [
        "answered Ashmere Council adult care"
    ]
    unknown = response_chart(partnership(staff_counts=False), "organisation", key="r")
    assert not [mark for mark in marks(unknown) if mark.startswith("invited")]
    assert "not known" in unknown.title


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("make", [partnership, one_hidden, lambda: with_long_names(partnership(seed=2))])
def test_nothing_leaves_the_picture(make: object, width: float) -> None:
    health = make()  # type: ignore[operator]
    for chart in all_charts(health, width):
        assert chart.width == width
        for element in ET.fromstring(chart.svg).iter():
            across = [float(element.attrib[a]) for a in ("x", "x1", "x2", "cx") if a in element.attrib]
            down = [float(element.attrib[a]) for a in ("y", "y1", "y2", "cy") if a in element.attrib]
            assert all(0 <= x <= width for x in across), chart.title
            assert all(-1 <= y <= chart.height for y in down), chart.title
            if element.tag == f"{SVG}rect" and "width" in element.attrib:
                assert float(element.attrib["x"]) + float(element.attrib["width"]) <= width + 0.1


def test_every_chart_has_words_for_those_who_cannot_see_it() -> None:
    for chart in all_charts(partnership(), 800):
        root = ET.fromstring(chart.svg)
        ids = root.attrib["aria-labelledby"].split()
        by_id = {element.attrib["id"]: element for element in root if "id" in element.attrib}
        assert root.attrib["role"] == "img"
        assert by_id[ids[0]].text == chart.title
        assert by_id[ids[1]].text == chart.alternative
        assert len(chart.alternative) > 60


def test_the_same_value_gives_the_same_bytes() -> None:
    assert [c.svg for c in all_charts(partnership(), 800)] == [c.svg for c in all_charts(partnership(), 800)]


def test_a_dimension_without_items_or_groups_can_be_drawn() -> None:
    empty: DimensionHealth = replace(
        partnership().dimensions[0], items=(), by_group={"organisation": ()}, gaps={}
    )
    assert items_chart(empty).table.rows == ()
    alone = replace(empty, by_group={"organisation": (GroupEstimate("A", None, None),)})
    chart = partners_chart(alone, "organisation", partnership().rules, key="p")
    assert "too few answers to show" in chart.alternative


@settings(max_examples=25, deadline=None)
@given(names)
def test_hostile_names_stay_text(name: str) -> None:
    for chart in all_charts(named(name), 358):
        allowed = {"svg", "title", "desc", "text", "rect", "line", "circle", "path", "polygon", "polyline"}
        root = ET.fromstring(chart.svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
        assert not [a for element in root.iter() for a in element.attrib if a.startswith("on") or "href" in a]
