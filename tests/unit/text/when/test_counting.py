"""Counting lengths and working days from a named day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import InputError
from bot.model.when import Anchor, Precision, When
from bot.text.when import add_duration, business_days_after, tag

MONDAY = Anchor(day=date(2025, 7, 14), words="Monday")


def _length(words: str) -> When:
    return tag(f"It was extended by {words}.", published=date(2025, 8, 6))[0]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("50 days", date(2025, 7, 14), date(2025, 9, 2)),
        ("90 days", date(2025, 8, 12), date(2025, 11, 10)),
        ("one month", date(2024, 1, 31), date(2024, 2, 29)),
        ("one month", date(2025, 1, 31), date(2025, 2, 28)),
        ("12 months", date(2025, 12, 30), date(2026, 12, 30)),
        ("a year", date(2024, 2, 29), date(2025, 2, 28)),
        ("two years and three months", date(2025, 1, 1), date(2027, 4, 1)),
        ("two weeks", date(2025, 12, 25), date(2026, 1, 8)),
        ("a fortnight", date(2025, 7, 14), date(2025, 7, 28)),
        ("48 hours", date(2025, 7, 14), date(2025, 7, 16)),
    ],
)
def test_a_length_ends_on_a_calendar_day(words: str, start: date, end: date) -> None:
    """Code counts the days of a deadline."""
    when = add_duration(_length(words), Anchor(day=start, words="then"), rule="deadline.length")

    assert when.day == end
    assert when.precision is Precision.DAY
    assert when.anchor is not None
    assert when.anchor.day == start
    assert when.rule == "deadline.length"


def test_ten_or_twelve_days_end_in_a_range() -> None:
    """Both ends are what the article says."""
    when = add_duration(_length("10 or 12 days"), MONDAY, rule="deadline.length")

    assert (when.earliest, when.latest) == (date(2025, 7, 24), date(2025, 7, 26))


@pytest.mark.parametrize("words", ["several weeks", "three hours", "900,000 years"])
def test_a_length_that_names_no_day_stays_open(words: str) -> None:
    """A guessed day is worse than none."""
    when = add_duration(_length(words), MONDAY, rule="deadline.length")

    assert not when.resolved
    assert when.open_reason


def test_only_a_length_can_be_added() -> None:
    """A caller that mixes up fields hears of it."""
    day = tag("It ends on 8 August.", published=date(2025, 8, 6))[0]

    with pytest.raises(InputError, match="not a length"):
        add_duration(day, MONDAY, rule="deadline.length")


def test_working_days_need_a_named_calendar() -> None:
    """Whose holidays count is not ours to guess."""
    length = _length("10 working days")
    anchor = Anchor(day=date(2025, 12, 19), words="19 December")

    still_open = add_duration(length, anchor, rule="deadline.length")
    german = add_duration(length, anchor, rule="deadline.length", calendar="DE")

    assert not still_open.resolved
    assert "holiday calendar" in (still_open.open_reason or "")
    assert german.day == date(2026, 1, 7)


@pytest.mark.parametrize(
    ("day", "n", "calendar", "expected"),
    [
        (date(2025, 8, 8), 1, None, date(2025, 8, 11)),
        (date(2025, 8, 9), 1, None, date(2025, 8, 11)),
        (date(2025, 8, 11), -1, None, date(2025, 8, 8)),
        (date(2025, 8, 8), 0, None, date(2025, 8, 8)),
        (date(2025, 7, 3), 1, "US", date(2025, 7, 7)),
        (date(2025, 7, 3), 1, "GB", date(2025, 7, 4)),
        (date(2025, 4, 17), 1, "ECB", date(2025, 4, 22)),
    ],
)
def test_working_days_skip_weekends_and_holidays(
    day: date, n: int, calendar: str | None, expected: date
) -> None:
    """A notice period of working days ends later than it looks."""
    assert business_days_after(day, n, calendar) == expected


def test_an_unknown_calendar_is_named_in_the_error() -> None:
    """The person who set it must find it again."""
    with pytest.raises(InputError, match="'Narnia'"):
        business_days_after(date(2025, 8, 8), 3, "Narnia")


def test_a_text_with_a_calendar_resolves_working_days() -> None:
    """An operator can name the calendar for a whole text."""
    when = tag("They must answer within 10 working days.", published=date(2025, 8, 6), calendar="US")[0]

    assert when.day == date(2025, 8, 20)
