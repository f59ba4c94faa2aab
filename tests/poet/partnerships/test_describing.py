"""Saying what a partnership is: all or nothing, dated, kept, and recorded."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from poet.foundations.accounts.queries import AccountDetails
from poet.foundations.audit.queries import events_within
from poet.partnerships import actions
from poet.partnerships.actions import NotPossible, OrganisationEntry
from poet.partnerships.queries import (
    EvaluationDetails,
    current_profile,
    organisations_of,
    profiles_of,
)
from poet_method.profile import ProfileOrganisation
from tests.poet.partnerships.conftest import WHOLE

TODAY = datetime.date(2026, 11, 22)


def change(evaluation: EvaluationDetails, *entries: OrganisationEntry) -> None:
    actions.change_organisations(evaluation=evaluation, entries=entries, by=evaluation.created_by)


def there(evaluation: EvaluationDetails) -> list[tuple[str, str, str]]:
    return [(one.name, one.sector_id, one.ods_code) for one in organisations_of(evaluation.partnership)]


def what_happened(evaluation: EvaluationDetails) -> list[str]:
    return [event.what for event in reversed(events_within(evaluation.public_id))]


def test_a_new_lead_has_an_evaluation_a_round_and_a_role(
    evaluation: EvaluationDetails, lead: AccountDetails
) -> None:
    assert evaluation.created_by == lead.public_id
    assert what_happened(evaluation) == ["partnerships.evaluation_started", "accounts.role_granted"]
    assert evaluation.delete_on == timezone.localdate() + datetime.timedelta(days=1095)
    profile = current_profile(evaluation.partnership, today=TODAY)
    assert profile.organisations == (
        ProfileOrganisation("Council", "local_authority"),
        ProfileOrganisation("Trust", "nhs"),
    )
    assert profiles_of(evaluation.partnership) == ()


@pytest.mark.parametrize(("name", "title", "field"), [(" ", "Title", "name"), ("Name", "  ", "title")])
def test_an_evaluation_needs_both_names(lead: AccountDetails, name: str, title: str, field: str) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.start_evaluation(partnership_name=name, title=title, by=lead.public_id)
    assert refused.value.field == field


def test_organisations_are_added_changed_and_removed_together(evaluation: EvaluationDetails) -> None:
    council, trust = organisations_of(evaluation.partnership)
    change(
        evaluation,
        OrganisationEntry(council.name, council.sector_id, "", council.public_id, remove=True),
        OrganisationEntry("  Fen   Trust ", "nhs", " rxx ", trust.public_id),
        OrganisationEntry("Neighbours", "third_sector"),
    )
    assert there(evaluation) == [("Fen Trust", "nhs", "RXX"), ("Neighbours", "third_sector", "")]
    assert organisations_of(evaluation.partnership)[0].public_id == trust.public_id
    assert what_happened(evaluation)[2:] == [
        "partnerships.organisation_removed",
        "partnerships.organisation_changed",
        "partnerships.organisation_added",
        "partnerships.described",
    ]


def test_names_can_be_swapped(evaluation: EvaluationDetails) -> None:
    council, trust = organisations_of(evaluation.partnership)
    change(
        evaluation,
        OrganisationEntry("Trust", "local_authority", "", council.public_id),
        OrganisationEntry("Council", "nhs", "", trust.public_id),
    )
    assert there(evaluation) == [("Trust", "local_authority", ""), ("Council", "nhs", "")]


@pytest.mark.parametrize(
    ("entry", "field", "sentence"),
    [
        (OrganisationEntry(" ", "nhs"), "name", "Enter the name"),
        (OrganisationEntry("New", "moon"), "sector", "Choose the sector of New"),
        (OrganisationEntry("New", "nhs", "R!"), "ods_code", "such as RXX or A81001"),
        (OrganisationEntry("TRUST", "nhs"), "name", "TRUST is there twice"),
        (OrganisationEntry("First", "nhs"), "name", "First is there twice"),
        (OrganisationEntry("Gone", "nhs", "", "x" * 22), "name", "removed by somebody else"),
    ],
)
def test_one_wrong_row_and_nothing_is_saved(
    evaluation: EvaluationDetails, entry: OrganisationEntry, field: str, sentence: str
) -> None:
    before = there(evaluation)
    with pytest.raises(NotPossible, match=sentence) as refused:
        change(evaluation, OrganisationEntry("First", "other"), entry)
    assert (refused.value.field, refused.value.row) == (field, 1)
    assert there(evaluation) == before
    assert len(what_happened(evaluation)) == 2


def test_each_change_is_a_dated_profile_and_nothing_is_overwritten(
    evaluation: EvaluationDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, depth in ((1, "consulting"), (2, "coordinating"), (3, "coordinating")):
        today = datetime.date(2026, 11, day)
        monkeypatch.setattr(timezone, "localdate", lambda today=today: today)
        actions.describe(evaluation=evaluation, by=evaluation.created_by, depth=depth)
    newest, oldest = profiles_of(evaluation.partnership)  # the third change changed nothing
    assert (oldest.profile.as_of, oldest.profile.depth) == (datetime.date(2026, 11, 1), "consulting")
    assert (newest.profile.as_of, newest.profile.depth) == (datetime.date(2026, 11, 2), "coordinating")
    assert oldest.recorded_by == evaluation.created_by


def test_a_profile_keeps_the_organisations_of_its_day(described: EvaluationDetails) -> None:
    (council, *_) = organisations_of(described.partnership)
    change(described, OrganisationEntry("", "", "", council.public_id, remove=True))
    newest, oldest = profiles_of(described.partnership)
    assert [one.name for one in oldest.profile.organisations] == ["Council", "Trust"]
    assert [one.name for one in newest.profile.organisations] == ["Trust"]


def test_what_the_library_does_not_know_is_not_recorded(evaluation: EvaluationDetails) -> None:
    with pytest.raises(NotPossible, match="depth"):
        actions.describe(evaluation=evaluation, by=evaluation.created_by, depth="moon")
    assert profiles_of(evaluation.partnership) == ()


def test_describing_part_by_part_comes_to_the_whole(evaluation: EvaluationDetails) -> None:
    for name, value in WHOLE.items():
        actions.describe(evaluation=evaluation, by=evaluation.created_by, **{name: value})
    profile = current_profile(evaluation.partnership, today=TODAY)
    assert profile.missing() == ()
    assert {name: getattr(profile, name) for name in WHOLE} == WHOLE
