"""Sentences about how the day of a thing moved: what it was before, whether it is still that day, all its days in a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.deadline_lines import moves_sentence
from bot.answer.extractive.moved_days import Held, asked_days, chain_of, is_day, tells_a_move
from bot.answer.phrases import has_passed
from bot.model.answers import AnswerType, Evidence, Plan, Sentence, SentenceKind, Shape
from bot.text.overtaken import is_overtaken


def day_before(plan: Plan, held: Sequence[Held], evidence: Evidence) -> tuple[Sentence, ...]:
    """The day that the thing had before it was moved, and the one it was moved to; empty when only one day is told."""
    own = [one for one in held if one.match.record.id == held[0].match.record.id]
    row = own if len(own) > 1 else list(held)
    asked = asked_days(plan)
    place = next((i for i, one in enumerate(row) if is_day(one, asked)), None)
    if asked and place is None:
        return ()
    last = len(row) - 1 if place is None else place
    return all_days(row[last - 1 : last + 1], evidence) if last > 0 else ()


def all_days(held: Sequence[Held], evidence: Evidence) -> tuple[Sentence, ...]:
    """How often the day moved and what it was; empty when fewer than two days are told."""
    chain = chain_of(held)
    if chain is None:
        return ()
    sentence = moves_sentence(*chain, evidence)
    return () if sentence is None else (sentence,)


def newest(plan: Plan, held: Sequence[Held]) -> Held | None:
    """The step that holds now, where a later article than the best fitting record's told of it; None otherwise."""
    if len(held) < 2 or plan.answer_type not in (AnswerType.DATE, AnswerType.YES_NO, AnswerType.TEXT):
        return None
    return held[-1] if held[-1].match is not held[0].match else None


def still_that_day(
    plan: Plan, held: Sequence[Held], choices: Sequence[Choice], today: date
) -> Sentence | None:
    """Yes or no to "is it still the 14th", by the last day that was told; None where the question names none of its days.

    No yes to a day that has gone by, nor where words told since, near the question, speak of a move that no record holds.
    """
    asked = asked_days(plan)
    if plan.answer_type is not AnswerType.YES_NO or plan.shape is not Shape.STILL or not asked or not held:
        return None
    if not any(is_day(one, asked) for one in held):
        return None
    if not is_day(held[-1], asked):
        return Sentence(text="No, by these words:", kind=SentenceKind.NOTE)
    if has_passed(held[-1].step.due, today):
        return None
    since = [c for c in choices if c.told.known > held[-1].known and c.fit >= _NEAR_IT * choices[0].fit]
    if any(tells_a_move(c.quote.text) or is_overtaken(c.quote.text) for c in since):
        return None
    return Sentence(text="Yes, by these words:", kind=SentenceKind.NOTE)


_NEAR_IT = 0.4
