"""Events: deeds told as done, with who and when."""

from __future__ import annotations

import pytest

from bot.extract.events import find_events
from tests.unit.extract.revisions import document


@pytest.mark.parametrize(
    ("text", "what", "parties", "day"),
    [
        ("Norway signed a fishing treaty with Chad on Monday.", "signed a fishing treaty with Chad on Monday",
         ["Norway", "Chad"], "2026-03-09"),
        ("Chancellor Dieter Vogt resigned on Tuesday.", "resigned on Tuesday", ["Dieter Vogt"], "2026-03-10"),
        ("Chad attacked a fuel depot in the south on Monday.", "attacked a fuel depot in the south on Monday",
         ["Chad"], "2026-03-09"),
        ("The European Parliament approved the budget on Tuesday.", "approved the budget on Tuesday",
         ["European Parliament"], "2026-03-10"),
        ("Judge Miriam Osei sentenced Pavel Stein to two years on Monday.",
         "sentenced Pavel Stein to two years on Monday", ["Miriam Osei", "Pavel Stein"], "2026-03-09"),
    ],
)  # fmt: skip
def test_a_deed_is_told_with_its_doer_and_day(text: str, what: str, parties: list[str], day: str) -> None:
    """The verb phrase is printed as it stands; the doer comes first."""
    [event] = find_events(document(text))

    assert event.what == what
    assert [party.name for party in event.parties] == parties
    assert event.when is not None
    assert event.when.iso() == day


@pytest.mark.parametrize(
    "text",
    [
        "Norway will sign a fishing treaty with Chad on Friday.",
        "Norway may have signed a treaty with Chad.",
        "Norway denied that it had attacked a fuel depot on Monday.",
        "Norway refused to lift the ban on Monday.",
        "Norway was expected to launch a probe on Monday.",
        "It is unclear whether Chad attacked the depot on Monday.",
        "The signed treaty is kept in Oslo.",
        "The index closed lower on Monday, Norway's bank said.",
    ],
)
def test_what_is_planned_hedged_or_denied_is_no_event(text: str) -> None:
    """An event happened; everything looser is left to statements and deadlines."""
    assert find_events(document(text)) == ()


def test_an_event_told_by_someone_keeps_the_speaker() -> None:
    """Two accounts of one attack are shown side by side, each with its teller."""
    [event] = find_events(
        document("Anna Lindqvist said on Wednesday that Chad had attacked a pumping station in the south.")
    )

    assert event.said_by is not None
    assert event.said_by.name == "Anna Lindqvist"
    assert [party.name for party in event.parties] == ["Chad"]
