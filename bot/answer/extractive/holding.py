"""Whether a record holds what a question asks for, and how much a record alone settles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.match import Match, all_take_part, fields_name, record_when, takes_part
from bot.answer.extractive.verdict import by_record
from bot.model.answers import AnswerType, Plan, Sentence
from bot.model.facts import Meeting, MeetingStatus, PartyKind
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.text.words import fold

LEAST_FIT, LEAST_NOUNS, LEAST_OWN = 0.5, 0.5, 0.3  # what a record must reach to be the one that is meant
ALIKE = 4  # records shown side by side when nothing says which of them is meant
_TOOK_PLACE = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING})


_SLOTS = {
    AnswerType.DATE: frozenset({"date", "due", "when"}),
    AnswerType.PLACE: frozenset({"place"}),
    AnswerType.DURATION: frozenset({"duration"}),
    AnswerType.PERSON: frozenset({"participants", "setter", "addressee", "initiator"}),
    AnswerType.AMOUNT: frozenset({"number"}),
    AnswerType.YES_NO: frozenset({"status"}),
}


def is_sure(plan: Plan, match: Match) -> bool:
    """A yes or no takes more than the same people: what the question says of them must be there too."""
    if plan.answer_type is not AnswerType.YES_NO:
        return True
    return match.nouns >= _SURE_NOUNS and fields_name(plan, match)


_SURE_NOUNS = 0.7


def slots_of(plan: Plan) -> frozenset[str]:
    """The slots whose disagreement matters to a question of this type."""
    return _SLOTS.get(plan.answer_type, frozenset())


def misses_name(match: Match) -> bool:
    """Whether a name of the question stands nowhere near the record's facts."""
    return any(w.name and not w.carried for w in match.missing)


def holds(plan: Plan, record: Record) -> bool:
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
                all_take_part(plan, record) and (not asks_of_the_past(plan) or _is_settled(record))
            )
        case AnswerType.TEXT | AnswerType.REASON | AnswerType.AMOUNT:
            if isinstance(record, MeetingRecord):
                return record.topic is not None and ABOUT.search(fold(plan.text)) is not None
            return plan.answer_type is AnswerType.TEXT


ABOUT = re.compile(r"\b(?:about|discuss\w*|topics?|subjects?)\b")


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
    r"\bwho(?:se)? (?:\w+ )?(?:ask(?:ed)?|propos\w*|suggest\w*|invit\w*|call(?:ed|s)? (?:\w+ )*off|call(?:ed|s)? (?:the|an?|this|that|for)|cancel\w*|postpon\w*|refus\w*|initiat\w*|request\w*|arrang\w*|"
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


def asks_of_the_past(plan: Plan) -> bool:
    """Whether the question is about what was."""
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


def took_place(record: Record) -> bool:
    """Whether it is a meeting that was held or is being held."""
    return isinstance(record, MeetingRecord) and record.status in _TOOK_PLACE


def first_day(record: Record) -> date | None:
    """The first day that the record's present state can mean."""
    when = record_when(record)
    return when.earliest if when is not None else None


def only_claimed(match: Match) -> bool:
    """Whether every article gives it as somebody's word: then it is told, and not affirmed."""
    meetings = [fact for fact in match.facts if isinstance(fact, Meeting)]
    return bool(meetings) and all(fact.said_by is not None for fact in meetings)


def settled(plan: Plan, match: Match, choices: Sequence[Choice]) -> tuple[Sentence, ...]:
    """Yes or no by the record, as a sentence of its own; empty where it, or the words behind it, leave that open."""
    behind = {fact.id for fact in match.facts}
    words = " ".join(c.quote.text for c in choices if any(fact.id in behind for fact in c.facts))
    verdict = by_record(plan, match.record, words)
    return () if verdict is None else (verdict,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What records say to a question.

    sentences: empty when no record fits or holds what is asked. open: a record fits, and leaves just this open, so
    that nothing else should be put in its place.
    """

    sentences: tuple[Sentence, ...] = ()
    open: bool = False
