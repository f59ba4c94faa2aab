"""Two people at once, each in a connection of their own."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from poet.foundations.audit.queries import events_within
from poet.partnerships import actions
from poet.partnerships.models import Round
from poet.partnerships.queries import RoundDetails, find_round, latest_round
from poet.partnerships.round_states import RoundState
from tests.people import somebody


@pytest.mark.skipif(connection.vendor == "sqlite", reason="a database in memory has one connection")
@pytest.mark.django_db(transaction=True)
def test_of_many_who_close_a_round_at_once_one_does() -> None:
    lead = somebody()
    evaluation = actions.start_evaluation(partnership_name="Fen", title="2026", by=lead.public_id)
    Round.objects.update(state=RoundState.COLLECTING)
    this, start, outcomes = latest_round(evaluation), threading.Barrier(6), []

    def close(round: RoundDetails) -> None:
        start.wait()
        try:
            outcomes.append(actions.close_round(round=round, by=lead.public_id).state)
        except actions.NotPossible:
            outcomes.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(this,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [None] * 5 + [RoundState.CLOSED]
    now = find_round(this.public_id)
    assert now is not None
    assert now.state is RoundState.CLOSED
    closings = [one for one in events_within(evaluation.public_id) if one.what == "partnerships.round_closed"]
    assert len(closings) == 1
