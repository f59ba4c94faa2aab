"""From tables of answers and staff counts to the result: one way, for command and application alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from poet_method.instruments import Questionnaire
from poet_method.partnership_health.assessment import assess
from poet_method.partnership_health.result import PartnershipHealth
from poet_method.responses import ColumnMatching, answers_by_group, read_answers, read_staff_counts
from poet_method.spreadsheets import Table


@dataclass(frozen=True, slots=True)
class AssessedTables:
    """The result, and how the file's columns were understood."""

    health: PartnershipHealth
    matching: ColumnMatching


def assess_tables(
    *,
    questionnaire: Questionnaire,
    answers: Table,
    by: Sequence[str],
    staff_counts: Table | None = None,
    title: str,
    round: str = "",
    simulated: bool = False,
) -> AssessedTables:
    """Read both tables and assess the partnership.

    ``by`` names the grouping columns; the first is what the report calls partners. Raises
    ``AnswerProblems`` with every problem of a table; nothing is half-read. The same content gives the same
    result, whatever file it came in.
    """
    read = read_answers(answers, questionnaire, by=by)
    counts = None
    if staff_counts is not None:
        counts = read_staff_counts(staff_counts, by=by, known_groups=answers_by_group(read.matrix, by))
    health = assess(
        questionnaire,
        read.matrix,
        title=title,
        round=round,
        grouping=by[0],
        staff_counts=counts,
        input_digest=digest_of_input(questionnaire, answers, staff_counts),
        reading_notes=(*answers.notes, *read.matching.sentences(), *read.notes),
        simulated=simulated,
    )
    return AssessedTables(health=health, matching=read.matching)


def digest_of_input(questionnaire: Questionnaire, answers: Table, staff_counts: Table | None) -> str:
    """SHA-256 (hexadecimal) of the content: the questionnaire, and the headers and cells of both tables."""
    content = [asdict(questionnaire), [answers.columns, answers.rows]]
    if staff_counts is not None:
        content.append([staff_counts.columns, staff_counts.rows])
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
