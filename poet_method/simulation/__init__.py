"""Partnerships with a known truth, to test what the method claims and to make invented examples."""

from poet_method.simulation.staff import DimensionTruth, SimulatedPartnership, simulate_staff
from poet_method.simulation.views import TrueViews, answer_positions, correlated_views

__all__ = [
    "DimensionTruth",
    "SimulatedPartnership",
    "TrueViews",
    "answer_positions",
    "correlated_views",
    "simulate_staff",
]
