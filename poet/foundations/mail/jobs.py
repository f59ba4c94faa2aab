"""What the worker does for mail."""

from __future__ import annotations

from poet.foundations.jobs.registry import duty
from poet.foundations.mail.sending import send_due

duty(send_due)
