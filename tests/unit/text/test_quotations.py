"""Single quotation marks are told from apostrophes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.quotations import doubled


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("'We will wait,' said Lund.", "“We will wait,” said Lund."),
        ("‘We won’t wait,’ said Lund. ‘Ask them.’", "“We won’t wait,” said Lund. “Ask them.”"),
        (
            "'The workers' rights are safe,' Lund said, adding: 'We won't move.'",
            "“The workers' rights are safe,” Lund said, adding: “We won't move.”",
        ),
        ("The so-called 'workers' party' will meet.", "The so-called “workers' party” will meet."),
        (
            "Lund called it 'a farce', Aas 'a joke' and Petras' aides 'a shame'.",
            "Lund called it “a farce”, Aas “a joke” and Petras' aides “a shame”.",
        ),
        ("'He said \"no\" and left,' Lund said.", "“He said 'no' and left,” Lund said."),
        ("It was (‘a farce’) – 'no more' –", "It was (“a farce”) – “no more” –"),
        ("'One paragraph.\n\n'And another,' said Lund.", "“One paragraph.\n\n“And another,” said Lund."),
    ],
)
def test_marks_around_speech_are_doubled(text: str, seen: str) -> None:
    """Character for character, so that every position stays."""
    assert doubled(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "“He told me ‘never’ and left,” she said.",
        "\"It's the owners' problem, not 'ours',\" she said.",
        "In the '90s rock 'n' roll was king, said the bank's clerk, and the unions' men cheered 'em.",
        "The two teams' owners met; it's Charles' turn.",
        "O'Neil's and d'Estaing's talks' outcome, l’État, the ’80s",
        "A man of 5' 10'' was seen.",
        "He said 'it begins here and never ends.\nThe next paragraph.",
        "'",
        "",
    ],
)
def test_apostrophes_and_nested_marks_stay(text: str) -> None:
    """A plural's possession, what is left out, a foot, a mark that nothing closes."""
    assert doubled(text) == text


@given(st.text(alphabet="ab sS.,'‘’“”\"\n9", max_size=80))
def test_only_marks_change_and_nothing_moves(text: str) -> None:
    """Whatever stands there."""
    seen = doubled(text)

    marks = re.compile("['‘’“”\"]")
    assert len(seen) == len(text)
    assert marks.sub("'", seen) == marks.sub("'", text)
