"""Puts an answer together: the telling sentence first, then what bears it out, or an abstention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answer.extractive.abstain import abstention
from bot.answer.extractive.choose import Choice, choose
from bot.answer.extractive.record_lines import record_sentences
from bot.answer.extractive.said import days_meant, own_words
from bot.answer.extractive.trust import is_answered
from bot.model.answers import Answer, AnswerType, Briefing, Evidence, Order, Plan, Sentence, SentenceKind
from bot.model.chat import Length

_SENTENCES = {Length.LINE: 1, Length.SHORT: 2, Length.FULL: 5}
_NEAR_BEST = 0.62  # a further sentence is shown when it fits at least this share of the best


def write(evidence: Evidence, *, now: datetime, zone: str, length: Length) -> Answer:
    """The answer to the evidence's plan, from its facts, records and the articles' own words alone.

    Days are counted from `now` in `zone`. Abstains when the evidence does not cover what is asked.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    plan = evidence.plan
    told: list[Sentence] = []
    for part in plan.parts or (plan,):
        told += [s for s in _part(part, evidence, today, length) if all(s.text != t.text for t in told)]
    if not told:
        return abstention(plan, evidence, choose(plan, evidence))
    return Briefing(sentences=tuple(told), coverage=evidence.coverage)


def _part(plan: Plan, evidence: Evidence, today: date, length: Length) -> list[Sentence]:
    choices = choose(plan, evidence)
    lead = record_sentences(plan, evidence, choices, today, length)
    if length is Length.LINE and lead:
        return lead
    if not is_answered(plan, choices):
        return lead
    words = _from_words(plan, choices, length)
    return (
        lead + [s for s in words if not _repeats(s, lead)]
        if plan.order is not Order.ALL or not lead
        else lead
    )


def _repeats(sentence: Sentence, lead: Sequence[Sentence]) -> bool:
    """Whether a note only says a day again that the lead has given."""
    if sentence.kind is not SentenceKind.NOTE:
        return False
    day = sentence.text.split(" is ", 1)[-1].rstrip(".")
    return any(day in said.text for said in lead)


def _from_words(plan: Plan, choices: Sequence[Choice], length: Length) -> list[Sentence]:
    """The best sentences in the articles' own words, each followed by the days it means."""
    sentences: list[Sentence] = []
    for choice in _picked(plan, choices, _SENTENCES[length]):
        sentences.append(own_words(choice))
        if plan.answer_type is AnswerType.DATE:
            sentences += days_meant(choice, wanted=choice.found)
    return sentences


def _picked(plan: Plan, choices: Sequence[Choice], limit: int) -> list[Choice]:
    picked: list[Choice] = []
    for choice in choices:
        if len(picked) >= limit or (picked and choice.fit < _NEAR_BEST * picked[0].fit):
            break
        if any(_same_words(choice, other) for other in picked):
            continue
        picked.append(choice)
    return picked


def _same_words(a: Choice, b: Choice) -> bool:
    """Whether two sentences are copies of each other, as a wire copy's are."""
    x, y = (set(re.findall(r"\w+", c.quote.text.casefold())) for c in (a, b))
    return len(x & y) >= 0.7 * min(len(x), len(y))
