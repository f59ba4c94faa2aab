"""A notice as files that people adapt: plain text, and a Word document.

The Word document is the smallest that word processors open: paragraphs in the built-in heading styles, made
here with the standard library (ECMA-376, WordprocessingML).
"""

from __future__ import annotations

import io
import textwrap
import zipfile
from xml.sax.saxutils import escape

from poet_documents.charts.drawing import plain
from poet_method.notices import Notice

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}


def notice_text(notice: Notice) -> bytes:
    """The notice as plain text (UTF-8 with a byte order mark, lines of at most 79 characters)."""
    parts = [_underlined(notice.title, "=")]
    for section in notice.sections:
        parts.append(_underlined(section.heading, "-"))
        parts += [textwrap.fill(paragraph, 79) for paragraph in section.paragraphs]
    return ("\n\n".join(parts) + "\n").replace("\n", "\r\n").encode("utf-8-sig")


def notice_document(notice: Notice) -> bytes:
    """The notice as a Word document (.docx). The same notice gives the same bytes: it has no date."""
    body = _paragraph(notice.title, "Title")
    for section in notice.sections:
        body += _paragraph(section.heading, "Heading1")
        body += "".join(_paragraph(paragraph) for paragraph in section.paragraphs)
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417"'
    page += ' w:left="1417" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'  # A4, margins of 25 mm
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}{page}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in {**_PARTS, "word/styles.xml": _styles(), "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name), _DECLARATION + content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _underlined(heading: str, line: str) -> str:
    return f"{heading}\n{line * len(heading)}"


def _paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r></w:p>'


def _styles() -> str:
    font = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    letters = f'{font}<w:sz w:val="24"/><w:lang w:val="en-GB"/>'
    lines = '<w:spacing w:after="160" w:line="288" w:lineRule="auto"/>'
    return (
        f'<w:styles xmlns:w="{_WORD}"><w:docDefaults>'
        f"<w:rPrDefault><w:rPr>{letters}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{lines}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{_heading('Title', 'Title', 40, level=None)}{_heading('Heading1', 'heading 1', 30, level=0)}"
        "</w:styles>"
    )


def _heading(style: str, name: str, half_points: int, *, level: int | None) -> str:
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    spaces = f'<w:keepNext/><w:spacing w:before="320" w:after="120"/>{outline}'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr>{spaces}</w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{half_points}"/></w:rPr></w:style>'
    )
