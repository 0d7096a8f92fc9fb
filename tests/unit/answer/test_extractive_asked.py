"""What a question asks for must stand in the answer: the act, the price, the thing that is counted."""

from __future__ import annotations

import pytest

from bot.answer.extractive.find import answers_in
from bot.answer.extractive.trust import tells_untold
from bot.model.answers import AnswerType, Plan
from bot.model.chat import Question, Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.search.asking import answer_type_of
from bot.search.plan import plan_question
from tests.unit.answer.gate_samples import NOW


def plan(text: str) -> Plan:
    requester = Requester(member=MemberId("m"), scope=Scope(workspace=WorkspaceId("w")))
    return plan_question(Question(text=text, requester=requester), now=NOW)


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("How high is the rate?", "The bank left its rate at 3.75 per cent.", True),
        ("How strong were the gusts?", "Gusts reached 164 kilometres an hour.", True),
        ("How strong were the gusts?", "Gusts tore roofs off 40 houses.", False),
        ("How close does the comet come?", "It passes at 41 million kilometres.", True),
        ("What does a card cost?", "A card costs 15 crowns a year.", True),
        ("How much does one dose cost?", "Two doses are given four weeks apart.", False),
        ("How many aircraft does Tern own?", "Tern flies smaller aircraft with 48 seats.", False),
        ("How did the council vote?", "It passed by 19 votes to 17.", True),
        ("How did the council vote?", "Two weeks later the plan went to the council.", False),
    ],
)
def test_an_amount_is_of_what_is_asked(question: str, sentence: str, found: bool) -> None:
    """A number of something else is the commonest near miss."""
    assert bool(answers_in(sentence, plan(question), None)) is found


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What does a tool card at the library cost?", AnswerType.AMOUNT),
        ("How strong was the wind?", AnswerType.AMOUNT),
        ("How did the ministry react?", AnswerType.TEXT),
    ],
)
def test_the_kind_of_answer_is_read_from_the_question(question: str, kind: AnswerType) -> None:
    """It decides which sentences are looked at."""
    assert answer_type_of(question)[0] is kind


@pytest.mark.parametrize(
    ("words", "untold"),
    [
        ("No new date was set.", True),
        ("For them a rebate is planned, whose amount is still open.", True),
        ("The museum is open until six.", False),
        ("A new date was set on Monday.", False),
    ],
)
def test_an_article_may_say_that_it_does_not_know(words: str, untold: bool) -> None:
    """That is the honest answer, and no other sentence should take its place."""
    assert tells_untold(words) is untold
