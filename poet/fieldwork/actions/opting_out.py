"""Opting out by link, and addresses that turn out not to take letters."""

from __future__ import annotations

from django.db import transaction

from poet.fieldwork.actions.counting import EMPTIED
from poet.fieldwork.keyed_hashes import hash_of_email, hashes_of
from poet.fieldwork.models import KeptOut, KeptOutReason, StaffMember, StaffState
from poet.foundations.audit.actions import THE_SITE, record
from poet.foundations.audit.kinds import EventKind
from poet.partnerships.queries import RoundDetails, find_round
from poet_method.staff_list import normal_email

OPTED_OUT = EventKind("fieldwork.opted_out", "Somebody opted out of the staff survey, by their own link")
BOUNCED = EventKind("fieldwork.bounced", "A letter came back: somebody cannot be reached by e-mail")


@transaction.atomic
def opt_out(*, member_id: str) -> None:
    """Take somebody out of an evaluation at their own wish, wherever they are listed. Harmless to repeat.

    Name, address and number are deleted; an empty row keeps the count right, a keyed hash keeps later lists
    from bringing them back.
    """
    member = StaffMember.objects.select_related("round", "organisation").filter(public_id=member_id).first()
    if member is None or member.state != StaffState.LISTED:
        return
    round_ = find_round(member.round.public_id)
    assert round_ is not None  # noqa: S101 - a foreign key leads to it
    listed = StaffMember.objects.select_related("organisation").filter(
        round__evaluation_id=round_.evaluation.id, state=StaffState.LISTED
    )
    places = listed.filter(email=member.email) if member.email else listed.filter(pk=member.pk)
    for place in places:
        hashes = hashes_of(
            place,
            evaluation_id=round_.evaluation.public_id,
            organisation_id=place.organisation.public_id,
        )
        _keep_out(round_, hashes, KeptOutReason.OPTED_OUT)
    StaffMember.objects.filter(pk__in=[place.pk for place in places]).update(
        state=StaffState.OPTED_OUT, **EMPTIED
    )
    record(OPTED_OUT, by=THE_SITE, about=round_.public_id, within=round_.evaluation.public_id)


@transaction.atomic
def note_bounce(*, round_: RoundDetails, email: str) -> bool:
    """Note that letters to an address come back, now and in later lists; gives whether somebody has it."""
    address = normal_email(email)
    unreachable = StaffMember.objects.filter(
        round_id=round_.id, email=address, state=StaffState.LISTED, unreachable=False
    ).exclude(email="")
    if not unreachable.update(unreachable=True):
        return False
    _keep_out(
        round_,
        (hash_of_email(address, evaluation_id=round_.evaluation.public_id),),
        KeptOutReason.UNREACHABLE,
    )
    record(BOUNCED, by=THE_SITE, about=round_.public_id, within=round_.evaluation.public_id)
    return True


def _keep_out(round_: RoundDetails, hashes: tuple[str, ...], reason: KeptOutReason) -> None:
    for one in hashes:
        # Whoever opts out stays out, also where their address was noted as unreachable before.
        kept, made = KeptOut.objects.get_or_create(
            evaluation_id=round_.evaluation.id, keyed_hash=one, defaults={"reason": reason}
        )
        if not made and reason is KeptOutReason.OPTED_OUT:
            kept.reason = reason
            kept.save(update_fields=["reason"])
