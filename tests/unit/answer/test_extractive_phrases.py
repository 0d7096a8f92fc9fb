"""Fixed phrasings of days, distances and lists."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.phrases import counted, far_off, has_passed, joined, on_when, quoted, when_words
from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind


def when(
    first: date | None, last: date | None, precision: Precision | None = Precision.DAY, **more: object
) -> When:
    return When(
        words="then",
        span=Span(0, 4),
        kind=WhenKind.DATE,
        value=None,
        earliest=first,
        latest=last,
        precision=precision,
        rule="test",
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("given_when", "words", "on"),
    [
        (when(date(2025, 8, 8), date(2025, 8, 8)), "Friday 8 August 2025", "on Friday 8 August 2025"),
        (
            when(date(2026, 2, 27), date(2026, 2, 27), time=time(17), zone_words="Brussels time"),
            "Friday 27 February 2026, 17:00 Brussels time",
            "on Friday 27 February 2026, 17:00 Brussels time",
        ),
        (
            when(date(2025, 8, 7), date(2025, 8, 9), Precision.RANGE),
            "between Thursday 7 August 2025 and Saturday 9 August 2025",
            "between Thursday 7 August 2025 and Saturday 9 August 2025",
        ),
        (when(date(2025, 7, 28), date(2025, 8, 3), Precision.WEEK), "the week from Monday 28 July 2025 to Sunday 3 August 2025",
         "in the week from Monday 28 July 2025 to Sunday 3 August 2025"),
        (when(date(2025, 8, 1), date(2025, 8, 31), Precision.MONTH), "August 2025", "in August 2025"),
        (when(date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR), "2025", "in 2025"),
        (when(None, date(2025, 8, 8)), "up to Friday 8 August 2025", "up to Friday 8 August 2025"),
        (when(None, None, None), None, None),
    ],
)  # fmt: skip
def test_days_are_told_as_precisely_as_they_are_known(
    given_when: When, words: str | None, on: str | None
) -> None:
    """A month is not its first day."""
    assert (when_words(given_when), on_when(given_when)) == (words, on)


@pytest.mark.parametrize(
    ("day", "words", "passed"),
    [
        (date(2025, 8, 6), "today", False),
        (date(2025, 8, 7), "tomorrow", False),
        (date(2025, 8, 8), "in 2 days", False),
        (date(2025, 8, 5), None, True),
    ],
)
def test_how_far_off_a_day_is_counts_from_the_readers_today(
    day: date, words: str | None, passed: bool
) -> None:
    """A deadline of today has not passed."""
    today = date(2025, 8, 6)

    assert far_off(when(day, day), today) == words
    assert has_passed(when(day, day), today) is passed


@given(st.dates(min_value=date(1900, 1, 1)), st.dates(min_value=date(1900, 1, 1)))
def test_a_day_is_either_ahead_or_behind(day: date, today: date) -> None:
    """Never both, never neither."""
    assert (far_off(when(day, day), today) is None) == has_passed(when(day, day), today)


def test_lists_counts_and_quotes_read_as_english() -> None:
    """They stand inside sentences."""
    assert joined(["A"]) == "A"
    assert joined(["A", "B", "C"]) == "A, B and C"
    assert counted(1, "outlet") == "1 outlet"
    assert counted(5, "outlet") == "5 outlets"
    assert quoted("two\n lines") == "“two lines”"
