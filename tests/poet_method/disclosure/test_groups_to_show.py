"""Which groups may be shown beside a published total: worked examples, and a search over all hidden sets."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet_method.disclosure import groups, groups_to_show, groups_to_show_throughout

FEW = "fewer than 10 answers"
PARTLY_FEW = "fewer than 10 answers in part of this report"
BEHIND = "hidden so that a smaller group cannot be worked out"
NONE = "no answers"


@pytest.mark.parametrize(
    ("counts", "reasons"),
    [
        ({}, {}),
        ({"Trust": 30, "Council": 10}, {"Trust": None, "Council": None}),
        # One small group alone could be had by subtraction: the next smallest goes too.
        ({"Trust": 30, "Council": 20, "Charity": 4}, {"Trust": None, "Council": BEHIND, "Charity": FEW}),
        # Two small groups that together reach the threshold hide each other.
        ({"Trust": 30, "A": 4, "B": 6}, {"Trust": None, "A": FEW, "B": FEW}),
        # Together under the threshold, they need a third.
        ({"Trust": 30, "A": 4, "B": 5, "C": 12}, {"Trust": None, "A": FEW, "B": FEW, "C": BEHIND}),
        ({"Trust": 30, "Charity": 9}, {"Trust": BEHIND, "Charity": FEW}),
        ({"Charity": 9}, {"Charity": FEW}),
        ({"Trust": 30}, {"Trust": None}),
        # A group without answers hides nobody and needs nobody.
        ({"Trust": 30, "Council": 0}, {"Trust": None, "Council": NONE}),
        ({"Trust": 30, "C": 12, "A": 3, "B": 0}, {"Trust": None, "C": BEHIND, "A": FEW, "B": NONE}),
        ({"A": 3, "B": 4}, {"A": FEW, "B": FEW}),
        # Equal sizes: the first by label.
        ({"C": 20, "B": 20, "A": 20, "Z": 1}, {"C": None, "B": None, "A": BEHIND, "Z": FEW}),
    ],
)  # fmt: skip
def test_worked_examples(counts: dict[str, int], reasons: dict[str, str | None]) -> None:
    assert groups_to_show(counts, threshold=10) == reasons


def test_a_threshold_under_five_or_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="may not be under 5"):
        groups_to_show({"A": 30}, threshold=4)
    with pytest.raises(ValueError, match="'A' has -1 answers"):
        groups_to_show({"A": -1}, threshold=5)


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 30), max_size=8),
    st.integers(5, 12),
)
def test_one_table_follows_the_rule_as_told(counts: dict[str, int], threshold: int) -> None:
    """Step by step: hide the small ones, then the next smallest until two are hidden and hold enough."""
    by_size = sorted((count, group) for group, count in counts.items() if count > 0)
    hidden = [pair for pair in by_size if pair[0] < threshold]
    while (
        hidden and len(hidden) < len(by_size) and (len(hidden) < 2 or sum(n for n, _ in hidden) < threshold)
    ):
        hidden.append(by_size[len(hidden)])
    reasons = groups_to_show(counts, threshold=threshold)
    assert {group for group, reason in reasons.items() if reason not in (None, NONE)} == {
        g for _, g in hidden
    }
    assert {group for group, reason in reasons.items() if reason == NONE} == {
        group for group, count in counts.items() if count == 0
    }


def test_one_hidden_set_serves_every_table_where_single_tables_would_choose_differently() -> None:
    tables = {
        "Trust in each other": {"Trust": 60, "Council": 14, "Charity": 4, "Carers": 15},
        "Shared aims": {"Trust": 60, "Council": 16, "Charity": 4, "Carers": 12},
    }
    alone = [groups_to_show(counts, threshold=10) for counts in tables.values()]
    assert (alone[0]["Council"], alone[1]["Council"]) == (BEHIND, None)  # the difference a reader could use
    assert groups_to_show_throughout(tables, threshold=10) == {
        "Trust": None, "Council": None, "Charity": FEW, "Carers": BEHIND,
    }  # fmt: skip


def test_a_group_small_in_one_table_is_hidden_in_all_and_says_so() -> None:
    tables = {"one": {"A": 40, "B": 30, "C": 9}, "two": {"A": 40, "B": 30, "C": 11, "D": 0}}
    assert groups_to_show_throughout(tables, threshold=10) == {
        "A": None, "B": BEHIND, "C": PARTLY_FEW, "D": NONE,
    }  # fmt: skip


def test_a_table_with_one_group_only_cannot_hide_it_and_does_not_stop_the_rest() -> None:
    tables = {"one": {"A": 70, "B": 30, "C": 9}, "two": {"B": 30}}
    assert groups_to_show_throughout(tables, threshold=10) == {"A": None, "B": BEHIND, "C": FEW}


def rule_holds(counts: dict[str, int], hidden: set[str], threshold: int) -> bool:
    answered = {group for group, count in counts.items() if count > 0}
    gone = answered & hidden
    if {group for group in answered if counts[group] < threshold} - gone:
        return False
    return not gone or gone == answered or (len(gone) > 1 and sum(counts[g] for g in gone) >= threshold)


def cheapest_by_trying_all(tables: list[dict[str, int]], labels: list[str], threshold: int) -> set[str]:
    fitting = [
        (sum(counts.get(group, 0) for counts in tables for group in chosen), len(chosen), sorted(chosen))
        for size in range(len(labels) + 1)
        for chosen in combinations(labels, size)
        if all(rule_holds(counts, set(chosen), threshold) for counts in tables)
    ]
    return set(min(fitting)[2])


several_tables = st.lists(
    st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 16), max_size=6), min_size=1, max_size=4
)


@settings(max_examples=300)
@given(several_tables)
def test_the_hidden_set_is_the_cheapest_of_all_that_satisfy_every_table(tables: list[dict[str, int]]) -> None:
    answered = sorted({group for counts in tables for group, count in counts.items() if count > 0})
    reasons = groups_to_show_throughout({str(i): counts for i, counts in enumerate(tables)}, threshold=5)
    hidden = {group for group, reason in reasons.items() if reason not in (None, NONE)}
    assert hidden == cheapest_by_trying_all(tables, answered, 5)


@given(several_tables)
def test_where_the_search_is_cut_short_the_rule_still_holds(tables: list[dict[str, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "_MOST_SETS_TRIED", 0)
        reasons = groups_to_show_throughout({str(i): counts for i, counts in enumerate(tables)}, threshold=5)
    hidden = {group for group, reason in reasons.items() if reason not in (None, NONE)}
    assert all(rule_holds(counts, hidden, 5) for counts in tables)
