"""Addresses of health reports: within their partnership, and by link."""

from __future__ import annotations

from django.urls import path

from poet.partnership_health import views

HEALTH = "partnerships/<str:partnership_id>/health/"

app_name = "partnership_health"
urlpatterns = [
    path(HEALTH, views.index, name="index"),
    path(f"{HEALTH}from-answers", views.from_answers, name="from_answers"),
    path(f"{HEALTH}<str:report_id>/", views.show, name="show"),
    path(f"{HEALTH}<str:report_id>/read", views.read, name="read"),
    path(f"{HEALTH}<str:report_id>/report.html", views.download_html, name="html"),
    path(f"{HEALTH}<str:report_id>/report.pdf", views.download_pdf, name="pdf"),
    path(f"{HEALTH}<str:report_id>/data.zip", views.download_data, name="data"),
    path(f"{HEALTH}<str:report_id>/share", views.share, name="share"),
    path("shared-reports/<str:link>", views.by_link, name="by_link"),
]
