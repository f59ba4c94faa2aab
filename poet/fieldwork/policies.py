"""Who may do what with the staff of a round: the lead with all of it, coordinators with their own."""

from __future__ import annotations

from poet.fieldwork.queries import UploadDetails, find_upload
from poet.foundations.accounts.policies import EVERYBODY, Access, Act, Unknown, answering, check_act
from poet.foundations.accounts.roles import Role
from poet.foundations.accounts.viewing import Viewer
from poet.partnerships import policies as partnerships
from poet.partnerships.queries import OrganisationDetails, RoundDetails

_THEIR_OWN = {Role.COORDINATOR: "of their own organisation"}

SEE_STAFF = Act(
    what="See who is on the staff list",
    by=frozenset({Role.LEAD, Role.COORDINATOR}),
    refusal="Only the lead of an evaluation and the coordinators see staff lists.",
    notes=_THEIR_OWN,
)
BRING_STAFF = Act(
    what="Bring a staff list, and say when it counts",
    by=frozenset({Role.LEAD, Role.COORDINATOR}),
    refusal="Only the lead of an evaluation, and each coordinator for their own organisation, bring lists.",
    notes=_THEIR_OWN,
)
DECIDE_WHOM_TO_ASK = Act(
    what="Decide whom to ask: everybody or a sample, and where somebody with two employers is asked",
    by=frozenset({Role.LEAD}),
    refusal="Only the lead of an evaluation decides whom to ask.",
)
DELETE_STAFF = Act(
    what="Delete the staff list of a round",
    by=frozenset({Role.LEAD}),
    refusal="Only the lead of an evaluation deletes its staff list.",
)
OPT_OUT = Act(what="Opt out of the staff survey, with the link from one’s own letter", by=EVERYBODY)


def visible_round(viewer: Viewer, evaluation_id: str, round_id: str, act: Act = SEE_STAFF) -> RoundDetails:
    """The round at this address, for whoever may do this with its staff. Else ``Refused`` or ``Unknown``."""
    round_ = partnerships.visible_round(viewer, evaluation_id, round_id)
    check_act(viewer, act, within=evaluation_id)
    return round_


def visible_organisations(viewer: Viewer, round_: RoundDetails) -> tuple[OrganisationDetails, ...]:
    """The organisations whose staff they may see: all of them for the lead, else their own."""
    every = round_.evaluation.partnership.organisations
    return tuple(one for one in every if see_staff_of(viewer, round_, one))


def check_see_staff_of(viewer: Viewer, round_: RoundDetails, organisation: OrganisationDetails) -> None:
    """The lead, and the organisation's coordinator."""
    check_act(viewer, SEE_STAFF, within=round_.evaluation.public_id, organisation=organisation.public_id)


def check_decide_whom_to_ask(viewer: Viewer, round_: RoundDetails) -> None:
    """The lead."""
    check_act(viewer, DECIDE_WHOM_TO_ASK, within=round_.evaluation.public_id)


def check_bring_staff(viewer: Viewer, round_: RoundDetails, organisation_id: str | None) -> None:
    """The lead any list; a coordinator that of their own organisation. The id is a public one."""
    within = round_.evaluation.public_id
    check_act(viewer, BRING_STAFF, within=within, organisation=organisation_id or "all organisations")


def visible_organisation(viewer: Viewer, round_: RoundDetails, organisation_id: str) -> OrganisationDetails:
    """The organisation with this public id; one whose staff somebody may not see is not known to them."""
    for one in visible_organisations(viewer, round_):
        if one.public_id == organisation_id:
            return one
    raise Unknown


def visible_upload(viewer: Viewer, evaluation_id: str, round_id: str, upload_id: str) -> UploadDetails:
    """The list that was given under this id, for whoever may bring it."""
    round_ = visible_round(viewer, evaluation_id, round_id, BRING_STAFF)
    upload = find_upload(upload_id)
    if upload is None or upload.round.public_id != round_.public_id or not _may_bring(viewer, upload):
        raise Unknown
    return upload


def check_see_upload(viewer: Viewer, upload_id: str) -> None:
    """Whoever may bring it, for the page of the job that reads it."""
    upload = find_upload(upload_id)
    if upload is None or not _may_bring(viewer, upload):
        raise Unknown


def _may_bring(viewer: Viewer, upload: UploadDetails) -> bool:
    return bring_staff(viewer, upload.round, upload.organisation.public_id if upload.organisation else None)


see_staff_of = answering(check_see_staff_of)
decide_whom_to_ask = answering(check_decide_whom_to_ask)
bring_staff = answering(check_bring_staff)

ACCESS = {
    "fieldwork:staff": Access(get=SEE_STAFF),
    "fieldwork:frame": Access(get=SEE_STAFF),
    "fieldwork:organisation": Access(get=SEE_STAFF),
    "fieldwork:template": Access(get=BRING_STAFF),
    "fieldwork:upload": Access(get=BRING_STAFF, post=BRING_STAFF),
    "fieldwork:list": Access(get=BRING_STAFF),
    "fieldwork:roles": Access(get=BRING_STAFF, post=BRING_STAFF),
    "fieldwork:preview": Access(get=BRING_STAFF, post=BRING_STAFF),
    "fieldwork:discard": Access(post=BRING_STAFF),
    "fieldwork:employers": Access(get=DECIDE_WHOM_TO_ASK, post=DECIDE_WHOM_TO_ASK),
    "fieldwork:sampling": Access(get=DECIDE_WHOM_TO_ASK, post=DECIDE_WHOM_TO_ASK),
    "fieldwork:draw_record": Access(get=DECIDE_WHOM_TO_ASK),
    "fieldwork:delete": Access(get=DELETE_STAFF, post=DELETE_STAFF),
    "fieldwork:opt_out": Access(get=OPT_OUT, post=OPT_OUT),
}
