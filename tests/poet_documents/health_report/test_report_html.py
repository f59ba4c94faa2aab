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
from poet_method.partnership_health.result import Finding, PartnershipHealth
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


def test_one_organisation_is_not_compared_with_itself() -> None:
    health = partnership(organisations=["Ashmere Council adult care"])
    html = render_html(health)
    assert "fewer than two can be shown" in html
    assert not [name for name in figures(health) if name.startswith("partners")]


def test_every_develop_comes_with_the_librarys_guidance_and_nothing_else_does() -> None:
    health = partnership()
    html = render_html(health)
    support = load_support("staff", 1)
    text = " ".join(Page(html).text().split())
    for d in health.dimensions:
        assert (support[d.dimension].try_this[0] in text) == (d.finding is Finding.DEVELOP)
    assert html.count('class="support"') == 2
    assert 'class="support"' not in render_html(replace(health, questionnaire="their_own"))


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
