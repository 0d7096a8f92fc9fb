"""Sentences about meetings: who met whom, when, where, how long, about what, and who denies it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.extractive.by_hand import as_told
from bot.answer.extractive.said import cite_fact
from bot.answer.phrases import (
    MEETING_STATES,
    MEETING_TAILS,
    MEETING_VERBS,
    MODE_WORDS,
    at_place,
    day_words,
    for_length,
    joined,
    on_when,
    party_words,
    quoted,
)
from bot.model.answers import Evidence, Sentence
from bot.model.facts import Fact, Meeting, MeetingStatus, Mode, Participant, Role
from bot.model.records import MeetingRecord
from bot.model.text import Told
from bot.model.when import When

_MAX_NAMED = 12
_DONE = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING})
_SPEAKS = frozenset({Mode.PHONE, Mode.VIDEO})
_SPEAK_VERBS = {
    MeetingStatus.HELD: "spoke",
    MeetingStatus.ONGOING: "are speaking",
    MeetingStatus.PLANNED: "are to speak",
    MeetingStatus.POSSIBLE: "may speak",
}


def meeting_sentence(
    record: MeetingRecord,
    facts: Sequence[Fact],
    evidence: Evidence,
    *,
    topic: bool = False,
    listed: bool = False,
) -> Sentence | None:
    """The state of a meeting in one sentence; None when none of its facts can be quoted.

    facts: those of the record, the one that fits the question best first. topic: say what it was about.
    listed: it stands among others, so that one without a day says when it was reported.
    """
    record = record if topic else replace(record, topic=None)
    fact = telling(record, facts)
    if fact is None:
        return None
    cited = _cited(record, fact, facts)
    words = _slot_words(record)
    citations = tuple(c for one in cited for c in cite_fact(one, evidence, words))
    if not citations:
        return None
    sentence = Sentence(
        text=_text(record, fact, evidence.told.get(fact.id) if listed else None),
        citations=citations,
        facts=tuple(one.id for one in cited),
        record=record.id,
        group=record.id,
    )
    return as_told(sentence, record, evidence)


def telling(record: MeetingRecord, facts: Sequence[Fact]) -> Meeting | None:
    """The fact that gives the record its present state, the best fitting of several."""
    meetings = [fact for fact in facts if isinstance(fact, Meeting)]
    same = [fact for fact in meetings if fact.status is record.status]
    dated = [f for f in same if f.when and record.when and f.when.iso() == record.when.iso()]
    return next(iter(dated or same or meetings), None)


def _cited(record: MeetingRecord, fact: Meeting, facts: Sequence[Fact]) -> list[Fact]:
    """The telling fact and those that tell a slot which it leaves open."""
    cited: list[Fact] = [fact]
    for slot in ("when", "place", "duration", "topic", "mode"):
        value = getattr(record, slot)
        if value is None or any(
            _same(getattr(one, slot), value) for one in cited if isinstance(one, Meeting)
        ):
            continue
        other = next((f for f in facts if isinstance(f, Meeting) and _same(getattr(f, slot), value)), None)
        if other is not None:
            cited.append(other)
    for one in record.participants:
        if not any(_takes_part(one, f) for f in cited):
            cited += [f for f in facts if _takes_part(one, f)][:1]
    return cited


def _slot_words(record: MeetingRecord) -> list[str]:
    """What the cited quotes should hold between them: place, length, topic, and everybody's last name."""
    slots = [slot for slot in (record.place, record.duration, record.topic) if slot]
    return slots + [one.party.name.split()[-1] for one in record.participants if one.party.name]


def _takes_part(one: Participant, fact: Fact) -> bool:
    return isinstance(fact, Meeting) and any(p.party.key == one.party.key for p in fact.participants)


def _same(a: object, b: object) -> bool:
    if isinstance(a, When) and isinstance(b, When):
        return a.iso() == b.iso()
    return a == b


def _text(record: MeetingRecord, fact: Meeting, told: Told | None) -> str:
    names = [_name(one) for one in record.participants][:_MAX_NAMED]
    more = len(record.participants) - len(names)
    if more > 0:
        names.append(f"{more} others")
    if len(names) == 1:
        text = f"A {record.form.replace('_', ' ')} of {names[0]} {MEETING_STATES[record.status]}"
    elif record.status is MeetingStatus.DENIED:
        text = f"A {record.form.replace('_', ' ')} of {joined(names)}"
    else:
        text = f"{joined(names)} {_verb(record)}"
    if record.mode in MODE_WORDS:
        text += f" {MODE_WORDS[record.mode]}"
    when = record.when or fact.when
    if when is not None and when.value in _NO_DAY and " " not in when.words:
        when = None  # "recent talks", "now": the day of the report says more
    if when is not None:
        day = on_when(when)
        text += f" {day}" if day else f" ({quoted(when.words)})"
    if record.place:
        text += f" {at_place(record.place)}"
    if record.duration:
        text += f" {for_length(record.duration)}"
    if record.topic:
        text += f", on {record.topic}"
    if len(names) > 1 and record.status is MeetingStatus.DENIED:
        text += f" {MEETING_STATES[record.status]}"
    elif len(names) > 1:
        text += MEETING_TAILS.get(record.status, "")
    if when is None and told is not None and told.published is not None and record.status in _DONE:
        text += f", as reported on {day_words(told.published.date())}"
    if fact.said_by is not None:
        text += f", according to {party_words(fact.said_by)}"
    return text[0].upper() + text[1:] + "."


_NO_DAY = frozenset({"PAST_REF", "PRESENT_REF"})


def _name(one: Participant) -> str:
    words = party_words(one.party, titled=True)
    if one.role in (Role.CHAIR, Role.MEDIATOR):
        words += f" (as {one.role.value})"
    return words


def _verb(record: MeetingRecord) -> str:
    if record.mode in _SPEAKS and record.status in _SPEAK_VERBS:
        return _SPEAK_VERBS[record.status]
    return MEETING_VERBS[record.status]
