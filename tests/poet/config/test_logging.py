"""What is logged tells of faults, not of people, and does not open doors."""

from __future__ import annotations

import logging
import logging.config

import pytest
from django.conf import settings

from poet.foundations.public_ids import new_public_id


def test_addresses_are_not_logged_whole(capsys: pytest.CaptureFixture[str]) -> None:
    partnership, report = new_public_id(), new_public_id()
    logging.config.dictConfig(settings.LOGGING)
    logging.getLogger("django.request").error(
        "%s: %s", "Fault", f"/partnerships/{partnership}/health/{report}"
    )
    told = capsys.readouterr().err
    assert "Fault: /partnerships/…/health/…" in told
    assert partnership not in told
    assert report not in told
