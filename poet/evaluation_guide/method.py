"""The tasks of an evaluation in the order of the method, and which stage to ask about each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from poet.fieldwork import tasks as fieldwork
from poet.foundations.accounts.roles import Role
from poet.partnership_health import tasks as partnership_health
from poet.partnerships import tasks as partnerships
from poet.partnerships.queries import RoundDetails
from poet.partnerships.tasks import TaskState


@dataclass(frozen=True, slots=True)
class Task:
    """One task. ``ask`` gives how it stands; None: this version of POET does not have it yet.

    ``roles`` are those who have a part in it, and see it on the evaluation's page. How far it is, is the
    lead's to know; the others read what ``their_part`` in it is.
    """

    title: str
    ask: Callable[[RoundDetails], TaskState] | None
    roles: frozenset[Role] = frozenset({Role.LEAD})
    their_part: str = ""


TASKS = (
    Task("Describe the partnership", partnerships.task_state),
    Task("Prepare the staff survey", None),
    Task(
        "Invite staff",
        fieldwork.task_state,
        frozenset({Role.LEAD, Role.COORDINATOR}),
        "Bring the staff list of your organisation, and keep it right.",
    ),
    Task("Run the staff survey", None, frozenset({Role.LEAD, Role.COORDINATOR})),
    Task("Close and open", None),
    Task(
        "Health of the partnership",
        partnership_health.task_state,
        frozenset({Role.LEAD, Role.ANALYST, Role.RESEARCHER, Role.READER}),
        "Read the reports of this partnership.",
    ),
    Task("Outcomes", None, frozenset({Role.LEAD, Role.ANALYST})),
    Task("Service users and carers", None, frozenset({Role.LEAD, Role.RESEARCHER})),
    Task("Bring it together", None, frozenset({Role.LEAD, Role.READER})),
    Task("Check back", None),
    Task("Contribute to the evidence base", None),
)
