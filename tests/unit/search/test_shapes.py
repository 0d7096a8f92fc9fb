"""What a question wants made of its evidence is read from its wording, and from nothing else."""

from __future__ import annotations

import pytest

from bot.model.answers import Intent, Shape
from bot.search.asking import intent_of
from bot.search.shapes import shape_of


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("Who first reported the strike?", Shape.FIRST_TO_REPORT),
        ("Which newspaper was the first to report the deal?", Shape.FIRST_TO_REPORT),
        ("Which outlet broke the story first?", Shape.FIRST_TO_REPORT),
        ("How many outlets carried the ultimatum?", Shape.OUTLETS),
        ("How many independent sources tell of the raid?", Shape.OUTLETS),
        ("How did the closing date move?", Shape.CHANGE),
        ("What has changed about the offer since May?", Shape.CHANGE),
        ("Was the deadline extended?", Shape.CHANGE),
        ("From which day was the closing date moved, and to which?", Shape.CHANGE),
        ("What changed in the closing date between 4 and 10 March?", Shape.CHANGE),
        ("Has the date been pushed back?", Shape.CHANGE),
        ("Did the company meet the deadline?", Shape.OUTCOME),
        ("Was the ultimatum kept?", Shape.OUTCOME),
        ("Did the court decide in time?", Shape.OUTCOME),
        ("How long did the blockade last?", Shape.LASTED),
        ("How long was the bridge closed?", Shape.LASTED),
        ("Is the permit still valid?", Shape.STILL),
        ("Was the ban in force?", Shape.STILL),
        ("Is the strike over?", Shape.STILL),
        ("Did the hearing take place?", Shape.HAPPENED),
        ("Was the summit called off?", Shape.HAPPENED),
        ("What became of the talks?", Shape.HAPPENED),
        ("Is it certain that the tariffs will follow?", Shape.CERTAIN),
        ("On what conditions was the sale cleared?", Shape.TERMS),
        ("What were the terms of the truce?", Shape.TERMS),
        # one value answers these
        ("When does the truce expire?", None),
        ("Who met the minister in Oslo?", None),
        ("How many people were hurt?", None),
        ("Where was the bridge built?", None),
        ("What did the envoy report to the president?", None),
    ],
)
def test_the_shape_of_a_question(question: str, shape: Shape | None) -> None:
    """A value, a course, a count of tellers: each is put together in its own way."""
    assert shape_of(question) is shape


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("When did the offer close?", Intent.DEADLINE),
        ("What is the closing date of the tender?", Intent.DEADLINE),
        ("Until when is the licence valid?", Intent.DEADLINE),
        ("Where did the envoys meet?", Intent.MEETING),
        ("When did the factory close?", Intent.FACT),
    ],
)
def test_what_runs_for_a_time_ends_on_a_day(question: str, intent: Intent) -> None:
    """An offer or a licence closes on a day that was set; a factory just closes."""
    assert intent_of(question) is intent
