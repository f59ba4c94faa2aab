"""The people of an evaluation: invited, listed, let go, by its lead only."""

from __future__ import annotations

import pytest
from django.test import Client

from poet.foundations.accounts import queries
from poet.foundations.accounts.invitations import open_invitations
from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.accounts.roles import Role
from poet.partnerships.queries import EvaluationDetails
from tests.letters import letters_sent, path_in
from tests.people import PASSWORD, signed_in, somebody

BOB = "bob@example.org"


@pytest.fixture
def here(lead: AccountDetails, evaluation: EvaluationDetails) -> tuple[Client, str, EvaluationDetails]:
    return signed_in(lead), f"/evaluations/{evaluation.public_id}/people", evaluation


def test_a_coordinator_is_invited_for_an_organisation_and_comes(
    here: tuple[Client, str, EvaluationDetails],
) -> None:
    client, path, evaluation = here
    organisation = evaluation.partnership.organisations[0]
    sent = {"email": BOB, "role": "coordinator", "organisation": organisation.public_id}
    page = client.post(f"{path}/invite", sent, follow=True).content.decode()
    assert "An invitation is on its way to bob@example.org" in page
    assert f"Coordinator of {organisation.name}" in page
    ((address, text),) = letters_sent()
    assert address == BOB
    assert f"{evaluation.title}, {evaluation.partnership.name}" in text
    Client().post(path_in(text), {"name": "Bob", "password": PASSWORD, "way": "password"})
    bob = queries.find_account_by_email(BOB)
    assert bob is not None
    assert queries.organisations_coordinated(bob.public_id, evaluation.public_id) == {organisation.public_id}
    assert "Bob" in client.get(path).content.decode()
    role = {"account": bob.public_id, "role": "coordinator", "organisation": organisation.public_id}
    assert "taken away" in client.post(path, role, follow=True).content.decode()
    assert queries.roles_in(bob.public_id, evaluation.public_id) == frozenset()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "", "role": "reader"}, "Enter an e-mail address"),
        ({"email": BOB}, "Choose what their part is"),
        ({"email": BOB, "role": "coordinator"}, "Choose the organisation whose coordinator they are"),
        ({"email": BOB, "role": "coordinator", "organisation": "another’s"}, "Select a valid choice"),
        ({"email": BOB, "role": "administrator"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_invited(
    here: tuple[Client, str, EvaluationDetails], wrong: dict[str, str], sentence: str
) -> None:
    client, path, evaluation = here
    response = client.post(f"{path}/invite", wrong)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert open_invitations(evaluation.public_id) == ()


def test_invitations_are_withdrawn(here: tuple[Client, str, EvaluationDetails]) -> None:
    client, path, evaluation = here
    client.post(f"{path}/invite", {"email": BOB, "role": "analyst"})
    (invitation,) = open_invitations(evaluation.public_id)
    sent = {"invitation": invitation.public_id}
    assert "no longer works" in client.post(path, sent, follow=True).content.decode()
    assert open_invitations(evaluation.public_id) == ()
    assert "in the meantime" in client.post(path, sent, follow=True).content.decode()


def test_the_last_lead_stays(here: tuple[Client, str, EvaluationDetails], lead: AccountDetails) -> None:
    client, path, evaluation = here
    for role, sentence in [("lead", "needs a lead"), ("moon", "no such role"), ("reader", "already")]:
        page = client.post(path, {"account": lead.public_id, "role": role}, follow=True).content.decode()
        assert sentence in page
    assert queries.roles_in(lead.public_id, evaluation.public_id) == {Role.LEAD}


def test_nobody_else_decides_who_takes_part(evaluation: EvaluationDetails) -> None:
    reader = signed_in(somebody(Role.READER, evaluation=evaluation.public_id))
    path = f"/evaluations/{evaluation.public_id}/people"
    assert reader.get(path).status_code == 403
    assert reader.post(f"{path}/invite", {"email": BOB, "role": "lead"}).status_code == 403
    assert open_invitations(evaluation.public_id) == ()
