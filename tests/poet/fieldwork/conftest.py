"""A round of a partnership of three organisations, its lead, and a coordinator of one of them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from poet.fieldwork import actions, queries
from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.accounts.roles import Role
from poet.partnerships.actions import start_evaluation
from poet.partnerships.queries import OrganisationDetails, RoundDetails, latest_round
from tests.people import signed_in, somebody
from tests.poet.foundations.conftest import own_database

__all__ = ["own_database"]  # a fixture, for the tests of this folder

ORGANISATIONS = [("Council", "local_authority"), ("Trust", "nhs"), ("Charity", "third_sector")]
HEADER = "name,e-mail,organisation,job title"


@dataclass(frozen=True)
class Site:
    """A round, whoever works on it, and the steps they take."""

    round: RoundDetails
    lead: AccountDetails

    def organisation(self, name: str) -> OrganisationDetails:
        return next(one for one in self.round.evaluation.partnership.organisations if one.name == name)

    def coordinator(self, name: str) -> AccountDetails:
        return somebody(
            Role.COORDINATOR,
            evaluation=self.round.evaluation.public_id,
            organisation=self.organisation(name).public_id,
        )

    def url(self, page: str = "") -> str:
        evaluation = self.round.evaluation.public_id
        return f"/evaluations/{evaluation}/rounds/{self.round.public_id}/staff/{page}"

    def give(self, *rows: str, whose: str | None = None) -> queries.UploadDetails:
        """A list that was read and is ready to look at."""
        given = actions.give_list(
            round_=self.round,
            organisation=self.organisation(whose) if whose else None,
            name="staff.csv",
            content="\n".join((HEADER, *rows)).encode(),
            by=self.lead.public_id,
        )
        upload = queries.find_upload(given.upload_id)
        assert upload is not None
        return upload

    def count(self, *rows: str, whose: str | None = None) -> None:
        """A list that counts; its roles are sorted as suggested."""
        upload = self.give(*rows, whose=whose)
        groups = {role: group for role, _, group in queries.roles_to_sort(upload)}
        actions.sort_roles(upload=upload, groups=groups, by=self.lead.public_id)
        shown = actions.digest_of(queries.changes_of(upload))
        actions.count_list(upload=upload, shown=shown, by=self.lead.public_id)

    def listed(self) -> dict[str, list[str]]:
        """Names by organisation."""
        return {
            one.name: [line.name for line in queries.listed_staff(self.round, one, start=0, most=1000)]
            for one in self.round.evaluation.partnership.organisations
        }

    def client(self, account: AccountDetails | None = None) -> Client:
        return signed_in(account or self.lead)

    def upload(
        self, content: bytes, name: str = "staff.csv", *, whose: str = "all", client: Client | None = None
    ) -> HttpResponse:
        """What the page answers to a file."""
        data = {"organisation": whose, "file": SimpleUploadedFile(name, content)}
        return (client or self.client()).post(self.url("upload"), data)


@pytest.fixture
def site(db: None) -> Site:
    lead = somebody()
    evaluation = start_evaluation(
        partnership_name="Fenland Partnership", title="Autumn", by=lead.public_id, organisations=ORGANISATIONS
    )
    return Site(latest_round(evaluation), lead)


def people(organisation: str, role: str, count: int, *, start: int = 0) -> list[str]:
    """Rows of a list."""
    domain, local = f"{organisation.lower()}.example.org", role.replace(" ", "")
    return [
        f"{role} {number},{local}{number}@{domain},{organisation},{role}"
        for number in range(start, start + count)
    ]


def in_own_process(database: str, *what: str) -> str:
    """What ``own_process`` prints when it does this with a database of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.poet.fieldwork.own_process", *what],
        cwd=Path(__file__).resolve().parents[3],
        env={
            **os.environ,
            "POET_DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "poet.config.settings_for_tests",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
