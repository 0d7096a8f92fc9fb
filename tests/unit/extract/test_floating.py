"""Times that give no day of the story stay open: nothing is counted from the day of the report by mistake."""

from __future__ import annotations

import pytest

from bot.extract.deadlines import find_deadlines
from tests.unit.extract.deadline_cases import document


@pytest.mark.parametrize(
    "text",
    [
        "Each claimant has 30 days to appeal.",
        "A losing party has 21 days to appeal.",
        "The law gives employers seven days to answer a strike notice.",
        "Under the rules, a bidder must launch within 28 days.",
        "Once notified, the agency has 25 working days to decide.",
        "The president has ten days to sign or veto any bill.",
        "The parties then have 90 days to ratify.",
        "We propose that the exemption should end a year earlier.",
        "Payment of the annual fee falls due on 31 May of each year.",
        "The panel must rule no later than 48 hours before the start of the stoppage.",
        "Interest is payable on 1 June and every six months thereafter.",
    ],
)
def test_a_term_without_a_start_has_no_day(text: str) -> None:
    """A day worked out from the wrong start is worse than none."""
    found = find_deadlines(document(text, "2026-04-27"))

    assert [fact.due.iso() for fact in found if fact.due is not None and "June" not in fact.due.words] in (
        [None],
        [],
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The judge gave Halden 30 days to comply.", "2026-05-27"),
        ("Under the order, the firm has 30 days to comply.", "2026-05-27"),
        ("The regulator told the firm to answer within ten days.", "2026-05-07"),
    ],
)
def test_a_term_that_this_story_starts_has_one(text: str, day: str) -> None:
    """The order is the news, so it runs from today."""
    [fact] = find_deadlines(document(text, "2026-04-27"))

    assert fact.due is not None
    assert fact.due.iso() == day
