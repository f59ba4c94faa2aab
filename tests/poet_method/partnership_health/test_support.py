"""Support guidance of the library: every dimension of the staff questionnaire has some that can be used."""

import dataclasses

import pytest

from poet_method.instruments import load
from poet_method.partnership_health.support import Support, load_support


def test_every_dimension_has_guidance_and_nothing_else_has() -> None:
    dimensions = {dimension.id for dimension in load("staff", 1).dimensions}

    assert set(load_support("staff", 1)) == dimensions


def test_guidance_is_two_or_three_things_to_try_and_one_question() -> None:
    for dimension, support in load_support("staff", 1).items():
        assert support.dimension == dimension
        assert len(support.try_this) in {2, 3}, dimension
        assert all(text.endswith(".") and len(text.split()) <= 40 for text in support.try_this), dimension
        assert support.talk_about.endswith("?"), dimension


def test_sources_are_among_those_of_the_questionnaire() -> None:
    known = {source.id for source in load("staff", 1).sources}

    for dimension, support in load_support("staff", 1).items():
        assert support.sources, dimension
        assert set(support.sources) <= known, dimension


@pytest.mark.parametrize(
    ("questionnaire", "version"), [("staff", 2), ("own_survey", 1), ("../support/staff", 1), ("", 1)]
)
def test_without_guidance_there_is_an_empty_answer(questionnaire: str, version: int) -> None:
    assert load_support(questionnaire, version) == {}


def test_support_cannot_be_changed() -> None:
    support = load_support("staff", 1)["trust"]

    assert isinstance(support, Support)
    with pytest.raises(dataclasses.FrozenInstanceError):
        support.talk_about = "Something else?"  # type: ignore[misc]
