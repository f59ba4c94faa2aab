"""Making a report. Whatever cannot be read is said in full, and then nothing is saved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from poet.partnership_health.models import HealthReport
from poet.partnership_health.queries import ReportDetails, find_report
from poet.partnerships.queries import PartnershipDetails
from poet_documents.health_report import report_contents
from poet_method.instruments import Questionnaire, QuestionnaireProblems, load, read_questionnaire
from poet_method.partnership_health import PartnershipHealth, assess_tables
from poet_method.responses import MissingColumn, StaffCountProblems
from poet_method.spreadsheets import InputProblems, Problem, SheetProblem, Table, read_table


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as somebody gave it: the name they know it by, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileProblems:
    """What is wrong with one file; ``more`` counts the problems that are not listed."""

    name: str
    problems: tuple[Problem, ...]
    more: int = 0


class CannotMakeReport(Exception):
    """Nothing was saved. ``by_file`` says why, by ``answers``, ``staff_counts`` or ``own_questionnaire``.

    ``by_name`` holds what is wrong with a name that was given: ``sheet`` or ``organisation_column``.
    """

    def __init__(
        self, by_file: Mapping[str, FileProblems], *, by_name: Mapping[str, Problem] | None = None
    ) -> None:
        self.by_file = by_file
        self.by_name = by_name or {}
        super().__init__(", ".join([*self.by_file, *self.by_name]))


def make_report_from_answers(
    *,
    partnership: PartnershipDetails,
    title: str,
    answers: GivenFile,
    sheet: str | None = None,
    organisation_column: str,
    staff_counts: GivenFile | None = None,
    own_questionnaire: GivenFile | None = None,
    library_questionnaire: str = "staff",
    made_by: str,
) -> ReportDetails:
    """Make and keep a health report from answers collected elsewhere: the one that ``poet report`` makes.

    ``sheet`` names the sheet of the answers where several of an Excel file hold data; ``title`` is also the
    result's ``round``. The questions are those of ``own_questionnaire`` if given, else of the newest
    ``library_questionnaire``.
    Raises ``CannotMakeReport`` with every problem of every file. The answers themselves are not kept.
    """
    health = _assess(
        partnership=partnership,
        questionnaire=_questionnaire(own_questionnaire, library_questionnaire),
        title=title,
        tables=_tables(answers, sheet, staff_counts),
        organisation_column=organisation_column,
    )
    return _keep(health, partnership=partnership, title=title, made_by=made_by)


def _questionnaire(own: GivenFile | None, library_questionnaire: str) -> Questionnaire:
    if own is None:
        return load(library_questionnaire)
    try:
        return read_questionnaire(own.content, name=own.name)
    except QuestionnaireProblems as refused:
        problems = tuple(
            Problem(f"line {one.line}{f', {one.item}' if one.item else ''}", one.what, one.mend.rstrip("."))
            for one in refused.problems
        )
        raise CannotMakeReport({"own_questionnaire": FileProblems(own.name, problems)}) from refused


def _tables(answers: GivenFile, sheet: str | None, staff_counts: GivenFile | None) -> dict[str, Table]:
    """The tables that were given, by ``answers`` and ``staff_counts``; what is wrong with either is told."""
    tables: dict[str, Table] = {}
    refused: dict[str, FileProblems] = {}
    by_name: dict[str, Problem] = {}
    try:
        tables["answers"] = read_table(answers.content, name=answers.name, sheet=sheet)
    except SheetProblem as wrong:
        mend = wrong.problems[0].mend if sheet else "Enter the name of the one that holds the answers"
        by_name["sheet"] = replace(wrong.problems[0], mend=mend)
    except InputProblems as wrong:
        refused["answers"] = _told_of(answers.name, wrong)
    if staff_counts is not None:
        try:
            tables["staff_counts"] = read_table(staff_counts.content, name=staff_counts.name)
        except InputProblems as wrong:
            refused["staff_counts"] = _told_of(staff_counts.name, wrong)
    if refused or by_name:
        raise CannotMakeReport(refused, by_name=by_name)
    return tables


def _told_of(name: str, wrong: InputProblems) -> FileProblems:
    return FileProblems(name, wrong.problems, wrong.more)


def _assess(
    *,
    partnership: PartnershipDetails,
    questionnaire: Questionnaire,
    title: str,
    tables: Mapping[str, Table],
    organisation_column: str,
) -> PartnershipHealth:
    answers, staff_counts = tables["answers"], tables.get("staff_counts")
    try:
        return assess_tables(
            questionnaire=questionnaire,
            answers=answers,
            by=[organisation_column],
            staff_counts=staff_counts,
            title=partnership.name,
            round=title,
            simulated=partnership.is_invented,
        ).health
    except StaffCountProblems as wrong:
        assert staff_counts is not None  # noqa: S101 - they were read
        raise CannotMakeReport({"staff_counts": _told_of(staff_counts.name, wrong)}) from wrong
    except InputProblems as wrong:
        columns = [problem for problem in wrong.problems if isinstance(problem, MissingColumn)]
        others = tuple(problem for problem in wrong.problems if problem not in columns)
        in_file = {"answers": FileProblems(answers.name, others, wrong.more)} if others or wrong.more else {}
        by_name = {"organisation_column": columns[0]} if columns else {}
        raise CannotMakeReport(in_file, by_name=by_name) from wrong


def _keep(
    health: PartnershipHealth, *, partnership: PartnershipDetails, title: str, made_by: str
) -> ReportDetails:
    made_at = timezone.now().replace(microsecond=0)  # what a PDF can say
    contents = report_contents(health, made_at=made_at)
    with transaction.atomic():
        row = HealthReport.objects.create(
            partnership_id=partnership.id,
            title=title,
            made_at=made_at,
            made_by=made_by,
            questionnaire=health.questionnaire,
            questionnaire_version=health.questionnaire_version,
            method_version=health.method_version,
            input_digest=health.input_digest,
            health_json=contents["data/health.json"].decode(),
            html=contents["report.html"].decode(),
            pdf=contents["report.pdf"],
            data_zip=_packed({name: data for name, data in contents.items() if name.startswith("data/")}),
        )
        kept = find_report(partnership, row.public_id)
    assert kept is not None  # noqa: S101 - made in the same transaction
    return kept


def _packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files. The same files give the same bytes: none has a date."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
