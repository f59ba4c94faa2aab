"""Results as JSON: without loss, in a stable order, and nothing else is read."""

import json
from dataclasses import fields, replace

import pytest

from poet_method.partnership_health import PartnershipHealth, assess, from_json, to_json
from poet_method.simulation import simulate_staff


@pytest.fixture(scope="module")
def health(questionnaire):
    people = simulate_staff(questionnaire, organisations={"Cyngor Môn": 30, "B": 30}, seed=1)
    return assess(
        questionnaire, people.matrix, title="Môn", grouping="organisation", staff_counts=people.staff_counts
    )


def test_nothing_is_lost(health):
    assert from_json(to_json(health)) == health


def test_keys_stand_in_the_order_of_the_fields(health):
    keys = list(json.loads(to_json(health)))
    assert keys == ["format", *(field.name for field in fields(PartnershipHealth))]


def test_text_is_written_as_it_is_read(health):
    assert "Cyngor Môn" in to_json(health)


def test_not_a_number_is_never_written(health):
    broken = replace(health, overall=replace(health.overall, mean=float("nan")))
    with pytest.raises(ValueError, match="Out of range float"):
        to_json(broken)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content.pop("format"), "not a snapshot"),
        (lambda content: content.pop("overall"), "does not have exactly the fields"),
        (lambda content: content.update(extra=1), "does not have exactly the fields"),
        (lambda content: content.update(answered="12"), "answered has '12'"),
        (lambda content: content["dimensions"][0].update(finding="splendid"), "splendid"),
    ],
)
def test_other_text_is_refused(health, change, message):
    content = json.loads(to_json(health))
    change(content)
    with pytest.raises(ValueError, match=message):
        from_json(json.dumps(content))
