"""Facts as rows: a JSON payload that comes back exactly, and beside it what queries narrow by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotFoundError
from bot.model.facts import Deadline, Event, Fact, Meeting, Party, Statement, parties_of, when_of
from bot.model.ids import FactId, RevisionId
from bot.model.when import When
from bot.ports import FactEntry, FactQuery
from bot.ports.threads import aside
from bot.storage.among import among_texts
from bot.storage.chunks import chunks
from bot.storage.codec import from_json, to_json
from bot.storage.fixed import fixed
from bot.storage.parties import add_names, forget_names
from bot.storage.tables import articles, fact_neighbours, fact_parties, facts, revisions
from bot.storage.view import TELLER, TELLER_WIDTH, Tellers, View, latest_by, told_by

_KINDS: dict[str, type[Fact]] = {
    "meeting": Meeting,
    "deadline": Deadline,
    "statement": Statement,
    "event": Event,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_FEW = 50


async def put_facts(
    connection: AsyncConnection,
    workspace: int,
    revision: RevisionId,
    found: Sequence[Fact],
    keys: Sequence[Sequence[str]],
) -> None:
    """As `bot.ports.Writer.put_facts`."""
    owner = (
        await connection.execute(
            select(revisions).where(revisions.c.workspace == workspace, revisions.c.id == revision)
        )
    ).one_or_none()
    if owner is None:
        raise NotFoundError(f"there is no revision {revision!r}")
    told = dict(zip((fact.id for fact in found), zip(found, keys, strict=True), strict=True))
    fallen = await connection.execute(update(facts).where(facts.c.revision == owner.key).values(stands=False))
    stored = await _revive(connection, owner, list(told)) if fallen.rowcount else set()
    new = [(fact, names) for id_, (fact, names) in told.items() if id_ not in stored]
    if new:
        await _add(connection, owner, new)


async def _revive(connection: AsyncConnection, owner: Row[Any], ids: Sequence[FactId]) -> set[str]:
    """Let those of `ids` that this revision has already stand (again); which they are."""
    stored: set[str] = set()
    for some in chunks(ids):
        revived = await connection.scalars(
            update(facts)
            .where(facts.c.revision == owner.key, facts.c.id.in_(some))
            .values(stands=True)
            .returning(facts.c.id)
        )
        stored.update(revived)
    return stored


async def _add(
    connection: AsyncConnection, owner: Row[Any], new: Sequence[tuple[Fact, Sequence[str]]]
) -> None:
    rows = [_row(owner, fact) for fact, _ in new]
    await connection.execute(insert(facts), rows)
    numbered: dict[str, int] = {}
    for some in chunks([fact.id for fact, _ in new]):
        found = await connection.execute(
            select(facts.c.id, facts.c.key).where(facts.c.workspace == owner.workspace, facts.c.id.in_(some))
        )
        numbered.update((row.id, row.key) for row in found)
    named = [
        {"workspace": owner.workspace, "party": party.key, "fact": numbered[fact.id]}
        for fact, _ in new
        for party in parties_of(fact)
    ]
    neighbours = [
        {"workspace": owner.workspace, "neighbour": key, "fact": numbered[fact.id]}
        for fact, keys in new
        for key in dict.fromkeys(keys)
    ]
    if named:
        await connection.execute(insert(fact_parties), named)
        await add_names(connection, owner.workspace, owner.audience, _parties(fact for fact, _ in new))
    if neighbours:
        await connection.execute(insert(fact_neighbours), neighbours)


def _parties(found: Iterable[Fact]) -> list[Party]:
    return [party for fact in found for party in parties_of(fact)]


def _row(owner: Row[Any], fact: Fact) -> dict[str, Any]:
    earliest, latest = days_of(when_of(fact))
    return {
        "workspace": owner.workspace,
        "id": fact.id,
        "revision": owner.key,
        "article": owner.article,
        "audience": owner.audience,
        "kind": _NAMES[type(fact)],
        "earliest": earliest,
        "latest": latest,
        "known": owner.received,
        "stands": True,
        "payload": to_json(fact),
    }


def days_of(when: When | None) -> tuple[date | None, date | None]:
    """First and last day as columns: an open end is as far away as dates go, no day at all is None."""
    if when is None or not when.resolved:
        return None, None
    return when.earliest or date.min, when.latest or date.max


async def find_facts(connection: AsyncConnection, view: View, query: FactQuery) -> tuple[FactEntry, ...]:
    """As `bot.ports.Store.find_facts`."""
    if query.limit < 1:
        return ()
    by = await _narrower(connection, view, query)
    shape = replace(query, articles=(), parties=("",) * len(query.parties))
    named = {f"party{place}": party for place, party in enumerate(query.parties)}
    rows = await connection.execute(_query_of(view, shape, by), {"articles": query.articles, **named})
    return tuple(await read_entries(rows.all(), query.known_until))


_MANY = (
    1_000  # facts that name a party, from which the latest are found sooner by their time than by its name
)
_BY_ARTICLES, _BY_WORKSPACE = "articles", ""


async def _narrower(connection: AsyncConnection, view: View, query: FactQuery) -> str:
    """What finds the fewest facts: articles, then a party that few facts name, by its parameter, then the workspace."""
    if query.articles:
        return _BY_ARTICLES
    for place, party in enumerate(query.parties):
        asked = {"workspace": view.workspace, "party": party}
        if (await connection.scalar(_NAMING_FEW, asked) or 0) < _MANY:
            return f"party{place}"
    return _BY_WORKSPACE


@lru_cache(maxsize=256)  # asked with every question
def _query_of(view: View, shape: FactQuery, by: str) -> Select[Any]:
    """What finds the facts of queries that ask for the same, but for which articles and parties."""
    statement = entries_of().where(told_by(shape.known_until), *_narrowed(view, by))
    if shape.kinds:
        statement = statement.where(facts.c.kind.in_(shape.kinds))
    if shape.current:
        statement = statement.where(facts.c.stands, latest_by(shape.known_until))
    if shape.known_from is not None:
        statement = statement.where(facts.c.known > shape.known_from)
    names = [f"party{place}" for place in range(len(shape.parties))]
    statement = statement.where(*_names_all(names), *_overlaps(shape.first, shape.last))
    return fixed(statement.order_by(facts.c.known.desc(), facts.c.id).limit(shape.limit))


def _narrowed(view: View, by: str) -> tuple[ColumnElement[bool], ...]:
    if by == _BY_ARTICLES:
        named = select(articles.c.key).where(
            articles.c.workspace == view.workspace, among_texts(articles.c.id, "articles")
        )
        return view.allows(facts), facts.c.article.in_(named)
    if by != _BY_WORKSPACE:
        naming = select(fact_parties.c.fact).where(
            fact_parties.c.workspace == view.workspace, fact_parties.c.party == bindparam(by)
        )
        return view.allows(facts), facts.c.key.in_(naming)
    return (view.shows(facts),)


_NAMING = (
    select(fact_parties.c.fact)
    .where(fact_parties.c.workspace == bindparam("workspace"), fact_parties.c.party == bindparam("party"))
    .limit(_MANY)
)
_NAMING_FEW = fixed(select(func.count()).select_from(_NAMING.subquery()))


def _names_all(parameters: Sequence[str]) -> list[ColumnElement[bool]]:
    return [
        select(fact_parties.c.fact)
        .where(
            fact_parties.c.workspace == facts.c.workspace,
            fact_parties.c.party == bindparam(parameter),
            fact_parties.c.fact == facts.c.key,
        )
        .exists()
        for parameter in parameters
    ]


def _overlaps(first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if first is not None or last is not None:
        conditions.append(facts.c.latest.is_not(None))
    if first is not None:
        conditions.append(facts.c.latest >= first)
    if last is not None:
        conditions.append(facts.c.earliest <= last)
    return conditions


async def get_facts(connection: AsyncConnection, view: View, ids: Sequence[FactId]) -> tuple[FactEntry, ...]:
    """As `bot.ports.Store.get_facts`."""
    found: dict[str, FactEntry] = {}
    for some in chunks(list(dict.fromkeys(ids))):
        rows = await connection.execute(entries_of().where(view.shows(facts), facts.c.id.in_(some)))
        found.update((entry.fact.id, entry) for entry in await read_entries(rows.all()))
    return tuple(found[id_] for id_ in ids if id_ in found)


async def facts_of_article(connection: AsyncConnection, article: int) -> tuple[Fact, ...]:
    """Every stored fact of an article, superseded ones included."""
    rows = await connection.execute(
        select(facts.c.kind, facts.c.payload).where(facts.c.article == article).order_by(facts.c.key)
    )
    return tuple(from_json(_KINDS[row.kind], row.payload) for row in rows)


async def remove_facts(connection: AsyncConnection, workspace: int, article: int) -> tuple[FactId, ...]:
    """Delete every fact of an article, and names that nothing else tells; the ids they had."""
    gone = await facts_of_article(connection, article)
    await connection.execute(delete(facts).where(facts.c.article == article))
    await forget_names(connection, workspace, {party.key for party in _parties(gone)})
    return tuple(fact.id for fact in gone)


def entries_of() -> Select[Any]:
    """Facts with their tellers, to be narrowed; `read_entries` reads the rows."""
    return (
        select(*TELLER, facts.c.kind, facts.c.payload, facts.c.stands)
        .join_from(facts, revisions, facts.c.revision == revisions.c.key)
        .join(articles, facts.c.article == articles.c.key)
    )


async def read_entries(rows: Sequence[Row[Any]], known_until: datetime | None = None) -> list[FactEntry]:
    """The entries in rows of `entries_of`; many are read off the event loop (50 µs each)."""
    tellers = Tellers(known_until)
    if len(rows) <= _FEW:
        return [_entry(row, tellers) for row in rows]
    return await aside(lambda: [_entry(row, tellers) for row in rows])


def _entry(row: Row[Any], tellers: Tellers) -> FactEntry:
    told = tellers.of(row)
    kind, payload, stands = row[TELLER_WIDTH:]
    return FactEntry(fact=_fact(kind, payload), told=told, superseded=told.superseded or not stands)


@lru_cache(maxsize=8192)  # a fact never changes, and those of one story are read again with each new article
def _fact(kind: str, payload: str) -> Fact:
    return from_json(_KINDS[kind], payload)
