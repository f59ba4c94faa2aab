"""Notices as files: what stands in the notice stands in the file, and nothing breaks it."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile

from hypothesis import given, settings

from poet_documents.notices import notice_document, notice_text
from poet_method.notices import NOTICES, Notice, Section, load_notice
from tests.poet_documents.hostile import names

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def of(name: str) -> Notice:
    return Notice("x", 1, name, "", (Section(name, (name, "Plain.")),))


def paragraphs(document: bytes) -> list[tuple[str, str]]:
    """Style and text of each paragraph, read as a word processor reads them."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))
    found = []
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        text = "".join(run.text or "" for run in paragraph.iter(f"{W}t"))
        found.append(("" if style is None else style.attrib[f"{W}val"], text))
    return found


def test_the_word_document_has_every_heading_and_paragraph_in_order() -> None:
    for notice_id in NOTICES:
        notice = load_notice(notice_id)
        wanted = [("Title", notice.title)]
        for section in notice.sections:
            wanted.append(("Heading1", section.heading))
            wanted += [("", " ".join(text.split())) for text in section.paragraphs]
        assert paragraphs(notice_document(notice)) == wanted


def test_every_part_of_the_document_is_declared_and_there() -> None:
    with zipfile.ZipFile(io.BytesIO(notice_document(load_notice("privacy-notice")))) as archive:
        assert archive.testzip() is None
        there = set(archive.namelist())
        types = ET.fromstring(archive.read("[Content_Types].xml"))
        declared = {one.attrib["PartName"].lstrip("/") for one in types.iter(f"{TYPES}Override")}
        first = ET.fromstring(archive.read("_rels/.rels"))
        second = ET.fromstring(archive.read("word/_rels/document.xml.rels"))
        styles = ET.fromstring(archive.read("word/styles.xml"))
    assert declared == {"word/document.xml", "word/styles.xml"}
    assert declared <= there
    assert [one.attrib["Target"] for one in first.iter(f"{RELATIONSHIPS}Relationship")] == [
        "word/document.xml"
    ]
    assert [one.attrib["Target"] for one in second.iter(f"{RELATIONSHIPS}Relationship")] == ["styles.xml"]
    named = {style.attrib[f"{W}styleId"] for style in styles.iter(f"{W}style")}
    assert {"Title", "Heading1"} <= named


def test_plain_text_has_short_lines_and_underlined_headings() -> None:
    lines = notice_text(load_notice("data-protection-assessment")).decode("utf-8-sig").split("\r\n")
    assert max(map(len, lines)) <= 79
    assert lines[:2] == ["Data protection impact assessment", "=" * 33]
    assert "What is planned" in lines


def test_the_same_notice_gives_the_same_bytes() -> None:
    assert notice_document(of("A")) == notice_document(of("A"))


@settings(max_examples=50, deadline=None)
@given(names)
def test_hostile_names_stay_text(name: str) -> None:
    told = paragraphs(notice_document(of(name)))
    assert len(told) == 4
    assert notice_text(of(name)).decode("utf-8-sig").endswith("Plain.\r\n")
