"""The gate on a whole briefing: facts that disagree stand together, days that no longer hold say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.model.answers import Evidence, Sentence
from bot.model.facts import Deadline, Fact, Meeting, when_of
from bot.model.ids import FactId
from bot.model.records import Conflict, DeadlineRecord, MeetingRecord, Record
from bot.model.when import When

_MARKED = re.compile(
    r"\b(?:previous|previously|original|originally|earlier|first|formerly|initially|moved|replaced|superseded|extended|"
    r"postponed|brought forward|corrected|correction|withdrawn|changed|was|were|had been|instead|no longer|later|until then|"
    r"from .{0,40} to)\b",
    re.IGNORECASE,
)


class Fault(StrEnum):
    """ONE_SIDED: a value is told whose rival is not. APART: rivals are told in different groups.
    OUTDATED: a day or an article that was replaced is told as if it held."""

    ONE_SIDED = "one_sided"
    APART = "apart"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault of a briefing. sentence: its place in the list. facts: what should stand beside it, or replaced it."""

    fault: Fault
    sentence: int
    facts: tuple[FactId, ...] = ()


def check_briefing(sentences: Sequence[Sentence], evidence: Evidence) -> tuple[Finding, ...]:
    """Faults that only show when all sentences are read together, in their order; empty when there are none."""
    findings = [
        finding
        for record in evidence.records
        for conflict in record.conflicts
        for finding in _conflict_findings(conflict, sentences)
    ]
    facts = {fact.id: fact for fact in evidence.facts}
    for i, sentence in enumerate(sentences):
        newer = tuple(_newer(sentence, facts, evidence.records))
        if newer and not _MARKED.search(sentence.text):
            findings.append(Finding(fault=Fault.OUTDATED, sentence=i, facts=newer))
        elif any(c.told.superseded for c in sentence.citations) and not _MARKED.search(sentence.text):
            findings.append(Finding(fault=Fault.OUTDATED, sentence=i))
    return tuple(sorted(findings, key=lambda f: (f.sentence, f.fault)))


def _conflict_findings(conflict: Conflict, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    places = [
        [i for i, s in enumerate(sentences) if not _facts_of(s).isdisjoint(value.facts)]
        for value in conflict.values
    ]
    told = [place for place in places if place]
    if not told:
        return
    missing = tuple(f for v, place in zip(conflict.values, places, strict=True) if not place for f in v.facts)
    if missing:
        yield Finding(fault=Fault.ONE_SIDED, sentence=told[0][0], facts=missing)
        return
    groups = [{sentences[i].group or f"#{i}" for i in place} for place in places]
    if not set.intersection(*groups):
        yield Finding(fault=Fault.APART, sentence=max(place[0] for place in places))


def _facts_of(sentence: Sentence) -> set[FactId]:
    return {*sentence.facts, *(c.fact for c in sentence.citations if c.fact is not None)}


def _newer(sentence: Sentence, facts: dict[FactId, Fact], records: Sequence[Record]) -> Iterator[FactId]:
    """Facts that replaced the day of a fact this sentence tells, when it tells none of those."""
    own = _facts_of(sentence)
    for record in records:
        mine = [facts[f] for f in record.facts if f in own and f in facts]
        if not mine or record.conflicts:
            continue
        holds = record.due if isinstance(record, DeadlineRecord) else record.when
        if holds is None or any(_same(when_of(fact), holds) for fact in mine):
            continue
        if any(_moved(fact, holds) for fact in mine):
            yield from _steps_with(record, holds)


def _same(one: When | None, other: When) -> bool:
    return one is not None and (one.earliest, one.latest) == (other.earliest, other.latest)


def _moved(fact: Fact, holds: When) -> bool:
    """Whether the fact gives a day of its own that is not the one that holds, nor just a coarser name of it."""
    own = when_of(fact)
    if not isinstance(fact, Meeting | Deadline) or own is None or own.earliest is None or own.latest is None:
        return False
    if holds.earliest is None or holds.latest is None:
        return False
    return own.latest < holds.earliest or holds.latest < own.earliest


def _steps_with(record: Record, holds: When) -> Iterator[FactId]:
    """The latest fact of the record's history that gives the day that holds."""
    steps = (
        [(step.when, step.fact) for step in record.history]
        if isinstance(record, MeetingRecord)
        else [(step.due, step.fact) for step in record.history]
    )
    for told, fact in reversed(steps):
        if fact is not None and _same(told, holds):
            yield fact
            return
