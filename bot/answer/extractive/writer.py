"""Puts an answer together: the telling sentence first, then what bears it out, or an abstention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answer.extractive.abstain import abstention
from bot.answer.extractive.background import background
from bot.answer.extractive.beside import NEAR_BEST, beside, within
from bot.answer.extractive.choose import Choice, choose, is_prose
from bot.answer.extractive.courses import (
    amounts_in_turn,
    certain,
    changes,
    happened,
    lasted,
    outcome,
    still,
    terms,
)
from bot.answer.extractive.dispute_lines import dispute_sentences
from bot.answer.extractive.find import is_typed
from bot.answer.extractive.margins import in_time
from bot.answer.extractive.new_day import new_day
from bot.answer.extractive.not_yet import not_yet, nothing_done, silent_on
from bot.answer.extractive.other_voice import other_voices, without_verdict
from bot.answer.extractive.outlets import about_outlets
from bot.answer.extractive.reason_beside import reason_beside
from bot.answer.extractive.record_lines import from_records, overtaken
from bot.answer.extractive.said import days_meant, own_words, with_lead_in
from bot.answer.extractive.sequel import consequence, denied, successor
from bot.answer.extractive.since import off_that_day, told_since
from bot.answer.extractive.slot import holds_slot
from bot.answer.extractive.tellers import printed_order, same_one, together
from bot.answer.extractive.telling import telling_choice
from bot.answer.extractive.verdict import by_words
from bot.model.answers import (
    Answer,
    AnswerType,
    Briefing,
    Evidence,
    Intent,
    Order,
    Plan,
    Sentence,
    SentenceKind,
    Shape,
)
from bot.model.chat import Length
from bot.text.cues import Modality, modality_of
from bot.text.words import numbers_in

_SENTENCES = {Length.LINE: 1, Length.SHORT: 2, Length.FULL: 5}


def write(evidence: Evidence, *, now: datetime, zone: str, length: Length) -> Answer:
    """The answer to the evidence's plan, from its facts, records and the articles' own words alone.

    Days are counted from `now` in `zone`. Abstains when the evidence does not cover what is asked.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    plan = evidence.plan
    told = _all_parts(plan, evidence, today, length)
    if not told:
        return abstention(plan, evidence, choose(plan, evidence))
    return Briefing(sentences=tuple(told), coverage=evidence.coverage)


def _all_parts(plan: Plan, evidence: Evidence, today: date, length: Length) -> list[Sentence]:
    match plan.shape:
        case Shape.SAME:
            return same_one(plan, evidence)
        case Shape.PRINTED_BEFORE | Shape.PRINTED_AFTER:
            return printed_order(plan, evidence)
    parts = [_part(part, evidence, today, length) for part in plan.parts or (plan,)]
    if plan.outlets and plan.answer_type is AnswerType.YES_NO and len(parts) > 1:
        return together(parts)
    return list({sentence.text: sentence for part in parts for sentence in part}.values())


def _part(plan: Plan, evidence: Evidence, today: date, length: Length) -> list[Sentence]:
    choices = choose(plan, evidence)
    if plan.shape in (Shape.OUTLETS, Shape.FIRST_TO_REPORT):
        return about_outlets(plan, evidence, choices)
    told = _told(plan, evidence, choices, today, length)
    if not told:
        return dispute_sentences(plan, evidence, ())
    disputed = dispute_sentences(plan, evidence, told)
    if disputed:
        return _side_by_side(told, disputed)
    told = [*new_day(plan, told, evidence), *told]
    others = other_voices(plan, told, evidence)
    return [*without_verdict(told), *others] if others else told


def _told(
    plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date, length: Length
) -> list[Sentence] | None:
    """What records or the articles' words say; None when a record leaves just this open."""
    if sequel := consequence(plan, choices):
        return sequel
    if plan.shape is Shape.CERTAIN and (voices := certain(plan, choices)):
        return voices
    if plan.shape is Shape.TERMS and (set_terms := terms(plan, choices)):
        return set_terms
    if (
        plan.shape is Shape.HAPPENED
        and plan.intent is not Intent.DEADLINE
        and (settled := happened(plan, choices))
    ):
        return settled
    records = from_records(plan, evidence, choices, today, length)
    if records.open:
        return denied(plan, choices) or not_yet(plan, choices) or None
    if (
        plan.shape is Shape.OUTCOME
        and not _gives_verdict(records.sentences)
        and (margin := in_time(plan, choices))
    ):
        return margin
    lead = list(records.sentences) or _course(plan, evidence, choices)
    if since := told_since(plan, evidence, records.sentences) or off_that_day(plan, evidence):
        return [*since, *lead[:1]]
    if lead and plan.order is Order.ALL and length is not Length.LINE:
        return lead + _further(plan, lead, choices)
    if lead and (length is Length.LINE or plan.order is Order.COUNT):
        return lead
    telling = None if lead else telling_choice(plan, choices)
    if telling is not None and silent_on(plan, telling):
        open_then = denied(plan, choices) or not_yet(plan, choices)
        if open_then:
            return open_then
    if telling is not None:
        lead = list(overtaken(plan, evidence, telling, today))
        if not lead:
            rest = [choice for choice in choices if choice is not telling]
            return _from_words(plan, [telling, *rest], length)
    if lead:
        if records.sentences and not any(s.kind is SentenceKind.NOTE for s in lead):
            lead = nothing_done(plan, lead, choices) + lead
        return lead + beside(plan, lead, choices, evidence, length)
    return (
        background(plan, choices)
        or reason_beside(plan, choices)
        or successor(plan, choices)
        or denied(plan, choices)
        or not_yet(plan, choices)
    )


def _gives_verdict(told: Sequence[Sentence]) -> bool:
    """Whether an answer opens with a plain yes or no."""
    return bool(told) and told[0].kind is SentenceKind.NOTE and not told[0].citations


def _further(plan: Plan, listed: Sequence[Sentence], choices: Sequence[Choice]) -> list[Sentence]:
    """What the articles tell beyond a list made of records: sentences that hold all of the question, not cited there."""
    if plan.intent is not Intent.MEETING:
        return []
    cited = {citation.quote.revision for sentence in listed for citation in sentence.citations}
    fresh = [
        c
        for c in choices
        if c.quote.revision not in cited
        and is_prose(c)
        and not c.missing
        and c.cover.own >= _ALL_OF_IT
        and holds_slot(plan, c)
        and modality_of(c.quote.text) is Modality.DONE
    ]
    return [own_words(c) for c in fresh[:_MOST_FURTHER]]


_ALL_OF_IT, _MOST_FURTHER = 0.8, 2


def _side_by_side(told: Sequence[Sentence], disputed: Sequence[Sentence]) -> list[Sentence]:
    """The lines of a dispute first; a plain yes or no and the words of one side alone give way to them."""
    words = {citation.quote for line in disputed for citation in line.citations}
    rest = [
        sentence
        for sentence in told
        if not (sentence.kind is SentenceKind.NOTE and not sentence.citations)
        and not any(
            c.quote.revision == w.revision and c.quote.span.overlaps(w.span)
            for c in sentence.citations
            for w in words
        )
    ]
    return [*disputed, *rest[:1]]


def _course(plan: Plan, evidence: Evidence, choices: Sequence[Choice]) -> list[Sentence]:
    """How the thing that is asked about went, where the question is after that."""
    match plan.shape:
        case Shape.CHANGE:
            return changes(plan, choices) or amounts_in_turn(plan, evidence)
        case Shape.LASTED:
            return lasted(plan, choices)
        case Shape.STILL:
            return still(plan, choices)
        case Shape.OUTCOME:
            return outcome(plan, choices)
        case _:
            return []


def _from_words(plan: Plan, choices: Sequence[Choice], length: Length) -> list[Sentence]:
    """The best sentences in the articles' own words, each followed by the days it means."""
    sentences: list[Sentence] = []
    verdict = by_words(plan, choices[0])
    if verdict is not None:
        sentences.append(verdict)
    for choice in _picked(plan, choices, _SENTENCES[length]):
        sentences.append(own_words(choice))
        if plan.answer_type is AnswerType.DATE:
            sentences += days_meant(choice, wanted=choice.found)
        elif plan.shape is Shape.OUTCOME:
            sentences += days_meant(choice)
    return sentences


def _picked(plan: Plan, choices: Sequence[Choice], limit: int) -> list[Choice]:
    """The best sentences, at most `limit`, and one of another origin that gives another value than the best."""
    picked: list[Choice] = []
    for choice in choices:
        if picked and not is_prose(choice):
            continue
        if len(picked) >= limit or (picked and choice.fit < _least(plan, picked[0])):
            break
        if any(
            _same_words(choice, other)
            or within(with_lead_in(other), choice.quote)
            or within(with_lead_in(choice), other.quote)
            for other in picked
        ):
            continue
        picked.append(choice)
    picked += _since(plan, picked, choices) if limit > 1 else []
    rival = next((c for c in choices if picked and _differs(plan, picked[0], c)), None)
    return picked if rival is None or rival in picked else [*picked, rival]


def _since(plan: Plan, picked: Sequence[Choice], choices: Sequence[Choice]) -> list[Choice]:
    """What a newer article says to the same question, when it fits nearly as well: the matter may have moved on."""
    if not picked or plan.order is Order.FIRST:
        return []
    told = max(choice.told.known for choice in picked)
    return [
        c
        for c in choices
        if c.told.known > told
        and c.told.article != picked[0].told.article
        and c.fit >= _SINCE * picked[0].fit
        and (c.found or not is_typed(plan))
        and not any(_same_words(c, other) for other in picked)
    ][:1]


_SINCE = 0.7


def _differs(plan: Plan, best: Choice, other: Choice) -> bool:
    """Whether another origin tells another number or length where the question asks for one."""
    if plan.answer_type not in (AnswerType.AMOUNT, AnswerType.DURATION) or other.fit < _RIVAL * best.fit:
        return False
    if other.told.origin == best.told.origin or not other.found or not best.found:
        return False
    return _values(best).isdisjoint(_values(other))


def _values(choice: Choice) -> set[str]:
    text = choice.quote.text
    return {str(n.value) for span in choice.found for n in numbers_in(span.of(text))}


_RIVAL = 0.75


def _least(plan: Plan, best: Choice) -> float:
    """How well a further sentence must fit: nearly as well as the best when that one says it all."""
    complete = is_typed(plan) and bool(best.found) and best.cover.own >= _COMPLETE
    return (_AS_GOOD if complete else NEAR_BEST) * best.fit


_COMPLETE, _AS_GOOD = 0.7, 0.9


def _same_words(a: Choice, b: Choice) -> bool:
    """Whether two sentences are copies of each other, as a wire copy's are."""
    x, y = (set(re.findall(r"\w+", c.quote.text.casefold())) for c in (a, b))
    return len(x & y) >= 0.7 * min(len(x), len(y))
