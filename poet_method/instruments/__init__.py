"""A questionnaire as values: items, response scales, dimensions, routing, translations, checks."""

from poet_method.instruments.checks import Advice, check, describe
from poet_method.instruments.library import UnknownQuestionnaire, available, load
from poet_method.instruments.problems import QuestionnaireProblem, QuestionnaireProblems
from poet_method.instruments.questionnaire import (
    Condition,
    Dimension,
    Item,
    Level,
    Option,
    Question,
    Questionnaire,
    ResponseScale,
    ScalePoint,
    Section,
    Source,
    Wording,
)
from poet_method.instruments.reading import read_questionnaire
from poet_method.instruments.schema import questionnaire_schema, schema_text

__all__ = [
    "Advice",
    "Condition",
    "Dimension",
    "Item",
    "Level",
    "Option",
    "Question",
    "Questionnaire",
    "QuestionnaireProblem",
    "QuestionnaireProblems",
    "ResponseScale",
    "ScalePoint",
    "Section",
    "Source",
    "UnknownQuestionnaire",
    "Wording",
    "available",
    "check",
    "describe",
    "load",
    "questionnaire_schema",
    "read_questionnaire",
    "schema_text",
]
