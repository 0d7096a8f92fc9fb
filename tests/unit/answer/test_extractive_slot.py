"""Near misses: a sentence that shares the words of a question and tells another act, time, place or person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answer.extractive import write
from bot.model.answers import Abstention
from bot.model.chat import Length
from tests.unit.answer.stories import Story, evidence_on

NOW = datetime(2026, 3, 20, tzinfo=UTC)
FERRY = Story(
    id="ferry",
    outlet="Lake Radio",
    title="Talks on the night ferry go on",
    published=datetime(2026, 3, 19, 9, tzinfo=UTC),
    text=(
        "Mayor Ines Holt and ferry owner Pavel Drom held talks on the night ferry on Wednesday and will go on next week. "
        "The council has to approve the plan before the summer.\n\n"
        "Drom spoke of an understanding that he hoped nobody would disturb. The crew would stay ashore until there was a written "
        "offer, their lawyer said. The dredger left the harbour on Monday.\n\n"
        "The council voted 9 to 4 on 12 February to look at the subsidy again."
    ),
)


@pytest.mark.parametrize(
    "question",
    [
        "When will the council vote on the plan?",
        "What will the written offer contain?",
        "What exactly is the understanding that Drom spoke of?",
        "Where did Holt and Drom meet?",
        "What did Holt and Drom agree about the fares?",
        "How did the council vote in March 2026?",
        "When did Holt and Drom visit the dredger?",
    ],
)
def test_a_near_miss_is_no_answer(question: str) -> None:
    """The right words about another thing are the commonest wrong answer."""
    evidence = evidence_on(question, (FERRY,), now=NOW)
    assert isinstance(write(evidence, now=NOW, zone="UTC", length=Length.SHORT), Abstention)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How did the council vote on 12 February?", "9 to 4"),
        ("What did Drom speak of?", "an understanding"),
        ("When did the dredger leave the harbour?", "Monday"),
    ],
)
def test_what_is_told_is_still_answered(question: str, expected: str) -> None:
    """The checks against near misses leave the hits alone."""
    evidence = evidence_on(question, (FERRY,), now=NOW)
    found = write(evidence, now=NOW, zone="UTC", length=Length.SHORT)

    assert not isinstance(found, Abstention)
    assert expected in " ".join(sentence.text for sentence in found.sentences)
