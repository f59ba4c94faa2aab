"""Lists that are given, looked at, and counted: who joins, who leaves, who stays out."""

from __future__ import annotations

import pytest

from poet.fieldwork import actions, queries
from poet.fieldwork.actions import CannotUseList, ListHasChanged
from poet.fieldwork.models import RoleGroup, StaffMember, StaffUpload
from poet.foundations.audit.queries import events_within
from poet.partnerships.models import Round
from tests.poet.fieldwork.conftest import Site

ADA = "Ada Day,ada@council.example.org,Council,Social worker"
BEN = "Ben Eve,ben@trust.example.org,Trust,Nurse"
CAT = "Cat Fox,cat@council.example.org,Council,Manager"


def test_nothing_counts_before_it_was_looked_at(site: Site) -> None:
    upload = site.give(ADA, BEN)
    assert [person.name for person in upload.people] == ["Ada Day", "Ben Eve"]
    assert not StaffMember.objects.exists()


def test_a_new_list_adds_changes_and_withdraws(site: Site) -> None:
    site.count(ADA, CAT, BEN)
    before = {row.name: row.public_id for row in StaffMember.objects.all()}
    upload = site.give("Ada Dawn,ada@council.example.org,Council,Nurse", "Dan Gray,,Council,Clerk")
    changes = queries.changes_of(upload)
    assert [person.name for person in changes.added] == ["Dan Gray"]
    assert [(one.id, one.fields) for one in changes.changed] == [(before["Ada Day"], ("name", "role"))]
    assert changes.withdrawn == (before["Cat Fox"],)
    assert changes.untouched == ("Trust",)
    actions.count_list(upload=upload, shown=actions.digest_of(changes), by="lead")
    assert site.listed() == {"Council": ["Ada Dawn", "Dan Gray"], "Trust": ["Ben Eve"], "Charity": []}
    assert StaffMember.objects.get(name="Ada Dawn").public_id == before["Ada Day"]
    assert not StaffUpload.objects.exists()


def test_what_was_looked_at_is_what_counts(site: Site) -> None:
    site.count(ADA)
    upload = site.give(ADA, CAT)
    shown = actions.digest_of(queries.changes_of(upload))
    StaffMember.objects.all().delete()
    with pytest.raises(ListHasChanged):
        actions.count_list(upload=upload, shown=shown, by="lead")
    assert not StaffMember.objects.exists()
    assert queries.find_upload(upload.public_id) is not None, "the list can be looked at again"


def test_a_list_counts_once(site: Site) -> None:
    upload = site.give(ADA)
    shown = actions.digest_of(queries.changes_of(upload))
    actions.count_list(upload=upload, shown=shown, by="lead")
    with pytest.raises(CannotUseList, match="in the meantime"):
        actions.count_list(upload=upload, shown=shown, by="lead")
    assert StaffMember.objects.count() == 1


def test_a_refused_list_leaves_nothing(site: Site) -> None:
    with pytest.raises(CannotUseList) as refused:
        site.give(ADA, "Ben Eve,ben at trust,Trust,Nurse")
    assert [problem["where"] for problem in refused.value.problems] == [
        'staff.csv, row 3, column B ("e-mail")'
    ]
    assert not StaffUpload.objects.exists()
    assert not StaffMember.objects.exists()


def test_roles_are_remembered_for_the_next_list(site: Site) -> None:
    site.count(ADA)
    upload = site.give(ADA, "Dan Gray,dan@trust.example.org,Trust,Handyperson")
    assert queries.roles_to_sort(upload) == (("Handyperson", 1, ""),)
    actions.sort_roles(upload=upload, groups={"Handyperson": "other", "x": "no such group"}, by="lead")
    assert queries.roles_to_sort(upload) == ()
    assert set(RoleGroup.objects.values_list("role", "staff_group")) == {
        ("social worker", "social_work"),
        ("handyperson", "other"),
    }


def test_two_employers_are_one_person_asked_once(site: Site) -> None:
    site.count(ADA, BEN, "Ada Day,ada@council.example.org,Charity,Trustee")

    def asked_at() -> list[str]:
        rows = StaffMember.objects.filter(email="ada@council.example.org", asked_here=True)
        return [row.organisation.name for row in rows]

    assert asked_at() == ["Council"]
    (person,) = queries.two_employers(site.round)
    assert [organisation for _, organisation in person.members] == ["Council", "Charity"]
    other = person.members[1][0]
    assert actions.choose_employer(round_=site.round, members={person.asked_at: other}, by="lead") == 1
    assert asked_at() == ["Charity"]
    # The choice outlives a new list, and the other place takes over when the chosen one goes.
    site.count("Ada Day,ada@council.example.org,Council,Manager", whose="Council")
    assert asked_at() == ["Charity"]
    site.count("Zoe Last,zoe@charity.example.org,Charity,Trustee")
    assert asked_at() == ["Council"]


def test_a_list_of_another_organisation_does_not_tell_about_the_first(site: Site) -> None:
    site.count(ADA)
    upload = site.give("Ada Day,ada@council.example.org,,Trustee", whose="Charity")
    changes = queries.changes_of(upload)
    assert (len(changes.added), len(changes.changed), changes.withdrawn) == (1, 0, ())
    assert changes.untouched == ()


def test_addresses_that_are_swapped_are_swapped(site: Site) -> None:
    rows = ["Ada Day,a@council.example.org,Council,Nurse", "Ben Eve,b@council.example.org,Council,Nurse"]
    site.count(*rows)
    site.count("Ben Eve,a@council.example.org,Council,Nurse", "Ada Day,b@council.example.org,Council,Nurse")
    found = set(StaffMember.objects.values_list("name", "email", "asked_here"))
    assert found == {("Ben Eve", "a@council.example.org", True), ("Ada Day", "b@council.example.org", True)}


def test_leavers_leave_an_empty_row_while_staff_are_asked(site: Site) -> None:
    site.count(ADA, CAT)
    Round.objects.update(state="collecting")
    during = type(site)(queries.find_round(site.round.public_id), site.lead)  # type: ignore[arg-type]
    during.count(ADA)
    left = StaffMember.objects.get(state="left")
    assert (left.name, left.email, left.role) == ("", "", "")
    (council, *_) = queries.staff_counts(during.round)
    assert (council.listed, council.left) == (1, 1)


def test_a_closed_round_takes_no_lists(site: Site) -> None:
    Round.objects.update(state="closed")
    closed = type(site)(queries.find_round(site.round.public_id), site.lead)  # type: ignore[arg-type]
    with pytest.raises(CannotUseList, match="closed"):
        closed.give(ADA)


def test_a_second_list_replaces_the_one_that_waits(site: Site) -> None:
    first = site.give(ADA)
    site.give(BEN)
    assert queries.find_upload(first.public_id) is None


def test_the_record_has_numbers_and_no_names(site: Site) -> None:
    site.count(ADA, BEN, "Ada Day,ada@council.example.org,Charity,Trustee")
    counted, sorted_, *_ = events_within(site.round.evaluation.public_id)
    assert (counted.what, sorted_.what) == ("fieldwork.list_counted", "fieldwork.roles_sorted")
    assert counted.details == {"added": 3, "changed": 0, "withdrawn": 0, "kept_out": 0}
    assert sorted_.details == {"roles": 3}
