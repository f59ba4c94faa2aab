"""Sizes and shares against published tables and slow oracles."""

import hashlib
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet_method.sampling import (
    Stratum,
    allocate,
    draw,
    draw_in_words,
    draw_strata,
    expected_margin,
    fewest_to_ask,
    frame_digest,
    margin_of_error,
    merged,
    propose_merges,
    sample_size,
    stratified_margin,
)

# Krejcie & Morgan 1970, Educational and Psychological Measurement 30, table 1: proportions of one half, a 5 %
# margin. Their formula has N - 1 in the correction, which is one person's difference at most in this range.
KREJCIE_MORGAN = {100: 80, 200: 132, 300: 169, 500: 217, 1000: 278, 5000: 357, 10000: 370}


@pytest.mark.parametrize(("population", "published"), KREJCIE_MORGAN.items())
def test_sizes_agree_with_the_table_of_krejcie_and_morgan(population: int, published: int) -> None:
    assert abs(sample_size(population, margin=0.05, sd=0.5) - published) <= 1


# Lohr, Sampling: Design and Analysis (1999), example 4.2: farm acreage from a stratified sample of 300 of the
# 3,078 counties. By region: counties, sampled, variance. The published standard error of the total is
# 50,417,248.
REGIONS = {
    "North Central": (1054, 103, 29_618_183_543),
    "Northeast": (220, 21, 7_647_472_708),
    "South": (1382, 135, 53_587_487_856),
    "West": (422, 41, 396_185_950_266),
}


def test_the_stratified_margin_agrees_with_lohrs_example() -> None:
    strata = [Stratum((region,), counties) for region, (counties, _, _) in REGIONS.items()]
    answers = {(region,): sampled for region, (_, sampled, _) in REGIONS.items()}
    sds = {(region,): math.sqrt(variance) for region, (_, _, variance) in REGIONS.items()}
    standard_error = stratified_margin(strata, answers, sd=sds) / 1.959963985 * 3078
    assert standard_error == pytest.approx(50_417_248, abs=1)


# R's survey package, svymean on `apisrs` (n = 200 schools of N = 6,194), api00 and api99: the standard error
# of a design without fpc, which is s / √n, and of the same design with fpc.
R_SURVEY = [(9.4028, 9.2497), (9.6575, 9.5003)]


@pytest.mark.parametrize(("without", "with_correction"), R_SURVEY)
def test_the_finite_population_correction_agrees_with_r(without: float, with_correction: float) -> None:
    standard_error = margin_of_error(6194, 200, sd=without * math.sqrt(200)) / 1.959963985
    assert standard_error == pytest.approx(with_correction, abs=1e-4)


@given(st.integers(1, 5000), st.floats(0.05, 3), st.floats(0.1, 4))
def test_the_size_buys_the_margin_and_one_fewer_does_not(population: int, margin: float, sd: float) -> None:
    size = sample_size(population, margin=margin, sd=sd)
    # Cochran's n uses N where the margin uses N as well: invert it directly.
    bought = 1.959963985 * sd * math.sqrt(1 / size - 1 / population)
    assert bought <= margin * (1 + 1e-6)
    if size > 1:
        assert 1.959963985 * sd * math.sqrt(1 / (size - 1) - 1 / population) > margin * (1 - 1e-6)


def test_one_stratum_is_a_simple_sample_and_a_census_has_no_margin() -> None:
    strata = [Stratum(("a",), 80)]
    assert stratified_margin(strata, {("a",): 20}, sd=2.0) == pytest.approx(margin_of_error(80, 20, sd=2.0))
    assert stratified_margin(strata, {("a",): 80}, sd=2.0) == 0.0


@given(st.lists(st.integers(1, 300), min_size=1, max_size=8), st.integers(0, 12), st.randoms())
def test_shares_add_up_and_respect_floors_and_staff(sizes: list[int], floor: int, random: object) -> None:
    strata = [Stratum((str(i),), size) for i, size in enumerate(sizes)]
    lowest = sum(min(floor, size) for size in sizes)
    for total in {lowest, sum(sizes), (lowest + sum(sizes)) // 2}:
        shares = allocate(strata, total, at_least=floor)
        assert sum(shares.values()) == total
        assert all(min(floor, s.staff) <= shares[s.label] <= s.staff for s in strata)


def test_the_expected_margin_is_that_of_the_answers_expected() -> None:
    strata = [Stratum(("a",), 400), Stratum(("b",), 100)]
    asked = {("a",): 100, ("b",): 50}
    expected = 1.959963985 * 2 * math.sqrt(0.8**2 / 40 * (1 - 0.1) + 0.2**2 / 20 * (1 - 0.2))
    assert expected_margin(strata, asked, expected_response=0.4, sd=2.0) == pytest.approx(expected)


@pytest.mark.parametrize("response", [0, -0.1, 1.1])
def test_a_response_is_a_share(response: float) -> None:
    with pytest.raises(ValueError, match="response"):
        expected_margin([Stratum(("a",), 4)], {("a",): 4}, expected_response=response, sd=2.0)


@pytest.mark.parametrize("margin", [0.2, 0.3, 0.5])
def test_the_fewest_to_ask_buy_the_margin(margin: float) -> None:
    strata = [Stratum(("a",), 400), Stratum(("b",), 100), Stratum(("c",), 7)]
    size = fewest_to_ask(strata, margin=margin, expected_response=0.6, sd=2.0, at_least=5)
    assert size is not None
    buys = [
        expected_margin(strata, allocate(strata, n, at_least=5), expected_response=0.6, sd=2.0) <= margin
        for n in range(15, 508)
    ]
    assert abs(buys.index(True) + 15 - size) <= 2  # shares are rounded
    assert buys[size - 15]


def test_a_margin_that_nobody_can_buy() -> None:
    assert fewest_to_ask([Stratum(("a",), 20)], margin=0.1, expected_response=0.3, sd=2.0) is None


def test_neyman_gives_the_smallest_variance_of_all_allocations() -> None:
    strata = [Stratum(("a",), 60), Stratum(("b",), 30), Stratum(("c",), 10)]
    sds = {("a",): 1.0, ("b",): 3.0, ("c",): 2.0}

    def variance(shares: dict[tuple[str, ...], int]) -> float:
        return sum(s.staff**2 * sds[s.label] ** 2 * (1 / shares[s.label] - 1 / s.staff) for s in strata)

    best = min(
        variance({("a",): a, ("b",): b, ("c",): 24 - a - b})
        for a, b in itertools.product(range(1, 23), repeat=2)
        if 1 <= 24 - a - b <= 10
    )
    assert variance(allocate(strata, 24, sds=sds, at_least=1)) <= best * 1.02


def test_a_draw_can_be_repeated_by_hand_and_does_not_depend_on_order() -> None:
    people = [f"P{i:03}" for i in range(40)]
    drawn = draw(people, 10, seed="Marrowby 2027-1")
    by_hand = sorted(people, key=lambda p: hashlib.sha256(b"Marrowby 2027-1\n" + p.encode()).hexdigest())
    assert list(drawn.chosen) == by_hand[:10]
    assert drawn == draw(people[::-1], 10, seed="Marrowby 2027-1")
    assert drawn.chosen != draw(people, 10, seed="another").chosen
    assert sorted(drawn.chosen + drawn.reserve) == people


def test_strata_are_drawn_apart_and_the_digest_can_be_made_by_hand() -> None:
    people = {("Council", "Nurses"): ["p3", "p1", "p2"], ("Trust", "Managers"): ["p4", "p5"]}
    drawn = draw_strata(people, {("Council", "Nurses"): 2, ("Trust", "Managers"): 1}, seed="7")
    assert {label: len(one.chosen) for label, one in drawn.items()} == {
        ("Council", "Nurses"): 2,
        ("Trust", "Managers"): 1,
    }
    assert drawn["Council", "Nurses"] == draw(["p1", "p2", "p3"], 2, seed="7")
    lines = "p1\tCouncil\tNurses\np2\tCouncil\tNurses\np3\tCouncil\tNurses\n"
    lines += "p4\tTrust\tManagers\np5\tTrust\tManagers\n"
    digest = hashlib.sha256(lines.encode()).hexdigest()
    assert frame_digest(people) == digest
    said = " ".join(draw_in_words(seed="7", digest=digest))
    assert "The seed is 7." in said
    assert digest in said


def test_nobody_is_in_two_strata() -> None:
    with pytest.raises(ValueError, match="two strata"):
        draw_strata({("a",): ["p"], ("b",): ["p"]}, {("a",): 1, ("b",): 1}, seed="7")


def test_every_person_is_drawn_about_equally_often() -> None:
    people = [str(i) for i in range(20)]
    counts = dict.fromkeys(people, 0)
    for seed in range(2000):
        for person in draw(people, 5, seed=str(seed)).chosen:
            counts[person] += 1
    chi_square = sum((n - 500) ** 2 / 500 for n in counts.values())
    assert chi_square < 43.8  # 99.9 % point of chi-square with 19 degrees of freedom


def test_merges_stay_inside_an_organisation_and_say_why() -> None:
    strata = [
        Stratum(("Council", "Social workers"), 60),
        Stratum(("Council", "Managers"), 8),
        Stratum(("Council", "Support staff"), 12),
        Stratum(("Charity", "Everyone"), 9),
    ]
    (merge,) = propose_merges(strata, threshold=10, expected_response=0.5)
    assert merge.strata == (("Council", "Managers"), ("Council", "Support staff"))
    assert merge.staff == 20
    assert "Managers at Council has 8 staff" in merge.reason
    assert "about 4 answers" in merge.reason
    assert merge.label == ("Council", "Managers + Support staff")
    assert [(one.label[1], one.staff) for one in merged(strata, [merge])] == [
        ("Social workers", 60),
        ("Managers + Support staff", 20),
        ("Everyone", 9),
    ]


def test_an_organisation_merged_whole_is_all_its_staff() -> None:
    strata = [Stratum(("Charity", "Managers"), 1), Stratum(("Charity", "Advisers"), 9)]
    (merge,) = propose_merges(strata, threshold=10, expected_response=0.5)
    assert merge.label == ("Charity", "All staff")
    assert "has 1 member of staff" in merge.reason


@pytest.mark.parametrize("size", [-1, 4])
def test_bad_sizes_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match="of 3 people"):
        draw(["a", "b", "c"], size, seed="s")
