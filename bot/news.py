"""The use cases of telling unasked: what is new to a channel, what falls due, what no longer holds as it was told.

Everything is worked out from facts as they were known at two moments, so the same window gives the same words again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.answer.digest_lines import (
    ItemLines,
    window_words,
    write_digest,
    write_items,
    write_nothing_new,
)
from bot.digest.around import lines_like, read_lines
from bot.digest.due import due_item, due_key, falls_due
from bot.digest.interest import interest_in
from bot.digest.select import select_news
from bot.digest.statements import Said
from bot.digest.turns import Turned, Turns, looks_back
from bot.digest.watched import Watched, raise_watched, without_told
from bot.model.answers import Briefing, Coverage, Evidence, Sentence
from bot.model.chat import Length
from bot.model.facts import Fact, Statement
from bot.model.ids import ArticleId, FactId
from bot.model.news import Interest, Item, Label
from bot.model.records import DeadlineRecord, Record
from bot.model.text import Article, Revision, Scope, Told
from bot.moments import ThenAndNow, day_in, new_facts, seeds_of, then_and_now
from bot.ports import FactEntry, FactQuery, Store
from bot.said import WHAT_IS_NEW, Window, said_in, sentences_said, worth_telling

_ITEMS = {Length.LINE: 3, Length.SHORT: 15, Length.FULL: 60}
_MANY = 10_000
_MOST_TEXTS = 300  # of those that came in, read for what became of plans


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a channel is told.

    answer: never empty; when `empty`, one line that says so. lines: the items and what is said of each. evidence: what
    both rest on.
    """

    answer: Briefing
    lines: tuple[ItemLines, ...]
    empty: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline in force and what is said of it."""

    record: DeadlineRecord
    answer: Briefing


class News:
    """What is new, what is due and what changed, on one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def digest(
        self,
        scope: Scope,
        window: Window,
        *,
        topics: Sequence[str] = (),
        length: Length = Length.SHORT,
        watches: Sequence[Watched] = (),
        told: frozenset[FactId] = frozenset(),
    ) -> Digest:
        """What a reader who knew everything up to the start of the window must hear at its end.

        topics: names and words it is limited to; empty for everything. watches: what is ranked higher. told: facts that
        were told at once in between; news that rests on nothing else is left out. Every sentence is cited and has passed
        the gate.
        """
        interest = await asyncio.to_thread(interest_in, topics)
        found = await new_facts(self._store, scope, window)
        listed = await self._store.list_articles(scope, known_until=window.until, limit=_MANY)
        fresh = [told for told in listed if told.known > window.since]
        seeds = await seeds_of(self._store, scope, found, window)
        pair = await then_and_now(self._store, scope, seeds, window, plans=bool(fresh))
        turns = await self._turns(scope, pair, fresh, window)
        today = await asyncio.to_thread(day_in, window.zone, window.until)
        found_items = await asyncio.to_thread(pair.news, pair.after, today, interest, turns)
        items = raise_watched(without_told(found_items, told), watches)
        shown = items[: _ITEMS[length]]
        said = await worth_telling(
            self._store,
            scope,
            found,
            since=window.since,
            interest=interest,
            watches=watches,
            told=told,
        )
        spoken = [entry.fact.id for entry in found if isinstance(entry.fact, Statement)]
        at_once = len(found_items) - len(items) + len(told.intersection(spoken))
        coverage = await self._store.coverage(scope, known_until=window.until)
        articles = len(fresh)

        def think() -> Digest:
            evidence = _evidence(shown, pair, coverage, said)
            lines = write_items(shown, evidence, now=window.until, zone=window.zone)
            answer = write_digest(lines, sentences_said(said, evidence, window), evidence)
            if not answer.sections:
                nothing = write_nothing_new(
                    articles, coverage, since=window.since, zone=window.zone, told=at_once
                )
                return Digest(answer=nothing, lines=lines, empty=True, evidence=evidence)
            foot = window_words(
                articles,
                len(items) - len(shown),
                since=window.since,
                until=window.until,
                zone=window.zone,
                told=at_once,
            )
            return Digest(answer=replace(answer, note=foot), lines=lines, empty=False, evidence=evidence)

        return await asyncio.to_thread(think)

    async def whole_digest(self, scope: Scope, since: datetime, until: datetime, zone: str) -> Digest:
        """The digest between two moments with nothing left out for length; for evaluations."""
        return await self.digest(scope, Window(since=since, until=until, zone=zone), length=Length.FULL)

    async def brought(
        self,
        scope: Scope,
        article: ArticleId,
        window: Window,
        wanted: Callable[[Record], bool],
        watches: Sequence[Watched] = (),
    ) -> tuple[ItemLines, ...]:
        """What an article told anew within the window, as far as it is wanted, in sentences that passed the gate.

        watches: for what some of it is watched, so that it can be told why.
        """
        brought = await self.facts_of_article(scope, article)
        pair = await then_and_now(self._store, scope, brought, window)
        fresh = set(brought)
        after = [record for record in pair.after if fresh.intersection(record.facts) and wanted(record)]
        today = await asyncio.to_thread(day_in, window.zone, window.until)
        items = await asyncio.to_thread(pair.news, after, today)
        items = raise_watched([item for item in items if item.label is not Label.DUE], watches)
        if not items:
            return ()
        coverage = await self._store.coverage(scope, known_until=window.until)

        def think() -> tuple[ItemLines, ...]:
            evidence = _evidence(items, pair, coverage, ())
            lines = write_items(items, evidence, now=window.until, zone=window.zone)
            return tuple(one for one in lines if one.sentences)

        return await asyncio.to_thread(think)

    async def spoken(
        self,
        scope: Scope,
        article: ArticleId,
        window: Window,
        *,
        watches: Sequence[Watched] = (),
        interest: Interest | None = None,
    ) -> tuple[tuple[Said, Sentence], ...]:
        """What was said anew in an article and is worth telling, in sentences that passed the gate.

        interest: what it is limited to; None for what is watched for.
        """
        return await said_in(self._store, scope, article, window, watches=watches, interest=interest)

    async def told(self, scope: Scope, lines: Sequence[ItemLines], said: Sequence[Sentence] = ()) -> Briefing:
        """Items, and what was said, as a briefing."""
        sentences = (*(sentence for one in lines for sentence in one.sentences), *said)
        return Briefing(sentences=sentences, coverage=await self._store.coverage(scope))

    async def changes(
        self, scope: Scope, told: Sequence[FactId], brought: Sequence[FactId], window: Window
    ) -> Briefing | None:
        """What no longer holds as it was told at the start of the window; None when all of it does.

        told: the facts behind what was said then. brought: those of the article that may have changed it; only records
        that hold some of both are looked at.
        """
        pair = await then_and_now(self._store, scope, [*told, *brought], window)
        mine, fresh = set(told), set(brought)
        after = [r for r in pair.after if mine.intersection(r.facts) and fresh.intersection(r.facts)]
        today = await asyncio.to_thread(day_in, window.zone, window.until)
        items = await asyncio.to_thread(pair.news, after, today)
        items = tuple(item for item in items if item.label not in {Label.NEW, Label.DUE})
        if not items:
            return None
        coverage = await self._store.coverage(scope, known_until=window.until)

        def think() -> Briefing | None:
            evidence = _evidence(items, pair, coverage, ())
            lines = write_items(items, evidence, now=window.until, zone=window.zone)
            sentences = tuple(sentence for one in lines for sentence in one.sentences)
            return Briefing(sentences=sentences, coverage=coverage) if sentences else None

        return await asyncio.to_thread(think)

    async def due(
        self,
        scope: Scope,
        *,
        first: date,
        last: date,
        now: datetime,
        zone: str,
        topics: Sequence[str] = (),
        facts: Sequence[FactId] = (),
    ) -> tuple[Due, ...]:
        """Deadlines in force whose last day is one of these, the soonest first.

        facts: only records that hold one of these, when given. topics: as in `digest`.
        """
        seeds: Sequence[FactId] = facts
        if not facts:
            query = FactQuery(kinds=("deadline",), first=first, last=last, known_until=now, limit=_MANY)
            seeds = [entry.fact.id for entry in await self._store.find_facts(scope, query)]
        window = Window(since=now, until=now, zone=zone)
        pair = await then_and_now(self._store, scope, seeds, window)
        coverage = await self._store.coverage(scope, known_until=now)
        interest = await asyncio.to_thread(interest_in, topics)

        def think() -> tuple[Due, ...]:
            today = day_in(zone, now)
            chosen = [
                record
                for record in pair.after
                if isinstance(record, DeadlineRecord)
                and (not facts or not set(facts).isdisjoint(record.facts))
                and falls_due(record, first, last)
            ]
            wanted = {item.record.id for item in select_news((), chosen, today=today, interest=interest)}
            items = [due_item(record) for record in chosen if record.id in wanted]
            evidence = _evidence(items, pair, coverage, ())
            lines = write_items(items, evidence, now=now, zone=zone)
            return tuple(
                Due(record=record, answer=Briefing(sentences=one.sentences, coverage=coverage))
                for record, one in zip((r for r in chosen if r.id in wanted), lines, strict=True)
                if one.sentences
            )

        return tuple(sorted(await asyncio.to_thread(think), key=lambda due: due_key(due.record)))

    async def facts_of_article(
        self, scope: Scope, article: ArticleId, kinds: tuple[str, ...] = ("meeting", "deadline")
    ) -> tuple[FactId, ...]:
        """Every fact of these kinds that an article tells or told, in any of its revisions."""
        query = FactQuery(kinds=kinds, articles=(article,), current=False, limit=_MANY)
        return tuple(entry.fact.id for entry in await self._store.find_facts(scope, query))

    async def article(self, scope: Scope, name: str) -> tuple[Article, tuple[Revision, ...]]:
        """An article by its address or id, with its revisions; NotFoundError when there is none or it may not be seen."""
        found = await self._store.find_article_by_url(scope, name) if "://" in name else None
        return await self._store.get_article(scope, found.id if found is not None else ArticleId(name))

    async def entries(self, scope: Scope, facts: Sequence[FactId]) -> tuple[FactEntry, ...]:
        """These facts with their tellers, as far as they are visible."""
        return await self._store.get_facts(scope, facts)

    async def outlets(self, scope: Scope) -> tuple[str, ...]:
        """The names of those whose articles are visible."""
        return await self._store.outlets(scope)

    async def neighbours(self, scope: Scope, facts: Sequence[FactId]) -> tuple[FactId, ...]:
        """Every meeting and deadline that these facts can touch."""
        return tuple(told.fact.id for told in await self._store.find_neighbours(scope, facts))

    async def _turns(
        self, scope: Scope, pair: ThenAndNow, fresh: Sequence[Told], window: Window
    ) -> tuple[Turned, ...]:
        """What the texts that came in say became of known plans, as far as no text said so before."""
        if not pair.before or not fresh:
            return ()
        lines = await read_lines(self._store, scope, fresh[:_MOST_TEXTS])
        first = day_in(window.zone, window.since)
        turns = await asyncio.to_thread(Turns, pair.before, pair.around.scenes)
        every = await asyncio.to_thread(turns.find, lines)
        found = [one for one in every if not looks_back(one, first)]
        earlier = [await lines_like(self._store, scope, one.line, window.since) for one in found]
        return tuple(one for one, old in zip(found, earlier, strict=True) if not turns.was_told(one, old))


def _evidence(items: Sequence[Item], pair: ThenAndNow, coverage: Coverage, said: Sequence[Said]) -> Evidence:
    """What the sentences about these items may draw upon."""
    named = dict.fromkeys(
        fact
        for item in items
        for record in (item.record, item.before)
        if record is not None
        for fact in record.facts
    )
    told = [pair.told[fact] for fact in named if fact in pair.told]
    facts: tuple[Fact, ...] = (*(one.fact for one in told), *(one.fact for one in said))
    return Evidence(
        plan=WHAT_IS_NEW,
        records=tuple(item.record for item in items),
        facts=facts,
        passages=tuple(words for item in items for words in item.words),
        coverage=coverage,
        told={one.fact.id: one.told for one in told} | {one.fact.id: one.entry.told for one in said},
        corrections=pair.corrections,
    )
