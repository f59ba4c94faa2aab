"""What can be done with partnerships, evaluations and rounds."""

from poet.partnerships.actions.describing import (
    OrganisationEntry,
    change_organisations,
    create_partnership,
    describe,
)
from poet.partnerships.actions.evaluations import (
    change_settings,
    delete_evaluation,
    start_evaluation,
)
from poet.partnerships.actions.refusal import CannotCreatePartnership, NotPossible
from poet.partnerships.actions.rounds import (
    cancel_round,
    close_round,
    extend_round,
    mark_reported,
    mark_unsealed,
    open_round,
    plan_round,
    prepare_round,
    start_next_round,
)

__all__ = [
    "CannotCreatePartnership",
    "NotPossible",
    "OrganisationEntry",
    "cancel_round",
    "change_organisations",
    "change_settings",
    "close_round",
    "create_partnership",
    "delete_evaluation",
    "describe",
    "extend_round",
    "mark_reported",
    "mark_unsealed",
    "open_round",
    "plan_round",
    "prepare_round",
    "start_evaluation",
    "start_next_round",
]
