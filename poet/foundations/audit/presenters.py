"""The record as people read it: on a page, and as a file."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from poet.foundations.audit.actions import THE_SITE
from poet.foundations.audit.kinds import Detail, kind_of
from poet.foundations.audit.queries import EventDetails
from poet_method.spreadsheets import csv_text

# Public ids of accounts → what they are called now; those that are gone are left out.
AccountNames = Callable[[set[str]], Mapping[str, str]]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")

HEADER = ("When", "Who", "What happened", "Code", "Account", "About", "Details")


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in words. ``when`` is in the instance's time zone, to the minute."""

    when: str
    who: str
    sentence: str
    event: EventDetails


def lines(events: Sequence[EventDetails], account_names: AccountNames) -> tuple[EventLine, ...]:
    """The events in words, in the order given."""
    names = {**account_names({event.by for event in events} - {THE_SITE}), THE_SITE: "The site itself"}
    return tuple(
        EventLine(_when(event), names.get(event.by, "A former account"), _sentence(event), event)
        for event in events
    )


def csv_of(events: Sequence[EventDetails], account_names: AccountNames) -> bytes:
    """The events as a CSV file that is safe to open in a spreadsheet program."""
    rows = [
        (
            line.event.at.isoformat(timespec="seconds"),
            line.who,
            line.sentence,
            line.event.what,
            line.event.by,
            line.event.about,
            json.dumps(line.event.details, sort_keys=True),
        )
        for line in lines(events, account_names)
    ]
    return csv_text(HEADER, rows).encode("utf-8-sig")


def _when(event: EventDetails) -> str:
    at = timezone.localtime(event.at)
    return f"{at.day} {at:%B %Y, %H:%M}"


def _sentence(event: EventDetails) -> str:
    kind = kind_of(event.what)
    if kind is None or set(kind.details) != set(event.details):  # recorded by an older version
        return event.what
    return kind.sentence.format(**{name: _readable(value) for name, value in event.details.items()})


def _readable(value: Detail) -> Detail:
    """A date as people write it, everything else as it is."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return value
    date = datetime.date.fromisoformat(value)
    return f"{date.day} {date:%B %Y}"
