"""Where the health report of an evaluation stands."""

from __future__ import annotations

from django.urls import reverse

from poet.partnership_health.queries import reports_of
from poet.partnerships.queries import RoundDetails
from poet.partnerships.tasks import Progress, TaskState


def task_state(round: RoundDetails) -> TaskState:
    """Done when a report is published. Until there is a survey, they come from answers of other tools."""
    partnership = round.evaluation.partnership
    address = reverse("partnership_health:index", args=[partnership.public_id])
    reports = reports_of(partnership)
    published = [one for one in reports if one.published_at]
    if published:
        sentence = f"“{published[0].title}” is published."
        return TaskState(Progress.DONE, "you", sentence, address)
    if reports:
        sentence = f"Read “{reports[0].title}”, then publish it."
        return TaskState(Progress.IN_PROGRESS, "you", sentence, address)
    sentence = "Follows from the staff survey. If you have answers from another tool, make a report now."
    return TaskState(Progress.NOT_STARTED, "you", sentence, address)
