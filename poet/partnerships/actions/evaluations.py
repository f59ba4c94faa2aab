"""Starting an evaluation, and ending it for good."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from poet.foundations.accounts.actions import grant_role
from poet.foundations.accounts.roles import Role
from poet.foundations.audit.actions import record
from poet.foundations.audit.kinds import EventKind
from poet.partnerships.actions.describing import create_partnership
from poet.partnerships.actions.refusal import NotPossible
from poet.partnerships.models import Evaluation, Partnership, Round
from poet.partnerships.queries import EvaluationDetails, find_evaluation

KEPT_FOR_DAYS = 3 * 365
"""How long an evaluation is kept unless its lead says otherwise."""

LONGEST_KEPT_DAYS = 10 * 365

STARTED = EventKind("partnerships.evaluation_started", "The evaluation was started")
RENAMED = EventKind(
    "partnerships.evaluation_renamed", "The evaluation or its partnership was given another name"
)
DELETION_DAY_CHANGED = EventKind(
    "partnerships.deletion_day_changed",
    "The day on which everything is deleted was moved from {before} to {after}",
    {"before": str, "after": str},
)


@transaction.atomic
def start_evaluation(
    *,
    partnership_name: str,
    title: str,
    by: str,
    description: str = "",
    organisations: Sequence[tuple[str, str]] = (),
    is_invented: bool = False,
) -> EvaluationDetails:
    """A new partnership with its first evaluation and round; the account ``by`` becomes its lead."""
    title, partnership_name = title.strip(), " ".join(partnership_name.split())
    if not title:
        raise NotPossible("Enter a title for the evaluation", field="title")
    partnership = create_partnership(
        name=partnership_name, description=description, organisations=organisations, is_invented=is_invented
    )
    row = Evaluation.objects.create(
        partnership_id=partnership.id,
        title=title,
        created_by=by,
        delete_on=timezone.localdate() + datetime.timedelta(days=KEPT_FOR_DAYS),
    )
    Round.objects.create(evaluation=row, number=1)
    record(STARTED, by=by, about=row.public_id, within=row.public_id)
    grant_role(account=by, role=Role.LEAD, by=by, evaluation_public_id=row.public_id)
    started = find_evaluation(row.public_id)
    assert started is not None  # noqa: S101 - made a few lines above
    return started


@transaction.atomic
def change_settings(
    *,
    evaluation: EvaluationDetails,
    title: str,
    partnership_name: str,
    delete_on: datetime.date,
    by: str,
) -> None:
    """Correct what the evaluation and its partnership are called, and the day on which all is deleted."""
    title, partnership_name = title.strip(), " ".join(partnership_name.split())
    if not title:
        raise NotPossible("Enter a title for the evaluation", field="title")
    if not partnership_name:
        raise NotPossible("Enter the name of the partnership", field="partnership_name")
    if (title, partnership_name) != (evaluation.title, evaluation.partnership.name):
        Evaluation.objects.filter(pk=evaluation.id).update(title=title)
        Partnership.objects.filter(pk=evaluation.partnership.id).update(name=partnership_name)
        record(RENAMED, by=by, about=evaluation.public_id, within=evaluation.public_id)
    if delete_on != evaluation.delete_on:
        _change_deletion_day(evaluation, delete_on, by)


def _change_deletion_day(evaluation: EvaluationDetails, delete_on: datetime.date, by: str) -> None:
    """Tomorrow at the earliest."""
    today = timezone.localdate()
    if delete_on <= today:
        raise NotPossible("Enter a day in the future", field="delete_on")
    if delete_on > today + datetime.timedelta(days=LONGEST_KEPT_DAYS):
        raise NotPossible("An evaluation can be kept for ten years at most", field="delete_on")
    moved = Evaluation.objects.filter(pk=evaluation.id, delete_on=evaluation.delete_on).update(
        delete_on=delete_on
    )
    if not moved:
        raise NotPossible("Somebody else has just changed the day. Look again", field="delete_on")
    record(
        DELETION_DAY_CHANGED,
        by=by,
        about=evaluation.public_id,
        within=evaluation.public_id,
        before=evaluation.delete_on.isoformat(),
        after=delete_on.isoformat(),
    )


@transaction.atomic
def delete_evaluation(*, evaluation: EvaluationDetails) -> None:
    """Delete what this stage keeps: the evaluation, its rounds, and a partnership that has no other one.

    ``poet.evaluation_guide.actions.delete_evaluation`` asks every stage and foundation; call that one.
    """
    Evaluation.objects.filter(pk=evaluation.id).delete()
    if not Evaluation.objects.filter(partnership_id=evaluation.partnership.id).exists():
        Partnership.objects.filter(pk=evaluation.partnership.id).delete()
