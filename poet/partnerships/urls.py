"""Addresses of partnerships."""

from __future__ import annotations

from django.urls import path

from poet.partnerships import views

app_name = "partnerships"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:partnership_id>/", views.show, name="show"),
]
