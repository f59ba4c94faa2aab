"""One call gives what the separate functions give for each group."""

import numpy as np
import pytest

from poet_method.agreement import agreement, agreement_by_group, icc1, icc2

FIVE = (1, 2, 3, 4, 5)


def test_each_group_everybody_and_between():
    random = np.random.default_rng(11)
    groups = np.array(["b"] * 30 + ["a"] * 20 + ["c"] * 1 + [""] * 9)
    answers = random.integers(1, 6, (60, 4)).astype(np.int8)
    answers[random.random((60, 4)) < 0.1] = -1
    found = agreement_by_group(answers, groups, scale_values=FIVE)

    assert list(found.groups) == ["a", "b", "c"]
    assert found.everybody == agreement(answers, scale_values=FIVE)
    assert found.groups["b"] == agreement(answers[:30], scale_values=FIVE)
    assert found.groups["c"].r_wg_j is None

    # ICCs are of the mean of the values of people with at least 3 of 4, whose group is known.
    values = np.where(answers > 0, answers, np.nan).astype(float)
    enough = ((answers > 0).sum(axis=1) >= 3) & (groups != "")
    means = np.nanmean(values[enough], axis=1)
    assert found.icc1 == pytest.approx(icc1(means, groups[enough]), abs=1e-12)
    assert found.icc2 == pytest.approx(icc2(means, groups[enough]), abs=1e-12)


def test_nobody_in_a_known_group():
    found = agreement_by_group(np.ones((4, 2), np.int8), np.array([""] * 4), scale_values=FIVE)
    assert found.groups == {}
    assert found.icc1 is None
    assert found.everybody.people == 4


def test_one_label_per_person():
    with pytest.raises(ValueError, match="group labels for 3 people"):
        agreement_by_group(np.ones((3, 2), np.int8), np.array(["a"]), scale_values=FIVE)
