"""Answers from records: which record a question is about, and whether it holds the slot that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.conflict_lines import conflict_sentences
from bot.answer.extractive.deadline_lines import deadline_sentences, moves_sentence
from bot.answer.extractive.match import Match, in_order, in_window, match_records, record_when, takes_part
from bot.answer.extractive.meeting_lines import meeting_sentence
from bot.model.answers import AnswerType, Evidence, Intent, Order, Plan, Sentence
from bot.model.chat import Length
from bot.model.facts import MeetingStatus
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.text.words import fold

_LEAST_FIT = 0.5
_LISTED = {Length.LINE: 3, Length.SHORT: 8, Length.FULL: 40}
_TOOK_PLACE = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING})
# Slots whose disagreement matters to a question of this type.
_SLOTS = {
    AnswerType.DATE: frozenset({"date", "due", "when"}),
    AnswerType.PLACE: frozenset({"place"}),
    AnswerType.DURATION: frozenset({"duration"}),
    AnswerType.PERSON: frozenset({"participants", "setter", "addressee", "initiator"}),
    AnswerType.AMOUNT: frozenset({"number"}),
    AnswerType.YES_NO: frozenset({"status"}),
}


def record_sentences(
    plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date, length: Length
) -> list[Sentence]:
    """What records say to a question about a meeting or deadline; empty when none fits or holds what is asked."""
    match plan.intent:
        case Intent.MEETING:
            return _about_meetings(plan, evidence, choices, today, length)
        case Intent.DEADLINE:
            return _about_deadlines(plan, evidence, choices, today)
        case _:
            return []


def _about_meetings(
    plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date, length: Length
) -> list[Sentence]:
    matches = [m for m in match_records(plan, evidence, MeetingRecord, choices) if in_window(plan, m.record)]
    matches = [m for m in matches if m.fit >= _LEAST_FIT and not _misses_name(m)]
    if plan.order is Order.ALL:
        return _listed(plan, matches, evidence, _LISTED[length])
    matches = list(in_order(plan, matches, today))
    for match in matches[:3]:
        if isinstance(match.record, MeetingRecord) and _holds(plan, match.record):
            sentence = meeting_sentence(match.record, match.facts, evidence)
            if sentence is not None:
                return [sentence, *conflict_sentences(match.record, evidence, _slots(plan))]
    return []


def _listed(plan: Plan, matches: Sequence[Match], evidence: Evidence, limit: int) -> list[Sentence]:
    """One sentence for each meeting, in the order of their days."""
    asked = [m for m in matches if takes_part(plan, m.record)] if plan.parties else list(matches)
    past = _asks_of_the_past(plan)
    held = [m for m in asked if not past or _took_place(m.record)]
    held.sort(key=lambda m: _first_day(m.record) or date.max)
    found = [
        meeting_sentence(m.record, m.facts, evidence) for m in held if isinstance(m.record, MeetingRecord)
    ]
    return [sentence for sentence in found if sentence is not None][:limit]


def _about_deadlines(
    plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date
) -> list[Sentence]:
    matches = match_records(plan, evidence, DeadlineRecord, choices)
    for match in matches[:3]:
        record = match.record
        if match.fit < _LEAST_FIT or _misses_name(match) or not isinstance(record, DeadlineRecord):
            continue
        if plan.order is Order.COUNT:
            moved = moves_sentence(record, match.facts, evidence)
            return [moved] if moved is not None else []
        if not _holds(plan, record):
            continue
        sentences = deadline_sentences(record, match.facts, evidence, today)
        return [*sentences, *conflict_sentences(record, evidence, _slots(plan))]
    return []


def _slots(plan: Plan) -> frozenset[str]:
    return _SLOTS.get(plan.answer_type, frozenset())


def _misses_name(match: Match) -> bool:
    return any(w.name and not w.carried for w in match.missing)


def _holds(plan: Plan, record: Record) -> bool:
    """Whether the record holds a value of the kind that is asked for."""
    match plan.answer_type:
        case AnswerType.DATE:
            return record_when(record) is not None
        case AnswerType.PLACE:
            return isinstance(record, MeetingRecord) and record.place is not None
        case AnswerType.DURATION:
            return isinstance(record, DeadlineRecord) or record.duration is not None
        case AnswerType.PERSON:
            return _holds_person(plan, record)
        case AnswerType.YES_NO:
            return not isinstance(record, MeetingRecord) or not _asks_of_the_past(plan) or _is_settled(record)
        case AnswerType.TEXT | AnswerType.REASON | AnswerType.AMOUNT:
            return isinstance(record, DeadlineRecord) and plan.answer_type is AnswerType.TEXT


def _holds_person(plan: Plan, record: Record) -> bool:
    if isinstance(record, DeadlineRecord):
        return record.setter is not None or record.addressee is not None
    asked = {w.stem for w in plan.wanted}
    fresh = [p for p in record.participants if fold(p.party.name).split()[-1] not in asked]
    return plan.focus is None and bool(fresh)


def _is_settled(record: MeetingRecord) -> bool:
    """Whether it took place, or is said not to: then "did they meet?" has an answer."""
    return record.status in _TOOK_PLACE or record.status in (
        MeetingStatus.DENIED,
        MeetingStatus.CANCELLED,
        MeetingStatus.REFUSED,
        MeetingStatus.POSTPONED,
    )


def _asks_of_the_past(plan: Plan) -> bool:
    low = f" {fold(plan.text)} "
    return any(
        word in low
        for word in (" did ", " met ", " was ", " were ", " had ", " held ", " spoke ", " visited ")
    )


def _took_place(record: Record) -> bool:
    return isinstance(record, MeetingRecord) and record.status in _TOOK_PLACE


def _first_day(record: Record) -> date | None:
    when = record_when(record)
    return when.earliest if when is not None else None
