"""Large lists go through jobs, in little memory; no file whatsoever gives a 500 or is half-imported."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from poet.fieldwork import actions, queries
from poet.fieldwork.actions import lists
from poet.fieldwork.models import StaffMember, StaffUpload
from poet.foundations.jobs.queries import find_job
from tests.poet.fieldwork.conftest import HEADER, Site, in_own_process

ADA = "Ada Day,ada@council.example.org,Council,Social worker"
BEN = "Ben Eve,ben@trust.example.org,Trust,Nurse"
SOUND = "\n".join((HEADER, ADA, BEN)).encode()


def a_workbook() -> bytes:
    book = Workbook()
    for line in SOUND.decode().splitlines():
        book.active.append(line.split(","))
    book.active.insert_rows(1)
    book.active["A1"] = "Staff list"
    book.active.merge_cells("A1:D1")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


cells = st.sampled_from(
    [
        "Ada Day",
        "ada@council.example.org",
        "ben@trust",
        "Council",
        "council ",
        "Trust",
        "Nurse",
        "",
        " ",
        "=1+1",
        "1/2/2020",
    ]
) | st.text(max_size=12)
headings = st.sampled_from(
    ["Name", "First name", "Surname", "E-mail", "Organisation", "Job title", "Employee number", "Notes", ""]
)
tables = st.lists(st.lists(cells, max_size=6), max_size=6).flatmap(
    lambda rows: st.lists(headings, max_size=6).map(lambda head: [head, *rows])
)
as_csv = tables.map(lambda rows: "\n".join(",".join(row) for row in rows).encode("utf-8", errors="replace"))
edits = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4)), min_size=1, max_size=5)


def edited(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for at, new in changes:
        at %= len(data) + 1
        data = data[:at] + new + data[at + len(new) :]
    return data


files = st.one_of(
    as_csv,
    as_csv,
    edits.map(lambda changes: edited(SOUND, changes)),
    edits.map(lambda changes: edited(a_workbook(), changes)),
    st.binary(max_size=300),
)


@pytest.mark.parametrize("share", range(4))  # a thousand files, spread over the cores
@settings(max_examples=250, suppress_health_check=list(HealthCheck), database=None)
@given(data=files, name=st.sampled_from(["staff.csv", "staff.xlsx", "list"]))
def test_a_thousand_files_never_fail_and_never_half_import(share: int, data: bytes, name: str) -> None:
    site, client = KEPT["site"], KEPT["client"]
    StaffUpload.objects.all().delete()
    answer = site.upload(data, name, client=client)
    assert answer.status_code in {302, 422}, answer.status_code
    if answer.status_code == 422:
        assert not StaffUpload.objects.exists()
        assert b"There is a problem" in answer.content
    else:
        (kept,) = StaffUpload.objects.all()
        assert (kept.state, bytes(kept.content)) == ("ready", b"")
        assert kept.document["people"]
        assert client.get(answer["Location"], follow=True).status_code == 200
    assert not StaffMember.objects.exists()


KEPT: dict = {}


@pytest.fixture(autouse=True)
def keep_the_site(site: Site) -> None:
    """Hypothesis makes one fixture for all examples."""
    KEPT.update(site=site, client=site.client())


def test_a_large_file_is_read_and_counted_by_jobs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "SMALL_FILE", 10)
    monkeypatch.setattr(lists, "SMALL_LIST", 1)
    client = site.client()
    given_ = site.upload(SOUND, client=client)
    assert given_["Location"].startswith("/jobs/")
    assert client.get(given_["Location"]).status_code == 200
    assert site.client(site.coordinator("Trust")).get(given_["Location"]).status_code == 404
    call_command("run_due")
    job = find_job(given_["Location"].split("/")[2])
    assert job is not None
    assert job.state == "done"
    (upload,) = StaffUpload.objects.all()
    assert (upload.state, len(upload.document["people"]), bytes(upload.content)) == ("ready", 2, b"")
    page = client.get(site.url(f"lists/{upload.public_id}/preview")).content.decode()
    shown = page.split('name="shown" value="')[1].split('"')[0]
    counting = client.post(site.url(f"lists/{upload.public_id}/preview"), {"shown": shown})
    assert counting["Location"].startswith("/jobs/")
    assert not StaffMember.objects.exists()
    call_command("run_due")
    assert site.listed()["Council"] == ["Ada Day"]
    assert not StaffUpload.objects.exists()
    assert client.get(counting["Location"]).status_code == 200


def test_the_problems_of_a_large_file_are_on_its_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "SMALL_FILE", 10)
    client = site.client()
    site.upload(SOUND.replace(b"ada@", b"ada"), client=client)
    call_command("run_due")
    (upload,) = StaffUpload.objects.all()
    page = client.get(site.url(f"lists/{upload.public_id}/"), follow=True).content.decode()
    assert "Row 2, column B" in page
    assert not StaffMember.objects.exists()


def test_a_job_that_finds_another_frame_than_was_looked_at_counts_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "SMALL_LIST", 1)
    upload = site.give(ADA, BEN)
    shown = actions.digest_of(queries.changes_of(upload))
    given_ = actions.count_list(upload=upload, shown=shown, by="lead")
    monkeypatch.setattr(lists, "SMALL_LIST", 100)
    site.count("Cat Fox,cat@council.example.org,Council,Nurse")
    call_command("run_due")
    job = find_job(given_.job_id or "")
    assert job is not None
    assert (job.state, "Look at what this list changes" in job.sentence) == ("failed", True)
    assert site.listed()["Council"] == ["Cat Fox"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_fifty_thousand_rows_in_less_than_300_megabytes(own_database: str, tmp_path: Path, kind: str) -> None:
    rows = [
        (
            f"First{i} Last{i % 997}",
            f"first{i}@example{i % 40}.org",
            f"Organisation {i % 12}",
            f"Role {i % 60}",
            f"E{i}",
        )
        for i in range(50_000)
    ]
    header = ("Name", "E-mail", "Organisation", "Job title", "Employee number")
    path = tmp_path / f"large.{kind}"
    if kind == "csv":
        path.write_text("\n".join(",".join(row) for row in (header, *rows)))
    else:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Staff")
        for row in (("Staff list",), header, *rows):
            sheet.append(row)
        book.save(path)
    counted, megabytes = map(int, in_own_process(own_database, "large", str(path)).split())
    assert counted == 50_000
    print(kind, megabytes, "MB")
    assert megabytes < 300
