"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from poet.foundations.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<str:job_id>/", views.show, name="show"),
    path("<str:job_id>/state", views.state, name="state"),
]
