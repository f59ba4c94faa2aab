"""Addresses of the task list, and of who sees what."""

from __future__ import annotations

from django.urls import path

from poet.evaluation_guide import views

app_name = "evaluation_guide"
urlpatterns = [
    path("who-sees-what", views.who_sees_what, name="who_sees_what"),
    path("evaluations/", views.evaluations, name="evaluations"),
    path("evaluations/<str:evaluation_id>/", views.evaluation, name="evaluation"),
    path("evaluations/<str:evaluation_id>/delete", views.delete, name="delete"),
]
