"""Addresses that belong to no stage."""

from __future__ import annotations

from django.urls import path

from poet.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.start, name="start"),
    path("privacy", views.privacy, name="privacy"),
    path("cookies", views.cookies, name="cookies"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("healthz", views.health_check, name="health_check"),
]
