"""The page of a job: who may see it, what it says, and that it needs no script."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from shutil import which

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import Client

from poet.foundations.jobs import actions
from poet.foundations.jobs.models import Job
from poet.foundations.jobs.registry import job
from poet.foundations.jobs.run import Run

JOBS = Path(__file__).resolve().parents[4] / "poet" / "foundations" / "jobs"
refusals: dict[str, Exception] = {"hidden": Http404(), "forbidden": PermissionDenied("not yours")}


def check_may_see(request: HttpRequest, about: str) -> None:
    if about in refusals:
        raise refusals[about]


@job(
    "test.page", title="Reading <the> list", check_may_see=check_may_see, leads_to=lambda about: f"/{about}/"
)
def do(run: Run) -> None:
    """Nothing."""


def address(about: str, **row: object) -> str:
    created = actions.enqueue(name="test.page", key=about, about=about, arguments={})
    Job.objects.update(**row)
    return f"/jobs/{created.public_id}/"


@pytest.mark.django_db
@pytest.mark.parametrize("about", ["hidden", "forbidden"])
def test_who_may_not_see_the_object_does_not_learn_of_the_job(client: Client, about: str) -> None:
    page = address(about)
    answers = [client.get(page), client.get(f"{page}state"), client.get("/jobs/AAAAAAAAAAAAAAAAAAAAAA/")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    hidden, _, absent = (re.sub(rb'nonce="[^"]+"', b"", answer.content) for answer in answers)
    assert hidden == absent


@pytest.mark.django_db
def test_the_page_says_how_far_it_is(client: Client) -> None:
    page = address("open", state="running", progress_done=1_200, progress_of=5_000, sentence="Reading <rows>")
    html = client.get(page).content.decode()
    assert "Reading &lt;the&gt; list" in html
    assert "Reading &lt;rows&gt;" in html
    assert "1,200 of 5,000" in html
    assert 'aria-live="polite"' in html
    assert "Load this page again" in html
    answer = client.get(f"{page}state")
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    state = answer.json()
    assert (state["done"], state["of"], state["is_finished"]) == (1_200, 5_000, False)


@pytest.mark.django_db
def test_a_finished_job_leads_on_and_asks_nobody_to_load_again(client: Client) -> None:
    html = client.get(address("open", state="done")).content.decode()
    assert 'href="/open/"' in html
    assert "Load this page again" not in html
    assert "progress.js" not in html


@pytest.mark.django_db
def test_a_job_of_a_newer_version_is_not_found(client: Client) -> None:
    assert client.get(address("open", name="test.later")).status_code == 404


@pytest.mark.skipif(which("node") is None, reason="no Node.js on the PATH")
def test_the_script_follows_a_job() -> None:
    ran = subprocess.run(
        ["node", "--test", Path(__file__).with_name("progress.test.mjs")],
        env={
            "PATH": str(Path(which("node") or "").parent),
            "MODULE": str(JOBS / "static" / "jobs" / "progress.js"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "pass 2" in ran.stdout
