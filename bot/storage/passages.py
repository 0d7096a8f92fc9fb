"""Passages: writing them into the index, and finding those that fit a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import RevisionId
from bot.model.text import Passage, Quote, Revision, Span
from bot.ports import PassageQuery
from bot.storage.chunks import chunks
from bot.storage.codec import json_text
from bot.storage.fulltext import IndexQuery, day_tags, find_candidates, scope_tag, vector_of, window_tags
from bot.storage.ranking import Rarity, fit
from bot.storage.tables import articles, passages, revisions, terms, workspaces
from bot.storage.terms import QueryWord, index_terms, query_words
from bot.storage.view import TELLER, View, latest_by, told_of

CANDIDATES = 200
ENOUGH = 5  # fewer matches than this widen the search to passages with fewer of the words
_MOST_CANDIDATES = 20_000
_MAX_TERMS = 4000  # in one passage: a tsvector holds 1 MB
_MANY_WORDS = 6
_COMMON = 200_000  # passages that hold the words, added up, from which PostgreSQL ranks too many with any two


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The rows to which new passages belong."""

    workspace: int
    article: int
    revision: int
    audience: str
    published: date | None


async def add_passages(
    connection: AsyncConnection, owner: Owner, revision: Revision, spans: Sequence[Span], *, on_postgres: bool
) -> None:
    """Index the passages of a new revision."""
    title = index_terms(revision.title or "")[:_MAX_TERMS]
    tags = (scope_tag(owner.workspace, owner.audience, replaced=False), *day_tags(owner.published))
    rows = []
    held: list[list[str]] = []
    for span in spans:
        if not span.of(revision.text):
            continue
        words = index_terms(span.of(revision.text))[:_MAX_TERMS]
        held.append(words)
        rows.append(
            {
                "workspace": owner.workspace,
                "revision": owner.revision,
                "article": owner.article,
                "audience": owner.audience,
                "start": span.start,
                "end": span.end,
                "terms": " ".join(words),
                "title": " ".join(title),
                "tags": " ".join(tags),
                "length": len(words),
                "vector": vector_of(words, title, tags) if on_postgres else None,
            }
        )
    if rows:
        await connection.execute(insert(passages), rows)
        await _count_terms(connection, owner.workspace, held)


async def retire_passages(connection: AsyncConnection, revision: int, *, on_postgres: bool) -> None:
    """Give the passages of a replaced revision the tag of replaced texts: only as-of searches find them."""
    rows = (await connection.execute(select(passages).where(passages.c.revision == revision))).all()
    changes = []
    for row in rows:
        scope = scope_tag(row.workspace, row.audience, replaced=True)
        tags = [scope, *row.tags.split()[1:]]
        vector = vector_of(row.terms.split(), row.title.split(), tags) if on_postgres else None
        changes.append({"row": row.key, "new_tags": " ".join(tags), "new_vector": vector})
    if changes:
        retag = update(passages).where(passages.c.key == bindparam("row"))
        await connection.execute(
            retag.values(
                tags=bindparam("new_tags"), vector=bindparam("new_vector", type_=passages.c.vector.type)
            ),
            changes,
        )


async def remove_passages(connection: AsyncConnection, workspace: int, article: int) -> None:
    """Take the passages of an article out of the index and out of the counts."""
    mine = passages.c.article == article
    held = [row.split() for row in (await connection.scalars(select(passages.c.terms).where(mine))).all()]
    await connection.execute(delete(passages).where(mine))
    await _count_terms(connection, workspace, held, sign=-1)
    await connection.execute(delete(terms).where(terms.c.workspace == workspace, terms.c.passages <= 0))


async def _count_terms(
    connection: AsyncConnection, workspace: int, held: Sequence[Sequence[str]], sign: int = 1
) -> None:
    counts: Counter[str] = Counter()
    for words in held:
        counts.update(set(words))
    if counts:
        counting = _COUNT_ON_POSTGRES if connection.dialect.name == "postgresql" else _COUNT_ON_SQLITE
        change = json_text({term: sign * count for term, count in counts.items()})
        await connection.execute(counting, {"workspace": workspace, "change": change})
    await connection.execute(
        update(workspaces)
        .where(workspaces.c.key == workspace)
        .values(
            passages=workspaces.c.passages + sign * len(held),
            terms=workspaces.c.terms + sign * sum(map(len, held)),
        )
    )


# One statement for the hundreds of terms of an article: four times faster than a row each.
_COUNT_ON_SQLITE = text(
    "INSERT INTO terms (workspace, term, passages) SELECT :workspace, key, value FROM json_each(:change) WHERE true "
    "ON CONFLICT (workspace, term) DO UPDATE SET passages = terms.passages + excluded.passages"
)
_COUNT_ON_POSTGRES = text(
    "INSERT INTO terms (workspace, term, passages) "
    "SELECT :workspace, key, value::bigint FROM json_each_text(CAST(:change AS json)) "
    "ON CONFLICT (workspace, term) DO UPDATE SET passages = terms.passages + excluded.passages"
)


async def search_passages(
    connection: AsyncConnection, view: View, query: PassageQuery, *, on_postgres: bool
) -> tuple[Passage, ...]:
    """As `bot.ports.Store.search_passages`."""
    words = query_words(query.terms)
    if not words or not view.audiences or query.limit < 1:
        return ()
    rarity = await _rarity(connection, view.workspace, words)
    words = tuple(sorted(words, key=lambda word: (min(map(rarity.weight, word.terms)), word.terms)))
    search = _Search(connection, view, query, words, rarity, on_postgres)
    best = await search.best()
    return await _quoted(connection, best, query)


@dataclass(frozen=True, slots=True)
class _Search:
    connection: AsyncConnection
    view: View
    query: PassageQuery
    words: tuple[QueryWord, ...]
    rarity: Rarity
    on_postgres: bool

    async def best(self) -> list[tuple[float, Row[Any]]]:
        """The best passages, each with its score. Ties: later told, then id and place, the same on every database."""
        if self.query.articles:
            return self._ranked(await self._rows_of_articles(), required=min(2, len(self.words)))
        months = await self._months()
        if months is None:
            return []
        for required in self._steps():
            index_query = IndexQuery(
                words=self.words, required=required, scopes=self._scopes(), months=months
            )
            found = self._ranked(await self._rows_matching(index_query), required=required)
            if len(found) >= ENOUGH or required == 1:
                return found
        return []

    def _steps(self) -> tuple[int, ...]:
        """How many of the words a passage has to hold, and how many when too few passages do."""
        at_most = min(2, len(self.words))
        steps = (at_most, 1) if at_most > 1 else (1,)
        common = sum(self.rarity.holding.get(t, 0) for word in self.words for t in word.terms[:1])
        if self.on_postgres and len(self.words) >= _MANY_WORDS and common > _COMMON:
            return (3, *steps)
        return steps

    def _scopes(self) -> tuple[str, ...]:
        kinds = (False,) if self.query.known_until is None else (False, True)
        return tuple(
            scope_tag(self.view.workspace, audience, replaced=replaced)
            for audience in self.view.audiences
            for replaced in kinds
        )

    async def _months(self) -> tuple[str, ...] | None:
        """The tags of the window of days; empty when there is no window, None when nothing can lie in it."""
        first, last = self.query.first, self.query.last
        if first is None and last is None:
            return ()
        day = revisions.c.published_day
        row = (
            await self.connection.execute(
                select(func.min(day), func.max(day)).where(self.view.shows(revisions))
            )
        ).one()
        if row[0] is None:
            return None
        first, last = max(first or row[0], row[0]), min(last or row[1], row[1])
        return window_tags(first, last) if first <= last else None

    async def _rows_matching(self, index_query: IndexQuery) -> list[Row[Any]]:
        """Candidates that the question may see and that lie in its window; asks for more when filters took most."""
        limit = CANDIDATES
        while True:
            keys = await find_candidates(
                self.connection, index_query, limit=limit, on_postgres=self.on_postgres
            )
            rows: list[Row[Any]] = []
            for some in chunks(keys):
                rows += (await self.connection.execute(self._rows().where(passages.c.key.in_(some)))).all()
            if len(rows) >= self.query.limit or len(keys) < limit or limit >= _MOST_CANDIDATES:
                return rows
            limit *= 10

    async def _rows_of_articles(self) -> list[Row[Any]]:
        rows: list[Row[Any]] = []
        for some in chunks(self.query.articles):
            rows += (await self.connection.execute(self._rows().where(articles.c.id.in_(some)))).all()
        return rows

    def _rows(self) -> Select[Any]:
        query = self.query
        found = (
            select(
                passages.c.key,
                passages.c.start,
                passages.c.terms,
                passages.c.title,
                revisions.c.id,
                revisions.c.received,
            )
            .join_from(passages, revisions, passages.c.revision == revisions.c.key)
            .join(articles, revisions.c.article == articles.c.key)
            .where(self.view.shows(passages), latest_by(query.known_until))
        )
        if query.first is not None:
            found = found.where(revisions.c.published_day >= query.first)
        if query.last is not None:
            found = found.where(revisions.c.published_day <= query.last)
        return found

    def _ranked(self, rows: Sequence[Row[Any]], *, required: int) -> list[tuple[float, Row[Any]]]:
        fits = [(fit(self.words, row.terms, row.title, self.rarity), row) for row in rows]
        held = [(found.score, row) for found, row in fits if found.words >= required]
        if len(held) < ENOUGH and self.query.articles:
            held = [(found.score, row) for found, row in fits if found.words >= 1]
        held.sort(key=lambda item: (item[1].id, item[1].start))
        held.sort(key=lambda item: (item[0], item[1].received), reverse=True)
        return held[: self.query.limit]


async def _rarity(connection: AsyncConnection, workspace: int, words: Iterable[QueryWord]) -> Rarity:
    totals = (
        await connection.execute(
            select(workspaces.c.passages, workspaces.c.terms).where(workspaces.c.key == workspace)
        )
    ).one_or_none()
    wanted = sorted({term for word in words for term in word.terms})
    counted = await connection.execute(
        select(terms.c.term, terms.c.passages).where(terms.c.workspace == workspace, terms.c.term.in_(wanted))
    )
    count, length = (totals.passages, totals.terms) if totals is not None else (0, 0)
    return Rarity(
        passages=count,
        mean_length=length / max(count, 1),
        holding={row.term: row.passages for row in counted},
    )


async def _quoted(
    connection: AsyncConnection, best: Sequence[tuple[float, Row[Any]]], query: PassageQuery
) -> tuple[Passage, ...]:
    rows: dict[int, Row[Any]] = {}
    for some in chunks([row.key for _, row in best]):
        found = await connection.execute(
            select(passages.c.key, passages.c.start, passages.c.end, passages.c.revision, *TELLER)
            .join_from(passages, revisions, passages.c.revision == revisions.c.key)
            .join(articles, revisions.c.article == articles.c.key)
            .where(passages.c.key.in_(some))
        )
        rows.update({row.key: row for row in found.all()})
    texts: dict[int, str] = {}
    for some in chunks(sorted({row.revision for row in rows.values()})):
        read = await connection.execute(
            select(revisions.c.key, revisions.c.text).where(revisions.c.key.in_(some))
        )
        texts.update((row.key, row.text) for row in read)
    return tuple(
        _passage(score, rows[ranked.key], texts, query) for score, ranked in best if ranked.key in rows
    )


def _passage(score: float, row: Row[Any], texts: Mapping[int, str], query: PassageQuery) -> Passage:
    return Passage(
        quote=Quote(
            revision=RevisionId(row.told_revision),
            span=Span(row.start, row.end),
            text=texts[row.revision][row.start : row.end],
        ),
        told=told_of(row, query.known_until),
        score=score,
    )
