"""What the blocking checks must let pass: the same number, day or name in other words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.answer.gate.judge import judge
from bot.answer.gate.measures import measures_in
from bot.answer.gate.sums import reckoned

STORY = (
    "The bridge at Sel is 12 miles long and opens on Oct 9. It cost $48.7 million, of which the state paid $30 million "
    "and the town $12 million. Crews pour concrete only above 41 degrees Fahrenheit. Tolls are not usually raised before "
    "spring. The first crossing, at 7:30pm, will be made without Mayor Anna Holt, who opened the old bridge in 1998. "
    "Buses cross in 25 minutes. The Oregon Transport Board runs it from the NewLink office. Drivers may not stop on the "
    "ramp. Boats may stop below the ramp. The board writes at www.hppost.example."
)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is 12 miles (19.3 km) long.",
        "Concrete is poured only above 41°F (5°C).",
        "The bridge opens on October 9.",
        "The first crossing is at 7:30 PM.",
        "The first crossing is at 19:30 on October 9.",
        "It cost about $49 million.",
        "State and town paid $42 million in total: $30 million and $12 million.",
        "The state paid $18 million more than the town: $30 million against $12 million.",
        "It is a multi-million project.",
        "Tolls are usually not raised before spring.",
        "Mayor Anna Holt opened the old bridge in 1998.",
        "The OR Transport Board runs the bridge.",
        "The board works from the New Link office.",
        "The board writes in The H.P. Post.",
        "I'd add that I'm sure the bridge opens on October 9.",
        "Repeat steps 4-6 for the bridge.",
        "To avoid raising tolls before spring, the board waits.",
        "Drivers may not stop on the ramp.",
    ],
)
def test_the_same_told_in_other_words_raises_no_alarm(text: str) -> None:
    """An alarm about a true sentence teaches people to overlook alarms."""
    assert judge(text, [STORY], question="What about the bridge?").checks == ()


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("The bridge is 12 miles (23 km) long.", "number"),
        ("Concrete is poured only above 41°F (15°C).", "number"),
        ("The bridge opens on October 19.", "date"),
        ("The first crossing is at 9:30 PM.", "number"),
        ("It cost about $58 million.", "number"),
        ("State and town paid $46 million in total: $30 million and $12 million.", "number"),
        ("The ID Transport Board runs the bridge.", "name"),
        ("Tolls are usually raised before spring.", "polarity"),
        ("Buses cross in 35 minutes.", "number"),
    ],
)
def test_what_the_story_does_not_tell_is_still_stopped(text: str, check: str) -> None:
    """Leniency about form must not become leniency about content."""
    assert check in judge(text, [STORY], question="What about the bridge?").checks


def test_a_common_word_in_a_heading_is_no_name() -> None:
    """A title writes every word with a capital."""
    text = "Ways To Cross The Main Ramp\n\nUse the lower Deck Lane: the deck has one lane for drivers."

    assert "name" not in judge(text, [STORY + " Drivers use the lower part."]).checks


def test_written_sums_are_reckoned_only_when_they_come_out() -> None:
    """A wrong sum is a wrong number, whatever it is made of."""
    told = {Decimal(30), Decimal(12)}

    assert reckoned("30 + 12 = 42 and 30 x 12 = 360", told) == {Decimal(42), Decimal(360)}
    assert reckoned("30 + 12 = 45 and 31 + 12 = 43", told) == frozenset()


def test_both_ends_of_a_range_are_measures() -> None:
    """ "24 to 29 °C" gives both ends their unit."""
    found = measures_in("It is 24 to 29 °C and 5 feet 6 inches deep.")

    assert [(m.kind, round(m.value, 2)) for m in found][:2] == [("heat", 24.0), ("heat", 29.0)]
    assert ("length", 1.68) in [(m.kind, round(m.value, 2)) for m in found]
