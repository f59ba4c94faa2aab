"""Which characters the PDF's fonts can print, found by asking Typst itself."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import typst

from poet_documents.charts.drawing import FONT_STACK
from poet_documents.health_report.typesetting import typeset

MISSING = "□"
OTHER_FACE = "Libertinus Serif"  # comes with Typst; has the letters (Welsh ŵ and ŷ) that the main face lacks

_AS_TEXT = b'#set document(title: "x")\n#set text(font: "Atkinson Hyperlegible")\n#sys.inputs.letter'
_AS_PICTURE = b'#set document(title: "x")\n#image(bytes(sys.inputs.letter), format: "svg", alt: "x")'


def fit_for_pdf(text: str) -> str:
    """``text`` with every character that cannot be printed replaced by "□", and invisible ones left out."""
    visible = (c for c in text if unicodedata.category(c) != "Cf")
    return "".join(c if c.isascii() or _prints_as_text(c) else MISSING for c in visible)


def latin_only(text: str) -> str:
    """``text`` with every character outside the Latin alphabets and their punctuation replaced by "□"."""
    visible = (c for c in fit_for_pdf(text) if not unicodedata.combining(c))
    return "".join(c if ord(c) < 0x250 or 0x2010 <= ord(c) <= 0x2030 else MISSING for c in visible)


def letters_of_the_other_face(text: str) -> str:
    """The letters of ``text`` that the main face would put together from parts.

    Typst prints them well that way but writes the parts into the text layer, where a screen reader stumbles.
    """
    return "".join(sorted(c for c in set(text) if not c.isascii() and not _prints_in_picture(c, FONT_STACK)))


def svg_fit_for_pdf(svg: str) -> str:
    """A chart whose letters beyond the main face are set in another: a picture has no fallback of its own."""
    return re.sub(r">[^<]+<", lambda run: "".join(map(_in_a_face_that_has_it, run.group())), svg)


def _in_a_face_that_has_it(letter: str) -> str:
    if letter.isascii() or _prints_in_picture(letter, FONT_STACK):
        return letter
    if _prints_in_picture(letter, OTHER_FACE):
        return f'<tspan font-family="{OTHER_FACE}">{letter}</tspan>'
    return MISSING


@lru_cache(maxsize=4096)
def _prints_as_text(letter: str) -> bool:
    return _compiles(_AS_TEXT, letter)


@lru_cache(maxsize=4096)
def _prints_in_picture(letter: str, family: str) -> bool:
    words = f'<text x="1" y="9" font-size="9" font-family="{family}">{letter}</text>'
    return _compiles(
        _AS_PICTURE, f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{words}</svg>'
    )


def _compiles(template: bytes, letter: str) -> bool:
    try:
        typeset(template, {"letter": letter})
    except typst.TypstError:
        return False
    return True
