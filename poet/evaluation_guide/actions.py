"""Deleting an evaluation: the one thing that every stage and foundation has a part in."""

from __future__ import annotations

import datetime

from django.db import transaction

from poet.foundations.accounts.actions import forget_evaluation
from poet.foundations.audit.actions import THE_SITE, purge
from poet.foundations.jobs import actions as jobs
from poet.foundations.jobs.queries import jobs_about
from poet.foundations.public_ids import new_public_id
from poet.partnerships import actions as partnerships
from poet.partnerships.queries import EvaluationDetails, evaluations_due, rounds_of


@transaction.atomic
def delete_evaluation(*, evaluation: EvaluationDetails, by: str) -> None:
    """Delete an evaluation and all that belongs to it, for good; ``by`` is an account or ``THE_SITE``.

    Of it stays one event: that an evaluation with this (random) public id was deleted, when, by whom. Raises
    ``NotPossible`` while long work, such as reading a staff list, is going on in it.
    """
    for named in (evaluation.public_id, *(round.public_id for round in rounds_of(evaluation))):
        _forget_jobs(named)
    forget_evaluation(evaluation_public_id=evaluation.public_id)
    partnerships.delete_evaluation(evaluation=evaluation)
    purge(within=evaluation.public_id, by=by)
    # What was deleted is still in the database's files until they are tidied up, outside this transaction.
    nothing = new_public_id()
    jobs.enqueue(name="fieldwork.scrub", key=f"fieldwork.scrub.{nothing}", about=nothing, arguments={})


def _forget_jobs(about: str) -> None:
    for one in jobs_about(about):
        if not one.is_finished:
            jobs.cancel(public_id=one.public_id)
    jobs.forget(about=about)
    if jobs_about(about):
        raise partnerships.NotPossible(
            "Long work, such as reading a staff list, is going on in this evaluation. Nothing was deleted. "
            "Try again in a few minutes."
        )


def delete_due(*, today: datetime.date) -> tuple[str, ...]:
    """Delete the evaluations whose day has come, each in a transaction of its own; gives their public ids.

    One in which long work is going on is left for the next time.
    """
    deleted = []
    for evaluation in evaluations_due(today):
        try:
            delete_evaluation(evaluation=evaluation, by=THE_SITE)
        except partnerships.NotPossible:
            continue
        deleted.append(evaluation.public_id)
    return tuple(deleted)
