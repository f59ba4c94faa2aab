"""Reducing what people and survey tools write to what can be compared."""

from __future__ import annotations

import html
import re
import unicodedata

_APOSTROPHES = re.compile("['`\u2018\u2019\u02bc\u00b4]")
_TAG = re.compile(r"<[^<>]*>")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015_.,:;()\"\u201c\u201d\u2026]+")


def plain(text: str) -> str:
    """Without differences of case, white space, apostrophes and invisible characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not folded.isascii():
        folded = "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")
    return " ".join(_APOSTROPHES.sub("'", folded).split())


def loose(text: str) -> str:
    """As :func:`plain`, without apostrophes and the punctuation that separates: "4 - Can't" → "4 cant"."""
    return " ".join(_BETWEEN.sub(" ", plain(text).replace("'", "")).split())


def words(text: str) -> tuple[str, ...]:
    """Its words and numbers alone: "<b>We're</b> agreed_1." → ("were", "agreed", "1")."""
    bare = plain(html.unescape(_TAG.sub(" ", text))).replace("'", "")
    return tuple(re.findall(r"[^\W_]+", bare))
