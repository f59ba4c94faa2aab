"""The root urls: foundations under their names, stages under the prefixes that ``STAGES`` gives them."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

from poet.config.stages import FOUNDATIONS, STAGES

urlpatterns = [
    path(f"{name}/", include(f"poet.foundations.{name}.urls"))
    for name in FOUNDATIONS
    if find_spec(f"poet.foundations.{name}.urls") is not None
]
urlpatterns += [
    path(stage.prefix, include(f"poet.{stage.app}.urls"))
    for stage in STAGES
    if find_spec(f"poet.{stage.app}.urls") is not None
]

handler400 = "poet.foundations.design_system.errors.bad_request"
handler403 = "poet.foundations.design_system.errors.permission_denied"
handler404 = "poet.foundations.design_system.errors.not_found"
handler429 = "poet.foundations.design_system.errors.too_many_requests"  # allauth asks for it
handler500 = "poet.foundations.design_system.errors.server_error"
