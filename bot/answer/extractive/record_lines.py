"""Answers from records: which record a question is about, and whether it holds the slot that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.conflict_lines import conflict_sentences
from bot.answer.extractive.deadline_lines import deadline_sentences, moves_sentence
from bot.answer.extractive.in_force import ASKS_OF_A_PROPOSAL, holding, in_force_first, is_proposed, moves
from bot.answer.extractive.match import (
    Match,
    all_take_part,
    fields_name,
    in_order,
    in_window,
    match_records,
    record_parties,
    record_when,
    takes_part,
)
from bot.answer.extractive.meeting_lines import meeting_sentence
from bot.answer.extractive.verdict import by_record
from bot.answer.phrases import has_passed
from bot.model.answers import AnswerType, Evidence, Intent, Order, Plan, Sentence, SentenceKind, Shape
from bot.model.chat import Length
from bot.model.facts import Deadline, MeetingStatus, Mode, PartyKind
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.text.when import tag
from bot.text.words import fold

_LEAST_FIT = 0.5
_LEAST_NOUNS = 0.5
_LEAST_OWN = 0.3
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What records say to a question.

    sentences: empty when no record fits or holds what is asked. open: a record fits, and leaves just this open, so
    that nothing else should be put in its place.
    """

    sentences: tuple[Sentence, ...] = ()
    open: bool = False


def from_records(
    plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date, length: Length
) -> Told:
    """What records say to a question about a meeting or deadline."""
    if (
        plan.first is not None
        and plan.first > today
        and _asks_of_the_past(plan)
        and not _WOULD.search(plan.text)
    ):
        return Told(open=True)
    match plan.intent:
        case Intent.MEETING:
            return _about_meetings(plan, evidence, choices, today, length)
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
        said = (
            told(plan, evidence, choices, today)
            if told
            else _about_meetings(plan, evidence, choices, today, length)
        )
        if said.sentences:
            found.append((best.fit, said))
    return max(found, key=lambda item: item[0])[1] if found else Told()


_RECORD_TYPES = frozenset({AnswerType.DATE, AnswerType.YES_NO, AnswerType.PLACE})
_NEAR_CHOICES = 4
_CLEAR_NOUNS = 0.6


def _about_meetings(
    plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date, length: Length
) -> Told:
    matches = [
        m
        for m in match_records(plan, evidence, MeetingRecord, choices)
        if m.fit >= _LEAST_FIT
        and m.nouns >= _LEAST_NOUNS
        and (m.own >= _LEAST_OWN or plan.answer_type is AnswerType.REASON)
        and not _misses_name(m)
        and _mode_fits(plan, m.record)
    ]
    inside = [m for m in matches if in_window(plan, m.record)]
    if plan.order is Order.ALL:
        return Told(sentences=_listed(plan, inside, evidence, _LISTED[length]))
    if plan.order in (Order.FIRST, Order.LAST) or _ASKS_IF_MET.search(fold(plan.text)):
        inside = [m for m in inside if _took_place(m.record)] or inside
    denied = _premise(plan, inside, evidence)
    if denied:
        return Told(sentences=denied)
    inside = [m for m in inside if plan.order is not None or m.fit >= _NEAR_MEETING * inside[0].fit]
    several = _several(plan, inside, evidence)
    if several:
        return Told(sentences=several)
    for match in list(in_order(plan, inside, today))[:3]:
        if isinstance(match.record, MeetingRecord) and _holds(plan, match.record) and _is_sure(plan, match):
            about = _ABOUT.search(fold(plan.text)) is not None
            sentence = meeting_sentence(match.record, match.facts, evidence, topic=about)
            if sentence is not None:
                differing = conflict_sentences(match.record, evidence, _slots(plan))
                return Told(sentences=(*_settled(plan, match.record), sentence, *differing))
    unsettled = _ASKS_IF_MET.search(fold(plan.text)) is not None
    return Told(open=unsettled and any(all_take_part(plan, m.record) and _is_sure(plan, m) for m in matches))


def _several(plan: Plan, matches: Sequence[Match], evidence: Evidence) -> tuple[Sentence, ...]:
    """Each meeting that "where did they meet" may mean, when it was more than one and nothing says which."""
    if plan.order is not None or plan.answer_type not in (AnswerType.PLACE, AnswerType.DATE):
        return ()
    if not plan.parties or not _asks_of_the_past(plan) or _names_days(plan):
        return ()
    held = [
        m
        for m in matches
        if _took_place(m.record) and _holds(plan, m.record) and all_take_part(plan, m.record)
    ]
    return _listed(plan, held, evidence, _ALIKE) if len(held) > 1 else ()


_ALIKE = 4


def _names_days(plan: Plan) -> bool:
    return plan.first is not None or plan.last is not None


def _listed(plan: Plan, matches: Sequence[Match], evidence: Evidence, limit: int) -> tuple[Sentence, ...]:
    """One sentence for each meeting, in the order of their days."""
    asked = [m for m in matches if takes_part(plan, m.record)] if plan.parties else list(matches)
    past = _asks_of_the_past(plan)
    held = [m for m in asked if not past or _took_place(m.record)]
    held.sort(key=lambda m: _first_day(m.record) or date.max)
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


def _about_deadlines(plan: Plan, evidence: Evidence, choices: Sequence[Choice], today: date) -> Told:
    matches = [
        m
        for m in match_records(plan, evidence, DeadlineRecord, choices)
        if m.fit >= _LEAST_FIT
        and m.nouns >= _LEAST_NOUNS
        and (m.own >= _LEAST_OWN or plan.answer_type is AnswerType.YES_NO)
        and not _misses_name(m)
    ]
    near = [m for m in matches if m.fit >= _NEAR_FIT * matches[0].fit]
    if plan.order is Order.COUNT:
        return Told(sentences=moves(matches, evidence))
    near = [m for m in near if _holds(plan, m.record) and not _too_late(plan, m.record, today)]
    if not near:
        return Told()
    if plan.order is Order.ALL and len(near) > 1:
        return Told(sentences=_all_due(near, evidence, today))
    lead, pending = in_force_first(plan, near)
    if pending is None and is_proposed(lead) and ASKS_OF_A_PROPOSAL.search(fold(plan.text)) is None:
        held = holding(lead, matches)
        lead, pending = (held, lead) if held is not None else (lead, None)
    sentences = _deadline(lead, evidence, today)
    told_of_moves = plan.known_until is None and plan.answer_type is not AnswerType.DATE
    if (told_of_moves or plan.shape is Shape.CHANGE) and isinstance(lead.record, DeadlineRecord):
        sentences += [s for s in (moves_sentence(lead.record, lead.facts, evidence),) if s is not None]
    if pending is not None:
        sentences += _deadline(pending, evidence, today)[:1]
    differing = conflict_sentences(lead.record, evidence, _slots(plan))
    return Told(sentences=(*_settled(plan, lead.record), *sentences, *differing))


def _all_due(near: Sequence[Match], evidence: Evidence, today: date) -> tuple[Sentence, ...]:
    """The state of each deadline that the question may mean, soonest first."""
    ordered = sorted(near[:_ALIKE], key=lambda m: _first_day(m.record) or date.max)
    found = [sentence for match in ordered for sentence in _deadline(match, evidence, today)[:1]]
    return tuple({sentence.text: sentence for sentence in found}.values())


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


def _settled(plan: Plan, record: Record) -> tuple[Sentence, ...]:
    verdict = by_record(plan, record)
    return () if verdict is None else (verdict,)


_NEAR_FIT = 0.88  # records that fit this nearly as well as the best may be the one that is meant


def _deadline(match: Match, evidence: Evidence, today: date) -> list[Sentence]:
    assert isinstance(match.record, DeadlineRecord)
    return deadline_sentences(match.record, match.facts, evidence, today)


def _too_late(plan: Plan, record: Record, today: date) -> bool:
    """ "Since when" asks for a day that lies behind us."""
    return _SINCE_WHEN.search(plan.text) is not None and not has_passed(record_when(record), today)


def _is_sure(plan: Plan, match: Match) -> bool:
    """A yes or no takes more than the same people: what the question says of them must be there too."""
    if plan.answer_type is not AnswerType.YES_NO:
        return True
    return match.nouns >= _SURE_NOUNS and fields_name(plan, match)


_SURE_NOUNS = 0.7


def _slots(plan: Plan) -> frozenset[str]:
    return _SLOTS.get(plan.answer_type, frozenset())


def _misses_name(match: Match) -> bool:
    return any(w.name and not w.carried for w in match.missing)


def _holds(plan: Plan, record: Record) -> bool:
    """Whether the record holds a value of the kind that is asked for."""
    match plan.answer_type:
        case AnswerType.DATE:
            return _holds_day(plan, record)
        case AnswerType.PLACE:
            return isinstance(record, MeetingRecord) and record.place is not None
        case AnswerType.DURATION:
            return isinstance(record, DeadlineRecord) or record.duration is not None
        case AnswerType.PERSON:
            return _holds_person(plan, record)
        case AnswerType.YES_NO:
            return isinstance(record, DeadlineRecord) or (
                all_take_part(plan, record) and (not _asks_of_the_past(plan) or _is_settled(record))
            )
        case AnswerType.TEXT | AnswerType.REASON | AnswerType.AMOUNT:
            if isinstance(record, MeetingRecord):
                return record.topic is not None and _ABOUT.search(fold(plan.text)) is not None
            return plan.answer_type is AnswerType.TEXT


_ASKS_IF_MET = re.compile(
    r"^(?:did|have|has|had|was|were)\b.*\b(?:meet|met|talk(?:ed)?|speak|spoken|receive[ds]?|see|seen|visit(?:ed)?)\b"
)
_SINCE_WHEN = re.compile(r"\bsince (?:when|what|which)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|discuss\w*|topics?|subjects?)\b")
_EXACT_DAYS = 13  # "on which day" is answered by a range of up to this many days, not by a month


def _holds_day(plan: Plan, record: Record) -> bool:
    when = record_when(record)
    if when is None:
        return False
    if plan.focus in ("day", "date") and when.earliest is not None and when.latest is not None:
        return (when.latest - when.earliest).days <= _EXACT_DAYS
    return plan.focus not in ("day", "date") or when.resolved


def _holds_person(plan: Plan, record: Record) -> bool:
    if isinstance(record, DeadlineRecord):
        return _DUTY.search(fold(plan.text)) is not None and bool(record.setter or record.addressee)
    if _ACTOR.search(fold(plan.text)) is not None:
        return False
    asked = {w.stem for w in plan.wanted}
    fresh = [p for p in record.participants if fold(p.party.name).split()[-1] not in asked]
    if plan.focus in _OFFICES:
        return takes_part(plan, record) and any(p.party.kind is PartyKind.PERSON for p in fresh)
    return plan.focus is None and bool(fresh)


_OFFICES = frozenset("official minister leader envoy diplomat negotiator politician person".split())


# "Who set the deadline", "who must file by Friday": what a deadline knows about people.
_DUTY = re.compile(
    r"\b(?:set|sets|imposed?|gave|give|given|must|has to|have to|bound|binds?|appl(?:y|ies)|for whom|to whom|affect\w*|threaten\w*)\b"
)


# "Who asked for the talks", "who called them off": one who did something, not one who was there.
_ACTOR = re.compile(
    r"\bwho(?:se)? (?:\w+ )?(?:ask(?:ed)?|propos\w*|suggest\w*|invit\w*|call(?:ed|s)? (?:\w+ )*off|cancel\w*|postpon\w*|refus\w*|initiat\w*|request\w*|arrang\w*|"
    r"want\w*|demand\w*|chair\w*|led|replac\w*|announc\w*|confirm\w*|den(?:y|ied)|idea|mediat\w*|organi[sz]\w*|broker\w*|said|says|report\w*)\b"
)


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
        for word in (
            " did ",
            " met ",
            " happened ",
            " was ",
            " were ",
            " had ",
            " held ",
            " spoke ",
            " visited ",
        )
    )


def _took_place(record: Record) -> bool:
    return isinstance(record, MeetingRecord) and record.status in _TOOK_PLACE


def _first_day(record: Record) -> date | None:
    when = record_when(record)
    return when.earliest if when is not None else None
