"""Every address of the site, from the root urlconf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """A named address, and the names of what it takes."""

    name: str
    takes: frozenset[str]


def every_address() -> tuple[Address, ...]:
    """Every address, included ones too."""
    return tuple(_below(get_resolver(), "", frozenset()))


def _below(resolver: URLResolver, namespace: str, takes: frozenset[str]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = takes | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below(pattern, inside, here)
        else:
            assert isinstance(pattern, URLPattern)
            yield Address(f"{namespace}{pattern.name}", frozenset(here))
