"""Answers that stand beside the sentence with the question's words, and near misses that do not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answer.extractive import write
from bot.model.answers import Abstention, Answer, Briefing
from bot.model.chat import Length
from tests.unit.answer.stories import Story, asked, evidence_on

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MILL = Story(
    id="mill-1",
    outlet="Valley Herald",
    title="Council of Ostrand votes on the paper mill",
    published=datetime(2026, 11, 3, 9, tzinfo=UTC),
    text=(
        "The council of Ostrand put the plan for the paper mill to a vote on Monday. It passed by 23 votes to 8. "
        "The owner Brisk will close the old mill in March. It had not made a profit for six years, manager Else Torn said. "
        "A tour of the old mill costs 9 crowns. The review leader, Professor Ida Kohl, expects a report in May. "
        "No new date was set for the opening, which had been planned for 4 May."
    ),
)


def answer(question: str) -> Answer:
    evidence = evidence_on(asked(question), (MILL,), now=NOW)
    return write(evidence, now=NOW, zone="UTC", length=Length.SHORT)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How did the council of Ostrand vote on the paper mill?", "23 votes to 8"),
        ("Why will Brisk close the old mill?", "had not made a profit"),
        ("What does a tour of the old mill cost?", "9 crowns"),
        ("Who led the review?", "Ida Kohl"),
    ],
)
def test_the_sentence_beside_the_questions_words_may_be_the_answer(question: str, told: str) -> None:
    """Articles give the matter in one sentence and the answer in the next."""
    found = answer(question)

    assert isinstance(found, Briefing), found
    assert told in " ".join(sentence.text for sentence in found.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "Who designed the old mill?",
        "How much did the review cost?",
        "When is the new date of the opening?",
        "When is the next strike in Ostrand?",
    ],
)
def test_the_same_matter_without_the_answer_is_no_answer(question: str) -> None:
    """A reader who is told something else in reply believes that it was the answer."""
    assert isinstance(answer(question), Abstention)
