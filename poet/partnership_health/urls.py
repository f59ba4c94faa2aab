"""Addresses of health reports, below ``partnerships/<partnership_id>/health/``."""

from __future__ import annotations

from django.urls import path

from poet.partnership_health import views

app_name = "partnership_health"
urlpatterns = [
    path("", views.index, name="index"),
    path("from-answers", views.from_answers, name="from_answers"),
    path("<str:report_id>/", views.show, name="show"),
    path("<str:report_id>/read", views.read, name="read"),
    path("<str:report_id>/report.html", views.download_html, name="html"),
    path("<str:report_id>/report.pdf", views.download_pdf, name="pdf"),
    path("<str:report_id>/data.zip", views.download_data, name="data"),
]
