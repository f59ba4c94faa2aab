"""The pages: who may see whose staff, and what an uploaded file leads to."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from poet.fieldwork import actions, queries
from poet.fieldwork.models import StaffMember, StaffUpload
from poet.foundations.accounts.roles import Role
from tests.people import somebody
from tests.poet.fieldwork.conftest import HEADER, Site, people

ADA = "Ada Day,ada@council.example.org,Council,Social worker"
BEN = "Ben Eve,ben@trust.example.org,Trust,Nurse"


def a_list(*rows: str) -> bytes:
    return "\n".join((HEADER, *rows)).encode()


def test_from_file_to_frame(site: Site) -> None:
    client = site.client()
    roles = client.post(
        site.url("upload"),
        {"organisation": "all", "file": io.BytesIO(a_list(ADA, BEN))},
        follow=True,
    )
    assert "Sort roles into staff groups" in roles.content.decode()
    address = roles.redirect_chain[-1][0]
    preview = client.post(address, {"role_0": "nursing", "role_1": "social_work"}, follow=True)
    page = preview.content.decode()
    assert "What this list changes" in page
    assert "Ada Day, Council" in page
    shown = page.split('name="shown" value="')[1].split('"')[0]
    done = client.post(preview.redirect_chain[-1][0], {"shown": shown}, follow=True)
    assert "2 people are listed" in " ".join(done.content.decode().split())
    assert site.listed() == {"Council": ["Ada Day"], "Trust": ["Ben Eve"], "Charity": []}
    groups = dict(StaffMember.objects.values_list("name", "staff_group"))
    assert groups == {"Ada Day": "social_work", "Ben Eve": "nursing"}


def test_problems_are_listed_and_nothing_is_kept(site: Site) -> None:
    answer = site.upload(a_list(ADA, "Ben,ben@@trust,Trst,Nurse", "<b>,,Council,"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Row 3, column B" in page
    assert "Did you mean “Trust”?" in page
    assert not StaffUpload.objects.exists()
    assert not StaffMember.objects.exists()


def test_a_preview_that_is_out_of_date_is_shown_again(site: Site) -> None:
    upload = site.give(ADA)
    address = site.url(f"lists/{upload.public_id}/preview")
    answer = site.client().post(address, {"shown": "something else"})
    assert answer.status_code == 409
    assert "was not counted" in answer.content.decode()
    assert not StaffMember.objects.exists()


def test_a_list_can_be_set_aside(site: Site) -> None:
    upload = site.give(ADA)
    site.client().post(site.url(f"lists/{upload.public_id}/discard"))
    assert not StaffUpload.objects.exists()


def test_a_list_that_takes_most_people_off_says_so(site: Site) -> None:
    site.count(*people("Council", "Nurse", 10))
    upload = site.give(*people("Council", "Nurse", 2))
    page = site.client().get(site.url(f"lists/{upload.public_id}/preview")).content.decode()
    assert "Half or more of the staff leave at Council" in page


def test_the_template_can_be_filled_in_and_brought(site: Site) -> None:
    client = site.client()
    for kind in ("csv", "xlsx"):
        content = client.get(site.url(f"template.{kind}")).content.replace(
            b"The name of the organisation", b"Council"
        )
        if kind == "xlsx":
            book = load_workbook(io.BytesIO(content))
            for row in book.active.iter_rows(min_row=2):
                row[2].value = "Council"
            filled = io.BytesIO()
            book.save(filled)
            content = filled.getvalue()
        answer = site.upload(content, f"staff.{kind}", client=client)
        assert answer.status_code == 302, answer.content.decode()
    assert client.get(site.url("template.exe")).status_code == 404
    (upload,) = StaffUpload.objects.all()
    found = queries.find_upload(upload.public_id)
    assert found is not None
    assert [person.employee_id for person in found.people] == ["0001", "0002"]


def test_a_coordinator_sees_and_brings_their_own_organisation_only(site: Site) -> None:
    site.count(ADA, BEN, "Ada Day,ada@council.example.org,Trust,Nurse")
    client = site.client(site.coordinator("Trust"))
    frame = client.get(site.url()).content.decode()
    assert "Trust" in frame
    assert "Council" not in frame
    assert "2 people are listed" in " ".join(frame.split())
    for telling in ("more than one organisation", "Asked", "employer"):
        assert telling not in frame, "nor that somebody works for another partner as well"
    trust, council = site.organisation("Trust").public_id, site.organisation("Council").public_id
    theirs = client.get(site.url(f"organisations/{trust}/")).content.decode()
    assert "Ben Eve" in theirs
    assert "another employer" not in theirs, "nothing tells of another organisation's list"
    assert client.get(site.url(f"organisations/{council}/")).status_code == 404
    assert "Whose staff" not in client.get(site.url("upload")).content.decode()
    for whose in ("all", council):
        answer = site.upload(a_list("Zed Last,zed@trust.example.org,,Nurse"), whose=whose, client=client)
        assert answer.status_code == 302, "whatever they send, it is their own list"
        assert StaffUpload.objects.get().organisation.name == "Trust"
    for page in ("sampling", "employers", "delete", "sampling/draw.csv"):
        assert client.get(site.url(page)).status_code == 403


def test_a_coordinator_does_not_see_the_leads_list(site: Site) -> None:
    everybodys, councils = site.give(ADA, BEN), site.give(ADA, whose="Council")
    client = site.client(site.coordinator("Trust"))
    for upload in (everybodys, councils):
        for step in ("", "roles", "preview"):
            assert client.get(site.url(f"lists/{upload.public_id}/{step}")).status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.RESEARCHER, Role.READER])
def test_other_roles_see_no_staff(site: Site, role: Role) -> None:
    site.count(ADA)
    account = somebody(role, evaluation=site.round.evaluation.public_id)
    council = site.organisation("Council").public_id
    for page in ("", f"organisations/{council}/", "upload", "template.csv", "sampling", "delete"):
        assert site.client(account).get(site.url(page)).status_code == 403


def test_strangers_do_not_learn_that_there_is_a_list(site: Site) -> None:
    stranger = site.client(somebody())
    for page in ("", "upload", "sampling", "delete"):
        assert stranger.get(site.url(page)).status_code == 404
        assert Client().get(site.url(page)).status_code == 302


def test_the_margin_is_shown_while_choosing(site: Site) -> None:
    site.count(*people("Council", "Nurse", 400))
    client = site.client()
    everybody = client.get(site.url("sampling") + "?way=census&response=50").content.decode()
    # 200 of 400 answers, standard deviation 2: 1.96 × 2 / √200 × √(1 − 200/400) = 0.196.
    assert "within about 0.20 points" in everybody
    some = client.get(site.url("sampling") + "?way=sample&size=100&response=40").content.decode()
    # 40 of 400: 1.96 × 2 / √40 × √(1 − 40/400) = 0.588.
    assert "within about 0.59 points" in some
    assert "hear from about 40" in " ".join(some.split())


def test_the_script_of_the_page_gets_the_figures_alone(site: Site) -> None:
    site.count(*people("Council", "Nurse", 400))
    answer = site.client().get(site.url("sampling") + "?way=census&response=50&only=figures")
    assert answer.content.decode().strip().startswith("<h2")
    assert "within about 0.20 points" in answer.content.decode()
    empty = site.client().get(site.url("sampling") + "?way=sample&response=&only=figures")
    assert empty.status_code == 422


def test_nothing_is_drawn_where_nobody_is_listed(site: Site) -> None:
    for address in ("sampling", "sampling?way=sample&size=3&response=50&only=figures"):
        assert site.client().get(site.url(address)).status_code == 200


def test_deciding_on_the_page(site: Site) -> None:
    site.count(*people("Council", "Nurse", 300), *people("Council", "Team manager", 6))
    client = site.client()
    without_merge = {"way": "sample", "size": "60", "response": "50", "merges-shown": "yes"}
    page = client.post(site.url("sampling"), without_merge, follow=True).content.decode()
    assert "A sample of 60 people has been drawn" in " ".join(page.split())
    plan = queries.find_plan(site.round)
    assert plan is not None
    assert (plan.sample_size, plan.merges, len(plan.asked)) == (60, (), 2)
    (_, tick), *_ = [
        (one, one.split('value="')[1].split('"')[0])
        for one in client.get(site.url("sampling")).content.decode().split("<input")
        if 'name="merge"' in one
    ]
    client.post(site.url("sampling"), {**without_merge, "merge": tick})
    plan = queries.find_plan(site.round)
    assert plan is not None
    assert (len(plan.merges), len(plan.asked), plan.draws) == (1, 1, 2)
    record = client.get(site.url("sampling/draw.csv"))
    assert record.content.decode() == plan.drawn_from
    assert "Nurse 1" not in plan.drawn_from


@pytest.mark.parametrize("size", ["", "3", "99999", "many", "-1"])
def test_a_size_that_makes_no_sense_is_said_so(site: Site, size: str) -> None:
    site.count(*people("Council", "Nurse", 300))
    sent = {"way": "sample", "size": size, "response": "50"}
    answer = site.client().post(site.url("sampling"), sent)
    assert answer.status_code in {200, 422}
    assert queries.find_plan(site.round) is None


def test_deleting_asks_for_the_name(site: Site) -> None:
    site.count(ADA)
    client = site.client()
    assert client.post(site.url("delete"), {"name": "something"}).status_code == 422
    assert StaffMember.objects.exists()
    client.post(site.url("delete"), {"name": "fenland partnership "})
    assert not StaffMember.objects.exists()


def test_the_people_of_a_large_organisation_are_paged(site: Site) -> None:
    site.count(*people("Council", "Nurse", 130))
    address = site.url(f"organisations/{site.organisation('Council').public_id}/")
    first, second = (site.client().get(f"{address}?page={page}").content.decode() for page in ("1", "2"))
    assert first.count("@council.example.org") == 100
    assert second.count("@council.example.org") == 30
    assert site.client().get(f"{address}?page=zero").status_code == 200


def test_the_latest_round_has_a_short_address(site: Site) -> None:
    short = f"/evaluations/{site.round.evaluation.public_id}/staff"
    assert site.client().get(short)["Location"] == site.url()


def test_two_employers_on_the_page(site: Site) -> None:
    site.count(ADA, "Ada Day,ada@council.example.org,Trust,Nurse")
    (person,) = queries.two_employers(site.round)
    client = site.client()
    assert "Ada Day" in client.get(site.url("employers")).content.decode()
    client.post(site.url("employers"), {"person_0": person.members[1][0]})
    (person,) = queries.two_employers(site.round)
    assert person.asked_at == person.members[1][0]
    assert actions.OPEN_TO_LISTS
