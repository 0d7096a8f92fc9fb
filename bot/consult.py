"""What the archive says to a question, before any model has its say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.answer.extractive import write
from bot.answer.extractive.abstain import missing_words
from bot.answer.finish import gate_answer
from bot.errors import InputError
from bot.ledger.disputes import find_disputes
from bot.ledger.viewing import facts_in_records, show
from bot.model.answers import Abstention, Answer, Evidence
from bot.model.chat import Question
from bot.model.ids import ArticleId
from bot.ports import Store
from bot.ports.threads import aside
from bot.search.evidence import find_evidence
from bot.search.near_names import spelling_hint
from bot.search.plan import plan_question
from bot.text.languages import question_in_english


async def consult(
    store: Store, question: Question, *, now: datetime, articles: Sequence[ArticleId] = ()
) -> tuple[Answer, Evidence]:
    """The answer without a model, and the evidence that it was written from, all of one state of the archive.

    articles: look into these only, when given. Raises InputError for an empty question.
    """
    if not any(char.isalnum() for char in question.text):
        raise InputError("ask something, such as: Who met Putin?")
    requester = question.requester

    async def look() -> tuple[Answer, Evidence]:
        outlets = await store.outlets(requester.scope)
        plan = await aside(lambda: plan_question(_in_english(question), now=now, outlets=outlets))
        evidence = await find_evidence(
            store,
            requester.scope,
            plan,
            now=now,
            articles=articles,
            resolve=show,
            behind=facts_in_records,
            differ=find_disputes,
        )
        answer = await aside(_write, evidence, question, now)
        if isinstance(answer, Abstention):
            answer = replace(answer, note=await spelling_hint(store, requester.scope, plan, evidence))
        return answer, evidence

    return await store.together(look)


def _in_english(question: Question) -> Question:
    """The question and those before it as planning reads them: word by word in English where we have their language."""
    earlier = tuple(
        replace(turn, question=question_in_english(turn.question)) for turn in question.conversation
    )
    return replace(question, text=question_in_english(question.text), conversation=earlier)


def _in_own_words(answer: Answer, question: Question) -> Answer:
    """What is missing in the words of who asked, and not in those by which a question in another language was planned."""
    if not isinstance(answer, Abstention) or question_in_english(question.text) == question.text:
        return answer
    return replace(answer, missing=missing_words(question.text))


def _write(evidence: Evidence, question: Question, now: datetime) -> Answer:
    zone = question.requester.zone
    answer = write(evidence, now=now, zone=zone, length=question.length)
    return _in_own_words(gate_answer(answer, evidence, now=now, zone=zone), question)
