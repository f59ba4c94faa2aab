"""Lets Django empty the database after tests that commit, which the audit record refuses elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session", autouse=True)
def flush_empties_the_audit_record() -> Iterator[None]:
    from django.core.management.commands import flush
    from django.db import connections

    from poet.foundations.audit import append_only

    refused = flush.Command.handle

    def handle(self: flush.Command, **options: Any) -> None:
        connection = connections[options["database"]]
        append_only.allow_deletion(connection)
        refused(self, **options)
        append_only.refuse_deletion(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield
