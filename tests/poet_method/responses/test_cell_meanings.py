"""What a cell means on a response scale. Expected codes are written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet_method.instruments import ResponseScale, ScalePoint
from poet_method.responses import CodeWords
from poet_method.responses.codebook import Codebook

CANT_SAY, MISSING, NOT_ASKED = -1, -2, -3
LABELS = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
AGREEMENT = ResponseScale(
    "agreement",
    tuple(
        ScalePoint(value, {"en": label, "cy": f"cy {label}"}) for value, label in enumerate(LABELS, start=1)
    ),
    {"en": "Don't know, or not my role"},
)
CODEBOOK = Codebook(AGREEMENT, CodeWords())


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("4", 4),
        (" 4 ", 4),
        ("4.0", 4),
        ("4.00", 4),
        ("4,0", 4),
        ("\uff14", 4),  # full-width digit
        ("Agree", 4),
        ("AGREE ", 4),
        ("strongly  agree", 5),
        ("cy Agree", 4),
        ("4 - Agree", 4),
        ("4 \u2013 agree", 4),
        ("4: Agree", 4),
        ("4. Agree", 4),
        ("4 Agree", 4),
        ("(4) Agree", 4),
        ("Agree (4)", 4),
        ("Strongly_agree", 5),
        ("Don't know, or not my role", CANT_SAY),
        ("don\u2019t know or not my role", CANT_SAY),
        ("cant_say", CANT_SAY),
        ("Can't say", CANT_SAY),
        ("dk", CANT_SAY),
        ("DON'T KNOW", CANT_SAY),
        ("n/a", CANT_SAY),
        ("", MISSING),
        ("  \u200b", MISSING),
        ("NA", MISSING),
        ("NaN", MISSING),
        ("not_asked", NOT_ASKED),
        ("Not asked", NOT_ASKED),
        ("na - not asked", NOT_ASKED),
    ],
)
def test_what_is_understood(cell, code):
    assert CODEBOOK.meanings(cell) == {code}


STRANGE = (
    *("0", "6", "44", "-1", "- 1", "\u22121", "\u20131", "+9", "3.5", "3,5", "1,000", "1e0", "-99"),
    *("4 - Disagree", "5 Agree", "Agreed", "#N/A", "#REF!", "1-5", "1;2", "4/5", "TRUE", "=4", "'", "?"),
    *("x" * 100_000, "9" * 5000),
)


@pytest.mark.parametrize("cell", STRANGE, ids=lambda cell: cell[:10])
def test_what_is_not(cell):
    assert CODEBOOK.meanings(cell) == frozenset()


def test_a_label_that_is_another_value_is_ambiguous_and_never_shifted():
    shifted = ResponseScale("s", tuple(ScalePoint(value, {"en": str(value + 1)}) for value in range(5)))
    codebook = Codebook(shifted, CodeWords())
    assert codebook.meanings("0") == {0}
    assert codebook.meanings("1") == {0, 1}
    assert codebook.meanings("5") == {4}


def test_the_scale_comes_before_the_code_words():
    scale = ResponseScale("s", (ScalePoint(1, {"en": "N/A"}), ScalePoint(2, {"en": "Don't know"})))
    codebook = Codebook(scale, CodeWords())
    assert codebook.meanings("n/a") == {1}
    assert codebook.meanings("dont know") == {2}
    assert codebook.meanings("dk") == {CANT_SAY}


def test_labels_of_signs_alone_are_told_apart():
    signs = ResponseScale(
        "s", (ScalePoint(1, {"en": "--"}), ScalePoint(2, {"en": "-"}), ScalePoint(3, {"en": "+"}))
    )
    codebook = Codebook(signs, CodeWords())
    assert [codebook.meanings(sign) for sign in ("--", "-", "+", "---")] == [{1}, {2}, {3}, frozenset()]


def test_own_code_words():
    codebook = Codebook(AGREEMENT, CodeWords(missing=("-99",), cant_say=("8",), not_asked=("skipped",)))
    assert codebook.meanings("-99") == {MISSING}
    assert codebook.meanings("8") == {CANT_SAY}
    assert codebook.meanings("Skipped") == {NOT_ASKED}
    assert codebook.meanings("NA") == frozenset()


@given(st.text(st.sampled_from("12345670.,-+ ()agrenotk'/") | st.characters(codec="utf-8"), max_size=12))
def test_a_value_is_only_read_where_it_or_its_label_is_written(cell):
    for code in CODEBOOK.meanings(cell):
        if code > 0:
            letters = "".join(letter for letter in cell.casefold() if letter.isascii() and letter.isalpha())
            label = LABELS[code - 1].casefold().replace(" ", "")
            normal = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in cell)
            assert letters in ("", label, "cy" + label) or not letters.isascii()
            assert str(code) in normal or label in letters or any(not letter.isascii() for letter in cell)
            assert "-" not in cell.split(str(code))[0]
