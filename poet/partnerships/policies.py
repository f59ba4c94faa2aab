"""Who may do what with partnerships, evaluations and rounds.

An evaluation is the door to its partnership: whoever has no role in any of its evaluations does not learn
that the partnership exists.
"""

from __future__ import annotations

from poet.foundations.accounts.policies import (
    ACCOUNTS,
    Access,
    Act,
    Refused,
    Unknown,
    answering,
    check_act,
)
from poet.foundations.accounts.roles import EVALUATION_ROLES, Role
from poet.foundations.accounts.viewing import Viewer
from poet.partnerships.queries import (
    EvaluationDetails,
    PartnershipDetails,
    RoundDetails,
    evaluations_of,
    find_evaluation,
    find_partnership,
    find_round,
)

LEAD_ONLY = frozenset({Role.LEAD})

START_EVALUATION = Act(
    what="Start an evaluation, as its lead", by=ACCOUNTS, refusal="Sign in to start an evaluation."
)
SEE_EVALUATION = Act(
    what="See an evaluation’s title, its partnership’s name and what they have to do there",
    by=frozenset(EVALUATION_ROLES),
)
SEE_PROFILE = Act(
    what="See how the partnership is described",
    by=frozenset({Role.LEAD, Role.ANALYST, Role.RESEARCHER}),
)
DESCRIBE = Act(
    what="Describe the partnership: its organisations and its profile",
    by=LEAD_ONLY,
    refusal="Only the lead of an evaluation describes its partnership.",
)
MANAGE_ROUNDS = Act(
    what="Plan, extend and cancel a round of the staff survey",
    by=LEAD_ONLY,
    refusal="Only the lead of an evaluation decides about its rounds.",
)
MANAGE_EVALUATION = Act(
    what="Rename an evaluation, hand it over, set the day of its deletion, delete it",
    by=LEAD_ONLY,
    refusal="Only the lead of an evaluation can do this.",
)
MANAGE_PEOPLE = Act(
    what="Invite people to an evaluation, and take their roles away",
    by=LEAD_ONLY,
    refusal="Only the lead of an evaluation decides who takes part in it.",
)
READ_AUDIT = Act(
    what="Read the record of who did what",
    by=LEAD_ONLY,
    refusal="Only the lead of an evaluation reads its record.",
)
PREPARE_NOTICES = Act(
    what="Adapt the privacy notice and the data protection assessment",
    by=LEAD_ONLY,
    refusal="Only the lead of an evaluation prepares its notices.",
)


def check_start_evaluation(viewer: Viewer) -> None:
    """Whoever is signed in may start an evaluation."""
    check_act(viewer, START_EVALUATION)


def check_see_evaluation(viewer: Viewer, evaluation: EvaluationDetails) -> None:
    """Whoever has a role in it."""
    check_act(viewer, SEE_EVALUATION, within=evaluation.public_id)


def check_see_profile(viewer: Viewer, evaluation: EvaluationDetails) -> None:
    """Those who work with what the partnership is."""
    check_act(viewer, SEE_PROFILE, within=evaluation.public_id)


def check_describe(viewer: Viewer, evaluation: EvaluationDetails) -> None:
    """The lead."""
    check_act(viewer, DESCRIBE, within=evaluation.public_id)


def check_manage_rounds(viewer: Viewer, evaluation: EvaluationDetails) -> None:
    """The lead."""
    check_act(viewer, MANAGE_ROUNDS, within=evaluation.public_id)


def check_manage_evaluation(viewer: Viewer, evaluation: EvaluationDetails) -> None:
    """The lead."""
    check_act(viewer, MANAGE_EVALUATION, within=evaluation.public_id)


def check_manage_people(viewer: Viewer, evaluation: EvaluationDetails) -> None:
    """The lead."""
    check_act(viewer, MANAGE_PEOPLE, within=evaluation.public_id)


def check_read_audit(viewer: Viewer, evaluation: EvaluationDetails) -> None:
    """The lead."""
    check_act(viewer, READ_AUDIT, within=evaluation.public_id)


def check_prepare_notices(viewer: Viewer, evaluation: EvaluationDetails) -> None:
    """The lead."""
    check_act(viewer, PREPARE_NOTICES, within=evaluation.public_id)


def check_act_for_partnership(viewer: Viewer, act: Act, partnership: PartnershipDetails) -> None:
    """Whoever may do it within one of the partnership's evaluations may do it for the partnership."""
    refusal: Refused = Unknown()
    for evaluation in evaluations_of(partnership):
        try:
            check_act(viewer, act, within=evaluation.public_id)
        except Unknown:
            continue
        except Refused as refused:
            refusal = refused
        else:
            return
    raise refusal


def check_see_partnership(viewer: Viewer, partnership: PartnershipDetails) -> None:
    """Whoever may see one of its evaluations."""
    check_act_for_partnership(viewer, SEE_EVALUATION, partnership)


start_evaluation = answering(check_start_evaluation)
see_evaluation = answering(check_see_evaluation)
see_profile = answering(check_see_profile)
describe = answering(check_describe)
manage_rounds = answering(check_manage_rounds)
manage_evaluation = answering(check_manage_evaluation)
read_audit = answering(check_read_audit)
prepare_notices = answering(check_prepare_notices)
see_partnership = answering(check_see_partnership)


def visible_evaluation(viewer: Viewer, public_id: str) -> EvaluationDetails:
    """The evaluation at this address. One that may not be seen is not found: its existence is not told."""
    evaluation = find_evaluation(public_id)
    if evaluation is None:
        raise Unknown
    check_see_evaluation(viewer, evaluation)
    return evaluation


def visible_round(viewer: Viewer, evaluation_id: str, round_id: str) -> RoundDetails:
    """A round of an evaluation that may be seen."""
    evaluation = visible_evaluation(viewer, evaluation_id)
    round = find_round(round_id)
    if round is None or round.evaluation.id != evaluation.id:
        raise Unknown
    return round


def visible_partnership(viewer: Viewer, public_id: str) -> PartnershipDetails:
    """The partnership at this address. One that may not be seen is not found: its existence is not told."""
    partnership = find_partnership(public_id)
    if partnership is None:
        raise Unknown
    check_see_partnership(viewer, partnership)
    return partnership


ACCESS = {
    "partnerships:show": Access(get=SEE_EVALUATION),
    "partnerships:start": Access(get=START_EVALUATION, post=START_EVALUATION),
    "partnerships:profile": Access(get=SEE_PROFILE),
    "partnerships:organisations": Access(get=DESCRIBE, post=DESCRIBE),
    "partnerships:describe": Access(get=DESCRIBE, post=DESCRIBE),
    "partnerships:history": Access(get=SEE_PROFILE),
    "partnerships:round": Access(get=MANAGE_ROUNDS),
    "partnerships:prepare_round": Access(post=MANAGE_ROUNDS),
    "partnerships:plan_round": Access(get=MANAGE_ROUNDS, post=MANAGE_ROUNDS),
    "partnerships:extend_round": Access(get=MANAGE_ROUNDS, post=MANAGE_ROUNDS),
    "partnerships:cancel_round": Access(get=MANAGE_ROUNDS, post=MANAGE_ROUNDS),
    "partnerships:next_round": Access(post=MANAGE_ROUNDS),
    "partnerships:settings": Access(get=MANAGE_EVALUATION, post=MANAGE_EVALUATION),
    "partnerships:people": Access(get=MANAGE_PEOPLE, post=MANAGE_PEOPLE),
    "partnerships:invite": Access(get=MANAGE_PEOPLE, post=MANAGE_PEOPLE),
    "partnerships:hand_over": Access(get=MANAGE_EVALUATION, post=MANAGE_EVALUATION),
    "partnerships:audit": Access(get=READ_AUDIT),
    "partnerships:audit_csv": Access(get=READ_AUDIT),
    "partnerships:notices": Access(get=PREPARE_NOTICES),
    "partnerships:notice": Access(get=PREPARE_NOTICES),
    "partnerships:notice_file": Access(get=PREPARE_NOTICES),
}
