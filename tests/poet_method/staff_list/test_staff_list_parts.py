"""Addresses, names, roles, and what a new list changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet_method.staff_list import (
    KnownPerson,
    ListedPerson,
    compare,
    email_problem,
    load_staff_groups,
    normal_email,
    normal_role,
    same_name,
    suggest_group,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Ada.Day@NHS.net ", "ada.day@nhs.net"),
        ("Ada Day <ada.day@nhs.net>", "ada.day@nhs.net"),
        ("mailto:ada.day@nhs.net;", "ada.day@nhs.net"),
        ("o'brien+survey@x-y.org.uk", "o'brien+survey@x-y.org.uk"),
    ],
)
def test_addresses_that_can_be_written_to(written: str, kept: str) -> None:
    assert email_problem(written) is None
    assert normal_email(written) == kept


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ada.day@nhs,net", "ada.day@nhs.net"),
        ("ada day@nhs.net", "adaday@nhs.net"),
        ("ada.day@@nhs.net", "ada.day@nhs.net"),
        ("ada.day(at)nhs.net", "ada.day@nhs.net"),
        ("ada..day@nhs.net", "ada.day@nhs.net"),
        ("ada.daynhs.net", "ada.day@nhs.net"),
        ("ada.day@gmial,com", "ada.day@gmial.com"),
        ("ada.day@nhs.", "ada.day@nhs.net"),
    ],
)
def test_what_was_probably_meant(written: str, meant: str) -> None:
    problem = email_problem(written)
    assert problem is not None
    assert problem[1] == f"Did you mean {meant}"


@pytest.mark.parametrize(
    "written", ["none", "n/a", "@", "a@b", "-", "ada@nhs.net, ben@nhs.net", "zoë@nhs.net", "x" * 400]
)
def test_what_is_no_address(written: str) -> None:
    assert email_problem(written) is not None


@given(st.text(max_size=60))
def test_an_address_without_a_problem_has_a_usual_shape(text: str) -> None:
    if email_problem(text) is None:
        assert re.fullmatch(r"[!-~]+@[a-z0-9.-]+\.[a-z][a-z0-9-]*", normal_email(text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Day", "DAY, Ada", True),
        ("Dr Ada Day", "A Day", True),
        ("Zoë O’Brien", "Zoe OBrien", True),
        ("Ada Day", "", True),
        ("Dr Ada Day", "Dr Ben Eve", False),
        ("A B", "A C", False),
    ],
)
def test_names_that_can_be_one_person(one: str, other: str, *, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("role", "group"),
    [
        ("Senior Social Worker", "social_work"),
        ("Social Work Team Manager", "managers"),
        ("STAFF NURSE", "nursing"),
        ("Community mental health nurses", "nursing"),
        ("Consultant Psychiatrist", "medical"),
        ("GP", "medical"),
        ("OT", "allied_health"),
        ("Occupational Therapist (Band 6)", "allied_health"),
        ("Health Care Assistant", "care_support"),
        ("Receptionist", "administration"),
        ("Volunteer", "volunteers"),
        ("Managers and team leaders", "managers"),
        ("Lighthouse keeper", None),
        ("", None),
    ],
)
def test_roles_get_a_group_suggested(role: str, group: str | None) -> None:
    assert suggest_group(role) == group


def test_groups_of_the_library_can_be_told_apart() -> None:
    groups = load_staff_groups()
    assert (
        len({group.id for group in groups})
        == len({normal_role(group.label) for group in groups})
        == len(groups)
    )
    words = [word for group in groups for word in group.words]
    assert len(set(words)) == len(words)
    assert all(word == normal_role(word) for word in words)


def known(
    number: int, *, name: str = "", email: str = "", employee: str = "", at: str = "Council"
) -> KnownPerson:
    return KnownPerson(str(number), at, name, email, employee, "Nurse")


def now(*, name: str = "", email: str = "", employee: str = "", at: str = "Council") -> ListedPerson:
    return ListedPerson(2, at, name, email, employee, "Nurse")


def test_people_are_known_again_by_address_then_number_then_name() -> None:
    before = [known(1, name="Ada", email="a@x"), known(2, name="Ben", employee="7"), known(3, name="Cat")]
    after = [
        now(name="Ada Day", email="a@x"),
        now(name="Benjamin", email="b@x", employee="7"),
        now(name="Cat", email="c@x"),
    ]
    changes = compare(before, after, organisations={"Council"})
    assert [(one.id, one.fields) for one in changes.changed] == [
        ("1", ("name",)),
        ("2", ("name", "email")),
        ("3", ("email",)),
    ]
    assert (changes.added, changes.withdrawn, changes.unchanged) == ((), (), 0)


def test_a_name_that_two_people_have_pairs_nobody() -> None:
    before = [known(1, name="Ada", email="a@x"), known(2, name="Ada", email="b@x")]
    changes = compare(before, [now(name="Ada", email="c@x")], organisations={"Council"})
    assert changes.withdrawn == ("1", "2")
    assert len(changes.added) == 1


def test_organisations_that_a_list_does_not_name_lose_nobody() -> None:
    before = [known(1, name="Ada"), known(2, name="Ben", at="Trust")]
    changes = compare(before, [now(name="Ada")], organisations={"Council"})
    assert (changes.withdrawn, changes.untouched, changes.unchanged) == ((), ("Trust",), 1)


one_of_few = st.tuples(st.sampled_from("abcde"), st.sampled_from(["", "x", "y"]))
few = st.lists(one_of_few, max_size=6, unique=True)


@given(few, few)
def test_everybody_is_accounted_for(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    knowns = [known(at, name=name, email=email) for at, (name, email) in enumerate(before)]
    listed = [now(name=name, email=email) for name, email in after]
    changes = compare(knowns, listed, organisations={"Council"})
    stay = len(changes.changed) + changes.unchanged
    assert stay + len(changes.added) == len(listed)
    assert stay + len(changes.withdrawn) == len(knowns)
    assert not {one.id for one in changes.changed} & set(changes.withdrawn)
