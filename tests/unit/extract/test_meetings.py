"""Meetings in single sentences and short articles of our own, idioms and refusals included."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extract.meetings import find_meetings
from bot.model.facts import Meeting, MeetingStatus
from tests.unit.extract.revisions import document, rows

CASES = rows(
    "sentences.jsonl",
    "more_sentences.jsonl",
    "wordings.jsonl",
    "encounters.jsonl",
    "carried.jsonl",
    "articles.jsonl",
    "newsroom.jsonl",
    "lists.jsonl",
)
REAL = {"held", "ongoing"}


def _case(row: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=row["gap"])] if "gap" in row else []
    return pytest.param(row, id=row["id"], marks=marks)


@pytest.mark.parametrize("row", [_case(row) for row in CASES])
def test_who_met_whom_when_and_how_firmly(row: dict[str, Any]) -> None:
    """Each sentence gives exactly the meetings a careful reader finds in it, in reading order."""
    found = find_meetings(document(row["text"], published=row["published"]))

    expected = [{**gold, "who": sorted(gold["who"])} for gold in row["meetings"]]
    assert [
        _plain(meeting, expected[i] if i < len(expected) else {}) for i, meeting in enumerate(found)
    ] == expected


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in CASES])
def test_nothing_wished_planned_or_denied_is_shown_as_held(row: dict[str, Any]) -> None:
    """No upgrade, in known gaps either: a pair is only held where a reader finds it held."""
    held = [set(gold["who"]) for gold in row["meetings"] if gold["status"] in REAL]

    found = find_meetings(document(row["text"], published=row["published"]))

    for meeting in found:
        if meeting.status.value in REAL:
            assert any(_names(meeting) & who for who in held), meeting.quote.text


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in CASES])
def test_quotes_are_exact_and_ids_are_stable(row: dict[str, Any]) -> None:
    """A quote is a slice of the stored text, and extracting again names an unchanged fact the same."""
    doc = document(row["text"], published=row["published"])

    found = find_meetings(doc)

    for meeting in found:
        for quote in meeting.quotes:
            assert quote.span.of(row["text"]) == quote.text
        assert {basis.field for basis in meeting.basis} >= {"status", "participants"}
    again = find_meetings(document(row["text"], published=row["published"]))
    assert [meeting.id for meeting in again] == [meeting.id for meeting in found]
    assert len({meeting.id for meeting in found}) == len(found)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in CASES if row["published"]])
def test_no_calendar_day_without_a_day_of_publication(row: dict[str, Any]) -> None:
    """Without a date of publication, only a date written out in full gives a day."""
    found = find_meetings(document(row["text"], published=None))

    for meeting in found:
        assert meeting.when is None or meeting.when.anchor is None or meeting.when.iso() is None


def test_a_bare_mention_of_a_meeting_is_no_receipt_for_it() -> None:
    """Words that tell nothing of an encounter are not shown as its quote: a reader would look there in vain."""
    text = (
        "Carlos Mendez met Sofia Petrova in Geneva on Tuesday. The talks lasted two hours. "
        "Mendez wrote that the meeting had been productive."
    )

    (meeting,) = find_meetings(document(text, published="2026-03-05T09:00:00Z"))

    assert [quote.text for quote in meeting.quotes] == [
        "Carlos Mendez met Sofia Petrova in Geneva on Tuesday",
        "The talks lasted two hours",
    ]


_WORDS = st.sampled_from(
    """Carlos Mendez Sofia Petrova met meets will would not never , . ; : - — “ ” ( ) and then with by after before who which
    the a talks meeting summit call between of on Tuesday in Geneva said that denied having been to host received
    invited postponed from 3 March 2026 two rounds him their 's U.S. India-Japan last week""".split()
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(_WORDS, max_size=40))
def test_any_row_of_words_can_be_read(words: list[str]) -> None:
    """Article text is untrusted: nonsense gives facts or none, never an error, and quotes stay exact."""
    doc = document(" ".join(words))

    for meeting in find_meetings(doc):
        assert meeting.participants
        assert all(quote.span.of(doc.text) == quote.text for quote in meeting.quotes)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """The same for characters of any script."""
    find_meetings(document(text))


def _plain(meeting: Meeting, asked: dict[str, Any]) -> dict[str, Any]:
    """The fields of a meeting that the expected one names."""
    told: dict[str, Any] = {
        "who": sorted(_names(meeting)),
        "status": meeting.status.value,
        "date": meeting.when.iso() if meeting.when else None,
        "mode": meeting.mode.value if meeting.mode else None,
        "place": meeting.place,
        "duration": meeting.duration,
        "said_by": meeting.said_by.name if meeting.said_by else None,
        "previous": meeting.previous.iso() if meeting.previous else None,
        "roles": {p.party.name: p.role.value for p in meeting.participants if p.role},
    }
    return {key: value for key, value in told.items() if key in asked or key in ("who", "status", "date")}


def _names(meeting: Meeting) -> set[str]:
    return {participant.party.name for participant in meeting.participants}


def test_a_planned_meeting_moved_keeps_its_old_day() -> None:
    """The ledger needs the day a meeting was moved from, to find the record it changes."""
    [meeting] = find_meetings(
        document(
            "The meeting between Anna Lindqvist and Kenji Mori, planned for Thursday, was postponed to 20 March."
        )
    )

    assert meeting.status is MeetingStatus.POSTPONED
    assert meeting.when is not None
    assert meeting.when.iso() == "2026-03-20"
    assert meeting.previous is not None
    assert meeting.previous.iso() == "2026-03-12"


def test_a_sentence_of_nothing_but_verbs_is_read_all_the_same() -> None:
    """Each verb asks only its nearest neighbours for their subject; asking all of them would never end."""
    found = find_meetings(document("met and " * 300, published="2026-03-11T12:00:00+01:00"))

    assert found == ()
