"""Simulated staff are what was asked for: means, shapes, correlation, response, gaps in the answers."""

import numpy as np
import pytest

from poet_method.instruments.questionnaire import (
    Dimension,
    Item,
    Level,
    Questionnaire,
    ResponseScale,
    ScalePoint,
)
from poet_method.responses import AnswerCode
from poet_method.simulation import TrueViews, answer_positions, correlated_views, simulate_staff


@pytest.fixture(scope="module")
def questionnaire():
    scale = ResponseScale("agreement", tuple(ScalePoint(value, {"en": str(value)}) for value in range(1, 6)))
    dimensions = tuple(
        Dimension(
            name,
            {"en": name},
            "all",
            {"en": ""},
            tuple(Item(f"{name}_{n}", {"en": "?"}, name, scale, reversed=n == 3) for n in range(4)),
        )
        for name in ("purpose", "trust")
    )
    return Questionnaire("q", 1, {"en": "Q"}, ("en",), (Level("all", {"en": "All"}, {"en": ""}),), dimensions)


@pytest.mark.parametrize(
    "views",
    [
        TrueViews(6.0),
        TrueViews(2.5, "moderate", 2.5),
        TrueViews(7.0, "skewed", 2.5),
        TrueViews(9.2, "skewed", 2.5),
        TrueViews(5.5, "polarised", 3.5),
    ],
)
def test_the_expected_score_is_the_mean_asked_for(views):
    rng = np.random.default_rng(1)
    positions = answer_positions(rng, rng.standard_normal(200_000), views, items=4, points=5)
    assert positions.min() >= 0
    assert positions.max() <= 4
    assert positions.mean() * 2.5 == pytest.approx(views.mean, abs=0.03)


def test_shapes_look_as_they_are_named():
    rng = np.random.default_rng(2)

    def scores(views):
        return answer_positions(rng, rng.standard_normal(50_000), views, items=4, points=5).sum(axis=1) / 1.6

    skewed = scores(TrueViews(7.0, "skewed", 2.5))
    assert np.mean((skewed - skewed.mean()) ** 3) / skewed.std() ** 3 < -1
    polarised = scores(TrueViews(5.0, "polarised", 3.5))
    assert np.mean(polarised <= 2.5) > 0.3
    assert np.mean(polarised >= 7.5) > 0.3
    assert np.mean(np.abs(scores(TrueViews(5.0)) - 5.0) <= 2.4) > 0.6


def test_leanings_correlate_as_asked():
    leanings = correlated_views(np.random.default_rng(3), people=100_000, dimensions=3, correlation=0.2)
    assert np.corrcoef(leanings.T)[0, 2] == pytest.approx(0.2, abs=0.02)
    assert leanings.std(axis=0) == pytest.approx(np.ones(3), abs=0.02)


def test_the_truth_is_what_everyone_would_have_answered(questionnaire):
    people = simulate_staff(
        questionnaire,
        organisations={"A": 300, "B": 100},
        views={"trust": TrueViews(6.0)},
        shifts={"trust": {"B": -2.0}},
        response_rates=1.0,
        cant_say=0.0,
        missing=0.0,
        seed=4,
    )
    answers = people.matrix.columns([f"trust_{n}" for n in range(4)]).astype(float)
    answers[:, 3] = 6 - answers[:, 3]
    scores = (answers.mean(axis=1) - 1) * 2.5
    organisation = people.matrix.groups["organisation"]
    assert people.truth["trust"].mean == pytest.approx(scores.mean())
    assert people.truth["trust"].by_organisation == pytest.approx(
        {"A": scores[organisation == "A"].mean(), "B": scores[organisation == "B"].mean()}
    )
    assert scores[organisation == "A"].mean() - scores[organisation == "B"].mean() == pytest.approx(
        2, abs=0.7
    )


def test_who_takes_part_and_what_they_leave_out(questionnaire):
    people = simulate_staff(
        questionnaire,
        organisations={"A": 1000, "B": 500},
        staff_groups={"frontline": 0.7, "managers": 0.3},
        response_rates={"A": 0.4, "B": 0.8},
        cant_say={"trust": 0.3},
        missing=0.1,
        seed=5,
    )
    organisation = people.matrix.groups["organisation"]
    assert (np.count_nonzero(organisation == "A"), np.count_nonzero(organisation == "B")) == (400, 400)
    trust = people.matrix.columns([f"trust_{n}" for n in range(4)])
    purpose = people.matrix.columns([f"purpose_{n}" for n in range(4)])
    assert np.mean(trust == AnswerCode.CANT_SAY) == pytest.approx(0.3, abs=0.03)
    assert np.mean(purpose == AnswerCode.MISSING) == pytest.approx(0.1, abs=0.02)
    assert not np.any(purpose == AnswerCode.CANT_SAY)
    assert people.staff_counts.total == 1500
    assert people.staff_counts.of("organisation") == {"A": 1000, "B": 500}
    assert people.staff_counts.of("staff_group")["managers"] == pytest.approx(450, abs=60)


def test_the_same_seed_gives_the_same_staff(questionnaire):
    one, same, other = (
        simulate_staff(questionnaire, organisations={"A": 50}, seed=seed).matrix.values for seed in (1, 1, 2)
    )
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_a_mean_beyond_the_scale_is_refused():
    with pytest.raises(ValueError, match="between 0 and 10"):
        TrueViews(10.0)
