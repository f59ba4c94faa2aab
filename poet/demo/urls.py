"""Addresses of the demonstration."""

from __future__ import annotations

from django.urls import path

from poet.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("be/<slug:person>", views.be, name="be"),
    path("answers.csv", views.answers, name="answers"),
    path("staff-counts.csv", views.staff_counts, name="staff_counts"),
]
