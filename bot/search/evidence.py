"""Gathers what answers one question: ranked passages, facts and records, in a handful of queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Protocol, TypeVar

from bot.model.answers import Evidence, Intent, Plan
from bot.model.facts import Deadline, Fact, Meeting
from bot.model.ids import ArticleId, FactId
from bot.model.records import Conflict, Correction, Record, ToldFact
from bot.model.text import Passage, Revision, Scope, Span, Told
from bot.ports import FactEntry, FactQuery, PassageQuery, Store
from bot.ports.threads import aside
from bot.search.rank import rank_articles, rank_passages
from bot.search.wanted import wider_terms

T = TypeVar("T")

CANDIDATES = 60  # passages that the database hands over to be ranked
PASSAGES = 20  # passages kept for a writer
ARTICLES_READ = 4  # articles whose whole text a writer may look around in
ARTICLES_FACTS = 12  # articles whose facts are looked at
FACTS = 200

_KINDS = {
    Intent.MEETING: ("meeting",),
    Intent.DEADLINE: ("deadline",),
    Intent.STATEMENT: ("statement",),
    Intent.FACT: (),
}


class Resolver(Protocol):
    """The ledger's `resolve`, handed in because rooms do not import each other."""

    def __call__(
        self, facts: Sequence[ToldFact], corrections: Sequence[Correction] = ()
    ) -> tuple[Record, ...]:
        """Facts to records."""


class Behind(Protocol):
    """The ledger's `facts_in_records`, handed in likewise."""

    async def __call__(
        self, store: Store, scope: Scope, facts: Sequence[FactId], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        """The facts of the records in which these facts stand, as seen from a scope at a moment."""


class Differ(Protocol):
    """The ledger's `find_disputes`, handed in likewise."""

    def __call__(self, pages: Sequence[tuple[Told, Revision, Sequence[Fact]]]) -> tuple[Conflict, ...]:
        """What voices on these pages tell differently, where no record holds it."""


async def find_evidence(
    store: Store,
    scope: Scope,
    plan: Plan,
    *,
    now: datetime,
    articles: Sequence[ArticleId] = (),
    resolve: Resolver,
    behind: Behind | None = None,
    differ: Differ | None = None,
) -> Evidence:
    """What visible articles, told by the plan's as-of moment, hold for `plan`; empty tuples where they hold nothing.

    articles: only these are searched, when given. behind: finds the facts of records; the store's neighbours when None.
    differ: finds disputes in the texts that were read; none are looked for when None.
    """

    async def look() -> Evidence:
        passages, read = await _found(store, scope, plan, tuple(articles))
        entries = await _facts(store, scope, plan, read[:ARTICLES_FACTS], tuple(articles))
        revisions = await _revisions(store, scope, read[:ARTICLES_READ], plan.known_until)
        records, used, corrections = await _records(
            store, scope, plan, entries, tuple(articles), resolve, behind
        )
        facts: dict[FactId, Fact] = {entry.fact.id: entry.fact for entry in entries}
        for item in used:
            facts.setdefault(item.fact.id, item.fact)
        return Evidence(
            plan=plan,
            records=records,
            facts=tuple(facts.values()),
            passages=(*passages[:PASSAGES], *_blocks(revisions)),
            coverage=await store.coverage(scope, known_until=plan.known_until),
            told={entry.fact.id: entry.told for entry in entries} | {t.fact.id: t.told for t in used},
            revisions=revisions,
            disputes=await _disputes(differ, revisions, tuple(facts.values())),
            corrections=corrections,
        )

    return await store.together(look)


async def _disputes(
    differ: Differ | None, revisions: Sequence[tuple[Told, Revision]], facts: Sequence[Fact]
) -> tuple[Conflict, ...]:
    if differ is None:
        return ()
    pages = [(told, one, [f for f in facts if f.revision == one.id]) for told, one in revisions]
    return await aside(differ, pages)


async def gather(
    store: Store,
    scope: Scope,
    plan: Plan,
    *,
    articles: Sequence[ArticleId] = (),
    resolve: Resolver,
    behind: Behind | None = None,
) -> Evidence:
    """Everything a brief is written from: all facts, records and texts of `articles`, or of what the plan names.

    Without `articles` those that tell of the plan's parties in its window of days, and those that fit its terms.
    """
    chosen = tuple(articles)
    if not chosen:
        parties = tuple(party.key for party in plan.parties[:2])
        found = await store.find_facts(
            scope,
            FactQuery(
                parties=parties, first=plan.first, last=plan.last, known_until=plan.known_until, limit=FACTS
            ),
        )
        told = (
            dict.fromkeys(entry.told.article for entry in found) if parties or plan.first or plan.last else {}
        )
        near = rank_articles(await _passages(store, scope, plan, ()))
        chosen = tuple(dict.fromkeys((*told, *near)))[:ARTICLES_FACTS] if told else near[:ARTICLES_READ]
    if not chosen:
        coverage = await store.coverage(scope, known_until=plan.known_until)
        return Evidence(plan=plan, records=(), facts=(), passages=(), coverage=coverage)
    entries = await _facts(store, scope, replace(plan, intent=Intent.FACT), chosen, chosen)
    records, used, corrections = await _records(store, scope, plan, entries, chosen, resolve, behind)
    facts = {entry.fact.id: entry.fact for entry in entries} | {item.fact.id: item.fact for item in used}
    revisions = await _revisions(store, scope, chosen, plan.known_until)
    return Evidence(
        plan=plan,
        records=records,
        facts=tuple(facts.values()),
        passages=_blocks(revisions),
        coverage=await store.coverage(scope, known_until=plan.known_until),
        told={entry.fact.id: entry.told for entry in entries} | {item.fact.id: item.told for item in used},
        revisions=revisions,
        corrections=corrections,
    )


def _blocks(revisions: Sequence[tuple[Told, Revision]]) -> tuple[Passage, ...]:
    """The paragraphs of the texts that were read, last and with no score: a writer may quote from them too."""
    return tuple(
        Passage(quote=revision.quote(Span(match.start(), match.end())), told=told)
        for told, revision in revisions
        for match in _BLOCK.finditer(revision.text, 0, _READ_CHARS)
    )


_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")
_READ_CHARS = 40_000  # an article beyond this is a document; its passages are still found one by one


async def _passages(
    store: Store, scope: Scope, plan: Plan, articles: tuple[ArticleId, ...]
) -> tuple[Passage, ...]:
    if not plan.terms:
        return ()
    limit = CANDIDATES * (_NARROWED if plan.outlets else 1)
    query = PassageQuery(terms=plan.terms, articles=articles, known_until=plan.known_until, limit=limit)
    found = await store.search_passages(scope, query)
    if not found:  # articles may say it all in other words
        found = await store.search_passages(scope, replace(query, terms=wider_terms(plan.wanted)))
    return await aside(rank_passages, plan, [passage for passage in found if plan.counts(passage.told)])


_NARROWED = 5  # how many more passages are asked for when most are not by the outlets that the question names


async def _found(
    store: Store, scope: Scope, plan: Plan, articles: tuple[ArticleId, ...]
) -> tuple[tuple[Passage, ...], tuple[ArticleId, ...]]:
    """The passages that may answer and their articles, best first; of a question to several outlets by turns."""
    asked = [part for part in plan.parts if part.outlets] or [plan]
    found = [await _passages(store, scope, part, articles) for part in asked]
    ranked = [rank_articles(passages) for passages in found]
    few = articles if len(articles) <= ARTICLES_READ else ()  # looked at whole, whatever words they use
    return _by_turns(found), _by_turns([*ranked, few])


def _by_turns(lists: Sequence[Sequence[T]]) -> tuple[T, ...]:
    """The first of each, then the second of each, each thing once."""
    return tuple(dict.fromkeys(one for row in zip_longest(*lists) for one in row if one is not None))


async def _facts(
    store: Store, scope: Scope, plan: Plan, read: tuple[ArticleId, ...], articles: tuple[ArticleId, ...]
) -> tuple[FactEntry, ...]:
    """Facts of the best fitting articles, and those of the asked kind that name the asked parties."""
    found: dict[FactId, FactEntry] = {}
    if read:
        near = FactQuery(articles=read, known_until=plan.known_until, limit=FACTS)
        found = {entry.fact.id: entry for entry in await store.find_facts(scope, near)}
    kinds = _KINDS[plan.intent]
    if kinds and plan.parties:
        for party in plan.parties[:2]:
            query = FactQuery(
                kinds=kinds,
                parties=(party.key,),
                first=plan.first,
                last=plan.last,
                known_until=plan.known_until,
                articles=articles,
                limit=FACTS,
            )
            for entry in await store.find_facts(scope, query):
                found.setdefault(entry.fact.id, entry)
    return tuple(entry for entry in found.values() if not plan.outlets or entry.told.outlet in plan.outlets)


async def _records(
    store: Store,
    scope: Scope,
    plan: Plan,
    entries: Sequence[FactEntry],
    articles: tuple[ArticleId, ...],
    resolve: Resolver,
    behind: Behind | None,
) -> tuple[tuple[Record, ...], tuple[ToldFact, ...], tuple[Correction, ...]]:
    """Records of the meetings and deadlines among `entries`, computed from what is visible here and now; the facts behind
    them; what persons put right."""
    seeds = [e.fact.id for e in entries if isinstance(e.fact, Meeting | Deadline)]
    if not seeds:
        return (), (), ()
    if behind is not None:
        used = await behind(store, scope, seeds, known_until=plan.known_until)
    else:
        used = await store.find_neighbours(scope, seeds, known_until=plan.known_until)
    if articles:
        used = tuple(item for item in used if item.told.article in articles)
    if plan.outlets:
        used = tuple(item for item in used if item.told.outlet in plan.outlets)
    corrections = await store.list_corrections(scope.workspace)
    return await aside(resolve, used, corrections), used, tuple(corrections)


async def _revisions(
    store: Store, scope: Scope, articles: Sequence[ArticleId], known_until: datetime | None
) -> tuple[tuple[Told, Revision], ...]:
    found = []
    for article, revisions in await store.get_articles(scope, articles) if articles else ():
        known = [r for r in revisions if known_until is None or r.received <= known_until]
        if known:
            latest = known[-1]
            superseded = latest.number < revisions[-1].number
            found.append((Told.of(article, latest, superseded=superseded), latest))
    return tuple(found)
