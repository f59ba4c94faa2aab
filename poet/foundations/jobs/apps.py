"""Loads every app's ``jobs`` module, which registers its jobs, duties and letters."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """The jobs app."""

    name = "poet.foundations.jobs"

    def ready(self) -> None:
        """Import ``<app>.jobs`` of every app that has one."""
        autodiscover_modules("jobs")
