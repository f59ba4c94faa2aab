"""Colours: WCAG ratios worked out here, from the definition; deuteranopia by a published model."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from poet_documents.charts import LOOKS, finding_mark_svg
from poet_documents.charts.palette import (
    INK,
    LINE,
    PALE,
    QUIET,
    TEAL,
    WHITE,
    agreement_ramp,
    contrast,
    text_on,
)
from poet_method.partnership_health.result import Finding


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def ratio(one: str, other: str) -> float:
    light = sorted(float(linear(c) @ (0.2126, 0.7152, 0.0722)) + 0.05 for c in (one, other))
    return light[1] / light[0]


# Machado, Oliveira & Fernandes (2009), IEEE Trans Vis Comput Graph 15:1291-1298: deuteranopia, severity 1.
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)


def test_contrast_of_black_and_white_and_of_a_known_grey() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(
        4.54, abs=0.005
    )  # the well-known limit for AA text


@pytest.mark.parametrize("colour", [INK, QUIET, TEAL])
@pytest.mark.parametrize("paper", [WHITE, PALE])
def test_text_has_four_and_a_half_to_one(colour: str, paper: str) -> None:
    assert ratio(colour, paper) >= 4.5


@pytest.mark.parametrize("finding", list(Finding))
def test_marks_have_three_to_one(finding: Finding) -> None:
    assert ratio(LOOKS[finding].colour, WHITE) >= 3
    assert ratio(LINE, WHITE) >= 3


@pytest.mark.parametrize("points", range(2, 12))
def test_numbers_can_be_read_on_every_step_of_the_ramp(points: int) -> None:
    ramp = agreement_ramp(points)
    assert len(ramp) == len(set(ramp)) == points
    assert all(ratio(text_on(fill), fill) >= 4.5 for fill in ramp)


@pytest.mark.parametrize("points", range(2, 8))
def test_ends_of_the_ramp_differ_in_darkness_also_for_deuteranopes(points: int) -> None:
    ramp = agreement_ramp(points)
    assert ratio(ramp[0], ramp[-1]) >= 2.5
    seen = [np.clip(DEUTERANOPIA @ linear(c), 0, 1) @ (0.2126, 0.7152, 0.0722) for c in (ramp[0], ramp[-1])]
    assert (seen[0] + 0.05) / (seen[1] + 0.05) >= 2.5


def test_a_scale_needs_two_points() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        agreement_ramp(1)


def test_findings_differ_in_word_and_shape_not_only_in_colour() -> None:
    without_colour = {f: re.sub(r"#[0-9a-f]{6}", "", finding_mark_svg(f)) for f in Finding}
    for one, other in combinations(Finding, 2):
        assert without_colour[one] != without_colour[other]
        assert LOOKS[one].word != LOOKS[other].word
        assert LOOKS[one].shape != LOOKS[other].shape
