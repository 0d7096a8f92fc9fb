"""Sentences about deadlines: what is due when and for whom, how it moved, and how far off it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.answer.extractive.by_hand import as_told
from bot.answer.extractive.said import cite_fact, with_preposition
from bot.answer.phrases import (
    DEADLINE_TAILS,
    NO_DATE_HINT,
    counted,
    far_off,
    has_passed,
    joined,
    party_words,
    quoted,
    when_words,
)
from bot.model.answers import Citation, Evidence, Sentence, SentenceKind
from bot.model.facts import Deadline, DeadlineKind, DeadlineStatus, Fact
from bot.model.records import DeadlineRecord, DeadlineStep
from bot.model.when import When

_OPEN_STATES = frozenset(
    {DeadlineStatus.SET, DeadlineStatus.EXTENDED, DeadlineStatus.BROUGHT_FORWARD, DeadlineStatus.PROPOSED}
)
_FOLLOWED_UP = frozenset(
    {DeadlineStatus.MET, DeadlineStatus.MISSED, DeadlineStatus.PASSED, DeadlineStatus.WITHDRAWN}
)


def deadline_sentences(
    record: DeadlineRecord, facts: Sequence[Fact], evidence: Evidence, today: date
) -> list[Sentence]:
    """The state of a deadline: the telling sentence, how far off it is, and a pending proposal to move it.

    facts: those of the record, the one that fits the question best first.
    """
    fact = _telling(record, facts)
    if fact is None:
        return []
    sentences = [_state(record, fact, facts, evidence, today)]
    note = _why_open(record, fact, evidence)
    if note is not None:
        sentences.append(note)
    pending = _pending(record, facts, evidence)
    if pending is not None:
        sentences.append(pending)
    return sentences


def _telling(record: DeadlineRecord, facts: Sequence[Fact]) -> Deadline | None:
    """The fact that gives the record its present state: the last step's, else the best fitting of the same day."""
    by_id = {fact.id: fact for fact in facts if isinstance(fact, Deadline)}
    for step in reversed(record.history):
        if step.fact in by_id and step.status is record.status:
            return by_id[step.fact]
    same = [f for f in by_id.values() if f.due and record.due and f.due.iso() == record.due.iso()]
    return next(iter(same or by_id.values()), None)


def _state(
    record: DeadlineRecord, fact: Deadline, facts: Sequence[Fact], evidence: Evidence, today: date
) -> Sentence:
    cited: list[Fact] = [fact]
    about = "requirement" if fact.requirement or record.requirement else "matter"
    for slot in (about, "consequence"):
        if getattr(fact, slot) is None:
            cited += [f for f in facts if isinstance(f, Deadline) and _tells(f, slot, record)][:1]
    due = record.due or fact.due
    off = far_off(due, today) if due is not None and record.status in _OPEN_STATES else None
    text = f"{_subject(record, fact)} {_falls(record, due, fact, today)}"
    text += f", {off}{_tail(record, fact)}" if off else _tail(record, fact)
    if has_passed(due, today) and record.status not in _FOLLOWED_UP:
        text += "; that day has passed, and no stored article says what followed"
    text += "."
    sentence = Sentence(
        text=text[0].upper() + text[1:],
        citations=_citations(dict.fromkeys(cited), evidence),
        facts=tuple(dict.fromkeys(f.id for f in cited)),
        record=record.id,
        group=record.id,
        due=due if off else None,
    )
    return as_told(sentence, record, evidence)


def _tells(fact: Deadline, slot: str, record: DeadlineRecord) -> bool:
    value = getattr(record, slot)
    return value is not None and getattr(fact, slot) == value


def _subject(record: DeadlineRecord, fact: Deadline | None = None) -> str:
    words = "the expiry" if record.kind is DeadlineKind.EXPIRY else "the deadline"
    if record.kind is DeadlineKind.EFFECTIVE:
        words = "the effective date"
    if record.kind is DeadlineKind.SCHEDULED:
        words = "the date"
    if record.setter is not None:
        words += f" set by {party_words(record.setter)}"
    if record.addressee is not None and record.addressee != record.setter:
        words += f" for {party_words(record.addressee)}"
    what = record.what
    if fact is not None:
        what = fact.requirement or record.requirement or fact.matter or record.matter
    if what:
        words += f" ({quoted(what.rstrip('.,;'))})"
    return words


def _verb(record: DeadlineRecord, due: When | None, today: date) -> str:
    return "is" if record.status in _OPEN_STATES and not has_passed(due, today) else "was"


def _falls(record: DeadlineRecord, due: When | None, fact: Deadline, today: date) -> str:
    """ "is Friday 8 August 2025"; by which words it falls where no calendar day can be given."""
    verb = _verb(record, due, today)
    days = when_words(due) if due is not None else None
    if days is not None:
        return f"{verb} {days}"
    printed = _printed(due, fact) if due is not None else "not given as a calendar day"
    return f"is told by these words: {printed}" if printed.startswith("“") else f"{verb} {printed}"


def _printed(when: When, fact: Deadline) -> str:
    """The words of the day as one of the quotes has them, with their "within"; that no day is given when none has."""
    for quote in fact.quotes:
        start = quote.text.find(when.words)
        if start >= 0:
            return quoted(with_preposition(when.words, quote.text, start))
    return "not given as a calendar day"


def _tail(record: DeadlineRecord, fact: Deadline) -> str:
    tail = DEADLINE_TAILS.get(record.status, "")
    if fact.said_by is not None:
        tail += f", according to {party_words(fact.said_by)}"
    consequence = fact.consequence or record.consequence
    if consequence:
        tail += f"; otherwise: {quoted(consequence)}"
    return tail


def _why_open(record: DeadlineRecord, fact: Deadline, evidence: Evidence) -> Sentence | None:
    """Why no calendar day can be given; None when one can."""
    due = record.due or fact.due
    if due is None or due.resolved:
        return None
    printed = _printed(due, fact)
    told = evidence.told.get(fact.id)
    if told is not None and told.published is None:
        text = f"the article carries no date, so no calendar day can be given. {NO_DATE_HINT}"
        text = f"{printed}: {text}" if printed.startswith("“") else text[0].upper() + text[1:]
        return _note(text, fact, evidence)
    reason = due.open_reason or "the day it counts from is not told"
    subject = printed if printed.startswith("“") else "The deadline"
    return _note(f"{subject} cannot be given as a calendar day: {reason}.", fact, evidence)


def _note(text: str, fact: Fact, evidence: Evidence) -> Sentence:
    return Sentence(
        text=text, kind=SentenceKind.NOTE, citations=_citations((fact,), evidence), facts=(fact.id,)
    )


def _pending(record: DeadlineRecord, facts: Sequence[Fact], evidence: Evidence) -> Sentence | None:
    """A proposal to move the day that nothing later has settled."""
    if record.status is DeadlineStatus.PROPOSED or not record.history:
        return None
    last = record.history[-1]
    by_id = {fact.id: fact for fact in facts}
    step = next((s for s in reversed(record.history) if s.status is DeadlineStatus.PROPOSED), None)
    if step is None or step.due is None or step.fact not in by_id or _iso(step.due) == _iso(record.due):
        return None
    if step is not last and step.known < last.known:
        return None
    fact = by_id[step.fact]
    if not isinstance(fact, Deadline) or _is_supposed(fact, evidence):
        return None
    by = f", according to {party_words(fact.said_by)}" if fact.said_by is not None else ""
    return Sentence(
        text=f"Another day is proposed, not in force: {quoted(fact.quote.text)}{by}.",
        citations=_citations((fact,), evidence),
        facts=(fact.id,),
        record=record.id,
        group=record.id,
    )


def _is_supposed(fact: Deadline, evidence: Evidence) -> bool:
    """Whether the article only reckons what would be if: "if the date slid by a year, it would be …" proposes nothing."""
    text = next((revision.text for _, revision in evidence.revisions if revision.id == fact.revision), "")
    before = text[max(0, fact.quote.span.start - 12) : fact.quote.span.start]
    return re.search(r"\bif (?:the |it )?$", before, re.IGNORECASE) is not None


def moves_sentence(record: DeadlineRecord, facts: Sequence[Fact], evidence: Evidence) -> Sentence | None:
    """How often a deadline moved, and to which days; None when its history does not show that it moved."""
    by_id = {fact.id: fact for fact in facts}
    days: list[DeadlineStep] = []
    for step in record.history:
        if step.status is DeadlineStatus.PROPOSED or step.due is None or step.fact not in by_id:
            continue
        if not days or _iso(days[-1].due) != _iso(step.due):
            days.append(step)
    if len(days) < 2:
        return None
    words = [when_words(s.due) or quoted(s.due.words) for s in days if s.due is not None]
    times = {1: "moved once", 2: "moved twice"}.get(len(days) - 1, f"moved {counted(len(days) - 1, 'time')}")
    subject = _subject(replace(record, requirement=None, matter=None))
    text = f"{subject} {times}: it was {words[0]}"
    text += f", then {joined(words[1:], 'and then')}"
    cited = [by_id[s.fact] for s in days if s.fact is not None]
    speakers = list(dict.fromkeys(party_words(f.said_by) for f in cited if f.said_by is not None))
    text += f", according to {joined(speakers)}." if speakers else "."
    return Sentence(
        text=text[0].upper() + text[1:],
        citations=_citations(cited, evidence),
        facts=tuple(f.id for f in cited),
        record=record.id,
        group=record.id,
    )


def _iso(when: When | None) -> str | None:
    return when.iso() if when is not None else None


def _citations(facts: Iterable[Fact], evidence: Evidence) -> tuple[Citation, ...]:
    return tuple(c for fact in facts for c in cite_fact(fact, evidence, _slot_words(fact)))


def _slot_words(fact: Fact) -> tuple[str, ...]:
    """What the cited quotes should hold between them: the words of the day and of the consequence."""
    if not isinstance(fact, Deadline):
        return ()
    words = (fact.due.words if fact.due else None, fact.consequence)
    return tuple(word for word in words if word)
