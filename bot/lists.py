"""The use cases of listing: meetings and deadlines between two days, as records and as cited sentences."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.answer.brief import brief
from bot.answer.finish import gate_answer
from bot.answer.phrases import day_words, joined, quoted
from bot.errors import InputError
from bot.ledger.disputes import find_disputes
from bot.ledger.viewing import facts_in_records, show
from bot.model.answers import Abstention, Answer, Briefing, Evidence
from bot.model.chat import Length, Question, Requester
from bot.model.facts import Fact
from bot.model.ids import FactId, RevisionId
from bot.model.records import Conflict, MeetingRecord, Record
from bot.model.text import Scope
from bot.ports import FactEntry, FactQuery, Store
from bot.search.near_names import name_hint
from bot.search.plan import plan_question
from bot.text.parties import known_party, party_from_name

Kind = Literal["meeting", "deadline"]
STATEMENTS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A record with who told each of its facts, for lists."""

    record: Record
    entries: tuple[FactEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which records to list.

    parties: names that all stand in the record. first, last: the days between which it falls, both included.
    known_until: as known at that moment; now when None. limit: how many at most.
    """

    kind: Kind
    parties: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    known_until: datetime | None = None
    limit: int = 200


async def list_records(store: Store, scope: Scope, wanted: Wanted) -> tuple[Listed, ...]:
    """The records that are `wanted`, in the order of their day; those without one last.

    Raises InputError when the last day lies before the first.
    """
    if wanted.first is not None and wanted.last is not None and wanted.last < wanted.first:
        raise InputError(
            f"no day lies from {day_words(wanted.first)} up to {day_words(wanted.last)}; give the earlier day first"
        )
    until = wanted.known_until
    keys = tuple([await _party_key(store, scope, name) for name in wanted.parties])
    query = FactQuery(
        kinds=(wanted.kind,), parties=keys, known_until=until, limit=10_000, current=until is None
    )
    found = await store.find_facts(scope, query)
    behind = await facts_in_records(store, scope, [entry.fact.id for entry in found], known_until=until)
    corrections = await store.list_corrections(scope.workspace)
    records = await asyncio.to_thread(show, behind, corrections)
    facts = {entry.fact.id for entry in found}
    kept = [
        record
        for record in records
        if facts.intersection(record.facts)
        and isinstance(record, MeetingRecord) == (wanted.kind == "meeting")
        and _falls_between(record, wanted.first, wanted.last)
    ]
    kept.sort(key=lambda record: (_day_of(record) or date.max, record.id))
    return tuple([await _with_entries(store, scope, record) for record in kept[: wanted.limit]])


async def list_records_of(store: Store, scope: Scope, facts: Sequence[FactId]) -> tuple[Listed, ...]:
    """The records that these facts stand behind, as they are seen here now."""
    behind = await facts_in_records(store, scope, facts)
    corrections = await store.list_corrections(scope.workspace)
    records = await asyncio.to_thread(show, behind, corrections)
    wanted = set(facts)
    return tuple(
        [await _with_entries(store, scope, one) for one in records if wanted.intersection(one.facts)]
    )


async def tell_records(store: Store, requester: Requester, wanted: Wanted, *, now: datetime) -> Answer:
    """The records that are `wanted`, as cited sentences; deadlines with their countdown."""
    listed = await list_records(store, requester.scope, wanted)
    missing = _MISSING[wanted.kind]
    evidence = await _evidence_of(store, listed, missing, requester, now)
    if not listed:
        hint = await name_hint(store, requester.scope, wanted.parties)
        return Abstention(missing=_missing_words(wanted), coverage=evidence.coverage, note=hint)
    answer = await asyncio.to_thread(
        brief, evidence, headline=None, now=now, zone=requester.zone, length=Length.FULL
    )
    if isinstance(answer, Briefing):
        sentences = tuple(s for part in answer.sections if part.heading in _LISTED for s in part.sentences)
        answer = Briefing(sentences=sentences, coverage=answer.coverage)
    return await asyncio.to_thread(gate_answer, answer, evidence, now=now, zone=requester.zone)


_MISSING: dict[Kind, str] = {
    "meeting": "which meetings took place",
    "deadline": "which deadlines apply",
}


def _missing_words(wanted: Wanted) -> str:
    """What was looked for in vain, with whom and when: a name that was misread shows."""
    words = _MISSING[wanted.kind]
    if wanted.parties:
        of = "of" if wanted.kind == "meeting" else "for or by"
        words += f", {of} {joined([quoted(name) for name in wanted.parties])}"
    if wanted.first is not None:
        words += f", from {day_words(wanted.first)}"
    return words + (f", up to {day_words(wanted.last)}" if wanted.last is not None else "")


_LISTED = frozenset({"Meetings", "Deadlines"})


async def _evidence_of(
    store: Store, listed: Sequence[Listed], text: str, requester: Requester, now: datetime
) -> Evidence:
    """Records with their facts, as evidence for a writer."""
    entries = {entry.fact.id: entry for one in listed for entry in one.entries}
    return Evidence(
        plan=await asyncio.to_thread(plan_question, Question(text=text, requester=requester), now=now),
        records=tuple(one.record for one in listed),
        facts=tuple(entry.fact for entry in entries.values()),
        passages=(),
        coverage=await store.coverage(requester.scope),
        told={fact: entry.told for fact, entry in entries.items()},
        corrections=tuple(await store.list_corrections(requester.scope.workspace)),
    )


async def _with_entries(store: Store, scope: Scope, record: Record) -> Listed:
    return Listed(record=record, entries=await store.get_facts(scope, record.facts))


async def _party_key(store: Store, scope: Scope, name: str) -> str:
    known = await asyncio.to_thread(known_party, name)
    if known is not None:
        return known.key
    stored = await store.known_parties(scope, name, limit=1)
    return stored[0][0] if stored else (await asyncio.to_thread(party_from_name, name)).key


def _day_of(record: Record) -> date | None:
    when = record.when if isinstance(record, MeetingRecord) else record.due
    return (when.earliest or when.latest) if when is not None else None


def _falls_between(record: Record, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    when = record.when if isinstance(record, MeetingRecord) else record.due
    if when is None or not when.resolved:
        return False
    starts, ends = when.earliest or when.latest, when.latest or when.earliest
    assert starts is not None
    assert ends is not None
    return (last is None or starts <= last) and (first is None or ends >= first)


async def list_disputes(store: Store, scope: Scope) -> tuple[Conflict, ...]:
    """What voices tell differently where no record holds it.

    Looks at what the latest `STATEMENTS` facts stand in only: older accounts are found by asking for them.
    """
    query = FactQuery(kinds=("statement", "meeting", "deadline"), limit=STATEMENTS)
    behind: dict[RevisionId, list[Fact]] = {}
    for entry in await store.find_facts(scope, query):
        behind.setdefault(entry.fact.revision, []).append(entry.fact)
    pages = []
    for name, facts in behind.items():
        told, revision = await store.get_revision(scope, name)
        pages.append((told, revision, facts))
    return await asyncio.to_thread(find_disputes, pages)
