"""Predictions over story arcs: what is handed to the scorer."""

from __future__ import annotations

from bot.evaluate.arcs import tellings
from bot.extract.meetings import find_meetings
from tests.unit.extract.revisions import document

TEXT = (
    "Carlos Mendez met Sofia Petrova in Geneva on Tuesday. Earlier the same day Ivan Orlov had met Mendez at the airport. "
    "Their conversation lasted ten minutes."
)


def test_the_day_of_another_meeting_is_no_telling_of_this_one() -> None:
    """A record is measured by the words that tell of it, not by a day that it borrows from a sentence about another."""
    _, airport = find_meetings(document(TEXT, published="2026-03-05T09:00:00Z"))

    assert "Tuesday" in [quote.text for quote in airport.quotes]
    assert [quote.text for quote in tellings(airport)] == [
        quote.text for quote in airport.quotes if quote.text != "Tuesday"
    ]
