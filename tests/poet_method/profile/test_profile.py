"""Profiles: what is missing, what changed, what is refused, and the library's words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet_method.profile import (
    Initiative,
    Profile,
    ProfileOrganisation,
    check_profile,
    load_profile_words,
    profile_document,
    read_ods_code,
    read_profile_document,
    what_changed,
)

WORDS = load_profile_words()
WHOLE = Profile(
    as_of=date(2026, 11, 22),
    organisations=(
        ProfileOrganisation("Council", "local_authority"),
        ProfileOrganisation("Trust", "nhs", "RXX"),
    ),
    user_groups=("older_people", "carers"),
    depth="coordinating",
    breadth="health_and_social_care",
    governance={"hierarchy": 0, "market": 2, "network": 4},
    dominant_mode="network",
    life_span="delivery",
    initiatives=(Initiative("Falls service", date(2026, 4, 1), "Fewer falls"), Initiative("Care record")),
    undertaking="service_evaluation",
)


def test_the_words_are_those_of_the_method() -> None:
    """Depths and breadths as the method's description lists them, in its order."""
    assert [one.label for one in WORDS.depth] == [
        "Sharing information",
        "Consulting each other",
        "Coordinating activities",
        "Joint management",
        "Partnership organisation",
        "Formal merger",
    ]
    assert [one.label for one in WORDS.breadth] == [
        "Health and social care",
        "Wider local authority",
        "Local authority and wider community",
    ]
    assert [one.id for one in WORDS.governance] == ["hierarchy", "market", "network"]
    assert [one.id for one in WORDS.life_span] == ["preparation", "creation", "delivery", "termination"]
    assert WORDS.labels_are_recalled


@pytest.mark.parametrize(
    "kind",
    ["depth", "breadth", "governance", "life_span", "sectors", "user_groups", "undertakings"],
)
def test_ids_are_unique_and_every_choice_has_a_label(kind: str) -> None:
    choices = getattr(WORDS, kind)
    assert len({one.id for one in choices}) == len(choices) >= 3
    assert len({one.label for one in choices}) == len(choices)
    assert all(one.label[:1].isupper() for one in choices)
    assert all(len(one.id) <= 40 for one in choices)


def test_each_kind_of_undertaking_says_what_follows() -> None:
    assert all(len(one.what_follows) > 60 for one in WORDS.undertakings)
    assert WORDS.label("depth", "formal_merger") == "Formal merger"
    with pytest.raises(KeyError):
        WORDS.label("depth", "moon")


def test_what_has_not_been_said_is_listed_in_the_order_of_the_questions() -> None:
    assert Profile(as_of=date(2026, 1, 1)).missing() == (
        "organisations",
        "user_groups",
        "depth",
        "breadth",
        "governance",
        "dominant_mode",
        "life_span",
        "initiatives",
        "undertaking",
    )
    assert WHOLE.missing() == ()
    assert replace(WHOLE, organisations=WHOLE.organisations[:1]).missing() == ("organisations",)
    assert replace(WHOLE, initiatives=()).missing() == ()  # asked, and there are none
    assert replace(WHOLE, initiatives=None).missing() == ("initiatives",)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"depth": "moon"}, "“moon” is not one of the choices for depth"),
        ({"life_span": "moon"}, "life-span"),
        ({"undertaking": "moon"}, "kind of undertaking"),
        ({"user_groups": ("carers", "moon")}, "user groups"),
        ({"dominant_mode": "moon"}, "dominant mode"),
        ({"governance": {"hierarchy": 1}}, "Mark each mode of governance: Rules, Incentives, Interaction"),
        ({"governance": {"hierarchy": 5, "market": 0, "network": 0}}, "from 0 to 4"),
        ({"governance": {"hierarchy": -1, "market": 0, "network": 0}}, "from 0 to 4"),
        ({"organisations": (ProfileOrganisation("A", "moon"),)}, "sector"),
        ({"organisations": (ProfileOrganisation("A", "nhs", "R!"),)}, "3 to 12 letters and digits"),
    ],
)
def test_words_that_the_library_does_not_have_are_refused(change: dict[str, object], sentence: str) -> None:
    check_profile(WHOLE, WORDS)
    with pytest.raises(ValueError, match=sentence):
        check_profile(replace(WHOLE, **change), WORDS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", ""), ("  ", ""), ("rxx", "RXX"), (" a81 001 ", "A81001"), ("QH8", "QH8"), ("8HA03", "8HA03")],
)
def test_organisation_codes_are_tidied(typed: str, code: str) -> None:
    assert read_ods_code(typed) == code


@pytest.mark.parametrize("typed", ["R", "RX", "R-X", "ABCDEFGHIJKLM", "RÉX", "RXX;", "１２３"])
def test_what_is_no_organisation_code_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="such as RXX or A81001"):
        read_ods_code(typed)


def test_what_changed_leaves_the_date_out() -> None:
    assert what_changed(WHOLE, replace(WHOLE, as_of=date(2027, 1, 1))) == ()
    assert what_changed(WHOLE, replace(WHOLE, depth="consulting", initiatives=())) == ("depth", "initiatives")


names = st.text(min_size=1, max_size=40)
dates = st.dates(date(1990, 1, 1), date(2100, 1, 1))
initiatives = st.builds(Initiative, names, st.none() | dates, st.text(max_size=40))
profiles = st.builds(
    Profile,
    as_of=dates,
    organisations=st.lists(st.builds(ProfileOrganisation, names, names, names), max_size=4).map(tuple),
    user_groups=st.lists(names, max_size=4).map(tuple),
    depth=st.none() | names,
    breadth=st.none() | names,
    governance=st.none() | st.dictionaries(names, st.integers(0, 4), max_size=3),
    dominant_mode=st.none() | names,
    life_span=st.none() | names,
    initiatives=st.none() | st.lists(initiatives, max_size=3).map(tuple),
    undertaking=st.none() | names,
)


@given(profiles)
def test_a_profile_survives_being_written_down_as_json(profile: Profile) -> None:
    assert read_profile_document(json.loads(json.dumps(profile_document(profile)))) == profile
