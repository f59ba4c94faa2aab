"""Pages of a round's staff: who is listed, bringing lists, deciding whom to ask, opting out."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from poet.fieldwork import actions, forms, policies, presenters, queries
from poet.fieldwork.keyed_hashes import is_opt_out_key
from poet.fieldwork.models import UploadState
from poet.foundations.accounts.viewing import Viewer, viewer_of
from poet.partnerships.policies import visible_evaluation
from poet.partnerships.queries import RoundDetails, latest_round
from poet_method.sampling import Merge, draw_in_words, propose_merges
from poet_method.spreadsheets import csv_text, workbook_bytes
from poet_method.staff_list import TEMPLATE_EXAMPLES, TEMPLATE_HEADER

FORM = require_http_methods(["GET", "HEAD", "POST"])
PEOPLE_ON_A_PAGE = 100


def _status(form: object) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if getattr(form, "errors", None) else HTTPStatus.OK


def _context(viewer: Viewer, round_: RoundDetails, **more: Any) -> dict[str, Any]:
    """What every page of a round's staff knows."""
    place = {"evaluation_id": round_.evaluation.public_id, "round_id": round_.public_id}
    return {
        "round": round_,
        "evaluation": round_.evaluation,
        "place": place,
        "decides": policies.decide_whom_to_ask(viewer, round_),
        **more,
    }


@require_safe
def latest(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """The staff of the round that the evaluation is at."""
    viewer = viewer_of(request)
    evaluation = visible_evaluation(viewer, evaluation_id)
    round_id = latest_round(evaluation).public_id
    policies.visible_round(viewer, evaluation_id, round_id)
    return redirect("fieldwork:frame", evaluation_id, round_id)


# ── who is listed ─────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def frame(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """The staff of a round by organisation, in numbers: all of them for the lead, else one's own."""
    viewer = viewer_of(request)
    round_ = policies.visible_round(viewer, evaluation_id, round_id)
    visible = {one.public_id for one in policies.visible_organisations(viewer, round_)}
    counts = [one for one in queries.staff_counts(round_) if one.organisation.public_id in visible]
    context = _context(
        viewer,
        round_,
        counts=counts,
        totals=presenters.frame_totals(counts),
        plan=queries.find_plan(round_),
        can_bring=round_.state in actions.OPEN_TO_LISTS,
    )
    if context["decides"]:
        context["employers"] = len(queries.two_employers(round_))
    return render(request, "fieldwork/frame.html", context)


@require_safe
def organisation(
    request: HttpRequest, evaluation_id: str, round_id: str, organisation_id: str
) -> HttpResponse:
    """The people on one organisation's list, a hundred on a page."""
    viewer = viewer_of(request)
    round_ = policies.visible_round(viewer, evaluation_id, round_id)
    found = policies.visible_organisation(viewer, round_, organisation_id)
    typed = request.GET.get("page", "1")
    page = min(int(typed), 10_000) if typed.isascii() and typed.isdigit() and int(typed) else 1
    start = (page - 1) * PEOPLE_ON_A_PAGE
    people = queries.listed_staff(round_, found, start=start, most=PEOPLE_ON_A_PAGE + 1)
    context = _context(
        viewer,
        round_,
        organisation=found,
        people=people[:PEOPLE_ON_A_PAGE],
        page=page,
        has_more=len(people) > PEOPLE_ON_A_PAGE,
    )
    return render(request, "fieldwork/organisation.html", context)


# ── bringing a list ───────────────────────────────────────────────────────────────────────────────────────
@require_safe
def template(request: HttpRequest, evaluation_id: str, round_id: str, kind: str) -> HttpResponse:
    """The list to fill in, as CSV or Excel."""
    policies.visible_round(viewer_of(request), evaluation_id, round_id, policies.BRING_STAFF)
    if kind == "csv":
        content = csv_text(TEMPLATE_HEADER, TEMPLATE_EXAMPLES).encode("utf-8-sig")
        return _download(content, "text/csv; charset=utf-8", "staff-list.csv")
    if kind == "xlsx":
        content = workbook_bytes("Staff", TEMPLATE_HEADER, TEMPLATE_EXAMPLES)
        excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return _download(content, excel, "staff-list.xlsx")
    raise Http404


@FORM
def upload(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """Bring a list. Its problems are listed, and then nothing of it is kept."""
    viewer = viewer_of(request)
    round_ = policies.visible_round(viewer, evaluation_id, round_id, policies.BRING_STAFF)
    form = forms.UploadForm(
        request.POST or None,
        request.FILES or None,
        organisations=policies.visible_organisations(viewer, round_),
        may_bring_all=policies.bring_staff(viewer, round_, None),
    )
    context = _context(viewer, round_, form=form, problems=(), more_problems=0)
    if request.method == "POST" and form.is_valid():
        whose = form.whose()
        policies.check_bring_staff(viewer, round_, whose.public_id if whose else None)
        file = form.cleaned_data["file"]
        name = file.name or "list"
        try:
            given = actions.give_list(
                round_=round_, organisation=whose, name=name, content=file.read(), by=viewer.account or ""
            )
        except actions.CannotUseList as refusal:
            count = len(refusal.problems) + refusal.more
            things = "1 problem" if count == 1 else f"{count:,} problems"
            form.add_error("file", f"{name} has {things}, listed on this page" if count else str(refusal))
            context["problems"] = presenters.problem_lines(refusal.problems, name)
            context["more_problems"], context["file_name"] = refusal.more, name
        else:
            return _after(given, round_)
    return render(request, "fieldwork/upload.html", context, status=_status(form))


def _after(given: actions.Given, round_: RoundDetails) -> HttpResponse:
    if given.job_id:
        return redirect("jobs:show", given.job_id)
    return redirect("fieldwork:list", round_.evaluation.public_id, round_.public_id, given.upload_id)


@require_safe
def staff_list(request: HttpRequest, evaluation_id: str, round_id: str, upload_id: str) -> HttpResponse:
    """Where a list that was given stands: still being read, refused, roles to sort, or ready to look at."""
    viewer = viewer_of(request)
    found = policies.visible_upload(viewer, evaluation_id, round_id, upload_id)
    if found.state is UploadState.REFUSED:
        problems = presenters.problem_lines(found.problems, found.file_name)
        context = _context(viewer, found.round, upload=found, problems=problems)
        return render(request, "fieldwork/refused.html", context)
    if found.state is not UploadState.READY:
        job = queries.job_of(found)
        return redirect("jobs:show", job) if job else redirect("fieldwork:frame", evaluation_id, round_id)
    step = "fieldwork:roles" if queries.roles_to_sort(found) else "fieldwork:preview"
    return redirect(step, evaluation_id, round_id, upload_id)


@FORM
def roles(request: HttpRequest, evaluation_id: str, round_id: str, upload_id: str) -> HttpResponse:
    """Sort the roles of a list into staff groups; what is known already is not asked again."""
    viewer = viewer_of(request)
    found = policies.visible_upload(viewer, evaluation_id, round_id, upload_id)
    to_sort = queries.roles_to_sort(found)
    if not to_sort:
        return redirect("fieldwork:preview", evaluation_id, round_id, upload_id)
    form = forms.RolesForm(request.POST or None, roles=to_sort)
    if request.method == "POST" and form.is_valid():
        actions.sort_roles(upload=found, groups=form.groups(), by=viewer.account or "")
        return redirect("fieldwork:list", evaluation_id, round_id, upload_id)
    unknown = sum(not suggested for _, _, suggested in to_sort)
    context = _context(
        viewer,
        found.round,
        upload=found,
        form=form,
        fields=[form[name] for name in form.fields],
        unknown=unknown,
        groups=queries.staff_groups(),
        later=max(0, len(to_sort) - forms.ROLES_ON_A_PAGE),
    )
    return render(request, "fieldwork/roles.html", context, status=_status(form))


@FORM
def preview(request: HttpRequest, evaluation_id: str, round_id: str, upload_id: str) -> HttpResponse:
    """What a list changes, before it counts; and letting it count."""
    viewer = viewer_of(request)
    found = policies.visible_upload(viewer, evaluation_id, round_id, upload_id)
    if found.state is not UploadState.READY:
        return redirect("fieldwork:list", evaluation_id, round_id, upload_id)
    refusal = ""
    if request.method == "POST":
        try:
            given = actions.count_list(
                upload=found, shown=request.POST.get("shown", ""), by=viewer.account or ""
            )
        except actions.CannotUseList as cannot:
            refusal = str(cannot)
        else:
            return (
                redirect("jobs:show", given.job_id)
                if given.job_id
                else redirect("fieldwork:frame", evaluation_id, round_id)
            )
    changes = queries.changes_of(found)
    context = _context(
        viewer,
        found.round,
        upload=found,
        preview=presenters.preview(found, changes, leaving=queries.names_of(found.round, changes.withdrawn)),
        shown=actions.digest_of(changes),
        opted_out=queries.opted_out_count(found),
        refusal=refusal,
    )
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "fieldwork/preview.html", context, status=status)


@require_POST
def discard(request: HttpRequest, evaluation_id: str, round_id: str, upload_id: str) -> HttpResponse:
    """Set a list aside."""
    found = policies.visible_upload(viewer_of(request), evaluation_id, round_id, upload_id)
    actions.discard_list(upload=found)
    return redirect("fieldwork:upload", evaluation_id, round_id)


@FORM
def employers(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """Where people with several employers are asked."""
    viewer = viewer_of(request)
    round_ = policies.visible_round(viewer, evaluation_id, round_id, policies.DECIDE_WHOM_TO_ASK)
    people = queries.two_employers(round_, most=150)
    form = forms.EmployersForm(request.POST or None, people=people)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_employer(round_=round_, members=form.members(), by=viewer.account or "")
        except actions.CannotUseList as cannot:
            refusal = str(cannot)
        else:
            return redirect("fieldwork:frame", evaluation_id, round_id)
    context = _context(
        viewer, round_, form=form, fields=[form[name] for name in form.fields], refusal=refusal
    )
    return render(request, "fieldwork/employers.html", context, status=_status(form))


# ── whom to ask ───────────────────────────────────────────────────────────────────────────────────────────
@FORM
def sampling(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """Everybody or a sample: what a choice buys is shown before it is made."""
    viewer = viewer_of(request)
    round_ = policies.visible_round(viewer, evaluation_id, round_id, policies.DECIDE_WHOM_TO_ASK)
    plan = queries.find_plan(round_)
    strata = queries.strata_of(round_)
    sent = request.POST if request.method == "POST" else request.GET if "way" in request.GET else None
    form = forms.SamplingForm(sent, initial=forms.choice_so_far(plan))
    choice = form.choice()
    proposed = propose_merges(strata, threshold=presenters.THRESHOLD, expected_response=choice.response / 100)
    merges = forms.approved(proposed, sent)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            _decide(round_, choice, merges, by=viewer.account or "")
        except actions.CannotDecide as cannot:
            refusal = str(cannot)
        else:
            return redirect("fieldwork:sampling", evaluation_id, round_id)
    context = _context(
        viewer,
        round_,
        form=form,
        plan=plan,
        refusal=refusal,
        can_decide=round_.state in actions.OPEN_TO_DECISIONS,
        proposed=[(forms.merge_key(one), one, one in merges) for one in proposed],
        figures=presenters.sampling_figures(strata, merges, choice) if strata else None,
        appendix=draw_in_words(seed=plan.seed, digest=plan.digest) if plan and plan.seed else (),
    )
    page = "sampling_figures" if request.GET.get("only") == "figures" else "sampling"
    return render(request, f"fieldwork/{page}.html", context, status=_status(form))


def _decide(
    round_: RoundDetails, choice: queries.SamplingChoice, merges: Sequence[Merge], *, by: str
) -> None:
    if not choice.is_sample:
        actions.ask_everybody(round_=round_, merges=merges, expected_response=choice.response, by=by)
        return
    actions.draw_sample(
        round_=round_,
        size=choice.size,
        at_least=presenters.least_of_a_stratum(choice.response),
        merges=merges,
        expected_response=choice.response,
        by=by,
    )


@require_safe
def draw_record(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """What a sample was drawn from, without names: enough to repeat the draw."""
    viewer = viewer_of(request)
    round_ = policies.visible_round(viewer, evaluation_id, round_id, policies.DECIDE_WHOM_TO_ASK)
    plan = queries.find_plan(round_)
    if plan is None or not plan.drawn_from:
        raise Http404
    # Exactly the bytes of the digest, so that `sha256sum` confirms it.
    return _download(plan.drawn_from.encode(), "text/tab-separated-values; charset=utf-8", "drawn-from.tsv")


# ── care for the data ─────────────────────────────────────────────────────────────────────────────────────
@FORM
def delete(request: HttpRequest, evaluation_id: str, round_id: str) -> HttpResponse:
    """Delete the staff list of a round."""
    viewer = viewer_of(request)
    round_ = policies.visible_round(viewer, evaluation_id, round_id, policies.DELETE_STAFF)
    form = forms.DeleteForm(request.POST or None, wanted=round_.evaluation.partnership.name)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.delete_frame(round_=round_, by=viewer.account or "")
        except actions.CannotDelete as cannot:
            refusal = str(cannot)
        else:
            return redirect("fieldwork:frame", evaluation_id, round_id)
    totals = presenters.frame_totals(queries.staff_counts(round_))
    context = _context(viewer, round_, form=form, totals=totals, refusal=refusal)
    return render(request, "fieldwork/delete.html", context, status=_status(form))


@never_cache
@FORM
def opt_out(request: HttpRequest, member_id: str, key: str) -> HttpResponse:
    """Opt out by one's own link. Opening it changes nothing: mail scanners open links."""
    member = queries.find_member(member_id) if is_opt_out_key(member_id, key) else None
    if member is None:
        raise Http404
    if request.method == "POST":
        actions.opt_out(member_id=member_id)
        return redirect("fieldwork:opt_out", member_id, key)
    return render(request, "fieldwork/opt_out.html", {"member": member})


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
