"""Short questions in a conversation: what they leave out, and whom their pronouns may mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model.answers import AnswerType, Plan, Shape
from bot.model.chat import Question, Requester, Turn
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.search.conversation import completed
from bot.search.plan import plan_question

NOW = datetime(2026, 5, 30, 12, tzinfo=UTC)


def plan(text: str, *turns: Turn) -> Plan:
    """The plan of a question asked after `turns`."""
    requester = Requester(member=MemberId("m"), scope=Scope(workspace=WorkspaceId("w")))
    return plan_question(Question(text=text, requester=requester, conversation=turns), now=NOW)


@pytest.mark.parametrize(
    ("question", "before", "whole"),
    [
        ("By whom?", ["When was she found?"], "By whom was she found?"),
        ("And where?", ["When was she found?"], "where was she found?"),
        ("Where?", ["When was she found?", "By whom?"], "Where was she found?"),
        ("To whom?", ["How many checks did he write?"], "To whom did he write checks?"),
        ("Why?", ["How much did the bank pay?"], "Why did the bank pay?"),
        ("When?", ["Did the search go on?"], "When Did the search go on?"),
        ("Why?", ["Who left the hall?"], "Why did they left the hall?"),
        ("How many?", ["Were people hurt?"], "How many Were people hurt?"),
    ],
)
def test_a_bare_question_word_asks_again_about_the_same(question: str, before: list[str], whole: str) -> None:
    """Only the words count, so the form need not be good English."""
    assert completed(question, [Turn(question=one) for one in before]) == whole


@pytest.mark.parametrize(
    "question", ["Who paid the fine?", "How long did it take?", "What else?", "", "Thanks!"]
)
def test_a_question_with_words_of_its_own_is_left_as_it_is(question: str) -> None:
    """It is understood by what it says."""
    assert completed(question, [Turn(question="When was she found?")]) == question


def test_a_bare_question_word_without_a_question_before_stays_bare() -> None:
    """There is nothing to complete it with."""
    assert completed("Why?", []) == "Why?"
    assert completed("Why?", [Turn(question="Thanks!")]) == "Why?"


def test_who_said_that_asks_for_the_answer_before() -> None:
    """ "That" is what was just told."""
    turn = Turn(question="What did she ask?", answer="Whether the play had gone well.")

    found = plan("Who said that?", turn)

    assert found.answer_type is AnswerType.PERSON
    assert {"play", "well"} <= {w.word for w in found.wanted}


def test_whom_a_conversation_began_with_stays_in_it() -> None:
    """ "He" after five short questions is still the one it began with, at a small weight."""
    turns = [Turn(question="What did Glenn Abara admit?", answer="Fraud.")]
    turns += [
        Turn(question=f"How many {things} did he write?", answer="Six.")
        for things in ("checks", "notes", "cards")
    ]

    carried = {w.word: w for w in plan("How old is he?", *turns).wanted if w.carried}

    assert "abara" in carried
    assert carried["abara"].weight < 0.5
    assert "checks" not in carried  # words of older questions are not


def test_a_long_conversation_carries_only_a_few_words() -> None:
    """Its cost stays bounded, whatever was asked before."""
    turns = [
        Turn(question=f"What did Anna{n} Bell{n} tell Carl{n} Dorn{n}?", answer=f"Eva{n} Falk{n}.")
        for n in range(60)
    ]

    assert sum(w.carried for w in plan("When did he go?", *turns).wanted) <= 12


def test_a_very_short_answer_is_what_she_may_mean() -> None:
    """ "Who taught him? His grandmother. What was her job?" """
    turn = Turn(question="Who taught him?", answer="His grandmother.")

    found = plan("What was her job?", turn)

    assert found.shape is Shape.OCCUPATION
    assert "grandmother" in {w.word for w in found.wanted if w.carried}
    assert "job" not in {w.word for w in found.wanted}
