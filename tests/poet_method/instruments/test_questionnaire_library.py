"""The questionnaires that come with POET."""

import pytest

from poet_method.instruments import UnknownQuestionnaire, available, load


def test_every_questionnaire_of_the_library_is_sound_and_is_what_its_path_says() -> None:
    shelf = available()
    assert "staff" in shelf
    for questionnaire_id, versions in shelf.items():
        for version in versions:
            read = load(questionnaire_id, version)
            assert (read.id, read.version) == (questionnaire_id, version)


def test_the_newest_version_is_the_default() -> None:
    assert load() == load("staff", max(available()["staff"]))


@pytest.mark.parametrize(
    ("questionnaire_id", "version", "says"),
    [
        ("stuff", None, "no questionnaire 'stuff'; it has "),
        ("../staff", None, "no questionnaire"),
        ("staff", 999, "999"),
    ],
)
def test_what_the_library_does_not_have(questionnaire_id: str, version: int | None, says: str) -> None:
    with pytest.raises(UnknownQuestionnaire, match=says):
        load(questionnaire_id, version)
