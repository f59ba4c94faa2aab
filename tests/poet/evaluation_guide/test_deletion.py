"""Deletion that really deletes: no row of any table names what was deleted, and no byte of the file does."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from poet.evaluation_guide.actions import delete_due, delete_evaluation
from poet.foundations.accounts.actions import invite
from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.accounts.roles import Role
from poet.foundations.audit.queries import events_about, events_within
from poet.foundations.jobs.models import Job, JobState
from poet.partnership_health.actions import GivenFile, make_report_from_answers
from poet.partnerships.actions import NotPossible, describe, start_evaluation
from poet.partnerships.models import Evaluation
from poet.partnerships.queries import EvaluationDetails, find_evaluation, latest_round, organisations_of
from tests import small_survey
from tests.people import somebody

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def lead(db: None) -> AccountDetails:
    return somebody(name="Lena Lead")


def started(name: str, lead: AccountDetails) -> EvaluationDetails:
    """An evaluation with something in every part: profile, report, people, invitation, staff list."""
    evaluation = start_evaluation(
        partnership_name=f"{name} Partnership",
        title=f"{name} 2026",
        by=lead.public_id,
        organisations=[(f"{name} Council", "local_authority"), (f"{name} Trust", "nhs")],
    )
    describe(evaluation=evaluation, by=lead.public_id, depth="consulting")
    make_report_from_answers(
        partnership=evaluation.partnership,
        title=f"{name} survey",
        answers=GivenFile("answers.csv", small_survey.answers()),
        organisation_column="organisation",
        own_questionnaire=GivenFile("small.yaml", small_survey.QUESTIONNAIRE),
        made_by="Lena Lead",
    )
    somebody(Role.ANALYST, evaluation=evaluation.public_id)
    invite(
        email=f"guest@{name.lower()}.example",
        role=Role.READER,
        by=lead.public_id,
        evaluation_public_id=evaluation.public_id,
        to_what=f"{name} 2026",
    )
    list_staff(evaluation, name, lead)
    return evaluation


def list_staff(evaluation: EvaluationDetails, name: str, lead: AccountDetails) -> None:
    from poet.fieldwork import actions, queries

    rows = [f"Person {i},p{i}@{name.lower()}.example,{name} Trust,Nurse" for i in range(3)]
    given = actions.give_list(
        round_=latest_round(evaluation),
        organisation=None,
        name="staff.csv",
        content="\n".join(["name,e-mail,organisation,job title", *rows]).encode(),
        by=lead.public_id,
    )
    upload = queries.find_upload(given.upload_id)
    assert upload is not None
    groups = {role: group for role, _, group in queries.roles_to_sort(upload)}
    actions.sort_roles(upload=upload, groups=groups, by=lead.public_id)
    shown = actions.digest_of(queries.changes_of(upload))
    actions.count_list(upload=upload, shown=shown, by=lead.public_id)


def marks_of(evaluation: EvaluationDetails, name: str) -> set[str]:
    """Everything that would give it away: its ids and those of what is in it, and its names."""
    organisations = organisations_of(evaluation.partnership)
    ids = {one.public_id for one in organisations} | {latest_round(evaluation).public_id}
    return ids | {evaluation.public_id, evaluation.partnership.public_id, name, name.lower()}


def every_row() -> Iterator[tuple[str, str]]:
    """Each row of each table as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                cells = (bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
                yield table, " ".join(map(str, cells))


def naming(marks: set[str]) -> set[str]:
    """The tables with a row that holds one of these."""
    return {table for table, row in every_row() if any(mark in row for mark in marks)}


def test_no_row_of_any_table_names_it_and_one_event_stays(lead: AccountDetails) -> None:
    doomed, kept = started("Vanish", lead), started("Remain", lead)
    marks = marks_of(doomed, "Vanish")
    before = naming(marks_of(kept, "Remain"))
    assert {
        "partnerships_partnership",
        "partnerships_partnerorganisation",
        "partnerships_datedprofile",
        "partnerships_evaluation",
        "partnerships_round",
        "partnership_health_healthreport",
        "fieldwork_staffmember",
        "accounts_membership",
        "accounts_invitation",
        "audit_event",
    } <= naming(marks)

    delete_evaluation(evaluation=doomed, by=lead.public_id)

    assert naming(marks) == {"audit_event"}
    assert events_within(doomed.public_id) == ()
    (event,) = events_about(doomed.public_id)
    assert (event.what, event.by) == ("audit.purged", lead.public_id)
    assert set(event.details) == {"events"}
    assert naming(marks_of(kept, "Remain")) == before  # its neighbour has lost nothing
    assert find_evaluation(kept.public_id) == kept


def test_a_partnership_stays_while_another_evaluation_needs_it(lead: AccountDetails) -> None:
    first = started("Vanish", lead)
    second = Evaluation.objects.create(
        partnership_id=first.partnership.id, title="Second", created_by="x", delete_on=timezone.localdate()
    )
    delete_evaluation(evaluation=first, by=lead.public_id)
    other = find_evaluation(second.public_id)
    assert other is not None
    assert other.partnership.name == "Vanish Partnership"


def test_what_is_due_is_deleted_and_what_is_not_is_kept(
    lead: AccountDetails, capsys: pytest.CaptureFixture[str]
) -> None:
    today = timezone.localdate()
    evaluations = [start_evaluation(partnership_name=f"P{i}", title="T", by=lead.public_id) for i in range(3)]
    for one, days in zip(evaluations, (-1, 0, 1), strict=True):
        Evaluation.objects.filter(pk=one.id).update(delete_on=today + datetime.timedelta(days=days))
    call_command("delete_due")
    assert capsys.readouterr().out == "2 evaluations were deleted.\n"
    assert [find_evaluation(one.public_id) is None for one in evaluations] == [True, True, False]
    assert delete_due(today=today) == ()


def test_while_long_work_is_going_on_nothing_is_deleted(lead: AccountDetails) -> None:
    busy = started("Vanish", lead)
    job = Job.objects.create(
        name="fieldwork.scrub", key="k", about=latest_round(busy).public_id, state=JobState.RUNNING
    )
    with pytest.raises(NotPossible, match="Nothing was deleted"):
        delete_evaluation(evaluation=busy, by=lead.public_id)
    assert find_evaluation(busy.public_id) == busy
    Evaluation.objects.update(delete_on=timezone.localdate())
    assert delete_due(today=timezone.localdate()) == ()
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)  # one that only waits is cancelled
    delete_evaluation(evaluation=busy, by=lead.public_id)
    assert not Job.objects.filter(pk=job.pk).exists()


SEED_AND_DELETE = """
import django
django.setup()
from pathlib import Path
from django.core.management import call_command
from django.db import connection
from poet.evaluation_guide.actions import delete_evaluation
from poet.foundations.jobs.worker import work
from tests.people import somebody
from tests.poet.evaluation_guide.test_deletion import started
file = Path(connection.settings_dict["NAME"])
def holds(word):
    return any(word in one.read_bytes() for one in file.parent.iterdir() if one.name.startswith(file.name))
call_command("migrate", verbosity=0)
lead = somebody(name="Lena Lead")
started("Remain", lead)
doomed = started("Vanishing", lead)
print(holds(b"Vanishing"), holds(b"p1@vanishing.example"), holds(b"p1@remain.example"))
delete_evaluation(evaluation=doomed, by=lead.public_id)
work(stopping=lambda: False, loop=False)
print(holds(b"Vanishing"), holds(b"p1@vanishing.example"), holds(b"p1@remain.example"))
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the bytes of SQLite's files")
def test_not_a_byte_of_it_is_left_in_the_database_files(tmp_path: Path) -> None:
    """In the file itself, its write-ahead log and whatever lies beside them."""
    environment = {**os.environ, "POET_DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}"}
    environment |= {"DJANGO_SETTINGS_MODULE": "poet.config.settings_for_tests", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SEED_AND_DELETE]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told = [line for line in done.stdout.splitlines() if line.startswith(("True", "False"))]
    assert told == ["True True True", "False False True"]
