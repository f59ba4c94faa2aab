"""Opting out without an account, and staying out; addresses that take no letters; deletion."""

from __future__ import annotations

import pytest
from django.test import Client

from poet.fieldwork import actions, queries
from poet.fieldwork.keyed_hashes import opt_out_key
from poet.fieldwork.models import KeptOut, SamplingPlan, StaffMember, StaffUpload
from poet.partnerships.models import Round
from tests.poet.fieldwork.conftest import Site, in_own_process, people

ADA = "Ada Day,ada@council.example.org,Council,Social worker"
BEN = "Ben Eve,ben@trust.example.org,Trust,Nurse"


def link(member: StaffMember) -> str:
    return f"/opt-out/{member.public_id}/{opt_out_key(member.public_id)}"


def test_the_link_says_what_happens_and_changes_nothing_by_itself(site: Site) -> None:
    site.count(ADA)
    member = StaffMember.objects.get()
    page = Client().get(link(member))
    assert page.status_code == 200
    shown = page.content.decode()
    assert "deleted from the list at once" in shown
    assert "Council" in shown
    assert "Ada" not in shown, "a link that was passed on tells nobody's name"
    member.refresh_from_db()
    assert member.state == "listed"


def test_opting_out_deletes_and_needs_no_account(site: Site) -> None:
    site.count(ADA, "Ada Day,ada@council.example.org,Trust,Nurse", BEN)
    member = StaffMember.objects.get(organisation__name="Council")
    answer = Client().post(link(member), follow=True)
    assert "You have opted out" in answer.content.decode()
    gone = StaffMember.objects.filter(state="opted_out")
    assert gone.count() == 2, "wherever they are listed"
    assert set(gone.values_list("name", "email", "role", "employee_id")) == {("", "", "", "")}
    assert Client().post(link(member), follow=True).status_code == 200, "twice does no harm"
    assert StaffMember.objects.get(state="listed").name == "Ben Eve"


@pytest.mark.parametrize("key", ["", "x", "A" * 22, "é" * 22])
def test_a_link_cannot_be_guessed(site: Site, key: str) -> None:
    site.count(ADA)
    member = StaffMember.objects.get()
    assert Client().post(f"/opt-out/{member.public_id}/{key}").status_code == 404
    assert StaffMember.objects.get().state == "listed"


def test_a_new_list_does_not_bring_back_who_opted_out(site: Site) -> None:
    site.count(ADA, BEN)
    actions.opt_out(member_id=StaffMember.objects.get(name="Ada Day").public_id)
    again = "Ada  DAY,ADA@council.example.org,Council,Manager"
    upload = site.give(again, BEN)
    page = site.client().get(site.url(f"lists/{upload.public_id}/preview")).content.decode()
    assert "1 person on this list has opted out, and stays" in page
    assert "DAY" not in page
    site.count(again, BEN)
    assert site.listed()["Council"] == []
    (kept,) = KeptOut.objects.all()
    assert len(kept.keyed_hash) == 64
    assert "ada" not in kept.keyed_hash


def test_who_has_no_address_stays_out_too(site: Site) -> None:
    site.count("Dan Gray,,Council,Clerk", BEN)
    actions.opt_out(member_id=StaffMember.objects.get(name="Dan Gray").public_id)
    site.count("Gray Dan,,Council,Clerk", "dan gray,,Council,Clerk", BEN)
    assert site.listed()["Council"] == ["Gray Dan"], "another name; the same name in other capitals stays out"


def test_an_address_that_came_back_is_noted_again_until_it_is_corrected(site: Site) -> None:
    site.count(ADA, BEN)
    assert actions.note_bounce(round_=site.round, email="ADA@council.example.org")
    assert not actions.note_bounce(round_=site.round, email="nobody@council.example.org")
    site.count(BEN, whose=None)
    site.count("Zed Last,zed@council.example.org,Council,Nurse", ADA)
    assert StaffMember.objects.get(name="Ada Day").unreachable
    site.count("Ada Day,ada.day@council.example.org,Council,Social worker", whose="Council")
    assert not StaffMember.objects.get(name="Ada Day").unreachable


def test_deleting_the_frame_deletes_it(site: Site) -> None:
    site.count(*people("Council", "Nurse", 30))
    actions.draw_sample(round_=site.round, size=20, at_least=20, merges=[], expected_response=50, by="lead")
    site.give(ADA)
    assert actions.delete_frame(round_=site.round, by="lead") == 30
    assert not StaffMember.objects.exists()
    assert not StaffUpload.objects.exists()
    plan = SamplingPlan.objects.get()
    assert (plan.drawn_from, len(plan.seed), len(plan.digest)) == ("", 32, 64)


def test_the_frame_stays_while_staff_are_asked(site: Site) -> None:
    site.count(ADA)
    Round.objects.update(state="collecting")
    round_ = queries.find_round(site.round.public_id)
    assert round_ is not None
    with pytest.raises(actions.CannotDelete):
        actions.delete_frame(round_=round_, by="lead")
    assert StaffMember.objects.count() == 1


def test_what_was_deleted_is_not_in_the_files_any_more(own_database: str) -> None:
    assert in_own_process(own_database, "delete").split() == ["True", "0"]
