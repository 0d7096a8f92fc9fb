"""Deadlines of so many working days, counted with a named calendar of holidays or without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.extract.check import check_fact
from bot.extract.deadlines import find_deadlines
from bot.extract.document import read
from bot.model.facts import Deadline
from bot.model.when import When
from tests.unit.extract.deadline_cases import document

ORDER = "On Friday the regional court ordered Holm Paper to hand over its records within 10 working days."


def _told(text: str, published: str, calendar: str | None) -> tuple[Deadline, When]:
    doc = read(document(text, published).revision, calendar=calendar)
    [fact] = find_deadlines(doc)
    assert fact.due is not None
    assert check_fact(fact, doc) == fact
    return fact, fact.due


@pytest.mark.parametrize(
    ("calendar", "day", "rule"),
    [
        (None, date(2026, 1, 2), "deadline.counted.working_days"),
        ("DE", date(2026, 1, 7), "deadline.counted.working_days.DE"),
        ("DE-BY", date(2026, 1, 8), "deadline.counted.working_days.DE-BY"),
        ("GB", date(2026, 1, 7), "deadline.counted.working_days.GB"),
        ("NYSE", date(2026, 1, 6), "deadline.counted.working_days.NYSE"),
        ("IL", date(2026, 1, 1), "deadline.counted.working_days.IL"),
    ],
)
def test_holidays_and_the_weekend_of_the_calendar_are_not_counted(
    calendar: str | None, day: date, rule: str
) -> None:
    """Ten working days before Christmas end on another day in Munich than in New York, and the day says by whose calendar."""
    _, due = _told(ORDER, "2025-12-19", calendar)

    assert (due.day, due.rule) == (day, rule)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("The firm must pay the fine within five clear business days of 29 December 2025.", date(2026, 1, 6)),
        ("The firm must pay the fine by the last working day of May 2026.", date(2026, 5, 29)),
        ("The firm must pay the fine no later than three working days before 4 May 2026.", date(2026, 4, 28)),
    ],
)
def test_the_day_counted_from_is_the_one_that_is_told(words: str, day: date) -> None:
    """Labour Day lies in between."""
    _, due = _told(words, "2025-12-19", "DE")

    assert due.day == day


def test_a_day_counted_by_another_calendar_does_not_pass_the_check() -> None:
    """Whoever hands in a day, the workspace's own calendar says which it is."""
    doc = document(ORDER, "2025-12-19")
    [fact] = find_deadlines(read(doc.revision, calendar="DE"))

    checked = check_fact(fact, replace(doc, calendar="US"))

    assert isinstance(checked, Deadline)
    assert checked.due is None or checked.due.day is None
