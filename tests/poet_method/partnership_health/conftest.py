"""A small questionnaire with two levels, a reversed item in each dimension and English alone."""

import pytest

from poet_method.instruments.questionnaire import (
    Dimension,
    Item,
    Level,
    Questionnaire,
    ResponseScale,
    ScalePoint,
)


def _dimension(name, level, items=4):
    scale = ResponseScale(
        "agreement",
        tuple(ScalePoint(value, {"en": f"point {value}"}) for value in range(1, 6)),
        {"en": "Cannot say"},
    )
    return Dimension(
        id=name,
        name={"en": name.title()},
        level=level,
        about={"en": f"About {name}."},
        items=tuple(
            Item(f"{name}_{number}", {"en": f"{name} {number}"}, name, scale, reversed=number == items)
            for number in range(1, items + 1)
        ),
    )


@pytest.fixture(scope="session")
def questionnaire():
    return Questionnaire(
        id="small",
        version=3,
        title={"en": "A small questionnaire"},
        languages=("en",),
        levels=(
            Level("structural", {"en": "Structural"}, {"en": ""}),
            Level("individual", {"en": "Individual"}, {"en": ""}),
        ),
        dimensions=(
            _dimension("purpose", "structural"),
            _dimension("resources", "structural"),
            _dimension("roles", "structural"),
            _dimension("trust", "individual"),
            _dimension("learning", "individual", items=3),
        ),
    )
