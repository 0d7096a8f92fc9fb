"""Time expressions become calendar days."""

from __future__ import annotations

from datetime import date

from bot.text.when import tag


def test_a_weekday_under_a_plan_lies_ahead_and_after_a_report_behind() -> None:
    """A deadline read as past is the error that common taggers make."""
    ahead = tag("The sanctions are still expected to be implemented on Friday.", published=date(2025, 8, 6))
    behind = tag("They met on Monday.", published=date(2025, 8, 6))

    assert ahead[0].value == "2025-08-08"
    assert behind[0].value == "2025-08-04"
