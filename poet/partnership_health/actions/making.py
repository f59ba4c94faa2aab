"""Making a report. Whatever cannot be read is said in full, and then nothing is saved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from poet.partnership_health.models import HealthReport
from poet.partnership_health.queries import ReportDetails, find_report
from poet.partnerships.queries import PartnershipDetails
from poet_documents.health_report import report_contents
from poet_method.instruments import Questionnaire, QuestionnaireProblems, load, read_questionnaire
from poet_method.partnership_health import PartnershipHealth, assess_tables
from poet_method.spreadsheets import InputProblems, Problem, Table, read_table


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
    """Nothing was saved. ``by_file`` says why, by ``answers``, ``staff_counts`` or ``own_questionnaire``."""

    def __init__(self, by_file: Mapping[str, FileProblems]) -> None:
        super().__init__(", ".join(by_file))
        self.by_file = by_file


def make_report_from_answers(
    *,
    partnership: PartnershipDetails,
    title: str,
    answers: GivenFile,
    organisation_column: str,
    staff_counts: GivenFile | None = None,
    own_questionnaire: GivenFile | None = None,
    library_questionnaire: str = "staff",
    made_by: str,
) -> ReportDetails:
    """Make and keep a health report from answers collected elsewhere: the one that ``poet report`` makes.

    The questions are those of ``own_questionnaire`` if given, else of the newest ``library_questionnaire``.
    Raises ``CannotMakeReport`` with every problem of every file. The answers themselves are not kept.
    """
    health = _assess(
        partnership=partnership,
        questionnaire=_questionnaire(own_questionnaire, library_questionnaire),
        answers=answers,
        organisation_column=organisation_column,
        staff_counts=staff_counts,
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


def _assess(
    *,
    partnership: PartnershipDetails,
    questionnaire: Questionnaire,
    answers: GivenFile,
    organisation_column: str,
    staff_counts: GivenFile | None,
) -> PartnershipHealth:
    given = {"answers": answers} | ({"staff_counts": staff_counts} if staff_counts else {})
    tables: dict[str, Table] = {}
    refused: dict[str, FileProblems] = {}
    for what, file in given.items():
        try:
            tables[what] = read_table(file.content, name=file.name)
        except InputProblems as problems:
            refused[what] = FileProblems(file.name, problems.problems, problems.more)
    if refused:
        raise CannotMakeReport(refused)
    try:
        return assess_tables(
            questionnaire=questionnaire,
            answers=tables["answers"],
            by=[organisation_column],
            staff_counts=tables.get("staff_counts"),
            title=partnership.name,
            simulated=partnership.is_invented,
        ).health
    except InputProblems as problems:
        # Where a problem is begins with the name of its file.
        where = problems.problems[0].where
        in_counts = staff_counts is not None and where.startswith(f"{staff_counts.name},")
        what = "staff_counts" if in_counts else "answers"
        refused = {what: FileProblems(given[what].name, problems.problems, problems.more)}
        raise CannotMakeReport(refused) from problems


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
