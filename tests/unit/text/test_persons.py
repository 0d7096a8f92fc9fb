"""Which common nouns call people by what they are or do."""

from __future__ import annotations

import pytest

from bot.text.persons import is_person_word


@pytest.mark.parametrize(
    "word",
    [
        "foresters",
        "volunteers",
        "minister",
        "nurses",
        "passengers",
        "grandmother",
        "women",
        "refugees",
        "pianist",
        "engineers",
        "sister-in-law",
    ],
)
def test_people_are_known_by_their_nouns(word: str) -> None:
    """In either number, listed or by the ending."""
    assert is_person_word(word)


@pytest.mark.parametrize(
    "word",
    [
        "checks",
        "computers",
        "letters",
        "degrees",
        "kilometers",
        "houses",
        "never",
        "trees",
        "numbers",
        "paper",
    ],
)
def test_things_are_no_people(word: str) -> None:
    """Though some end alike."""
    assert not is_person_word(word)
