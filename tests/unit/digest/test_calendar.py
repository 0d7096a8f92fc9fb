"""Calendar programs read our deadlines: two independent libraries see the same days, moments and changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import icalendar
import pytest
import vobject

from bot.digest.calendar import write_calendar
from bot.model.facts import DeadlineStatus
from bot.model.records import ToldFact
from tests.unit.digest.bridge import deadline, entries, meeting, on, records, told

NOW = datetime(2025, 8, 10, 12, tzinfo=UTC)
SEPTEMBER, OCTOBER = on(date(2025, 9, 30)), on(date(2025, 10, 31))
SET = deadline(told("ledger", 4), SEPTEMBER)
EXTENDED = deadline(told("post", 6), OCTOBER, DeadlineStatus.EXTENDED, previous_due=SEPTEMBER)
LIFTED = deadline(told("star", 8), OCTOBER, DeadlineStatus.WITHDRAWN)


def write(facts: list[ToldFact], day: int = 10) -> bytes:
    return write_calendar([(record, entries(facts)) for record in records(facts, day)], now=NOW)


def by_icalendar(data: bytes) -> dict[str, Any]:
    [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return {
        "uid": str(event["UID"]),
        "start": event.decoded("DTSTART"),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
    }


def by_vobject(data: bytes) -> dict[str, Any]:
    event = vobject.readOne(data.decode()).vevent
    return {
        "uid": event.uid.value,
        "start": event.dtstart.value,
        "sequence": int(event.sequence.value),
        "status": event.status.value,
        "summary": event.summary.value,
        "description": event.description.value,
    }


def read(data: bytes) -> dict[str, Any]:
    """What both libraries read."""
    ours, theirs = by_icalendar(data), by_vobject(data)
    assert ours == theirs
    return ours


def test_a_deadline_is_an_all_day_event_with_its_quote_and_link() -> None:
    """Who sees it in a calendar must be able to check it."""
    event = read(write([SET]))

    assert event["start"] == date(2025, 9, 30)
    assert event["status"] == "CONFIRMED"
    assert event["summary"] == "Hungary: open the bridge"
    assert "Hungary must open the bridge" in event["description"]
    assert "https://news.example/ledger" in event["description"]


def test_a_moved_deadline_keeps_its_name_and_counts_up() -> None:
    """Calendar programs then move the entry that they have, and do not add a second one."""
    first, second = read(write([SET])), read(write([SET, EXTENDED]))

    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]
    assert second["start"] == date(2025, 10, 31)


def test_a_withdrawn_deadline_is_cancelled() -> None:
    """Leaving it out would leave it in people's calendars."""
    before, after = read(write([SET, EXTENDED])), read(write([SET, EXTENDED, LIFTED]))

    assert after["status"] == "CANCELLED"
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


@pytest.mark.parametrize(
    ("zone", "day", "hour_utc"),
    [
        ("Europe/Vienna", date(2026, 3, 28), 16),
        ("Europe/Vienna", date(2026, 3, 29), 15),  # the clocks went forward that night
        ("Europe/Vienna", date(2026, 10, 24), 15),
        ("Europe/Vienna", date(2026, 10, 25), 16),  # and back again
        ("Australia/Sydney", date(2026, 4, 4), 6),
        ("Australia/Sydney", date(2026, 4, 5), 7),
        ("+03:00", date(2026, 3, 29), 14),
    ],
)
def test_a_timed_deadline_is_the_right_moment_on_both_sides_of_a_clock_change(
    zone: str, day: date, hour_utc: int
) -> None:
    """Five in the afternoon there is another hour elsewhere in summer and in winter."""
    due = on(day, time=time(17), zone=zone, zone_words="local")

    event = read(write([deadline(told("ledger", 4), due)]))

    assert event["start"] == datetime.combine(day, time(hour_utc), tzinfo=UTC)


def test_a_time_without_a_zone_is_a_whole_day_that_says_the_time() -> None:
    """Guessing the zone would put it at the wrong hour for most readers."""
    event = read(write([deadline(told("ledger", 4), on(date(2025, 9, 30), time=time(17)))]))

    assert event["start"] == date(2025, 9, 30)
    assert "17:00" in event["description"]


def test_a_week_is_shown_as_a_week_and_said_in_words() -> None:
    """No day is made up where the article gives none."""
    due = on(date(2025, 9, 22), until=date(2025, 9, 28), words="in the week of 22 September")
    data = write([deadline(told("ledger", 4), due)])
    event = read(data)

    assert event["start"] == date(2025, 9, 22)
    assert b"DTEND;VALUE=DATE:20250929" in data
    assert "in the week of 22 September" in event["summary"]


def test_what_has_no_day_and_what_is_a_meeting_is_left_out() -> None:
    """Only deadlines with a place on the calendar."""
    data = write([deadline(told("ledger", 4), None), meeting(told("post", 5), on(date(2025, 8, 5)))])

    assert icalendar.Calendar.from_ical(data).walk("VEVENT") == []


def test_words_of_an_article_cannot_add_lines() -> None:
    """A requirement is untrusted text: commas, semicolons and line ends must stay inside their field."""
    nasty = "open it\r\nSTATUS:CANCELLED\nBEGIN:VALARM; a, b \\ c"
    event = read(write([deadline(told("ledger", 4), SEPTEMBER, requirement=nasty)]))

    assert event["status"] == "CONFIRMED"
    assert "BEGIN:VALARM; a, b" in event["summary"]
