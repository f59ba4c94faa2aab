"""Typst, called the same way everywhere: our own typeface, no system fonts, export checked for UA-1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

import fontpkg_atkinson_hyperlegible
import typst


def typeset(template: bytes, inputs: Mapping[str, str], *, made_at: datetime | None = None) -> bytes:
    """The PDF that ``template`` makes of ``inputs`` (``sys.inputs``). The same arguments give the same bytes.

    Raises ``typst.TypstError`` where the template is wrong or the result does not pass the UA-1 export.
    """
    return typst.compile(
        template,
        font_paths=_fonts(),
        ignore_system_fonts=True,  # or the result would depend on the machine
        sys_inputs=dict(inputs),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=made_at,
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = fontpkg_atkinson_hyperlegible.ROOT / "files"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
