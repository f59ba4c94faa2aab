"""Saying where something went wrong, not with whom: messages of exceptions can hold people's data."""

from __future__ import annotations

import traceback
from pathlib import Path

FRAMES = 6


def where_it_happened(error: BaseException) -> str:
    """``ValueError at jobs.py:12 in read_list < worker.py:80 in …``: kind and place, never the message."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = " < ".join(f"{Path(one.filename).name}:{one.lineno} in {one.name}" for one in reversed(frames))
    return f"{type(error).__name__} at {places}"
