"""Addresses of a round's staff, and the one that people opt out by."""

from __future__ import annotations

from django.urls import path

from poet.fieldwork import views

EVALUATION = "evaluations/<str:evaluation_id>"
STAFF = f"{EVALUATION}/rounds/<str:round_id>/staff/"
LIST = f"{STAFF}lists/<str:upload_id>/"

app_name = "fieldwork"
urlpatterns = [
    path(f"{EVALUATION}/staff", views.latest, name="staff"),
    path(STAFF, views.frame, name="frame"),
    path(f"{STAFF}organisations/<str:organisation_id>/", views.organisation, name="organisation"),
    path(f"{STAFF}template.<str:kind>", views.template, name="template"),
    path(f"{STAFF}upload", views.upload, name="upload"),
    path(LIST, views.staff_list, name="list"),
    path(f"{LIST}roles", views.roles, name="roles"),
    path(f"{LIST}preview", views.preview, name="preview"),
    path(f"{LIST}discard", views.discard, name="discard"),
    path(f"{STAFF}employers", views.employers, name="employers"),
    path(f"{STAFF}sampling", views.sampling, name="sampling"),
    path(f"{STAFF}sampling/draw.csv", views.draw_record, name="draw_record"),
    path(f"{STAFF}delete", views.delete, name="delete"),
    path("opt-out/<str:member_id>/<str:key>", views.opt_out, name="opt_out"),
]
