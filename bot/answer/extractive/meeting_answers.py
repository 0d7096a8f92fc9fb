"""Answers from the records of meetings: which one, which ones, what is still to come, what never was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.conflict_lines import conflict_sentences
from bot.answer.extractive.holding import (
    ABOUT,
    ALIKE,
    LEAST_FIT,
    LEAST_NOUNS,
    LEAST_OWN,
    Told,
    asks_of_the_past,
    first_day,
    holds,
    is_sure,
    misses_name,
    only_claimed,
    settled,
    slots_of,
    took_place,
)
from bot.answer.extractive.match import (
    Match,
    all_take_part,
    in_order,
    in_window,
    match_records,
    record_when,
    takes_part,
)
from bot.answer.extractive.meeting_lines import meeting_sentence
from bot.answer.phrases import has_passed
from bot.model.answers import AnswerType, Evidence, Order, Plan, Sentence, SentenceKind
from bot.model.chat import Length
from bot.model.facts import MeetingStatus, Mode
from bot.model.records import MeetingRecord, Record
from bot.text.words import fold

_LISTED = {Length.LINE: 3, Length.SHORT: 8, Length.FULL: 40}


def about_meetings(
    plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date, length: Length
) -> Told:
    """What records of meetings say to a question."""
    matches = [
        m
        for m in match_records(plan, evidence, MeetingRecord, choices)
        if m.fit >= LEAST_FIT
        and m.nouns >= LEAST_NOUNS
        and (m.own >= LEAST_OWN or plan.answer_type is AnswerType.REASON)
        and not misses_name(m)
        and _mode_fits(plan, m.record)
    ]
    inside = [m for m in matches if in_window(plan, m.record)]
    if plan.order is Order.ALL:
        return Told(sentences=_listed(plan, inside, evidence, _LISTED[length]))
    if plan.order in (Order.FIRST, Order.LAST) or _ASKS_IF_MET.search(fold(plan.text)):
        inside = [m for m in inside if took_place(m.record)] or inside
    denied = _premise(plan, inside, evidence)
    if denied:
        return Told(sentences=denied)
    if _STILL_AHEAD.search(fold(plan.text)) is not None:
        ahead = [m for m in inside if _is_ahead(m.record) and m.fit >= _NEAR_MEETING * inside[0].fit]
        coming = [m for m in ahead if not _was_before(plan, m.record)]
        if ahead:
            return Told(sentences=_ahead(coming, evidence))
    inside = [m for m in inside if plan.order is not None or m.fit >= _NEAR_MEETING * inside[0].fit]
    several = _several(plan, inside, evidence)
    if several:
        return Told(sentences=several)
    for match in list(in_order(plan, inside, today))[:3]:
        if isinstance(match.record, MeetingRecord) and holds(plan, match.record) and is_sure(plan, match):
            about = ABOUT.search(fold(plan.text)) is not None
            sentence = meeting_sentence(match.record, match.facts, evidence, topic=about)
            if sentence is not None:
                differing = conflict_sentences(match.record, evidence, slots_of(plan))
                sure = () if only_claimed(match) else settled(plan, match, choices)
                return Told(sentences=(*sure, sentence, *differing))
    unsettled = _ASKS_IF_MET.search(fold(plan.text)) is not None
    return Told(open=unsettled and any(all_take_part(plan, m.record) and is_sure(plan, m) for m in matches))


_STILL_AHEAD = re.compile(
    r"\b(?:is|are|was|were) (?:[\w'’-]+ ){1,8}?(?:to|going to|due to|supposed to|planned to|expected to) (?:meet|be held|talk|speak|see|sit|take place)\b|"
    r"\bmeet (?:again|next)\b|\bnext (?:meeting|round|talks|session|call)\b"
)


_AHEAD_STATES = frozenset(
    {
        MeetingStatus.PLANNED,
        MeetingStatus.POSTPONED,
        MeetingStatus.CANCELLED,
        MeetingStatus.POSSIBLE,
        MeetingStatus.REQUESTED,
    }
)


def _is_ahead(record: Record) -> bool:
    return isinstance(record, MeetingRecord) and record.status in _AHEAD_STATES


def _was_before(plan: Plan, record: Record) -> bool:
    """Whether its day had gone by on the day as known on which is asked: then it is not what was still to come."""
    when = record_when(record)
    return plan.known_until is not None and has_passed(when, plan.known_until.date())


def _ahead(matches: Sequence[Match], evidence: Evidence) -> tuple[Sentence, ...]:
    """What is still to come, the last word on it first."""
    newest = sorted(matches, key=lambda m: m.record.updated, reverse=True)[:2]
    found = [
        meeting_sentence(m.record, m.facts, evidence) for m in newest if isinstance(m.record, MeetingRecord)
    ]
    return tuple(sentence for sentence in found if sentence is not None)


def _several(plan: Plan, matches: Sequence[Match], evidence: Evidence) -> tuple[Sentence, ...]:
    """Each meeting that "where did they meet" may mean, when it was more than one and nothing says which."""
    if plan.order is not None or plan.answer_type not in (AnswerType.PLACE, AnswerType.DATE):
        return ()
    if not plan.parties or not asks_of_the_past(plan) or _names_days(plan):
        return ()
    held = [
        m for m in matches if took_place(m.record) and holds(plan, m.record) and all_take_part(plan, m.record)
    ]
    return _listed(plan, held, evidence, ALIKE) if len(held) > 1 else ()


def _names_days(plan: Plan) -> bool:
    return plan.first is not None or plan.last is not None


def _listed(plan: Plan, matches: Sequence[Match], evidence: Evidence, limit: int) -> tuple[Sentence, ...]:
    """One sentence for each meeting, in the order of their days."""
    asked = [m for m in matches if takes_part(plan, m.record)] if plan.parties else list(matches)
    past = asks_of_the_past(plan)
    held = [m for m in asked if not past or took_place(m.record)]
    held.sort(key=lambda m: first_day(m.record) or date.max)
    found = [
        meeting_sentence(m.record, m.facts, evidence, listed=True)
        for m in held
        if isinstance(m.record, MeetingRecord)
    ]
    return tuple(sentence for sentence in found if sentence is not None)[:limit]


def _mode_fits(plan: Plan, record: Record) -> bool:
    """ "Who met" does not ask for phone calls, "which calls" does not ask for visits."""
    if not isinstance(record, MeetingRecord) or record.mode is None:
        return True
    low = fold(plan.text)
    far = record.mode in (Mode.PHONE, Mode.VIDEO, Mode.WRITTEN)
    if re.search(r"\b(?:calls?|phone[ds]?|telephone[ds]?|video|on the line)\b", low):
        return far
    return not far or re.search(r"\b(?:met|meets?|in person|visit\w*|receiv\w+)\b", low) is None


def _premise(plan: Plan, matches: Sequence[Match], evidence: Evidence) -> tuple[Sentence, ...]:
    """For "why was it cancelled" of a meeting that nobody calls cancelled: that, and how it stands."""
    if plan.answer_type is not AnswerType.REASON or not matches:
        return ()
    asked = next((status for words, status in _PREMISES if words.search(plan.text)), None)
    match = matches[0]
    if asked is None or not isinstance(match.record, MeetingRecord):
        return ()
    statuses = {step.status for step in match.record.history} | {match.record.status}
    sentence = meeting_sentence(match.record, match.facts, evidence)
    if asked in statuses or sentence is None:
        return ()
    note = Sentence(
        text=f"No stored article says that this meeting was {asked.value}.", kind=SentenceKind.NOTE
    )
    return (note, sentence)


_PREMISES = (
    (re.compile(r"\b(?:cancel\w*|call(?:ed)? off|scrap\w*)\b", re.IGNORECASE), MeetingStatus.CANCELLED),
    (re.compile(r"\b(?:postpone\w*|put off|delay\w*)\b", re.IGNORECASE), MeetingStatus.POSTPONED),
    (
        re.compile(r"\b(?:refuse[ds]?|reject\w*|decline[ds]?) to (?:meet|see|receive|talk)\b", re.IGNORECASE),
        MeetingStatus.REFUSED,
    ),
)


_NEAR_MEETING = 0.94


_ASKS_IF_MET = re.compile(
    r"^(?:did|have|has|had|was|were)\b.*\b(?:meet|met|talk(?:ed)?|speak|spoken|receive[ds]?|see|seen|visit(?:ed)?)\b"
)
