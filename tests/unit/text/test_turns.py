"""A turn is told as a fact, or not at all."""

from __future__ import annotations

import pytest

from bot.text.turns import Turn, turn_in


@pytest.mark.parametrize(
    ("sentence", "turn"),
    [
        ("The league has put its congress back to 4 October.", Turn.MOVED),
        ("The hearing was adjourned before noon.", Turn.MOVED),
        ("Inspectors have shifted their trip to the 19th.", Turn.MOVED),
        ("The trial won't restart next Monday.", Turn.OFF),
        ("The vote will not be held in June.", Turn.OFF),
        ("The council called the session off.", Turn.OFF),
        ("Until then the time limit is frozen.", Turn.OFF),
        ("The union asked for the talks to be postponed.", None),
        ("If the vote is postponed, the bid lapses.", None),
        ("The minister refused to have it put back to May.", None),
        ("The court opens at nine.", None),
        ("She put the letter on the table.", None),
    ],
)
def test_turns_are_told_not_wished_for(sentence: str, turn: Turn | None) -> None:
    """What is asked for, supposed or refused is no turn."""
    assert turn_in(sentence) is turn
