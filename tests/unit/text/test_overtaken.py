"""That something was moved or is off is told as a fact, or not at all."""

from __future__ import annotations

import pytest

from bot.text.overtaken import is_overtaken


@pytest.mark.parametrize(
    ("sentence", "overtaken"),
    [
        ("The league has put its congress back to 4 October.", True),
        ("The hearing was adjourned before noon.", True),
        ("Inspectors have shifted their trip to the 19th.", True),
        ("The trial won't restart next Monday.", True),
        ("The vote will not be held in June.", True),
        ("The council called the session off.", True),
        ("Until then the time limit is frozen.", True),
        ("The union asked for the talks to be postponed.", False),
        ("If the vote is postponed, the bid lapses.", False),
        ("The minister refused to have it put back to May.", False),
        ("The tunnel inquiry won't be opening on Monday.", True),
        ("Voters will no longer be sitting in that hall.", True),
        ("The court opens at nine.", False),
        ("She put the letter on the table.", False),
    ],
)
def test_a_change_is_told_not_wished_for(sentence: str, overtaken: bool) -> None:
    """What is asked for, supposed or refused has changed nothing."""
    assert is_overtaken(sentence) is overtaken
