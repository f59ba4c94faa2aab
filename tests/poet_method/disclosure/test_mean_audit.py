"""What published means give away about a hidden group's: why the complementary rule exists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from poet_method.disclosure import audit_means, groups_to_show, round_share


def published(
    scores: dict[str, list[float]], shown: set[str], decimals: int
) -> tuple[dict[str, float], float]:
    everyone = [score for group in scores.values() for score in group]
    return (
        {group: round(float(np.mean(scores[group])), decimals) for group in sorted(shown)},
        round(float(np.mean(everyone)), decimals),
    )


def some_scores() -> dict[str, list[float]]:
    draw = np.random.default_rng(20)
    sizes_and_means = {"Trust": (60, 6.2), "Council": (30, 5.6), "Charity": (8, 2.9)}
    return {
        group: list(np.clip(draw.normal(mean, 1.8, size), 0, 10))
        for group, (size, mean) in sizes_and_means.items()
    }


def test_negative_control_a_single_hidden_group_is_recovered_within_rounding() -> None:
    """Hide only what is small, and subtraction gives it back: this is what the complementary rule is for."""
    scores = some_scores()
    counts = {group: len(values) for group, values in scores.items()}
    shown = {group for group, count in counts.items() if count >= 10}  # primary suppression alone
    means, total = published(scores, shown, 2)
    (charity,) = audit_means(counts, means, total, decimals=2)
    truth = float(np.mean(scores["Charity"]))
    by_hand = (98 * total - 60 * means["Trust"] - 30 * means["Council"]) / 8
    assert abs(by_hand - truth) < 0.12
    assert charity.lower <= truth <= charity.upper
    assert charity.width == pytest.approx(2 * 0.005 * (98 + 90) / 8)


def test_with_the_rule_the_small_group_could_be_nearly_anything() -> None:
    scores = some_scores()
    counts = {group: len(values) for group, values in scores.items()}
    reasons = groups_to_show(counts, threshold=10)
    means, total = published(scores, {group for group, reason in reasons.items() if reason is None}, 2)
    bounds = {bound.group: bound for bound in audit_means(counts, means, total, decimals=2)}
    assert set(bounds) == {"Council", "Charity"}
    assert bounds["Charity"].width == 10.0


@given(
    st.lists(st.tuples(st.integers(1, 40), st.floats(0, 10)), min_size=2, max_size=5),
    st.integers(1, 5),
    st.integers(0, 2),
)
def test_bounds_agree_with_a_linear_programme_over_all_unknown_means(
    groups: list[tuple[int, float]], hidden: int, decimals: int
) -> None:
    assume(hidden <= len(groups))
    counts = {str(i): count for i, (count, _) in enumerate(groups)}
    truth = {str(i): mean for i, (_, mean) in enumerate(groups)}
    answers = sum(counts.values())
    total = round(sum(counts[g] * truth[g] for g in counts) / answers, decimals)
    means = {group: round(mean, decimals) for group, mean in list(truth.items())[hidden:]}
    half = 0.5 / 10**decimals
    limits = [
        (max(0.0, means[g] - half), min(10.0, means[g] + half)) if g in means else (0.0, 10.0) for g in counts
    ]
    limits.append((max(0.0, total - half), min(10.0, total + half)))
    weights = [[*counts.values(), -answers]]  # Σ n·m - N·M = 0, in exact means
    for position, bound in enumerate(audit_means(counts, means, total, decimals=decimals)):
        direction = np.eye(len(limits))[position]
        ends = [linprog(s * direction, A_eq=weights, b_eq=[0.0], bounds=limits).fun * s for s in (1, -1)]
        assert (bound.lower, bound.upper) == pytest.approx(tuple(ends), abs=1e-6)
        assert bound.lower - 1e-9 <= truth[bound.group] <= bound.upper + 1e-9


def test_means_that_contradict_each_other_or_the_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="no hidden means agree"):
        audit_means({"A": 10, "B": 10}, {"A": 2.0}, 9.0, decimals=1)
    with pytest.raises(ValueError, match=r"no count for \['C'\]"):
        audit_means({"A": 10, "B": 10}, {"C": 2.0}, 2.0, decimals=1)
    with pytest.raises(ValueError, match="at least one answer"):
        audit_means({"A": 10, "B": 0}, {"A": 2.0}, 2.0, decimals=1)


@pytest.mark.parametrize(
    ("count", "of", "share"), [(1, 8, 13), (0, 3, 0), (2, 3, 67), (1, 200, 1), (1, 201, 0), (7, 7, 100)]
)
def test_shares_are_whole_per_cents_halves_up(count: int, of: int, share: int) -> None:
    assert round_share(count, of=of) == share


@pytest.mark.parametrize(("count", "of"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        round_share(count, of=of)
