"""Everybody or a sample; a draw that anybody can repeat; the reserve; merges."""

from __future__ import annotations

import hashlib

import pytest

from poet.fieldwork import actions, queries
from poet.fieldwork.actions import CannotDecide
from poet.fieldwork.models import StaffMember
from poet.foundations.audit.queries import events_within
from poet.partnerships.models import Round
from poet_method.sampling import propose_merges
from tests.poet.fieldwork.conftest import Site, people


@pytest.fixture
def large_site(site: Site) -> Site:
    site.count(
        *people("Council", "Social worker", 120),
        *people("Council", "Team manager", 6),
        *people("Council", "Receptionist", 14),
        *people("Trust", "Nurse", 100),
        *people("Charity", "Volunteer", 30),
    )
    return site


def place(seed: str, public_id: str) -> str:
    """Where somebody stands in the order of the draw, as the appendix says it."""
    return hashlib.sha256(f"{seed}\n{public_id}".encode()).hexdigest()


def draw(site: Site, size: int = 100, at_least: int = 10) -> queries.PlanDetails:
    merges = propose_merges(queries.strata_of(site.round), threshold=10, expected_response=0.5)
    actions.draw_sample(
        round_=site.round, size=size, at_least=at_least, merges=merges, expected_response=50, by="lead"
    )
    plan = queries.find_plan(site.round)
    assert plan is not None
    return plan


def test_strata_are_organisation_by_staff_group(large_site: Site) -> None:
    strata = [(stratum.label, stratum.staff) for stratum in queries.strata_of(large_site.round)]
    assert strata == [
        (("Council", "Managers and team leaders"), 6),
        (("Council", "Social workers"), 120),
        (("Council", "Administration and other support"), 14),
        (("Trust", "Nurses, midwives and health visitors"), 100),
        (("Charity", "Volunteers"), 30),
    ]


def test_a_draw_can_be_repeated_from_what_the_appendix_says(large_site: Site) -> None:
    plan = draw(large_site)
    # By hand, from the downloaded lines, the seed and the numbers asked: no code of ours.
    assert hashlib.sha256(plan.drawn_from.encode()).hexdigest() == plan.digest
    lines = [line.split("\t") for line in plan.drawn_from.splitlines()]
    assert len(lines) == 270
    by_stratum: dict[tuple[str, ...], list[str]] = {}
    for person, *label in lines:
        by_stratum.setdefault(tuple(label), []).append(person)
    again = set()
    for label, (staff, asked) in plan.asked.items():
        assert len(by_stratum[label]) == staff
        order = sorted(by_stratum[label], key=lambda one: place(plan.seed, one))
        again |= set(order[:asked])
    chosen = set(StaffMember.objects.filter(selection="chosen").values_list("public_id", flat=True))
    assert again == chosen
    assert len(chosen) == 100


def test_small_groups_are_counted_together_and_asked_enough(large_site: Site) -> None:
    plan = draw(large_site)
    (merge,) = plan.merges
    assert merge.staff == 20
    assert "has 6 staff" in merge.reason
    assert plan.asked[merge.label][0] == 20
    assert min(asked for _, asked in plan.asked.values()) == 10


def test_each_draw_is_another_and_on_the_record(large_site: Site) -> None:
    first, second = draw(large_site), draw(large_site)
    assert first.seed != second.seed
    assert second.draws == 2
    latest, *_ = events_within(large_site.round.evaluation.public_id)
    assert latest.details["draw"] == 2
    assert latest.details["digest"] == second.digest


def test_a_size_out_of_reach_is_refused_with_what_is_possible(large_site: Site) -> None:
    with pytest.raises(CannotDecide, match="between 40 and 270"):
        draw(large_site, size=39)
    with pytest.raises(CannotDecide, match="between 40 and 270"):
        draw(large_site, size=271)
    assert queries.find_plan(large_site.round) is None


def test_who_leaves_is_replaced_and_who_opts_out_is_not(large_site: Site) -> None:
    plan = draw(large_site)
    label = ("Trust", "Nurses, midwives and health visitors")
    asked = plan.asked[label][1]
    rows = StaffMember.objects.filter(organisation__name="Trust", state="listed")
    refuses, leaves = rows.filter(selection="chosen").order_by("pk")[:2]
    actions.opt_out(member_id=refuses.public_id)
    assert rows.filter(selection="chosen").count() == asked - 1
    waiting = rows.filter(selection="reserve").values_list("public_id", flat=True)
    next_in_line = min(waiting, key=lambda one: place(plan.seed, one))
    stay = [row for row in people("Trust", "Nurse", 100) if f"{leaves.name}," not in row]
    large_site.count(*stay, whose="Trust")
    assert not StaffMember.objects.filter(public_id=leaves.public_id).exists()
    assert StaffMember.objects.get(public_id=next_in_line).selection == "chosen"
    assert rows.filter(selection="chosen").count() == asked - 1


def test_who_joins_after_the_draw_waits_in_reserve(large_site: Site) -> None:
    draw(large_site)
    large_site.count(*people("Charity", "Volunteer", 31), whose="Charity")
    assert StaffMember.objects.get(name="Volunteer 30").selection == "reserve"


def test_in_a_census_everybody_is_asked_also_who_joins(large_site: Site) -> None:
    draw(large_site)
    actions.ask_everybody(round_=large_site.round, expected_response=40, by="lead")
    large_site.count(*people("Charity", "Volunteer", 31), whose="Charity")
    assert set(StaffMember.objects.values_list("selection", flat=True)) == {"chosen"}
    plan = queries.find_plan(large_site.round)
    assert plan is not None
    assert (plan.is_census, plan.seed, plan.drawn_from) == (True, "", "")


def test_nothing_is_decided_while_staff_are_asked(large_site: Site) -> None:
    Round.objects.update(state="collecting")
    round_ = queries.find_round(large_site.round.public_id)
    assert round_ is not None
    with pytest.raises(CannotDecide, match="being asked already"):
        actions.ask_everybody(round_=round_, expected_response=40, by="lead")


def test_nobody_is_drawn_from_an_empty_list(site: Site) -> None:
    with pytest.raises(CannotDecide, match="nobody"):
        actions.ask_everybody(round_=site.round, expected_response=40, by="lead")


def test_a_person_with_two_employers_can_be_drawn_once(large_site: Site) -> None:
    large_site.count(
        *people("Charity", "Volunteer", 30),
        "Nurse 0,Nurse0@trust.example.org,Charity,Volunteer",
        whose="Charity",
    )
    plan = draw(large_site)
    assert len(plan.drawn_from.splitlines()) == 270
    with pytest.raises(actions.CannotUseList, match="drawn"):
        actions.choose_employer(round_=large_site.round, members={"a": "b"}, by="lead")
