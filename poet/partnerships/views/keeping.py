"""Pages about the evaluation itself: its name, its lead, its record, how long it is kept, its notices."""

from __future__ import annotations

from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from poet.foundations.accounts import actions as account_actions
from poet.foundations.accounts.policies import Unknown
from poet.foundations.accounts.queries import account_names, people_of
from poet.foundations.accounts.viewing import viewer_of
from poet.foundations.audit import presenters as audit_presenters
from poet.foundations.audit.queries import events_within
from poet.foundations.design_system.forms import status_of
from poet.partnerships import actions, forms, policies, presenters, queries
from poet_documents.notices import notice_document, notice_text
from poet_method.notices import Notice

FORM = require_http_methods(["GET", "HEAD", "POST"])
EVENTS_A_PAGE = 50
KINDS = {
    "txt": ("text/plain; charset=utf-8", notice_text),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        notice_document,
    ),
}


@FORM
def settings(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """What the evaluation is called and how long it is kept."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_manage_evaluation(viewer, evaluation)
    form = forms.SettingsForm(request.POST or None, initial=forms.SettingsForm.of(evaluation))
    if form.is_valid():
        try:
            actions.change_settings(evaluation=evaluation, by=viewer.account or "", **form.cleaned_data)
        except actions.NotPossible as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("evaluation_guide:evaluation", evaluation_id)
    context = {"evaluation": evaluation, "form": form}
    return render(request, "partnerships/settings.html", context, status=status_of(form))


@FORM
def hand_over(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """Make somebody else who has a role in it the lead."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_manage_evaluation(viewer, evaluation)
    people = presenters.others(people_of(evaluation_id), but=viewer.account or "")
    form = forms.HandOverForm(request.POST or None, people=people)
    if form.is_valid():
        try:
            account_actions.hand_over(
                evaluation_public_id=evaluation_id,
                from_account=viewer.account or "",
                to_account=form.cleaned_data["to"],
            )
        except account_actions.CannotChangeAccounts as refusal:
            form.add_error("to", str(refusal))
        else:
            return redirect("evaluation_guide:evaluations")
    context = {"evaluation": evaluation, "form": form, "people": people}
    return render(request, "partnerships/hand_over.html", context, status=status_of(form))


@require_safe
def audit(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """Who did what in this evaluation, the newest first."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_read_audit(viewer, evaluation)
    before = request.GET.get("before", "")
    events = events_within(
        evaluation_id,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
        limit=EVENTS_A_PAGE + 1,
    )
    context = {
        "evaluation": evaluation,
        "lines": audit_presenters.lines(events[:EVENTS_A_PAGE], account_names),
        "older": events[EVENTS_A_PAGE - 1].id if len(events) > EVENTS_A_PAGE else None,
        "is_first_page": not before,
    }
    return render(request, "partnerships/audit.html", context)


@require_safe
def audit_csv(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """The whole record as a file."""
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_read_audit(viewer, evaluation)
    content = audit_presenters.csv_of(events_within(evaluation_id), account_names)
    return _download(content, "text/csv; charset=utf-8", "record.csv")


@require_safe
def notices(request: HttpRequest, evaluation_id: str) -> HttpResponse:
    """The texts to adapt before anybody is invited."""
    evaluation = _prepared(request, evaluation_id)
    context = {"evaluation": evaluation, "notices": presenters.all_notices()}
    return render(request, "partnerships/notices.html", context)


@require_safe
def notice(request: HttpRequest, evaluation_id: str, notice: str) -> HttpResponse:
    """One text, filled in as far as the evaluation is known."""
    evaluation = _prepared(request, evaluation_id)
    context = {"evaluation": evaluation, "notice": _filled(notice, evaluation)}
    return render(request, "partnerships/notice.html", context)


@require_safe
def notice_file(request: HttpRequest, evaluation_id: str, notice: str, ending: str) -> HttpResponse:
    """The same as a file to adapt."""
    text = _filled(notice, _prepared(request, evaluation_id))
    if ending not in KINDS:
        raise Unknown
    kind, made = KINDS[ending]
    return _download(made(text), kind, f"{notice}.{ending}")


def _filled(notice_id: str, evaluation: queries.EvaluationDetails) -> Notice:
    described = queries.current_profile(evaluation.partnership, today=timezone.localdate())
    text = presenters.filled_notice(notice_id, evaluation, described, owner=django_settings.BRAND.owner)
    if text is None:
        raise Unknown
    return text


def _prepared(request: HttpRequest, evaluation_id: str) -> queries.EvaluationDetails:
    viewer = viewer_of(request)
    evaluation = policies.visible_evaluation(viewer, evaluation_id)
    policies.check_prepare_notices(viewer, evaluation)
    return evaluation


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
