"""The PDF: it passes the UA-1 export, reads back as text, and is the same for the same input."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from poet_documents.health_report import render_pdf
from poet_documents.health_report.pdf_text import fit_for_pdf, latin_only, svg_fit_for_pdf
from poet_method.partnership_health.result import PartnershipHealth
from tests.poet_documents.hostile import PIECES, named
from tests.poet_documents.sample import one_hidden, partnership, with_long_names


def read(health: PartnershipHealth) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(health)))


def words_of(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


@pytest.fixture(scope="module")
def sample_pdf() -> PdfReader:
    return read(partnership())


def test_metadata_and_tags(sample_pdf: PdfReader) -> None:
    assert sample_pdf.metadata is not None
    assert (
        sample_pdf.metadata.title
        == "Simulated data: Health of the partnership: Ashmere Integrated Care Partnership"
    )
    assert sample_pdf.metadata.author == "POET, the Partnership Outcomes Evaluation Toolkit"
    root = sample_pdf.trailer["/Root"].get_object()
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert len(sample_pdf.outline) >= 12


def test_every_figure_has_alternative_text(sample_pdf: PdfReader) -> None:
    told = []
    for number in range(1, len(sample_pdf.xref[0]) + 1):
        found = sample_pdf.get_object(number)
        if isinstance(found, dict) and found.get("/S") == "/Figure":
            told.append(str(found.get("/Alt") or (found.get("/A") or {}).get("/Alt") or ""))
    assert len([alternative for alternative in told if len(alternative) > 60]) == 2 + 2 * 12


def test_every_page_says_that_data_are_simulated_and_carries_its_number(sample_pdf: PdfReader) -> None:
    pages = [words_of(page.extract_text()) for page in sample_pdf.pages]
    assert all("Simulated data" in page for page in pages)
    assert all(f"Page {i} of {len(pages)}" in page for i, page in enumerate(pages[1:], start=2))
    assert len(pages) < 40


def test_the_summary_is_one_page_and_every_dimension_starts_one(sample_pdf: PdfReader) -> None:
    pages = [words_of(page.extract_text()) for page in sample_pdf.pages]
    summary = [page for page in pages if "To celebrate" in page]
    assert len(summary) == 1
    assert all(heading in summary[0] for heading in ("To develop", "Where views differ", "What is not known"))
    for d in partnership().dimensions:
        assert [page for page in pages if d.name in page and d.sentence in page]


def test_every_dimension_of_the_sample_fits_one_page(sample_pdf: PdfReader) -> None:
    pages = [words_of(page.extract_text()) for page in sample_pdf.pages]
    for d in partnership().dimensions:
        own = [page for page in pages if d.sentence in page]
        assert len(own) == 1
        assert "Who could not say" in own[0]  # the last passages stand on the same page


def test_the_round_is_on_the_cover(sample_pdf: PdfReader) -> None:
    assert "Staff survey, spring 2027" in words_of(sample_pdf.pages[0].extract_text())


def test_only_the_typefaces_that_come_with_it_are_used(sample_pdf: PdfReader) -> None:
    fonts = set()
    for page in sample_pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts.add(re.sub(r"^/[A-Z]{6}\+", "", str(font.get_object()["/BaseFont"])))
    assert {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"} <= fonts
    assert all(font.startswith(("AtkinsonHyperlegible-", "LibertinusSerif-")) for font in fonts)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert render_pdf(one_hidden()) == render_pdf(one_hidden())


def test_a_date_is_printed_and_written_into_the_file() -> None:
    pdf = PdfReader(io.BytesIO(render_pdf(partnership(), made_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC))))
    assert "22 November 2026" in pdf.pages[0].extract_text()
    assert pdf.metadata is not None
    assert pdf.metadata.creation_date == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_hidden_groups_are_named_with_the_reason_and_without_a_number() -> None:
    text = words_of(" ".join(page.extract_text() for page in read(one_hidden()).pages))
    after = re.findall(r"Ashmere Voluntary Alliance (.{60})", text)
    assert any("fewer than 10 answers" in words for words in after)
    assert not re.search(r"Ashmere Voluntary Alliance \d+\.\d", text)
    assert not re.search(r"24 of 30 \(|n = 24", text)


@pytest.mark.parametrize(
    "name",
    [
        "<b>A</b> & #typst[x] @ref $x$ \\ *b* _i_ `r` = h // c",
        "Dŵr Cymru a'r bwrdd ŷd",
        "🙂 中文 " + "W" * 200,
        "\u202e العربية שלום e\u0301",
        "".join(PIECES),
    ],
)
def test_hostile_names_are_set_as_text(name: str) -> None:
    pdf = read(named(name))
    cover = words_of(pdf.pages[0].extract_text())
    ascii_words = [word for word in re.findall(r"[!-~]+", name) if len(word) < 20]
    joined = cover.replace(" ", "")
    if "\u202e" not in name and len(name) < 100:
        assert all(word in joined for word in ascii_words)


def test_welsh_letters_are_kept_also_in_pictures() -> None:
    pdf = read(replace(partnership(organisations=("Bwrdd Dŵr", "Tŷ Hafan")), title="Dŵr"))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "Bwrdd Dŵr" in text
    assert pdf.pages[0].extract_text().count("Dŵr") == 1
    assert "□" not in text


def test_characters_without_a_glyph_become_a_box() -> None:
    assert fit_for_pdf("Ysbyty Dŵr – 5 ≤ 7 →") == "Ysbyty Dŵr – 5 ≤ 7 →"
    assert fit_for_pdf("a\u200db 中🙂") == "ab □□"
    assert latin_only("é العربية") == "é □□□□□□□"
    assert (
        svg_fit_for_pdf("<text>Dŵr</text>")
        == '<text>D<tspan font-family="Libertinus Serif">ŵ</tspan>r</text>'
    )


@pytest.mark.parametrize(
    "health",
    [
        with_long_names(partnership(nothing_celebrated=True, staff_counts=False)),
        partnership(organisations=["Only one"]),
        partnership(
            organisations=[f"Unit {i}" for i in range(49)], labels=("0", "1", "2", "3", "4", "5", "6")
        ),
    ],
    ids=["long names", "one organisation", "49 organisations"],
)
def test_other_shapes_compile(health: PartnershipHealth) -> None:
    assert len(read(health).pages) > 15
