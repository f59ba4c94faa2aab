"""The order of the house, said once: ``INSTALLED_APPS`` and the root urls are made from it.

Data flows down this list and never up: a later stage may import an earlier one. ``tests/architecture`` holds
``poet/README.md``, the import contract and the folders to it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """One app. ``prefix`` is where its urls hang, if it has a ``urls`` module."""

    app: str
    prefix: str
    purpose: str


FOUNDATIONS = (
    "design_system",
    "accounts",
    "audit",
    "jobs",
    "mail",
)

STAGES = (
    Stage("partnerships", "", "the partnership, its partner organisations, evaluations and rounds"),
    Stage("fieldwork", "", "who is asked: the staff frame, strata, credentials, tokens, reminders"),
    Stage("ballots", "ballots/", "what was answered: the sealed answers as cast, never by whom"),
    Stage("staff_survey", "staff-survey/", "closing a round, the bulletin, and what was opened"),
    Stage(
        "partnership_health",
        "",
        "the 'health of the partnership' report",
    ),
    Stage("outcomes", "outcomes/", "what the partnership is for: statements, outcomes, theory of change"),
    Stage(
        "user_research", "user-research/", "schedules, sessions and findings with service users and carers"
    ),
    Stage("synthesis", "synthesis/", "process and outcomes together: the evaluation report, the action plan"),
    Stage("evidence_base", "evidence-base/", "many partnerships together, disclosure-controlled"),
    Stage("evaluation_guide", "", "the task list of an evaluation, and who sees what"),
    Stage("pages", "", "the start page, privacy notice, cookies, accessibility statement, health check"),
    Stage("demo", "demo/", "a whole worked example, seeded through the public actions of each stage"),
)
