"""The texts to adapt: every gap is known, and filling leaves none of those that an evaluation fills."""

from __future__ import annotations

import re
import string

import pytest

from poet_method.notices import GAPS, NOTICES, load_notice

VALUES = {gap: f"<{gap} {{braces}}>" for gap in GAPS}


def paragraphs(notice_id: str) -> list[str]:
    return [text for section in load_notice(notice_id).sections for text in section.paragraphs]


@pytest.mark.parametrize("notice_id", NOTICES)
def test_only_known_gaps_are_left_to_fill(notice_id: str) -> None:
    gaps = {
        name for text in paragraphs(notice_id) for _, name, _, _ in string.Formatter().parse(text) if name
    }
    assert gaps <= set(GAPS)
    assert {"partnership", "organisations", "undertaking", "delete_on", "threshold"} <= gaps


@pytest.mark.parametrize("notice_id", NOTICES)
def test_filling_puts_values_in_as_they_are(notice_id: str) -> None:
    filled = load_notice(notice_id).filled(VALUES)
    text = " ".join(text for section in filled.sections for text in section.paragraphs)
    assert VALUES["partnership"] in text  # its own braces are nobody's gap
    assert "[name" in text.lower()  # what only the lead knows stays to be filled
    assert load_notice(notice_id).filled(VALUES) == filled


@pytest.mark.parametrize("notice_id", NOTICES)
def test_brackets_are_closed_and_never_nested(notice_id: str) -> None:
    for text in [*paragraphs(notice_id), *(one.heading for one in load_notice(notice_id).sections)]:
        assert re.sub(r"\[[^\[\]]+\]", "", text).count("[") == 0, text
        assert re.sub(r"\[[^\[\]]+\]", "", text).count("]") == 0, text


def test_what_data_protection_law_wants_said_is_said() -> None:
    """UK GDPR, Article 13: who, why, on what basis, who sees it, for how long, which rights, complaints."""
    text = " ".join(paragraphs("privacy-notice"))
    for wanted in [
        "data controller",
        "data protection officer",
        "is evaluating",
        "Article 6(1)",
        "Coordinators see",
        "outside [the United Kingdom]",
        "deleted on",
        "corrected",
        "object",
        "Information Commissioner",
    ]:
        assert wanted in text, wanted


def test_there_is_no_other_text() -> None:
    with pytest.raises(KeyError):
        load_notice("../profile/v1")
    with pytest.raises(KeyError):
        load_notice("privacy-notice").filled({})
