"""A sentence that shares the words of a question and tells something else is no answer to it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model.answers import Abstention
from tests.unit.answer.stories import Story
from tests.unit.answer.test_extractive_words import answer, words

HALL = Story(
    id="hall-1",
    outlet="Marn Wire",
    title="Marn hall",
    published=datetime(2026, 11, 18, tzinfo=UTC),
    text=(
        "The fair in the Marn hall was called off on Monday. Builder Nils Orth repaired the roof in May. The fire office cleared the "
        "cellar but still inspects the Ostrow wing. The town would sell two of its nine halls if the bank agrees. Two of the three "
        "dancers who fell ill came home on Friday."
    ),
)


@pytest.mark.parametrize(
    "question",
    [
        "Who called off the fair in the Marn hall?",  # told as done, by nobody
        "When did Jens Orth repair the roof?",  # another of that surname
        "When did the fire office clear the Ostrow wing?",  # the other side of a "but"
        "How many halls has the town sold?",  # only what would be
        "How many dancers died?",  # another act
    ],
)
def test_another_one_another_side_another_act_is_no_answer(question: str) -> None:
    """Each shares most of its words with a sentence."""
    assert isinstance(answer(question, HALL), Abstention)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who repaired the roof?", "Nils Orth"),
        ("When did Nils Orth repair the roof?", "May"),
        ("Has the fire office cleared the cellar?", "Yes, by these words"),
        ("Has the fire office cleared the Ostrow wing?", "“"),
    ],
)
def test_what_the_sentence_does_tell_is_still_told(question: str, told: str) -> None:
    """The guards look at the half of the sentence that is meant."""
    assert told in words(answer(question, HALL))
