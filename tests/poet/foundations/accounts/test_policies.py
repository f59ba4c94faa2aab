"""What an act says of a role is what its check does."""

from __future__ import annotations

import pytest

from poet.foundations.accounts.policies import (
    ACCOUNTS,
    EVERYBODY,
    Act,
    Refused,
    Unknown,
    answering,
    check_act,
)
from poet.foundations.accounts.queries import MembershipDetails
from poet.foundations.accounts.roles import EVALUATION_ROLES, INSTANCE_ROLES, Role
from poet.foundations.accounts.viewing import NOBODY, Viewer

HERE, ELSEWHERE = "evaluation-here", "evaluation-elsewhere"


def viewer(role: Role) -> Viewer:
    """Somebody who is this, in the evaluation ``HERE`` if it is held in one."""
    if role in {Role.ANYBODY, Role.LINK_HOLDER}:
        return NOBODY
    if role is Role.SIGNED_IN:
        return Viewer("account")
    if role in INSTANCE_ROLES:
        return Viewer("account", (MembershipDetails(role),))
    organisation = "trust" if role is Role.COORDINATOR else ""
    return Viewer("account", (MembershipDetails(role, HERE, organisation),))


def passes(role: Role, act: Act, within: str = "") -> bool:
    try:
        check_act(viewer(role), act, within=within)
    except Refused:
        return False
    return True


ACTS = [
    Act(what="everybody", by=EVERYBODY),
    Act(what="accounts", by=ACCOUNTS),
    *(Act(what=role.label, by={role}) for role in [*EVALUATION_ROLES, *INSTANCE_ROLES]),
    Act(what="mixed", by={Role.LEAD, Role.ADMINISTRATOR}),
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.what)
@pytest.mark.parametrize("role", list(Role))
def test_the_matrix_says_what_the_check_does(act: Act, role: Role) -> None:
    assert passes(role, act, within=HERE) == act.allows(role)


@pytest.mark.parametrize("role", EVALUATION_ROLES)
def test_elsewhere_a_role_is_worth_nothing_and_nothing_is_told(role: Role) -> None:
    act = Act(what="lead", by={role}, refusal="Not you.")
    assert act.is_within_an_evaluation
    with pytest.raises(Unknown):
        check_act(viewer(role), act, within=ELSEWHERE)
    with pytest.raises(Unknown):
        check_act(viewer(Role.ADMINISTRATOR), act, within=HERE)


def test_who_is_here_reads_why_not() -> None:
    act = Act(what="lead", by={Role.LEAD}, refusal="Only the lead does this.")
    with pytest.raises(Refused, match="Only the lead does this") as refused:
        check_act(viewer(Role.READER), act, within=HERE)
    assert not isinstance(refused.value, Unknown)


def test_a_coordinator_acts_for_their_own_organisation() -> None:
    act = Act(what="upload", by={Role.LEAD, Role.COORDINATOR})
    coordinator = viewer(Role.COORDINATOR)
    check_act(coordinator, act, within=HERE)
    check_act(coordinator, act, within=HERE, organisation="trust")
    check_act(viewer(Role.LEAD), act, within=HERE, organisation="council")
    with pytest.raises(Refused):
        check_act(coordinator, act, within=HERE, organisation="council")


def test_the_pair_is_one_definition() -> None:
    def check_even(number: int, *, strictly: bool = False) -> None:
        """Refuse odd numbers."""
        if number % 2:
            raise Refused("odd")
        if strictly:
            raise KeyError("a fault is a fault")

    even = answering(check_even)
    assert even(2)
    assert not even(3)
    assert even.__name__ == "even"
    with pytest.raises(KeyError):
        even(2, strictly=True)
