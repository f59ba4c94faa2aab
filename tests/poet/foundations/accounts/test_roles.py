"""Who has which role, and what of it can be changed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from poet.foundations.accounts import actions, queries
from poet.foundations.accounts.actions import CannotChangeAccounts
from poet.foundations.accounts.models import Account, Membership
from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.accounts.roles import Role
from poet.foundations.accounts.viewing import viewer_of_account
from poet.foundations.audit.actions import THE_SITE
from poet.foundations.audit.queries import events_within
from poet.foundations.public_ids import new_public_id
from tests.people import PASSWORD, somebody

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE, TRUST = "evaluation-here", "evaluation-elsewhere", "the-trust"


def test_an_account_is_known_by_its_address_whatever_the_capitals() -> None:
    ada = somebody(email=" Ada@Example.ORG ", name="Ada")
    assert ada.email == "ada@example.org"
    assert queries.find_account_by_email("ADA@example.org") == ada == queries.find_account(ada.public_id)
    assert ada.shown_as == "Ada"
    actions.rename_account(account=ada.public_id, name="")
    assert queries.account_names([ada.public_id, "nobody"]) == {ada.public_id: "ada@example.org"}
    with pytest.raises(CannotChangeAccounts, match="already an account"):
        somebody(email="ada@example.org")


def test_a_password_is_long_and_not_a_common_one() -> None:
    for bad in ["short", "ada.lovelace", "qwertyuiop123"]:
        with pytest.raises(CannotChangeAccounts, match="password"):
            somebody(email="ada.lovelace@example.org", password=bad)
    assert not Account.objects.exists()
    somebody(email="ada.lovelace@example.org", password=PASSWORD)
    assert Account.objects.get().check_password(PASSWORD)


def test_roles_hold_where_they_were_given() -> None:
    ada = somebody(Role.LEAD, evaluation=HERE)
    place = {"account": ada.public_id, "by": THE_SITE}
    actions.grant_role(
        **place, role="coordinator", evaluation_public_id=ELSEWHERE, organisation_public_id=TRUST
    )
    actions.grant_role(
        **place, role="coordinator", evaluation_public_id=ELSEWHERE, organisation_public_id=TRUST
    )
    actions.grant_role(**place, role=Role.NATIONAL_RESEARCHER)
    me = ada.public_id
    assert queries.roles_in(me, HERE) == {Role.LEAD}
    assert queries.roles_in(me, ELSEWHERE) == {Role.COORDINATOR}
    assert queries.roles_in(me, "") == queries.roles_in(me, new_public_id()) == frozenset()
    assert queries.organisations_coordinated(me, ELSEWHERE) == {TRUST}
    assert queries.organisations_coordinated(me, HERE) == frozenset()
    assert not queries.is_administrator(me)
    viewer = viewer_of_account(me)
    assert viewer.instance_roles == {Role.ANYBODY, Role.SIGNED_IN, Role.NATIONAL_RESEARCHER}
    assert viewer.evaluations == (HERE, ELSEWHERE)
    assert viewer.roles_in(HERE) == {Role.LEAD}
    assert viewer.organisations_coordinated(ELSEWHERE) == {TRUST}
    assert [(who.public_id, one.role) for who, one in queries.people_of(HERE)] == [(me, Role.LEAD)]


@pytest.mark.parametrize(
    ("role", "evaluation", "organisation"),
    [
        ("lead", "", ""),
        ("administrator", HERE, ""),
        ("coordinator", HERE, ""),
        ("reader", HERE, TRUST),
        ("anybody", "", ""),
        ("link_holder", HERE, ""),
    ],
)
def test_a_role_where_it_does_not_belong_is_refused_by_the_action_and_by_the_database(
    role: str, evaluation: str, organisation: str
) -> None:
    ada = somebody()
    place = {"evaluation_public_id": evaluation, "organisation_public_id": organisation}
    with pytest.raises(CannotChangeAccounts):
        actions.grant_role(account=ada.public_id, role=role, by=THE_SITE, **place)
    row = Account.objects.get(public_id=ada.public_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(account=row, role=role, **place)


def withdraw_lead(account: AccountDetails, evaluation: str) -> None:
    actions.withdraw_role(
        account=account.public_id, role=Role.LEAD, by=THE_SITE, evaluation_public_id=evaluation
    )


def test_an_evaluation_keeps_a_lead() -> None:
    ada, bob = somebody(Role.LEAD, evaluation=HERE), somebody(Role.LEAD, evaluation=ELSEWHERE)
    with pytest.raises(CannotChangeAccounts, match="needs a lead"):
        withdraw_lead(ada, HERE)
    with pytest.raises(CannotChangeAccounts, match="needs a lead"):
        actions.delete_account(account=ada.public_id, by=THE_SITE)
    actions.grant_role(account=bob.public_id, role=Role.LEAD, by=THE_SITE, evaluation_public_id=HERE)
    actions.close_account(account=bob.public_id, by=THE_SITE)
    with pytest.raises(CannotChangeAccounts, match="needs a lead"):  # a closed account leads nothing
        withdraw_lead(ada, HERE)
    actions.reopen_account(account=bob.public_id, by=THE_SITE)
    withdraw_lead(ada, HERE)
    assert queries.roles_in(ada.public_id, HERE) == frozenset()
    with pytest.raises(CannotChangeAccounts, match="already"):
        withdraw_lead(ada, HERE)


def test_handing_over() -> None:
    ada, bob, eve = somebody(Role.LEAD, evaluation=HERE), somebody(Role.READER, evaluation=HERE), somebody()
    for wrong in [ada, eve]:
        with pytest.raises(CannotChangeAccounts, match="somebody else who has a role"):
            actions.hand_over(
                evaluation_public_id=HERE, from_account=ada.public_id, to_account=wrong.public_id
            )
    actions.hand_over(evaluation_public_id=HERE, from_account=ada.public_id, to_account=bob.public_id)
    assert queries.roles_in(ada.public_id, HERE) == frozenset()
    assert queries.roles_in(bob.public_id, HERE) == {Role.LEAD, Role.READER}
    newest = events_within(HERE)[0]
    assert (newest.what, newest.by, newest.about) == ("accounts.handed_over", ada.public_id, bob.public_id)


def test_who_does_not_lead_hands_nothing_over() -> None:
    ada, bob = somebody(Role.READER, evaluation=HERE), somebody(Role.READER, evaluation=HERE)
    somebody(Role.LEAD, evaluation=HERE)
    with pytest.raises(CannotChangeAccounts):
        actions.hand_over(evaluation_public_id=HERE, from_account=ada.public_id, to_account=bob.public_id)
    assert queries.roles_in(bob.public_id, HERE) == {Role.READER}


def test_the_site_keeps_an_administrator() -> None:
    ada = somebody(Role.ADMINISTRATOR)
    for leave in [actions.close_account, actions.delete_account]:
        with pytest.raises(CannotChangeAccounts, match="needs an administrator"):
            leave(account=ada.public_id, by=ada.public_id)
    with pytest.raises(CannotChangeAccounts, match="needs an administrator"):
        actions.withdraw_role(account=ada.public_id, role=Role.ADMINISTRATOR, by=ada.public_id)
    somebody(Role.ADMINISTRATOR)
    actions.delete_account(account=ada.public_id, by=ada.public_id)
    assert queries.find_account(ada.public_id) is None


def test_deleting_an_account_takes_everything_of_it() -> None:
    ada = somebody(Role.READER, evaluation=HERE, email="ada@example.org")
    actions.delete_account(account=ada.public_id, by=THE_SITE)
    assert not Membership.objects.exists()
    assert queries.account_names([ada.public_id]) == {}
    somebody(email="ada@example.org")  # the address is free again


def test_an_evaluation_that_is_deleted_is_forgotten_and_its_people_stay() -> None:
    ada = somebody(Role.LEAD, evaluation=HERE)
    actions.grant_role(account=ada.public_id, role=Role.LEAD, by=THE_SITE, evaluation_public_id=ELSEWHERE)
    actions.invite(email="bob@example.org", role=Role.READER, by=ada.public_id, evaluation_public_id=HERE)
    actions.forget_evaluation(evaluation_public_id=HERE)
    assert queries.people_of(HERE) == ()
    assert queries.roles_in(ada.public_id, ELSEWHERE) == {Role.LEAD}
    with pytest.raises(CannotChangeAccounts):
        actions.forget_evaluation(evaluation_public_id="")


def test_each_change_is_recorded() -> None:
    ada = somebody(Role.LEAD, evaluation=HERE)
    actions.invite(email="bob@example.org", role=Role.READER, by=ada.public_id, evaluation_public_id=HERE)
    events = events_within(HERE)
    assert [(event.what, event.details) for event in events] == [
        ("accounts.invited", {"role": "reader"}),
        ("accounts.role_granted", {"role": "lead"}),
    ]
    assert "bob" not in str(events)
