"""Long work with staff lists: reading and counting large ones; and what is done by itself."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from poet.fieldwork import actions, policies
from poet.fieldwork.queries import find_upload
from poet.foundations.accounts.policies import Unknown, check_act
from poet.foundations.accounts.viewing import viewer_of
from poet.foundations.jobs.leases import Stopping
from poet.foundations.jobs.registry import duty, job
from poet.foundations.jobs.run import CannotBeDone, Run
from poet.partnerships.queries import RoundDetails, find_round


def _check_upload(request: HttpRequest, about: str) -> None:
    policies.check_see_upload(viewer_of(request), about)


def _check_round(request: HttpRequest, about: str) -> None:
    check_act(viewer_of(request), policies.BRING_STAFF, within=_round(about).evaluation.public_id)


def _round(public_id: str) -> RoundDetails:
    round_ = find_round(public_id)
    if round_ is None:
        raise Unknown
    return round_


def _list_page(about: str) -> str:
    upload = find_upload(about)
    if upload is None:
        return reverse("pages:start")
    ids = [upload.round.evaluation.public_id, upload.round.public_id, upload.public_id]
    return reverse("fieldwork:list", args=ids)


def _frame_page(about: str) -> str:
    round_ = _round(about)
    return reverse("fieldwork:frame", args=[round_.evaluation.public_id, round_.public_id])


@job(
    "fieldwork.read_list",
    title="Reading the staff list",
    check_may_see=_check_upload,
    leads_to=_list_page,
)
def read_list(run: Run, *, upload_id: str) -> None:
    """Read a large list."""
    if find_upload(upload_id) is None:
        raise CannotBeDone("This list was set aside.")
    run.progress(0, 0, "Opening the file.")
    actions.read_list(
        upload_id=upload_id, tell=lambda done, of: run.progress(done, of, "Checking row by row.")
    )


@job(
    "fieldwork.count_list",
    title="Counting the staff list",
    check_may_see=_check_round,
    leads_to=_frame_page,
)
def count_list(run: Run, *, upload_id: str, shown: str, by: str) -> None:
    """Count a long list: one transaction, so it counts as a whole or not at all."""
    run.progress(0, 0, "Writing the list. It counts as a whole, at the end.")
    try:
        run.once("count", lambda: actions.count_now(upload_id=upload_id, shown=shown, by=by))
    except actions.CannotUseList as refusal:
        raise CannotBeDone(str(refusal)) from None


@job(
    "fieldwork.scrub",
    title="Overwriting what was deleted",
    check_may_see=_check_round,
    leads_to=_frame_page,
)
def scrub(run: Run) -> None:
    """After a deletion."""
    actions.scrub()


@duty
def delete_old_uploads(stopping: Stopping) -> int:
    """Lists that nobody let count within a week."""
    return actions.delete_old_uploads(today=timezone.localdate())
