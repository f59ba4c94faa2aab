"""What the worker does by itself for evaluations."""

from __future__ import annotations

from django.utils import timezone

from poet.evaluation_guide.actions import delete_due
from poet.foundations.jobs.leases import Stopping
from poet.foundations.jobs.registry import duty


@duty
def delete_what_is_due(stopping: Stopping) -> int:
    """Evaluations whose day has come are deleted that day, whether or not anybody remembers the command."""
    return len(delete_due(today=timezone.localdate()))
