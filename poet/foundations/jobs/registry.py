"""The jobs and duties there are: a stage's ``jobs.py`` registers them, the worker looks them up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest

from poet.foundations.jobs.leases import Stopping

Work = TypeVar("Work", bound=Callable[..., None])
Duty = Callable[[Stopping], int]


class UnknownJob(Exception):
    """No function is registered under this name: a mistake in the code, or a job from a newer version."""


@dataclass(frozen=True, slots=True)
class RegisteredJob:
    """How a job is done, and who may watch it.

    ``function(run, **arguments)`` does it. ``check_may_see(request, about)`` is the policy of the job's
    object: it raises (``Http404`` or ``PermissionDenied``) for those who may not see it. ``leads_to(about)``
    is the address to go to when the job is done.
    """

    name: str
    title: str
    function: Callable[..., None]
    check_may_see: Callable[[HttpRequest, str], object]
    leads_to: Callable[[str], str]


_jobs: dict[str, RegisteredJob] = {}
_duties: dict[str, Duty] = {}


def job(
    name: str,
    *,
    title: str,
    check_may_see: Callable[[HttpRequest, str], object],
    leads_to: Callable[[str], str],
) -> Callable[[Work], Work]:
    """Register the decorated function as the job ``name``, by custom ``<stage>.<what it does>``."""

    def register(function: Work) -> Work:
        if name in _jobs:
            raise ValueError(f"two jobs are called {name}")
        _jobs[name] = RegisteredJob(name, title, function, check_may_see, leads_to)
        return function

    return register


def registered_job(name: str) -> RegisteredJob:
    """The job of this name; raises ``UnknownJob``."""
    try:
        return _jobs[name]
    except KeyError:
        raise UnknownJob(name) from None


def duty(function: Duty) -> Duty:
    """Register what the worker does in every turn besides jobs. It gives how much it did."""
    _duties[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def duties() -> tuple[Duty, ...]:
    """Every duty."""
    return tuple(_duties.values())
