"""What a sentence may draw upon: its cited words, the facts behind them, and who printed them when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.model.answers import Evidence, Sentence, SentenceKind
from bot.model.facts import Deadline, Fact, Meeting, Party, Statement, parties_of, quotes_of
from bot.model.records import MeetingRecord, Record
from bot.model.text import Quote, Told
from bot.model.when import When, zone_of
from bot.text.when import tag

Days = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The material one sentence is measured against.

    quotes: the cited words. facts, records: what the sentence was made from. parties: everyone those name.
    days: calendar days told by the quotes and facts, first and last of each. print_days: when the
    quotes were published and when they were stored. times: minutes after midnight.
    fields: words of the facts' own fields (place, topic, requirement). told: who printed the quotes.
    today: the requester's day, None in free text. partials: days told without their year, as "-05-04".
    reckoned: results of sums that the text itself writes out.
    """

    quotes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    records: tuple[Record, ...] = ()
    parties: tuple[Party, ...] = ()
    days: frozenset[Days] = frozenset()
    print_days: frozenset[date] = frozenset()
    times: frozenset[int] = frozenset()
    fields: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    today: date | None = None
    partials: frozenset[str] = frozenset()
    reckoned: frozenset[Decimal] = frozenset()


def known_for(sentence: Sentence, evidence: Evidence, *, now: datetime, zone: str) -> Known:
    """What `sentence` may draw upon. A NOTE without citations speaks about all of the evidence."""
    facts = cited_facts(sentence, evidence)
    if sentence.kind is SentenceKind.NOTE and not sentence.citations and not facts:
        facts = evidence.facts
    ids = {fact.id for fact in facts}
    records = tuple(r for r in evidence.records if r.id == sentence.record or not ids.isdisjoint(r.facts))
    told = tuple({c.told.revision: c.told for c in sentence.citations}.values())
    if not told:
        told = tuple(evidence.told.values())
    quotes = tuple(dict.fromkeys(c.quote.text for c in sentence.citations))
    whens = [*_fact_whens(facts), *_record_whens(records)]
    published = {c.quote.text: _published(c.told) for c in sentence.citations}
    if not quotes:
        quotes = tuple(dict.fromkeys(q.text for f in facts for q in f.quotes))
    due = any(isinstance(f, Deadline) and f.due is not None and f.due.resolved for f in facts)
    for text in quotes:
        # a deadline's day was computed when it was stored; other words in its quotes must not lend it another
        tagged = _tagged(text, published.get(text))
        whens.extend(when for when in tagged if when.anchor is None or not due)
    today = now.astimezone(ZoneInfo(zone)).date()
    days = {(w.earliest or w.latest, w.latest or w.earliest) for w in whens if w.resolved}
    until = evidence.plan.known_until
    if sentence.kind is SentenceKind.NOTE and not sentence.citations and until is not None:
        days.add((until.date(), until.date()))  # up to which day was looked
    return Known(
        quotes=quotes,
        facts=facts,
        records=records,
        parties=_parties(facts, records),
        days=frozenset((a, b) for a, b in days if a is not None and b is not None),
        print_days=frozenset(day for t in told for day in _told_days(t, zone)),
        times=frozenset(_minutes(whens, zone)),
        fields=tuple(_fields(facts)),
        told=told,
        today=today,
    )


def cited_facts(sentence: Sentence, evidence: Evidence) -> tuple[Fact, ...]:
    """The facts a sentence names, by its own list, by its citations, or by quoting the words that carry them."""
    named = {*sentence.facts, *(c.fact for c in sentence.citations if c.fact is not None)}
    if named:
        return tuple([fact for fact in evidence.facts if fact.id in named])
    cited = [c.quote for c in sentence.citations]
    told = {quote.revision for quote in cited}
    return tuple(
        fact
        for fact in evidence.facts
        if fact.revision in told and any(_carries(quote, fact) for quote in cited)
    )


def published_day(told: Told) -> date | None:
    """The calendar day of publication as the outlet dates it."""
    return _published(told)


def _carries(quote: Quote, fact: Fact) -> bool:
    return any(
        own.revision == quote.revision
        and own.span.overlaps(quote.span)
        and (quote.span.contains(own.span) or own.span.contains(quote.span))
        for own in quotes_of(fact)
    )


@lru_cache(maxsize=4096)
def _tagged(text: str, published: date | None) -> tuple[When, ...]:
    return tag(text, published=published)


def _published(told: Told) -> date | None:
    return told.published.date() if told.published is not None else None


def _told_days(told: Told, zone: str) -> Iterator[date]:
    if told.published is not None:
        yield told.published.date()
        yield told.published.astimezone(ZoneInfo(zone)).date()
    yield told.known.astimezone(ZoneInfo(zone)).date()


def _fact_whens(facts: Sequence[Fact]) -> list[When]:
    whens: list[When | None] = []
    for fact in facts:
        match fact:
            case Meeting():
                whens += [fact.when, fact.previous]
            case Deadline():
                whens += [fact.due, fact.previous_due]
            case _:
                whens.append(fact.when)
    return [w for w in whens if w is not None]


def _record_whens(records: Sequence[Record]) -> list[When]:
    whens: list[When | None] = []
    for record in records:
        if isinstance(record, MeetingRecord):
            whens += [record.when, *(step.when for step in record.history)]
        else:
            whens += [record.due, *(step.due for step in record.history)]
    return [w for w in whens if w is not None]


def _minutes(whens: Sequence[When], zone: str) -> Iterator[int]:
    """Times of day as told and as they fall in the reader's zone."""
    reader = ZoneInfo(zone)
    for when in whens:
        if when.time is None:
            continue
        yield when.time.hour * 60 + when.time.minute
        own = zone_of(when.zone)
        if own is not None and when.day is not None:
            local = datetime.combine(when.day, when.time, tzinfo=own).astimezone(reader)
            yield local.hour * 60 + local.minute


def _parties(facts: Sequence[Fact], records: Sequence[Record]) -> tuple[Party, ...]:
    found: dict[tuple[str, str], Party] = {}
    for fact in facts:
        for party in parties_of(fact):
            found.setdefault((party.key, party.name), party)
    for record in records:
        named: list[Party | None] = (
            [p.party for p in record.participants]
            if isinstance(record, MeetingRecord)
            else [record.setter, record.addressee]
        )
        for one in named:
            if one is not None:
                found.setdefault((one.key, one.name), one)
    return tuple(found.values())


def _fields(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        own: tuple[str | None, ...] = ()
        match fact:
            case Meeting():
                own = (fact.place, fact.topic, fact.duration, fact.form)
            case Deadline():
                own = (fact.requirement, fact.matter, fact.consequence)
            case Statement():
                own = (fact.cue, fact.hedge)
            case _:
                own = (fact.what,)
        yield from (words for words in own if words)
