"""What the pages show of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from poet.partnership_health.actions import CannotMakeReport, FileProblems
from poet_documents.charts.marks import finding_mark_svg
from poet_documents.charts.palette import LOOKS
from poet_method.partnership_health import DimensionHealth, Finding, PartnershipHealth


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The dimensions with one finding: its word, its mark, and each dimension's name and sentence."""

    word: str
    mark: Markup
    dimensions: Sequence[DimensionHealth]


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report at a glance. The document itself says everything else."""

    answered: str
    invited: str | None
    response: str | None
    organisations: str
    groups: tuple[FindingGroup, ...]


_ORDER = (Finding.CELEBRATE, Finding.DEVELOP, Finding.CONTESTED, Finding.NOT_ENOUGH_KNOWN, Finding.STEADY)


def summary(health: PartnershipHealth) -> ReportSummary:
    """Who was asked, and which dimensions have which finding."""
    groups = []
    for finding in _ORDER:
        dimensions = [one for one in health.dimensions if one.finding is finding]
        if dimensions:
            # The mark is drawn by us from numbers; nothing of anybody's words is in it.
            groups.append(FindingGroup(LOOKS[finding].word, Markup(finding_mark_svg(finding)), dimensions))  # noqa: S704
    return ReportSummary(
        answered=f"{health.answered:,}",
        invited=None if health.invited is None else f"{health.invited:,}",
        response=None if not health.invited else f"{health.answered / health.invited:.0%}",
        organisations=f"{len(health.responses[health.grouping]):,}",
        groups=tuple(groups),
    )


def refused_files(refusal: CannotMakeReport) -> tuple[FileProblems, ...]:
    """The files that could not be read, each with its problems."""
    return tuple(refusal.by_file.values())
