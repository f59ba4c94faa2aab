"""Addresses of partnerships, and of the parts of an evaluation that belong to this stage."""

from __future__ import annotations

from django.urls import path

from poet.partnerships.views import describing, keeping, people, rounds

EVALUATION = "evaluations/<str:evaluation_id>"
ROUND = f"{EVALUATION}/rounds/<str:round_id>"

app_name = "partnerships"
urlpatterns = [
    path("partnerships/<str:partnership_id>/", describing.show, name="show"),
    path("evaluations/start", describing.start, name="start"),
    path(f"{EVALUATION}/partnership", describing.profile, name="profile"),
    path(f"{EVALUATION}/partnership/history", describing.history, name="history"),
    path(f"{EVALUATION}/partnership/organisations", describing.organisations, name="organisations"),
    path(f"{EVALUATION}/partnership/<str:part>", describing.describe, name="describe"),
    path(ROUND, rounds.show, name="round"),
    path(f"{ROUND}/prepare", rounds.prepare, name="prepare_round"),
    path(f"{ROUND}/dates", rounds.plan, name="plan_round"),
    path(f"{ROUND}/extend", rounds.extend, name="extend_round"),
    path(f"{ROUND}/cancel", rounds.cancel, name="cancel_round"),
    path(f"{ROUND}/next", rounds.start_next, name="next_round"),
    path(f"{EVALUATION}/settings", keeping.settings, name="settings"),
    path(f"{EVALUATION}/people", people.people, name="people"),
    path(f"{EVALUATION}/people/invite", people.invite, name="invite"),
    path(f"{EVALUATION}/hand-over", keeping.hand_over, name="hand_over"),
    path(f"{EVALUATION}/record", keeping.audit, name="audit"),
    path(f"{EVALUATION}/record.csv", keeping.audit_csv, name="audit_csv"),
    path(f"{EVALUATION}/notices", keeping.notices, name="notices"),
    path(f"{EVALUATION}/notices/<slug:notice>", keeping.notice, name="notice"),
    path(f"{EVALUATION}/notices/<slug:notice>.<slug:ending>", keeping.notice_file, name="notice_file"),
]
