"""Every address × every role × own and other partnership: the site answers what ``/who-sees-what`` says.

``poet.evaluation_guide.who_sees_what`` gathers which act stands behind each address, and this test asks for
all of them. An address without an entry, or one that takes something that the worlds do not have, fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from poet.evaluation_guide.who_sees_what import access_of_addresses, matrix
from poet.fieldwork import actions as fieldwork
from poet.foundations.accounts.policies import Access, Act
from poet.foundations.accounts.roles import EVALUATION_ROLES, Role
from poet.foundations.public_ids import new_public_id
from poet.partnerships.queries import find_evaluation, latest_round
from tests.addresses import every_address
from tests.architecture.worlds import Walker, World, build_world, walker

pytestmark = pytest.mark.django_db
ADDRESSES = every_address()
ACCESS = access_of_addresses()
SIGN_IN = "/accounts/sign-in/?next="
# What names a thing in one partnership; the other names are of the site, or of the account that asks.
OF_A_PARTNERSHIP = {"evaluation_id", "partnership_id", "job_id"}


class Answer(Enum):
    """What somebody sees."""

    OPEN = "the page, or what it leads to"
    SIGN_IN = "that they have to sign in first"
    REFUSED = "the sentence that says why not"
    UNKNOWN = "that there is no such page"
    NO_SUCH_FORM = "that nothing can be sent here, or nothing be read"


def answer_of(response: HttpResponse) -> Answer:
    if response.status_code == 302 and response["Location"].startswith(SIGN_IN):
        return Answer.SIGN_IN
    told = {403: Answer.REFUSED, 404: Answer.UNKNOWN, 405: Answer.NO_SUCH_FORM}
    assert response.status_code != 500
    return told.get(response.status_code, Answer.OPEN)


def ask(client: Client, method: str, path: str) -> Answer:
    """Send the request, and undo whatever it did."""
    with transaction.atomic():
        answer = answer_of(client.generic(method, path, content_type="application/x-www-form-urlencoded"))
        transaction.set_rollback(True)
    return answer


def expected(act: Act | None, role: Role, *, own: bool) -> set[Answer]:
    """What the matrix says of this role here; ``own``: in the partnership where they have it."""
    nobody = role in {Role.ANYBODY, Role.LINK_HOLDER}
    if act is None:
        return set(Answer) - {Answer.OPEN}
    if Role.LINK_HOLDER in act.by:
        return {Answer.OPEN}  # whoever has the link
    hidden = act.is_within_an_evaluation and not own
    if act.allows(role) and not hidden:
        return {Answer.OPEN}
    if nobody:
        return {Answer.SIGN_IN, Answer.UNKNOWN}  # which of them tells nothing: see the next test
    if role in EVALUATION_ROLES and own:
        return {Answer.REFUSED, Answer.UNKNOWN}
    return {Answer.UNKNOWN if act.is_within_an_evaluation else Answer.REFUSED}


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, World]]:
    """The partnership where somebody has their role, and another: made once, in one transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world("Own"), build_world("Other")
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def everything_a_site_may_leave_out_is_there(settings: Settings) -> None:
    settings.DEMO = settings.OPEN_SIGN_UP = True
    organisation = {"provider_id": "organisation", "name": "Us", "client_id": "1", "secret": "2"}
    organisation["settings"] = {"server_url": "http://127.0.0.1:9"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [organisation]}}
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False  # this is more than anybody asks


def test_every_address_has_an_entry_and_every_entry_an_address() -> None:
    assert {address.name for address in ADDRESSES} == set(ACCESS)
    assert all(access.get or access.post for access in ACCESS.values())
    told = {row.what for part in matrix() for row in part.rows}
    assert {act.what for access in ACCESS.values() for act in (access.get, access.post) if act} == told


@pytest.mark.parametrize("role", list(Role))
def test_the_site_answers_what_the_matrix_says(worlds: tuple[World, World], role: Role) -> None:
    own, other = worlds
    who = walker(role, own)
    own.named["pk"] = who.passkey
    wrong = []
    for address in ADDRESSES:
        access = ACCESS[address.name]
        for method, act in [("GET", access.get), ("POST", access.post)]:
            for world in [own, other]:
                answer = ask(who.client(), method, world.path(address))
                wanted = expected(act, role, own=world is own)
                if answer not in wanted:
                    where = "own" if world is own else "other"
                    wrong.append(f"{method} {address.name} ({where}): {answer.value}, not {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", [Role.ANYBODY, Role.SIGNED_IN, Role.LEAD, Role.ADMINISTRATOR])
def test_what_is_there_and_what_is_not_are_told_alike(worlds: tuple[World, World], role: Role) -> None:
    """Nothing shows whether there is such an evaluation, partnership or job elsewhere."""
    own, other = worlds
    who = walker(role, own)
    for address in ADDRESSES:
        bound = address.takes & OF_A_PARTNERSHIP
        if not bound:
            continue
        nowhere = World("", "", other.named | dict.fromkeys(bound, new_public_id()), {})
        for method in ["GET", "POST"]:
            real, invented = (ask(who.client(), method, world.path(address)) for world in (other, nowhere))
            assert real == invented, f"{method} {address.name}"


def test_a_coordinator_sees_nothing_of_another_organisation(worlds: tuple[World, World]) -> None:
    own, _ = worlds
    who = walker(Role.COORDINATOR, own)
    evaluation = find_evaluation(own.evaluation)
    assert evaluation is not None
    council = next(one for one in evaluation.partnership.organisations if one.name == "Council")
    theirs = own.named | {
        "organisation_id": council.public_id,
        "upload_id": fieldwork.give_list(
            round_=latest_round(evaluation),
            organisation=council,
            name="staff.csv",
            content=b"name,e-mail,organisation,job title\nEve,eve@council.example.org,Council,Nurse\n",
            by=evaluation.created_by,
        ).upload_id,
    }
    elsewhere = World(own.partnership, own.evaluation, theirs, {})
    asked = [one for one in ADDRESSES if one.takes & {"organisation_id", "upload_id"}]
    assert len(asked) >= 4
    for address in asked:
        for method in ["GET", "POST"]:
            assert ask(who.client(), method, elsewhere.path(address)) is not Answer.OPEN, address.name


def test_the_walk_would_notice() -> None:
    """The expectations themselves, by hand, for an act of the lead and one of the administrator."""
    lead, administrator = Act(what="a", by={Role.LEAD}), Act(what="b", by={Role.ADMINISTRATOR})
    assert expected(lead, Role.LEAD, own=True) == {Answer.OPEN}
    assert expected(lead, Role.LEAD, own=False) == {Answer.UNKNOWN}
    assert expected(lead, Role.ADMINISTRATOR, own=True) == {Answer.UNKNOWN}
    assert Answer.OPEN not in expected(lead, Role.READER, own=True)
    assert Answer.OPEN not in expected(lead, Role.ANYBODY, own=True)
    assert expected(administrator, Role.LEAD, own=True) == {Answer.REFUSED, Answer.UNKNOWN}
    assert expected(administrator, Role.ADMINISTRATOR, own=False) == {Answer.OPEN}
    assert Answer.OPEN not in expected(None, Role.LEAD, own=True)
    assert not Access().get


def test_walkers_have_what_their_role_says_and_no_more(worlds: tuple[World, World]) -> None:
    own, other = worlds
    for role in Role:
        who: Walker = walker(role, own)
        assert (who.session is None) == (role in {Role.ANYBODY, Role.LINK_HOLDER})
        client = who.client()
        assert client.get("/accounts/people/").status_code == {
            Role.ADMINISTRATOR: 200,
            Role.ANYBODY: 302,
            Role.LINK_HOLDER: 302,
        }.get(role, 403)
        assert client.get(f"/evaluations/{other.evaluation}/").status_code in {302, 404}
