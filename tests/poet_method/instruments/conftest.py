from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def small() -> str:
    """A sound questionnaire that uses every part of the format."""
    return (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def tiny() -> str:
    """The least that a questionnaire needs."""
    return """\
questionnaire: mine
version: 1
title: Mine
response_scales:
  - id: agreement
    points:
      - {value: 0, label: Disagree}
      - {value: 10, label: Agree}
dimensions:
  - id: trust
    name: Trust
    about: Whether we rely on each other.
    response_scale: agreement
    items:
      - {id: trust_1, text: People keep their word.}
"""
