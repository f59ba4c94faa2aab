"""Strata from labels and staff counts."""

import numpy as np
import pytest

from poet_method.partnership_health.staff_frame import staff_frame
from poet_method.responses import StaffCounts


def frame(organisations, counts, *, groups=None, by=("organisation",), always=1):
    labels = {"organisation": np.array(organisations)}
    if groups is not None:
        labels["staff_group"] = np.array(groups)
    staff = None if counts is None else StaffCounts(by, counts)
    return staff_frame(labels, staff, respondents=len(organisations), always=always)


def sizes(found):
    return dict(zip(found.keys, found.invited, strict=True))


def test_one_stratum_per_counted_group_even_where_nobody_answered():
    found = frame(["A", "B", "A"], {("A",): 10, ("B",): 5, ("C",): 7})
    assert sizes(found) == {("A",): 10, ("B",): 5, ("C",): 7}
    strata = found.strata(np.array([3, -1, 8]))
    assert [stratum.scores.tolist() for stratum in strata] == [[3, 8], [], []]


def test_without_counts_there_is_one_stratum_of_unknown_size():
    assert frame(["A", "B"], None).invited == (None,)


def test_a_grouping_that_the_answers_do_not_have_is_added_up():
    counts = {("A", "x"): 10, ("A", "y"): 20, ("B", "x"): 5}
    assert sizes(frame(["A", "B"], counts, by=("organisation", "staff_group"))) == {("A",): 30, ("B",): 5}


def test_cells_are_crossed_only_where_each_has_five_respondents():
    counts = {("A", "x"): 20, ("A", "y"): 20, ("B", "x"): 20}
    by = ("organisation", "staff_group")
    enough = frame(["A"] * 10 + ["B"] * 5, counts, groups=["x", "y"] * 5 + ["x"] * 5, by=by)
    assert sizes(enough) == counts
    too_few = frame(["A"] * 10 + ["B"] * 4, counts, groups=["x", "y"] * 5 + ["x"] * 4, by=by)
    assert sizes(too_few) == {("A",): 40, ("B",): 20}
    seen_in_full = frame(
        ["A"] * 10 + ["B"] * 4, {**counts, ("B", "x"): 4}, groups=["x", "y"] * 5 + ["x"] * 4, by=by
    )
    assert sizes(seen_in_full) == {**counts, ("B", "x"): 4}


def test_people_with_a_blank_label_take_their_places_from_the_unseen():
    found = frame(["A"] * 4 + ["B"] * 2 + [""] * 3, {("A",): 10, ("B",): 5})
    # 6 and 3 unseen: two of the three places come from A and one from B; the total stays 15.
    assert sizes(found) == {("A",): 8, ("B",): 4, ("",): 3}


def test_a_partly_blank_label_takes_places_where_it_fits():
    counts = {("A", "x"): 10, ("A", "y"): 10, ("B", "x"): 10}
    found = frame(
        ["A"] * 11 + ["B"] * 5,
        counts,
        groups=["x"] * 5 + ["y"] * 5 + [""] + ["x"] * 5,
        by=("organisation", "staff_group"),
    )
    assert sizes(found)["B", "x"] == 10
    assert sizes(found)["A", "x"] + sizes(found)["A", "y"] == 19


def test_counts_that_contradict_the_answers_are_refused():
    with pytest.raises(ValueError, match="3 people answered from A, but the staff counts have 2"):
        frame(["A"] * 3, {("A",): 2})
    with pytest.raises(ValueError, match="from B, but the staff counts do not name it"):
        frame(["A", "B"], {("A",): 2})
    with pytest.raises(ValueError, match="leave room for 1"):
        frame(["A", "", ""], {("A",): 2})
