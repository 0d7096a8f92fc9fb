"""Answers from records: which record a question is about, and whether it holds the slot that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.conflict_lines import conflict_sentences
from bot.answer.extractive.deadline_lines import deadline_sentences, moves_sentence
from bot.answer.extractive.holding import (
    ALIKE,
    LEAST_FIT,
    LEAST_NOUNS,
    LEAST_OWN,
    Told,
    asks_of_the_past,
    first_day,
    holds,
    misses_name,
    settled,
    slots_of,
)
from bot.answer.extractive.in_force import ASKS_OF_A_PROPOSAL, holding, in_force_first, is_proposed, moves
from bot.answer.extractive.match import (
    Match,
    facts_name,
    match_records,
    record_parties,
    record_when,
)
from bot.answer.extractive.meeting_answers import about_meetings
from bot.answer.extractive.moved_days import days_held
from bot.answer.extractive.moved_lines import all_days, day_before, newest, still_that_day
from bot.answer.phrases import has_passed
from bot.model.answers import AnswerType, Evidence, Intent, Order, Plan, Sentence, Shape
from bot.model.chat import Length
from bot.model.facts import IN_FORCE, Deadline, DeadlineKind, DeadlineStatus
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.text.when import tag
from bot.text.words import fold


def from_records(
    plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date, length: Length
) -> Told:
    """What records say to a question about a meeting or deadline."""
    if (
        plan.first is not None
        and plan.first > today
        and asks_of_the_past(plan)
        and not _WOULD.search(plan.text)
    ):
        return Told(open=True)
    match plan.intent:
        case Intent.MEETING:
            return about_meetings(plan, evidence, choices, today, length)
        case Intent.DEADLINE:
            return _about_deadlines(plan, evidence, choices, today)
        case Intent.FACT | Intent.STATEMENT:
            return _about_either(plan, evidence, choices, today, length)


_WOULD = re.compile(
    r"\b(?:would|will|to be|going to|due|planned|expected|scheduled|certain|likely)\b", re.IGNORECASE
)


def _about_either(
    plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date, length: Length
) -> Told:
    """For a question whose words name neither: the record behind one of the best sentences, when it fits as well."""
    if plan.answer_type not in _RECORD_TYPES or plan.intent is Intent.STATEMENT:
        return Told()
    near = {fact.id for choice in choices[:_NEAR_CHOICES] for fact in choice.facts}
    found: list[tuple[float, Told]] = []
    for told, matches in (
        (_about_deadlines, match_records(plan, evidence, DeadlineRecord, choices)),
        (None, match_records(plan, evidence, MeetingRecord, choices)),
    ):
        best = matches[0] if matches else None
        if best is None or near.isdisjoint(best.record.facts) or best.nouns < _CLEAR_NOUNS:
            continue
        if not facts_name(plan, best, evidence):
            continue  # of somebody else of the same article
        if _WHEN_DID.match(plan.text) and _only_due(best.record):
            continue
        said = (
            told(plan, evidence, choices, today)
            if told
            else about_meetings(plan, evidence, choices, today, length)
        )
        if said.sentences:
            found.append((best.fit, said))
    return max(found, key=lambda item: item[0])[1] if found else Told()


# "When did the bridge reopen" is told by whoever saw it open, not by the day on which it had to.
_WHEN_DID = re.compile(r"^when (?:did|was|were)\b", re.IGNORECASE)


def _only_due(record: Record) -> bool:
    duties = (DeadlineKind.DEADLINE, DeadlineKind.CONDITION, DeadlineKind.COMMITMENT)
    return (
        isinstance(record, DeadlineRecord)
        and record.kind in duties
        and record.status is not DeadlineStatus.MET
    )


_RECORD_TYPES = frozenset({AnswerType.DATE, AnswerType.YES_NO, AnswerType.PLACE})
_NEAR_CHOICES = 4
_CLEAR_NOUNS = 0.6


def _about_deadlines(plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date) -> Told:
    matches = [
        m
        for m in match_records(plan, evidence, DeadlineRecord, choices)
        if m.fit >= LEAST_FIT
        and m.nouns >= LEAST_NOUNS
        and (m.own >= LEAST_OWN or plan.answer_type is AnswerType.YES_NO)
        and not misses_name(m)
    ]
    near = [m for m in matches if m.fit >= _NEAR_FIT * matches[0].fit]
    held = days_held(plan, evidence, choices)
    if plan.shape is Shape.PREVIOUS:
        return Told(sentences=day_before(plan, held, evidence) if held else ())
    if plan.order is Order.COUNT:
        return Told(sentences=all_days(held, evidence) or moves(matches, evidence))
    if plan.shape is Shape.CHANGE and plan.answer_type is not AnswerType.YES_NO and len(held) > 1:
        return Told(sentences=(*_deadline(held[-1].match, evidence, today)[:1], *all_days(held, evidence)))
    near = [m for m in near if holds(plan, m.record) and not _too_late(plan, m.record, today)]
    if plan.shape is Shape.CHANGE:
        near = [m for m in matches if _has_moved(m.record) and m.fit >= _MOVED_FIT * matches[0].fit] or near
    near = _live_first(plan, near or _bound_to(plan, evidence, choices), today)
    if plan.answer_type is AnswerType.YES_NO and _ASKS_NEW.search(fold(plan.text)):
        near = [m for m in near if _is_new(m, matches, today)]
    if not near:
        return Told()
    if plan.order is Order.ALL and len(near) > 1:
        return Told(sentences=_all_due(near, evidence, today))
    lead, pending = in_force_first(plan, near)
    later = newest(plan, held)
    if later is not None and later.known > lead.record.updated:
        lead, pending = later.match, None
    if pending is None and is_proposed(lead) and ASKS_OF_A_PROPOSAL.search(fold(plan.text)) is None:
        standing = holding(lead, matches)
        lead, pending = (standing, lead) if standing is not None else (lead, None)
    sentences = _deadline(lead, evidence, today)
    told_of_moves = plan.known_until is None and plan.answer_type is not AnswerType.DATE
    if (told_of_moves or plan.shape is Shape.CHANGE) and isinstance(lead.record, DeadlineRecord):
        in_row = (
            all_days(held, evidence) if any(one.match.record.id == lead.record.id for one in held) else ()
        )
        sentences += in_row or [
            s for s in (moves_sentence(lead.record, lead.facts, evidence),) if s is not None
        ]
    if pending is not None:
        sentences += _deadline(pending, evidence, today)[:1]
    differing = conflict_sentences(lead.record, evidence, slots_of(plan))
    verdict = still_that_day(plan, held, choices, today)
    sure = (verdict,) if verdict is not None else settled(plan, lead, choices)
    return Told(sentences=(*sure, *sentences, *differing))


def _bound_to(plan: Plan, evidence: Evidence, choices: Sequence[Choice]) -> list[Match]:
    """For "by when must X stop the sale": the deadlines that bind X by name, when none is told in the question's words.

    The answer says what has to be done by then, so that a reader sees whether that is meant.
    """
    if plan.answer_type is not AnswerType.DATE or _ASKS_LIMIT.search(plan.text) is None:
        return []
    names = [w for w in plan.wanted if w.name and not w.carried]
    found = [
        m
        for m in match_records(plan, evidence, DeadlineRecord, choices)
        if names
        and isinstance(m.record, DeadlineRecord)
        and m.record.status in IN_FORCE
        and facts_name(plan, m, evidence)
    ]
    found.sort(key=lambda m: (-m.nouns, -m.fit))
    return found


_ASKS_LIMIT = re.compile(r"^(?:by|until|till|up to) (?:when|what|which)\b|\bdeadline\b", re.IGNORECASE)


def _live_first(plan: Plan, near: Sequence[Match], today: date) -> list[Match]:
    """Of what is asked of the present, only what has not gone by, where there is any."""
    live = [m for m in near if not has_passed(record_when(m.record), today)]
    return live if live and _OF_NOW.search(plan.text) else list(near)


_OF_NOW = re.compile(
    r"^(?:by |until |till |from )?(?:when|what day|which day) (?:is|are|will|does|do|must|has|have|may|can)\b",
    re.IGNORECASE,
)


def _has_moved(record: Record) -> bool:
    """Whether its day is known to have been another one before."""
    if not isinstance(record, DeadlineRecord):
        return False
    return len({step.due.iso() for step in record.history if step.due is not None and step.due.resolved}) > 1


# "Did she set another deadline?" is no question after the one that ran out.
_ASKS_NEW = re.compile(
    r"\b(?:new|another|fresh|further) (?:\w+ )?(?:deadline|ultimatum|time limit|cut-?off)\b"
)


def _is_new(match: Match, matches: Sequence[Match], today: date) -> bool:
    """Whether a deadline can be called a new one: still to come, moved, or due after another that fits the question."""
    due = record_when(match.record)
    if _has_moved(match.record) or not has_passed(due, today) or due is None:
        return True
    others = [record_when(m.record) for m in matches if m is not match]
    return due.earliest is not None and any(has_passed(other, due.earliest) for other in others)


def _all_due(near: Sequence[Match], evidence: Evidence, today: date) -> tuple[Sentence, ...]:
    """The state of each deadline that the question may mean, soonest first."""
    ordered = sorted(near[:ALIKE], key=lambda m: first_day(m.record) or date.max)
    found = [sentence for match in ordered for sentence in _deadline(match, evidence, today)[:1]]
    return tuple({sentence.text: sentence for sentence in found}.values())


def overtaken(plan: Plan, evidence: Evidence, choice: Choice, today: date) -> tuple[Sentence, ...]:
    """The state of a deadline whose old day the chosen sentence gives; empty when nothing told since has moved it."""
    if plan.answer_type is not AnswerType.DATE:
        return ()
    published = choice.told.published.date() if choice.told.published else None
    days = {when.iso() for when in tag(choice.quote.text, published=published) if when.day is not None}
    facts = {fact.id: fact for fact in evidence.facts}
    for record in evidence.records:
        if not isinstance(record, DeadlineRecord) or record.updated <= choice.told.known:
            continue
        behind = [facts[name] for name in record.facts if name in facts]
        old = {f.previous_due.iso() for f in behind if isinstance(f, Deadline) and f.previous_due is not None}
        old |= {step.due.iso() for step in record.history if step.due is not None}
        now = record.due.iso() if record.due is not None else None
        if now is None or now in days or days.isdisjoint(old - {now}) or not _shares_name(record, choice):
            continue
        match = Match(record=record, fit=1.0, facts=tuple(reversed(behind)), missing=(), nouns=1.0)
        return tuple(_deadline(match, evidence, today))
    return ()


def _shares_name(record: DeadlineRecord, choice: Choice) -> bool:
    """Whether someone whom the record names stands in the chosen sentence."""
    words = set(fold(choice.quote.text).split())
    return any(name[-1] in words for p in record_parties(record) if (name := fold(p.name).split()))


_MOVED_FIT = 0.7  # of a question after a move, a record that is known to have moved is meant before one that fits better
_NEAR_FIT = 0.88  # records that fit this nearly as well as the best may be the one that is meant


def _deadline(match: Match, evidence: Evidence, today: date) -> list[Sentence]:
    assert isinstance(match.record, DeadlineRecord)
    return deadline_sentences(match.record, match.facts, evidence, today)


def _too_late(plan: Plan, record: Record, today: date) -> bool:
    """ "Since when" asks for a day that lies behind us."""
    return _SINCE_WHEN.search(plan.text) is not None and not has_passed(record_when(record), today)


_SINCE_WHEN = re.compile(r"\bsince (?:when|what|which)\b", re.IGNORECASE)
