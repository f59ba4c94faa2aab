"""The web page: its structure, its words, its escaping, and what it must not tell."""

from __future__ import annotations

import base64
import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings

from poet_documents.charts.drawing import plain
from poet_documents.health_report import figures, render_html
from poet_method.partnership_health.result import (
    DimensionAgreement,
    Estimate,
    Finding,
    GroupAgreement,
    PartnershipHealth,
)
from poet_method.partnership_health.support import load_support
from tests.poet_documents.hostile import named, names
from tests.poet_documents.sample import one_hidden, partnership

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Elements with their attributes and text, as a browser's parser would roughly see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text_of: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text_of.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self) -> str:
        return " ".join(data for tag, data in self.text_of if tag not in {"style"})


def test_structure() -> None:
    page = Page(render_html(partnership()))
    assert page.open == []
    assert page.all("html") == [{"lang": "en-GB"}]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]
    assert set(targets) <= set(ids)
    assert targets[0] == "main"  # the skip link comes first
    labelled = [i for _, a in page.elements for i in a.get("aria-labelledby", "").split()]
    assert set(labelled) <= set(ids)


def test_nothing_is_fetched_and_nothing_runs() -> None:
    html = render_html(partnership())
    page = Page(html)
    assert not [
        tag for tag, _ in page.elements if tag in {"script", "iframe", "object", "embed", "img", "form"}
    ]
    addresses = [a[name] for _, a in page.elements for name in ("href", "src") if name in a]
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert "@import" not in html
    assert "url(" not in html
    assert set(re.findall(r"https?://[^\"'\s<]+", html)) == {"http://www.w3.org/2000/svg"}


def test_each_figure_has_its_table_and_its_download() -> None:
    health = partnership()
    page = Page(render_html(health))
    tables = figures(health)
    del tables["findings"], tables["agreement"]  # in the folder of data only
    downloads = {a["download"]: a["href"] for a in page.all("a") if "download" in a}
    assert set(downloads) == {f"{name}.csv" for name in tables}
    for name, (header, rows) in tables.items():
        text = base64.b64decode(downloads[f"{name}.csv"].split(",", 1)[1]).decode("utf-8")
        read = list(csv.reader(io.StringIO(text)))
        assert read[0] == list(header)
        assert read[1:] == [["" if cell is None else str(cell) for cell in row] for row in rows]
    assert len(page.all("table")) == len(page.all("caption")) == len(page.all("figure")) == len(tables)
    assert all(th.get("scope") in {"col", "row"} for th in page.all("th"))


def test_simulated_data_are_labelled_in_every_section_and_real_data_are_not() -> None:
    html = render_html(partnership())
    assert html.count('<span class="tag">Simulated data</span>') == html.count("<section")
    assert "<title>Simulated data: " in html
    assert "imulated" not in re.sub(
        r"<style>.*?</style>", "", render_html(partnership(simulated=False)), flags=re.DOTALL
    )


def test_the_first_page_says_who_what_to_celebrate_and_what_is_not_known() -> None:
    html = render_html(partnership())
    first = Page(html[html.index('<section id="summary"') : html.index('<section id="overview"')]).text()
    assert "117 of 185 invited staff answered (63%)" in first
    celebrate, rest = first.split("To celebrate")[1].split("To develop")
    develop, rest = rest.split("Where views differ")
    differ, unknown = rest.split("What is not known")
    assert "Trust" in celebrate
    assert "Shared purpose" in celebrate
    assert "Sharing information" in develop
    assert "Leadership" in differ
    assert "Policy support" in unknown
    assert "the 68 staff" in unknown


def test_none_to_celebrate_is_a_result() -> None:
    text = Page(render_html(partnership(nothing_celebrated=True))).text()
    assert "None we can be sure of. That is a result" in text


def test_at_most_three_are_named_as_highlights_and_the_others_after_them() -> None:
    health = partnership()
    five = tuple(replace(d, finding=Finding.DEVELOP) if d.estimate else d for d in health.dimensions[:6])
    html = render_html(replace(health, dimensions=five))
    part = html[html.index("To develop") : html.index("Where views differ")]
    assert part.count("<li>") == 3
    assert "Also: " in part


def test_without_staff_counts_no_rate_is_claimed() -> None:
    text = Page(render_html(partnership(staff_counts=False))).text()
    assert "We do not know how many were invited" in text
    assert "No staff counts were given" in text
    assert "invited staff answered (" not in text
    assert "narrowest" not in text


def test_one_organisation_is_not_compared_with_itself() -> None:
    health = partnership(organisations=["Ashmere Council adult care"])
    html = render_html(health)
    assert "fewer than two can be shown" in html
    assert not [name for name in figures(health) if name.startswith("partners")]


def test_every_develop_comes_with_the_librarys_guidance_and_contested_ones_with_a_question() -> None:
    health = partnership()
    html = render_html(health)
    support = load_support("staff", 1)
    text = " ".join(Page(html).text().split())
    for d in health.dimensions:
        assert (support[d.dimension].try_this[0] in text) == (d.finding is Finding.DEVELOP)
        asked = f"Talk about this together: {support[d.dimension].talk_about}" in text
        assert asked == (d.finding in {Finding.DEVELOP, Finding.CONTESTED})
    assert html.count('class="support develop"') == 2
    assert html.count('class="support contested"') == 2
    assert 'class="support' not in render_html(replace(health, questionnaire="their_own"))


def test_what_to_try_comes_before_the_figures() -> None:
    html = render_html(partnership())
    page = html[html.index('<section id="dimension-resources"') :]
    assert page.index('class="finding develop') < page.index('class="support') < page.index("<figure")


def test_the_round_is_named_under_the_title_and_escaped() -> None:
    health = replace(partnership(), round="Autumn <2026> & after")
    html = render_html(health)
    masthead = html[html.index("<h1>") : html.index("</header>")]
    assert "Autumn &lt;2026&gt; &amp; after" in masthead
    assert 'class="round"' not in render_html(replace(health, round=""))


def test_dimensions_that_were_not_asked_are_named_once() -> None:
    health = replace(partnership(), not_asked=("Housing", "Carers"))
    text = " ".join(Page(render_html(health)).text().split())
    unknown = text[text.index("What is not known") :]
    assert "This survey did not ask about: Housing and Carers." in unknown
    assert text.count("Housing") == 1
    assert "did not ask about" not in Page(render_html(partnership())).text()


def test_groups_that_could_not_be_compared_are_named() -> None:
    health = partnership(organisations=("Ash", "Birch", "Cedar", "Dogwood"), hidden=(2, 3))
    calm = replace(
        health,
        dimensions=tuple(
            replace(d, finding=Finding.STEADY) if d.finding is Finding.CONTESTED else d
            for d in health.dimensions
        ),
    )
    differ = summary_part(render_html(calm), "Where views differ", "What is not known")
    assert "We found no dimension on which the partner organisations that we could compare differ" in differ
    assert "We could not compare: Cedar and Dogwood." in differ
    assert "We could not compare partner organisations at all on: Policy support." in differ
    assert "We could not compare: Cedar" in summary_part(
        render_html(health), "Where views differ", "What is not known"
    )


def test_a_group_hidden_on_one_dimension_and_staff_of_no_known_group_are_mentioned() -> None:
    health = partnership(organisations=("Ash", "Birch", "Cedar"))
    first = health.dimensions[0]
    *shown, last = first.by_group["organisation"]
    hidden = replace(last, estimate=None, hidden_because="fewer than 10 answers")
    changed = replace(first, by_group={"organisation": (*shown, hidden)})
    health = replace(health, dimensions=(changed, *health.dimensions[1:]), answered=health.answered + 3)
    differ = summary_part(render_html(health), "Where views differ", "What is not known")
    assert "On some dimensions we could not compare: Cedar." in differ
    assert "We could not compare staff whose partner organisation we do not know." in differ


def summary_part(html: str, start: str, end: str) -> str:
    text = " ".join(Page(html).text().split())
    return text[text.index(start) : text.index(end)]


def dimension_part(health: PartnershipHealth, dimension: str) -> str:
    html = render_html(health)
    start = html.index(f'<section id="dimension-{dimension}"')
    return " ".join(Page(html[start : html.index("</section>", start)]).text().split())


def with_dimension(index: int, **changes: object) -> PartnershipHealth:
    health = partnership()
    changed = replace(health.dimensions[index], **changes)  # type: ignore[arg-type]
    return replace(health, dimensions=(*health.dimensions[:index], changed, *health.dimensions[index + 1 :]))


@pytest.mark.parametrize(
    ("r_wg_j", "lindell", "a_wg", "told"),
    [
        (0.82, 0.61, 0.58, "Agreement among staff is strong: r_wg(j)"),
        (0.82, 0.61, 0.41, "is strong by the usual measure, weak to moderate by stricter ones: r_wg(j)"),
        (0.72, 0.40, 0.39, "is strong by the usual measure, weak by stricter ones: r_wg(j)"),
        (0.60, 0.40, 0.39, "Agreement among staff is moderate: r_wg(j)"),
        (0.82, None, None, "Agreement among staff is strong: r_wg(j)"),
    ],
)
def test_agreement_is_not_called_strong_against_the_stricter_measures(
    r_wg_j: float, lindell: float | None, a_wg: float | None, told: str
) -> None:
    a = DimensionAgreement(r_wg_j, lindell, a_wg, 0.7, 0.1, 0.7)
    assert told in dimension_part(with_dimension(1, agreement=a), "decisions")


def test_agreement_over_all_staff_is_not_praised_where_views_differ() -> None:
    by_groups, split = (
        dimension_part(partnership(), "leadership"),
        dimension_part(partnership(), "voice"),
    )
    for text in (by_groups, split):
        assert "Agreement among staff is" not in text
        assert "r_wg(j), is 0.82 over all staff" in text
    assert "It looks past the difference between partner organisations" in by_groups
    assert "It looks past the split in opinion" in split


@pytest.mark.parametrize("icc1", [-0.04, -0.001, 0.0, 0.004])
def test_no_difference_between_organisations_is_said_without_a_negative_number(icc1: float) -> None:
    a = DimensionAgreement(0.8, 0.6, 0.6, 0.7, icc1, -0.5)
    text = dimension_part(with_dimension(1, agreement=a), "decisions")
    assert "no difference between partner organisations beyond chance (ICC(1) is about 0)" in text
    assert "-0.0" not in text
    assert "ICC(2)" not in text


@pytest.mark.parametrize("icc1", [None, 0.2])
def test_where_no_groups_are_compared_nothing_is_said_between_them(icc1: float | None) -> None:
    a = DimensionAgreement(None, None, None, None, icc1, None)
    health = with_dimension(1, agreement=a, gaps={"organisation": None}, reliability_answers=7)
    text = dimension_part(health, "decisions")
    assert "ICC" not in text
    assert "Too few people answered every statement to say." in text


def test_a_score_that_is_not_known_is_not_printed_large() -> None:
    whole = Estimate(5.3, 4.7, 5.9, 29, 140, 1.6)
    health = with_dimension(1, finding=Finding.NOT_ENOUGH_KNOWN, cant_say_share=0.5, estimate=whole)
    text = dimension_part(health, "decisions")
    assert "out of 10" not in text.replace(health.dimensions[1].sentence, "")
    assert "The 29 of 140 staff who could say average 5.3 (95% interval 4.7 to 5.9)." in text


def test_how_we_know_states_the_level_that_the_rule_is_run_at() -> None:
    health = partnership()
    text = " ".join(Page(render_html(health)).text().split())
    assert "run at 4% over all dimensions, so that at most 1 report in 20" in text
    assert "a sample of the people who might work there" in text
    other = replace(health, rules=replace(health.rules, holm_level=0.008, error_rate=0.01))
    again = " ".join(Page(render_html(other)).text().split())
    assert "run at 1% over all dimensions, so that at most 1 report in 100" in again


def test_tables_have_no_row_and_no_n_below_the_threshold() -> None:
    few = GroupAgreement("Ash", 9, None, None, None, None)
    enough = GroupAgreement("Birch", 10, 0.8, 0.6, 0.5, 0.7)
    health = with_dimension(
        1, alpha=None, omega=None, reliability_answers=9, agreement_by_group={"organisation": (few, enough)}
    )
    tables = figures(health)
    name = health.dimensions[1].name
    assert [row[2:4] for row in tables["agreement"][1] if row[0] == name] == [("Birch", 10)]
    header, rows = tables["findings"]
    assert rows[1][header.index("n of alpha and omega")] is None
    assert rows[0][header.index("n of alpha and omega")] == 101


def test_every_reason_and_every_limit_of_the_rule_is_printed() -> None:
    health = partnership()
    text = " ".join(Page(render_html(health)).text().split())
    for d in health.dimensions:
        assert d.sentence in text
        assert all(reason in text for reason in d.reasons)
    for said in (
        "Holm",
        "did not answer",
        "LeBreton and Senter (2008)",
        "7.0 or more",
    ):
        assert said in text
    changed = replace(health, rules=replace(health.rules, celebrate_line=7.5, reporting_threshold=12))
    again = " ".join(Page(render_html(changed)).text().split())
    assert "7.5 or more" in again
    assert "fewer than 12 answers" in again


def test_the_date_is_printed_where_given() -> None:
    assert "22 November 2026" in render_html(partnership(), made_at=datetime(2026, 11, 22, tzinfo=UTC))


def hidden_rows(health: PartnershipHealth) -> list[tuple[str, tuple[object, ...]]]:
    hidden = {r.group for r in health.responses[health.grouping] if r.answered is None}
    return [(name, row) for name, (_, rows) in figures(health).items() for row in rows if row[0] in hidden]


def test_hidden_groups_have_no_number_but_how_many_were_invited() -> None:
    health = one_hidden()
    invited = {r.group: r.invited for r in health.responses[health.grouping]}
    rows = hidden_rows(health)
    assert len(rows) == 2 * (1 + 12)
    for name, row in rows:
        numbers = [cell for cell in row[1:] if isinstance(cell, int | float)]
        assert numbers == ([invited[str(row[0])]] if name == "who-answered" else []), name
    seen = partnership()
    html = render_html(health)
    for shown_elsewhere, r in zip(
        seen.responses["organisation"], health.responses["organisation"], strict=True
    ):
        if r.answered is None:
            assert f"{shown_elsewhere.answered} of {r.invited}" not in html


def test_the_same_value_gives_the_same_page() -> None:
    assert render_html(partnership()) == render_html(partnership())


@settings(max_examples=25, deadline=None)
@given(names)
def test_hostile_names_stay_text(name: str) -> None:
    page = Page(render_html(named(name)))
    assert page.open == []
    assert not page.all("script")
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on")]
    h1 = [data for tag, data in page.text_of if tag == "h1"]
    assert "".join(h1) == plain(name)
    assert {a["href"][:1] for a in page.all("a")} <= {"#", "d"}
    # a cell that a spreadsheet program would run is never saved as one
    for a in page.all("a"):
        if "download" in a:
            text = base64.b64decode(a["href"].split(",", 1)[1]).decode("utf-8")
            assert not [
                c for row in csv.reader(io.StringIO(text)) for c in row if c.startswith(("=", "@", "+"))
            ]


@pytest.mark.parametrize("organisations", [49, 3])
def test_names_of_groups_are_all_in_the_tables(organisations: int) -> None:
    health = partnership(organisations=[f"Unit {i}" for i in range(organisations)])
    page = Page(render_html(health))
    cells = [data for tag, data in page.text_of if tag == "th"]
    assert all(cells.count(f"Unit {i}") == 1 + 12 for i in range(organisations))
