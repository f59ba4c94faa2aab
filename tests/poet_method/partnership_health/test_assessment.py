"""The whole assessment against a slow oracle, a known truth, and the promises about what is shown."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet_method.partnership_health import Finding, HealthRules, assess, from_json, to_json
from poet_method.responses import AnswerCode, AnswerMatrix, StaffCounts
from poet_method.simulation import TrueViews, simulate_staff

ORGANISATIONS = {"Council": 60, "Hospital trust": 45, "Charity": 35}


@pytest.fixture(scope="module")
def simulated(questionnaire):
    return simulate_staff(
        questionnaire,
        organisations=ORGANISATIONS,
        staff_groups={"frontline": 0.6, "managers": 0.4},
        views={
            "purpose": TrueViews(8.3),
            "resources": TrueViews(3.6),
            "learning": TrueViews(5.5, "polarised", 3.5),
        },
        shifts={"trust": {"Council": -1.5, "Hospital trust": 1.5}},
        cant_say={"purpose": 0.05, "roles": 0.55},
        response_rates={"Council": 0.5, "Hospital trust": 0.6, "Charity": 0.9},
        seed=20,
    )


@pytest.fixture(scope="module")
def health(questionnaire, simulated):
    return assess(
        questionnaire,
        simulated.matrix,
        title="Anytown",
        grouping="organisation",
        staff_counts=simulated.staff_counts,
        input_digest="digest",
    )


def person_score(answers, reversed_items):
    """A dimension score as a fraction, or None: more than half of the items, mean of those, 1-5 to 0-10."""
    values = [
        6 - int(answer) if turned else int(answer)
        for answer, turned in zip(answers, reversed_items, strict=True)
        if answer >= 0
    ]
    asked = sum(answer != -3 for answer in answers)
    if 2 * len(values) <= asked:
        return None
    return Fraction(sum(values) - len(values), len(values)) * Fraction(10, 4)


def scores_of(questionnaire, matrix, dimension):
    columns = matrix.columns([item.id for item in dimension.items])
    return [person_score(row, [item.reversed for item in dimension.items]) for row in columns]


def weighted(scores, strata, counts):
    """Sum of N_h mean_h over N."""
    total = Fraction(0)
    for key, invited in counts.items():
        own = [
            score
            for score, stratum in zip(scores, strata, strict=True)
            if stratum == key and score is not None
        ]
        total += invited * sum(own, Fraction(0)) / len(own)
    return float(total / sum(counts.values()))


def test_dimension_means_are_weighted_by_stratum(questionnaire, simulated, health):
    strata = list(
        zip(*(simulated.matrix.groups[name].tolist() for name in simulated.staff_counts.by), strict=True)
    )
    for dimension, found in zip(questionnaire.dimensions, health.dimensions, strict=True):
        scores = scores_of(questionnaire, simulated.matrix, dimension)
        assert found.estimate.mean == weighted(scores, strata, simulated.staff_counts.counts)
        assert found.estimate.answers == sum(score is not None for score in scores)
        assert found.estimate.invited == 140
        spread = np.std([float(score) for score in scores if score is not None], ddof=1)
        assert found.estimate.sd == pytest.approx(spread)


def test_levels_are_means_of_peoples_dimension_scores(questionnaire, simulated, health):
    strata = list(
        zip(*(simulated.matrix.groups[name].tolist() for name in simulated.staff_counts.by), strict=True)
    )
    columns = {
        dimension.id: scores_of(questionnaire, simulated.matrix, dimension)
        for dimension in questionnaire.dimensions
    }

    def over(names):
        people = []
        for row in zip(*(columns[name] for name in names), strict=True):
            known = [score for score in row if score is not None]
            people.append(sum(known, Fraction(0)) / len(known) if 2 * len(known) > len(names) else None)
        return weighted(people, strata, simulated.staff_counts.counts)

    structural, individual = health.levels
    assert structural.estimate.mean == pytest.approx(over(["purpose", "resources", "roles"]), abs=1e-12)
    assert individual.estimate.mean == pytest.approx(over(["trust", "learning"]), abs=1e-12)
    assert health.overall.mean == pytest.approx(over(list(columns)), abs=1e-12)


def test_findings_see_what_was_put_there(health, simulated):
    finding = {each.dimension: each.finding for each in health.dimensions}
    assert finding == {
        "purpose": Finding.CELEBRATE,
        "resources": Finding.DEVELOP,
        "roles": Finding.NOT_ENOUGH_KNOWN,
        "trust": Finding.CONTESTED,
        "learning": Finding.CONTESTED,
    }
    trust = health.dimensions[3]
    assert (trust.gaps["organisation"].higher, trust.gaps["organisation"].lower) == (
        "Hospital trust",
        "Council",
    )
    assert simulated.truth["purpose"].mean > 7.0
    assert simulated.truth["resources"].mean < 5.0


def test_groups_and_equal_partner_mean(questionnaire, simulated, health):
    purpose = health.dimensions[0]
    assert [group.group for group in purpose.by_group["organisation"]] == [
        "Charity",
        "Council",
        "Hospital trust",
    ]
    means = [group.estimate.mean for group in purpose.by_group["organisation"]]
    assert purpose.equal_partner_mean == pytest.approx(sum(means) / 3)
    assert [group.estimate.invited for group in purpose.by_group["organisation"]] == [35, 60, 45]
    assert [(each.answered, each.invited) for each in health.responses["organisation"]] == [
        (32, 35),
        (30, 60),
        (27, 45),
    ]


def test_agreement_within_a_group_is_that_of_its_complete_answers(simulated, health):
    # James, Demaree & Wolf 1984, four items of five points; turning an item round changes no variance.
    answers = simulated.matrix.columns([f"purpose_{number}" for number in range(1, 5)]).astype(float)
    council = answers[(simulated.matrix.groups["organisation"] == "Council") & (answers >= 0).all(axis=1)]
    ratio = council.var(axis=0, ddof=1).mean() / ((5**2 - 1) / 12)
    expected = 4 * (1 - ratio) / (4 * (1 - ratio) + ratio)
    found = {each.group: each for each in health.dimensions[0].agreement_by_group["organisation"]}
    assert found["Council"].answers == len(council)
    assert found["Council"].r_wg_j == pytest.approx(expected)


def test_groups_are_not_compared_where_few_can_say(health):
    roles = health.dimensions[2]
    assert all(group.estimate is None and group.hidden_because for group in roles.by_group["organisation"])
    assert roles.gaps == {"organisation": None, "staff_group": None}
    assert roles.cant_say_share == pytest.approx(0.55, abs=0.1)


def test_item_distributions_count_everyone(questionnaire, simulated, health):
    for dimension in health.dimensions:
        for item in dimension.items:
            everyone = sum(item.counts) + item.cant_say + item.missing + item.not_asked
            assert everyone == simulated.matrix.respondents
    reversed_item = health.dimensions[0].items[-1]
    assert reversed_item.reversed
    assert reversed_item.counts[0] > reversed_item.counts[-1]  # shown as ticked: most disagree


def test_the_same_input_gives_the_same_report(questionnaire, simulated, health):
    def again(**changed):
        return assess(
            questionnaire,
            simulated.matrix,
            **{
                "title": "Anytown",
                "grouping": "organisation",
                "staff_counts": simulated.staff_counts,
                "input_digest": "digest",
                **changed,
            },
        )

    assert to_json(again()) == to_json(health)
    other = again(input_digest="another")
    assert other.dimensions[0].estimate.mean == health.dimensions[0].estimate.mean
    assert other.dimensions[0].estimate.low != health.dimensions[0].estimate.low


def test_a_small_group_is_hidden_throughout_and_cannot_be_worked_out(questionnaire):
    people = simulate_staff(
        questionnaire,
        organisations={"Big": 60, "Middle": 30, "Small": 8},
        response_rates=0.9,
        cant_say=0.0,
        missing=0.0,
        seed=3,
    )
    health = assess(
        questionnaire, people.matrix, title="T", grouping="organisation", staff_counts=people.staff_counts
    )
    assert [(each.group, each.answered) for each in health.responses["organisation"]] == [
        ("Big", 54),
        ("Middle", None),
        ("Small", None),
    ]
    for dimension in health.dimensions:
        shown = [group.group for group in dimension.by_group["organisation"] if group.estimate is not None]
        assert shown == ["Big"]
        # Each of these, with the mean of all and of the shown group, would give the hidden ones away.
        assert dimension.equal_partner_mean is None
        assert dimension.agreement.icc1 is None
        assert dimension.gaps["organisation"] is None
        assert [each.group for each in dimension.agreement_by_group["organisation"]] == ["Big"]
    assert any("2 groups are not shown" in note for note in health.notes)


@pytest.mark.parametrize("staff_groups", [None, {"Nurses": 0.6, "Managers": 0.3, "Drivers": 0.1}])
@pytest.mark.parametrize("counted", [True, False])
def test_hidden_groups_could_be_exchanged_without_a_trace(questionnaire, staff_groups, counted):
    """If people of hidden groups swap places, not a digit of what is published changes."""
    people = simulate_staff(
        questionnaire,
        organisations={"Big": 90, "Middle": 40, "Small": 12},
        staff_groups=staff_groups,
        response_rates={"Big": 0.7, "Middle": 0.35, "Small": 0.6},
        seed=8,
    )
    labels = people.matrix.groups["organisation"]
    kinds = people.matrix.groups.get("staff_group", np.full(labels.shape, ""))
    swapped = labels.copy()
    for kind in np.unique(kinds):
        places = np.flatnonzero((labels != "Big") & (kinds == kind))
        swapped[places] = labels[places][::-1]
    assert (swapped != labels).any()
    results = [
        assess(
            questionnaire,
            replace(people.matrix, groups={**people.matrix.groups, "organisation": given}),
            title="T",
            grouping="organisation",
            staff_counts=people.staff_counts if counted else None,
        )
        for given in (labels, swapped)
    ]
    hidden = [each.group for each in results[0].responses["organisation"] if each.answered is None]
    assert hidden == ["Middle", "Small"]
    assert to_json(results[0]) == to_json(results[1])


def test_a_few_people_with_a_blank_label_are_left_out_and_nobody_else_is_hidden(questionnaire):
    people = simulate_staff(
        questionnaire, organisations={"A": 60, "B": 40}, response_rates=0.8, cant_say=0.0, missing=0.0, seed=5
    )
    labels = people.matrix.groups["organisation"].copy()
    labels[:3] = ""
    matrix = replace(people.matrix, groups={"organisation": labels})
    health = assess(
        questionnaire, matrix, title="T", grouping="organisation", staff_counts=people.staff_counts
    )
    assert [each.group for each in health.responses["organisation"] if each.answered is not None] == [
        "A",
        "B",
    ]
    assert health.answered == matrix.respondents - 3
    assert health.dimensions[0].estimate.invited == 100
    assert "3 people did not say their organisation. Their answers are left out" in health.notes[0]
    # Nothing of what they said is left in the counts.
    kept = matrix.columns([item.item for item in health.dimensions[0].items])[labels != ""]
    for column, item in zip(kept.T, health.dimensions[0].items, strict=True):
        assert item.counts == tuple(int((column == value).sum()) for value in range(1, 6))


def test_many_people_with_a_blank_label_count_for_the_whole(questionnaire):
    people = simulate_staff(questionnaire, organisations={"A": 60, "B": 60}, response_rates=0.8, seed=5)
    labels = people.matrix.groups["organisation"].copy()
    labels[:12] = ""
    matrix = replace(people.matrix, groups={"organisation": labels})
    health = assess(questionnaire, matrix, title="T", grouping="organisation")
    assert health.answered == matrix.respondents
    assert any("did not give their organisation" in note for note in health.notes)


def test_dimensions_that_nobody_was_asked_about_are_named_and_left_out(questionnaire):
    people = simulate_staff(questionnaire, organisations={"A": 60, "B": 40}, seed=5)
    values = people.matrix.values.copy()
    trust = [place for place, item in enumerate(people.matrix.item_ids) if item.startswith("trust")]
    values[:, trust] = AnswerCode.NOT_ASKED
    health = assess(questionnaire, replace(people.matrix, values=values), title="T", grouping="organisation")
    assert health.not_asked == ("Trust",)
    assert [one.dimension for one in health.dimensions] == ["purpose", "resources", "roles", "learning"]


def test_below_the_threshold_nothing_is_shown(questionnaire):
    people = simulate_staff(questionnaire, organisations={"A": 9}, response_rates=1.0, seed=6)
    health = assess(questionnaire, people.matrix, title="T", grouping="organisation")
    assert health.overall is None
    assert health.responses["organisation"][0].answered is None
    for dimension in health.dimensions:
        assert dimension.finding is Finding.NOT_ENOUGH_KNOWN
        assert (dimension.estimate, dimension.agreement, dimension.alpha, dimension.p_celebrate_wrong) == (
            None,
        ) * 4
        assert all(item.counts is None and item.cant_say is None for item in dimension.items)
    assert any("Fewer than 10 people answered" in note for note in health.notes)


def test_without_staff_counts_there_is_no_response_rate(questionnaire, simulated):
    health = assess(questionnaire, simulated.matrix, title="T", grouping="organisation")
    assert health.invited is None
    assert health.overall.invited is None
    assert all(each.invited is None for each in health.responses["organisation"])
    assert any("No staff counts were given" in note for note in health.notes)


def test_a_group_nobody_answered_from_is_named(questionnaire, simulated):
    organisations = StaffCounts(
        ("organisation",), {**{(name,): size for name, size in ORGANISATIONS.items()}, ("Police",): 20}
    )
    health = assess(
        questionnaire, simulated.matrix, title="T", grouping="organisation", staff_counts=organisations
    )
    police = health.responses["organisation"][-1]
    assert (police.group, police.answered, police.invited) == ("Police", 0, 20)
    assert "By organisation, nobody answered from: Police." in health.notes
    assert health.dimensions[0].by_group["organisation"][-1].hidden_because == "no answers"


def test_an_unknown_grouping_is_refused(questionnaire, simulated):
    with pytest.raises(ValueError, match="no grouping 'site'"):
        assess(questionnaire, simulated.matrix, title="T", grouping="site")


@given(seed=st.integers(0, 2**32), people=st.integers(0, 40), counted=st.booleans())
@settings(max_examples=15, deadline=None)
def test_any_answers_give_a_result_that_survives_json(questionnaire, seed, people, counted):
    rng = np.random.default_rng(seed)
    likely = rng.dirichlet(np.full(8, 0.5))
    matrix = AnswerMatrix(
        tuple(item.id for item in questionnaire.items),
        rng.choice([-3, -2, -1, 1, 2, 3, 4, 5], (people, len(questionnaire.items)), p=likely),
        {
            "organisation": rng.choice(["A", "B", "C", ""], people, p=[0.5, 0.3, 0.15, 0.05]),
            "staff_group": rng.choice(["x", "y"], people),
        },
    )
    counts = StaffCounts(("organisation",), {("A",): 60, ("B",): 50, ("C",): 45}) if counted else None
    rules = HealthRules(reporting_threshold=int(rng.integers(5, 12)))
    health = assess(
        questionnaire, matrix, title="T", grouping="organisation", staff_counts=counts, rules=rules
    )
    assert from_json(to_json(health)) == health
    for dimension in health.dimensions:
        for groups in dimension.by_group.values():
            for group in groups:
                assert (group.estimate is None) == (group.hidden_because is not None)
                assert group.estimate is None or group.estimate.answers >= rules.reporting_threshold
