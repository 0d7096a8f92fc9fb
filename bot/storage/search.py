"""Finding the passages that fit a question: candidates from the index, ranked by us, quoted from their revisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.text import Passage, Quote, Span
from bot.ports import PassageQuery
from bot.ports.threads import aside
from bot.storage.among import among_keys, among_texts
from bot.storage.fixed import fixed
from bot.storage.fulltext import IndexQuery, find_candidates, scope_tag, window_tags
from bot.storage.ranking import Rarity, fit
from bot.storage.tables import articles, passages, revisions, terms, workspaces
from bot.storage.terms import QueryWord, query_words
from bot.storage.view import TELLER, TELLER_WIDTH, Tellers, View, as_stored, latest_by

CANDIDATES = 200
ENOUGH = 5  # fewer matches than this widen the search to passages with fewer of the words
_MOST_CANDIDATES = 20_000
_RARE = 600  # passages that may match: most likely fewer do than are looked at
_MANY_WORDS = 6
_COMMON = 200_000  # passages that hold the words, added up, from which PostgreSQL ranks too many with any two


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


class _Candidate(NamedTuple):
    start: int
    end: int
    terms: str
    title: str
    stands_in: int  # the key of its revision
    revision: str
    received: str  # as stored: its order as text is that in time


@dataclass(frozen=True, slots=True)
class _Search:
    connection: AsyncConnection
    view: View
    query: PassageQuery
    words: tuple[QueryWord, ...]
    rarity: Rarity
    on_postgres: bool

    async def best(self) -> list[tuple[float, _Candidate]]:
        """The best passages, each with its score. Ties: later told, then id and place, the same on every database."""
        if self.query.articles:
            rows = await self._rows_of_articles()
            return await aside(self._ranked, rows, required=min(2, len(self.words)))
        months = await self._months()
        if months is None:
            return []
        for required in self._steps():
            index_query = IndexQuery(
                words=self.words,
                required=required,
                scopes=self._scopes(),
                months=months,
                rare=self._are_rare(required),
            )
            rows = await self._rows_matching(index_query)
            found = await aside(self._ranked, rows, required=required)
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

    def _are_rare(self, required: int) -> bool:
        """Whether so many of the words stand together in few passages, as far as each word's own passages tell."""
        holding = sorted(max(self.rarity.holding.get(t, 0) for t in word.terms) for word in self.words)
        at_most = sum(holding[: len(holding) - required + 1])
        return at_most <= max(_RARE, self.rarity.passages // 100)

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

    async def _rows_matching(self, index_query: IndexQuery) -> list[_Candidate]:
        """Candidates that the question may see and that lie in its window; asks for more when filters took most."""
        limit = CANDIDATES
        while True:
            keys = await find_candidates(
                self.connection, index_query, limit=limit, on_postgres=self.on_postgres
            )
            found = await self._candidates(_by_key(self.view), keys)
            if len(found) >= self.query.limit or len(keys) < limit or limit >= _MOST_CANDIDATES:
                return found
            limit *= 10

    async def _rows_of_articles(self) -> list[_Candidate]:
        return await self._candidates(_by_article(self.view), self.query.articles)

    async def _candidates(self, statement: Select[Any], wanted: Sequence[Any]) -> list[_Candidate]:
        """The passages that `statement` finds of those `wanted` and that lie in the window.

        Two look-ups instead of a join: without fresh statistics PostgreSQL joins these tables a hundred times slower.
        """
        rows = (await self.connection.execute(statement, {"wanted": wanted})).all()
        query = self.query
        revised = _revised(query.known_until, query.first, query.last)
        keys = sorted({row[_CANDIDATE_REVISION] for row in rows})
        told = {key: rest for key, *rest in await self.connection.execute(revised, {"keys": keys})}
        return [
            _Candidate(*row, *told[row[_CANDIDATE_REVISION]])
            for row in rows
            if row[_CANDIDATE_REVISION] in told
        ]

    def _ranked(self, rows: Sequence[_Candidate], *, required: int) -> list[tuple[float, _Candidate]]:
        fits = [(fit(self.words, row.terms, row.title, self.rarity), row) for row in rows]
        held = [(found.score, row) for found, row in fits if found.words >= required]
        if len(held) < ENOUGH and self.query.articles:
            held = [(found.score, row) for found, row in fits if found.words >= 1]
        held.sort(key=lambda item: (item[1].revision, item[1].start))
        held.sort(key=lambda item: (item[0], item[1].received), reverse=True)
        return held[: self.query.limit]


_CANDIDATE = (passages.c.start, passages.c.end, passages.c.terms, passages.c.title, passages.c.revision)
_CANDIDATE_REVISION = len(_CANDIDATE) - 1


@lru_cache(maxsize=64)  # asked with every question, as all of these
def _by_key(view: View) -> Select[Any]:
    return fixed(select(*_CANDIDATE).where(among_keys(passages.c.key, "wanted"), view.shows(passages)))


@lru_cache(maxsize=64)
def _by_article(view: View) -> Select[Any]:
    named = select(articles.c.key).where(
        articles.c.workspace == view.workspace, among_texts(articles.c.id, "wanted")
    )
    return fixed(select(*_CANDIDATE).where(passages.c.article.in_(named), view.shows(passages)))


@lru_cache(maxsize=64)
def _revised(until: datetime | None, first: date | None, last: date | None) -> Select[Any]:
    """Those of some revisions that were the latest of their article at a moment, told between two days."""
    found = select(revisions.c.key, as_stored(revisions.c.id), as_stored(revisions.c.received)).where(
        among_keys(revisions.c.key, "keys"), latest_by(until)
    )
    if first is not None:
        found = found.where(revisions.c.published_day >= first)
    if last is not None:
        found = found.where(revisions.c.published_day <= last)
    return fixed(found)


async def _rarity(connection: AsyncConnection, workspace: int, words: Iterable[QueryWord]) -> Rarity:
    totals = (await connection.execute(_TOTALS, {"workspace": workspace})).one_or_none()
    wanted = sorted({term for word in words for term in word.terms})
    counted = await connection.execute(_HOLDING, {"workspace": workspace, "wanted": wanted})
    count, length = (totals.passages, totals.terms) if totals is not None else (0, 0)
    return Rarity(
        passages=count,
        mean_length=length / max(count, 1),
        holding=dict(list(map(tuple, counted))),
    )


_TOTALS = fixed(
    select(workspaces.c.passages, workspaces.c.terms).where(workspaces.c.key == bindparam("workspace"))
)
_HOLDING = fixed(
    select(terms.c.term, terms.c.passages).where(
        terms.c.workspace == bindparam("workspace"), among_texts(terms.c.term, "wanted")
    )
)


async def _quoted(
    connection: AsyncConnection, best: Sequence[tuple[float, _Candidate]], query: PassageQuery
) -> tuple[Passage, ...]:
    if not best:
        return ()
    read = await connection.execute(_TOLD, {"keys": sorted({row.stands_in for _, row in best})})
    rows = {row[_REVISION]: row for row in read}
    tellers = Tellers(query.known_until)
    return tuple(
        _passage(score, ranked, rows[ranked.stands_in], tellers)
        for score, ranked in best
        if ranked.stands_in in rows
    )


_REVISION, _TEXT = TELLER_WIDTH, TELLER_WIDTH + 1  # their places in a row of these
_TOLD = fixed(
    select(*TELLER, revisions.c.key, revisions.c.text)
    .join_from(revisions, articles, revisions.c.article == articles.c.key)
    .where(among_keys(revisions.c.key, "keys"))
)


def _passage(score: float, found: _Candidate, row: Row[Any], tellers: Tellers) -> Passage:
    told = tellers.of(row)
    words = row[_TEXT][found.start : found.end]
    quote = Quote(revision=told.revision, span=Span(found.start, found.end), text=words)
    return Passage(quote=quote, told=told, score=score)
