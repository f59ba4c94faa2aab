"""The demonstration: invented, kept apart, seeded once, and with something to see."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from poet.demo import borough
from poet.partnership_health.queries import health_of, reports_of
from poet.partnerships.queries import all_partnerships
from poet_method.partnership_health import Finding


def test_it_is_never_put_beside_real_partnerships(db: None) -> None:
    with pytest.raises(CommandError, match="POET_DEMO=1"):
        call_command("seed_demo")
    assert all_partnerships() == ()


def test_seeding_twice_is_seeding_once(db: None, settings: Settings) -> None:
    settings.DEMO = True
    call_command("seed_demo", verbosity=0)
    (partnership,) = all_partnerships()
    (report,) = reports_of(partnership)
    call_command("seed_demo", verbosity=0)
    assert all_partnerships() == (partnership,)
    assert reports_of(partnership) == (report,)
    assert partnership.is_invented

    health = health_of(report)
    assert health is not None
    assert health.simulated
    assert len(health.responses[health.grouping]) == len(partnership.organisations) == 3
    assert health.invited == sum(one.staff for one in borough.ORGANISATIONS)
    found = [one.finding for one in health.dimensions]
    for finding in [Finding.CELEBRATE, Finding.DEVELOP, Finding.CONTESTED]:
        assert finding in found


def test_the_invented_files_are_for_the_demonstration_only(client: Client, settings: Settings) -> None:
    assert client.get("/demo/answers.csv").status_code == 404
    settings.DEMO = True
    for name, header in [("answers.csv", "organisation,"), ("staff-counts.csv", "organisation,staff")]:
        response = client.get(f"/demo/{name}")
        assert response.content.decode("utf-8-sig").startswith(header)
