"""Scores of a dimension, how consistent its items are, and how sure a mean is."""

from poet_method.scales.grouped import GroupedScores, score_groups
from poet_method.scales.pattern_sums import DimensionColumns
from poet_method.scales.population import PopulationPosterior, Stratum, population_posterior
from poet_method.scales.reliability import (
    ItemCovariances,
    Missing,
    Reliability,
    alpha_if_item_dropped,
    complete_cases,
    cronbach_alpha,
    item_covariances,
    item_rest_correlations,
    omega_total,
    one_factor_loadings,
    reliability,
    standardised_alpha,
)
from poet_method.scales.scoring import (
    HIGHEST_SCORE,
    Scores,
    has_enough_answers,
    score_denominator,
    score_dimension,
    score_weights,
    turn_round,
)

__all__ = [
    "HIGHEST_SCORE",
    "DimensionColumns",
    "GroupedScores",
    "ItemCovariances",
    "Missing",
    "PopulationPosterior",
    "Reliability",
    "Scores",
    "Stratum",
    "alpha_if_item_dropped",
    "complete_cases",
    "cronbach_alpha",
    "has_enough_answers",
    "item_covariances",
    "item_rest_correlations",
    "omega_total",
    "one_factor_loadings",
    "population_posterior",
    "reliability",
    "score_denominator",
    "score_dimension",
    "score_groups",
    "score_weights",
    "standardised_alpha",
    "turn_round",
]
