"""What the pages show of a report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from poet.partnership_health.actions import CannotMakeReport, FileProblems
from poet_documents.charts.marks import finding_mark_svg
from poet_documents.charts.palette import LOOKS
from poet_method.partnership_health import DimensionHealth, Finding, PartnershipHealth
from poet_method.spreadsheets import Problem


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """A dimension's name, and its score out of 10 where it may be shown."""

    name: str
    score: str | None


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The dimensions with one finding: its word, its mark, and a line for each dimension."""

    word: str
    mark: Markup
    dimensions: tuple[DimensionLine, ...]


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
    groups = (_group(health, finding) for finding in _ORDER)
    return ReportSummary(
        answered=f"{health.answered:,}",
        invited=None if health.invited is None else f"{health.invited:,}",
        response=None if not health.invited else f"{health.answered / health.invited:.0%}",
        organisations=f"{len(health.responses[health.grouping]):,}",
        groups=tuple(group for group in groups if group.dimensions),
    )


def _group(health: PartnershipHealth, finding: Finding) -> FindingGroup:
    return FindingGroup(
        word=LOOKS[finding].word,
        # We draw the mark from numbers: nobody's words are in it.
        mark=Markup(finding_mark_svg(finding)),  # noqa: S704
        dimensions=tuple(
            DimensionLine(one.name, _score(one)) for one in health.dimensions if one.finding is finding
        ),
    )


def _score(dimension: DimensionHealth) -> str | None:
    """One decimal; nothing where one number would not speak for everyone."""
    unspoken = dimension.finding in {Finding.CONTESTED, Finding.NOT_ENOUGH_KNOWN}
    return None if dimension.estimate is None or unspoken else f"{dimension.estimate.mean:.1f}"


def refused_files(refusal: CannotMakeReport) -> tuple[FileProblems, ...]:
    """The files that could not be read, each with its problems; a place need not repeat the file's name."""
    return tuple(
        replace(file, problems=tuple(_placed_in(problem, file.name) for problem in file.problems))
        for file in refusal.by_file.values()
    )


def _placed_in(problem: Problem, file_name: str) -> Problem:
    what = problem.what[:1].upper() + problem.what[1:]
    if problem.where == file_name:
        return replace(problem, what=what)  # a file's name stays as it is
    where = problem.where.removeprefix(f"{file_name}, ")
    return replace(problem, where=where[:1].upper() + where[1:], what=what)
