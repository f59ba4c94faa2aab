"""Addresses of the demonstration."""

from __future__ import annotations

from django.urls import path

from poet.demo import views

app_name = "demo"
urlpatterns = [
    path("answers.csv", views.answers, name="answers"),
    path("staff-counts.csv", views.staff_counts, name="staff_counts"),
]
