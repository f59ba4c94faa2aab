"""How a stage says who may do what: once, for refusals, for ``/who-sees-what`` and for the test that walks
every address as every role.

A stage's ``policies.py`` declares *acts* (a thing that can be done, and the roles that may), checks made from
them, and which acts stand behind each of its addresses::

    SEE_EVALUATION = Act("See the evaluation and what comes next", by={Role.LEAD, …})

    def check_see_evaluation(viewer: Viewer, evaluation: EvaluationDetails) -> None:
        check_act(viewer, SEE_EVALUATION, within=evaluation.public_id)

    see_evaluation = answering(check_see_evaluation)

    ACCESS = {"partnerships:evaluation": Access(get=SEE_EVALUATION)}

Checks raise ``Refused`` with the sentence that people read; what they may not know to exist, ``Unknown``.
``refusals`` turns both into pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import ParamSpec

from django.core.exceptions import PermissionDenied

from poet.foundations.accounts.roles import EVALUATION_ROLES, INSTANCE_ROLES, Role
from poet.foundations.accounts.viewing import Viewer

P = ParamSpec("P")

EVERYBODY = frozenset({Role.ANYBODY})
ACCOUNTS = frozenset({Role.SIGNED_IN})


class Refused(PermissionDenied):
    """Somebody may not do this. The sentence is what they read."""


class Unknown(Refused):
    """Nor may they know that there is such a thing: they read that there is no such page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A thing that can be done with the site, and which roles may do it.

    ``what`` is its row in ``/who-sees-what``: "See the response rates". ``notes`` says, for a role, where the
    permission ends: "Their own organisation". An act that takes a role in an evaluation is done *within* one,
    and whoever has no role there does not learn that there is such an evaluation.
    """

    what: str
    by: Collection[Role]
    refusal: str = "Your role does not include this."
    notes: Mapping[Role, str] = field(default_factory=dict)

    @property
    def is_within_an_evaluation(self) -> bool:
        """Whether it takes a role in an evaluation, rather than one in the instance or none."""
        return bool(set(self.by) & set(EVALUATION_ROLES))

    def allows(self, role: Role) -> bool:
        """Whether somebody who is this (and nothing else) may do it, in the evaluation where they are it."""
        implied = {role, Role.ANYBODY}
        if role in {*EVALUATION_ROLES, *INSTANCE_ROLES}:
            implied.add(Role.SIGNED_IN)
        return bool(implied & set(self.by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The acts behind one address: reading it, and sending its form. ``None``: it does not take that."""

    get: Act | None = None
    post: Act | None = None


def check_act(viewer: Viewer, act: Act, *, within: str = "", organisation: str = "") -> None:
    """Refuse whoever has none of the act's roles.

    ``within`` is the public id of the evaluation; ``organisation`` that of the partner organisation it is
    done for, where a coordinator may do it for their own only.
    """
    if set(act.by) & viewer.instance_roles:
        return
    if not within:
        raise Refused(act.refusal)
    here = viewer.roles_in(within)
    if not here:
        raise Unknown
    if organisation and organisation not in viewer.organisations_coordinated(within):
        here -= {Role.COORDINATOR}
    if not here & set(act.by):
        raise Refused(act.refusal)


def answering(check: Callable[P, None]) -> Callable[P, bool]:
    """Of ``check_x``, which raises ``Refused``, the ``x`` that answers: ``x = answering(check_x)``."""

    def answer(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except Refused:
            return False
        return True

    answer.__name__ = check.__name__.removeprefix("check_")
    answer.__doc__ = f"Whether ``{check.__name__}`` lets it pass."
    return answer
