"""What the days of a sentence say for a plan of a day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.digest.its_day import COUNTED, MEANT, ON_IT, SAID_ON_IT, days_of

THURSDAY = date(2026, 8, 6)


@pytest.mark.parametrize(
    ("sentence", "plan", "says"),
    [
        ("Two inspectors walked through the yard on Tuesday.", date(2026, 8, 4), ON_IT),
        ("PORT AMEL, Aug 4 (Quay) - The yard was quiet.", date(2026, 8, 4), 0.0),
        ("The gates were opened last night.", date(2026, 8, 5), ON_IT),
        ("The firm must answer by Thursday.", date(2026, 8, 6), 0.0),
        ("The office cleared the sale on Thursday, eight days ahead of time.", date(2026, 8, 14), COUNTED),
        ("He paid almost two weeks before the bank's cut-off.", date(2026, 8, 19), COUNTED),
        ("The list came yesterday, a day late.", date(2026, 8, 4), COUNTED),
        ("Lorries queued on Wednesday, a day after the gate closed.", date(2026, 8, 4), 0.0),
        ("The agreement that the firm signed on Tuesday is not touched.", date(2026, 8, 4), 0.0),
        ("They lit candles, a week before the ultimatum expires.", date(2026, 8, 13), 0.0),
        ("She shifted the visit by two weeks, to the 26th.", date(2026, 8, 12), COUNTED),
        ("The closure that was to start next Wednesday is on ice.", date(2026, 8, 12), MEANT),
        ("Tuesday's talks have slipped to Friday.", date(2026, 8, 11), MEANT),
        ("The mayor told reporters on Tuesday that the road was closed.", date(2026, 8, 4), SAID_ON_IT),
        ("The two agreed on Tuesday to part.", date(2026, 8, 4), ON_IT),
        ("Dahl, whose limit ran out on Tuesday, smiled.", date(2026, 8, 4), 0.0),
    ],
)
def test_what_the_days_of_a_sentence_say_for_a_plan(sentence: str, plan: date, says: float) -> None:
    """A deed on its day, a count from it, a day on which it was to be; not a bound, nor a day that only describes."""
    assert days_of(sentence, THURSDAY).speak_for(plan, plan, THURSDAY) == says
