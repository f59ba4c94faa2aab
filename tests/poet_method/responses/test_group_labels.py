"""Labels of organisations and staff groups: what is merged, what is only pointed out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from poet_method.responses.groups import blank_labels, look_alikes, merged_labels
from poet_method.spreadsheets import Table


def test_case_and_white_space_are_merged_into_the_commonest_spelling():
    cells = ["NHS Trust", " nhs  trust", "NHS Trust", "Council", "COUNCIL", "council", "council"]
    labels, notes = merged_labels(cells, "organisation")
    assert labels.tolist() == ["NHS Trust"] * 3 + ["council"] * 4
    assert notes == [
        'organisation: "Council" and "COUNCIL" counted as "council".',
        'organisation: "nhs trust" counted as "NHS Trust".',
    ] or notes == [
        'organisation: "nhs trust" counted as "NHS Trust".',
        'organisation: "Council" and "COUNCIL" counted as "council".',
    ]


def test_blank_labels_stay_blank_and_their_rows_are_named():
    labels, notes = merged_labels(["A", " ", "", "\u200b"], "team")
    assert labels.tolist() == ["A", "", "", ""]
    assert notes == []
    table = Table("staff.csv", ("team",), (("A",), (" ",), ("",), ("\u200b",)), (2, 3, 17, 40))
    assert blank_labels(table, 0, "team") == ["Rows 3, 17 and 40 do not say the team (3 of 4 people)."]


def test_up_to_five_rows_without_a_label_are_named():
    cells = (("A",), *[("",)] * 7)
    table = Table("staff.csv", ("team",), cells, tuple(range(2, 10)))
    assert blank_labels(table, 0, "team") == [
        "Rows 3, 4, 5, 6, 7 and 2 more do not say the team (7 of 8 people)."
    ]
    one = Table("staff.csv", ("team",), cells[:2], (2, 3))
    assert blank_labels(one, 0, "team") == ["Row 3 does not say the team (1 of 2 people)."]
    assert blank_labels(Table("staff.csv", ("team",), cells[:1], (2,)), 0, "team") == []


def test_look_alikes_are_kept_apart_and_said():
    labels, notes = merged_labels(["Council", "Concil", "Council"], "team")
    assert labels.tolist() == ["Council", "Concil", "Council"]
    assert notes == ['team: "Council" and "Concil" look alike; they are kept apart.']


def test_which_labels_look_alike():
    labels = [
        "St. Mary's",
        "St Marys",
        "Team 1",
        "Team 2",
        "Council",
        "Counicl",
        "Councils",
        "NHS",
        "NHT",
        "Trust",
    ]
    assert look_alikes(labels) == [
        ("St. Mary's", "St Marys"),
        ("Council", "Counicl"),
        ("Council", "Councils"),
    ]


def edits(one: str, other: str) -> int:
    """Edits between two texts (add, leave out, change, swap neighbours), by Wagner and Fischer's table."""
    cost = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            change = cost[i - 1, j - 1] + (one[i - 1] != other[j - 1])
            cost[i, j] = min(cost[i - 1, j] + 1, cost[i, j - 1] + 1, change)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                cost[i, j] = min(cost[i, j], cost[i - 2, j - 2] + 1)
    return cost[len(one), len(other)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("abc", min_size=5, max_size=7), max_size=7, unique=True))
def test_look_alikes_are_all_pairs_one_edit_apart(labels):
    pairs = [(one, other) for at, one in enumerate(labels) for other in labels[at + 1 :]]
    assert look_alikes(labels) == [pair for pair in pairs if edits(*pair) <= 1]


@given(st.lists(st.text(st.sampled_from("aA bB"), max_size=4), max_size=12))
def test_merging_is_by_lower_case_and_single_spaces(cells):
    labels, _ = merged_labels(cells, "team")
    wanted = [" ".join(cell.lower().split()) for cell in cells]
    assert [label.lower() for label in labels.tolist()] == wanted
    assert len(set(labels.tolist())) == len(set(wanted))
