"""Articles and their revisions as rows: keeping, finding, counting and erasing them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotFoundError
from bot.model.answers import Coverage
from bot.model.ids import ArticleId, ChannelId, RevisionId
from bot.model.text import Article, Revision, Span, Told
from bot.storage.among import among_keys, among_texts
from bot.storage.codec import json_text
from bot.storage.columns import WHOLE_WORKSPACE, audience_of, stored_audience
from bot.storage.fixed import fixed
from bot.storage.outlets import count_outlet, recount_outlet
from bot.storage.tables import articles, outlets, revisions, workspaces
from bot.storage.view import TELLER, Tellers, View, cited_names, latest_by, told_by


async def add_article(connection: AsyncConnection, workspace: int, article: Article) -> Row[Any]:
    """Keep a new article; its row."""
    added = await connection.execute(
        insert(articles)
        .values(
            workspace=workspace,
            id=article.id,
            audience=stored_audience(article.audience),
            outlet=article.outlet,
            url=article.url,
            origin=article.origin,
        )
        .returning(*articles.c)
    )
    return added.one()


async def article_row(connection: AsyncConnection, workspace: int, article: ArticleId) -> Row[Any]:
    """The row of an article; NotFoundError when there is none."""
    row = (
        await connection.execute(
            select(articles).where(articles.c.workspace == workspace, articles.c.id == article)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no article {article!r}")
    return row


async def add_revision(connection: AsyncConnection, article: Row[Any], revision: Revision) -> int:
    """Keep a new revision of the article in this row, in place of the latest; its key."""
    published_day = revision.published.date() if revision.published is not None else None
    if revision.number > 1:
        await connection.execute(
            update(revisions)
            .where(revisions.c.article == article.key, revisions.c.replaced.is_(None))
            .values(replaced=revision.received)
        )
    added = await connection.execute(
        insert(revisions)
        .values(
            workspace=article.workspace,
            id=revision.id,
            article=article.key,
            audience=article.audience,
            number=revision.number,
            title=revision.title,
            text=revision.text,
            text_hash=_hash(revision.text),
            published=revision.published,
            published_day=published_day,
            date_only=revision.date_only,
            received=revision.received,
            dated=revision.published or revision.received,
            author=revision.author,
            language=revision.language,
            boilerplate=json_text([[s.start, s.end] for s in revision.boilerplate]),
            cites=json_text(list(revision.cites)),
        )
        .returning(revisions.c.key)
    )
    key: int = added.scalar_one()
    await count_outlet(connection, article, published_day, new=revision.number == 1)
    return key


async def latest_revision_key(connection: AsyncConnection, article: int) -> int | None:
    """The key of the article's revision that nothing has replaced yet."""
    key: int | None = await connection.scalar(
        select(revisions.c.key).where(revisions.c.article == article, revisions.c.replaced.is_(None))
    )
    return key


async def erase(connection: AsyncConnection, article: Row[Any]) -> None:
    """Delete the article's row and with it revisions, facts and shingles; its passages are taken out before."""
    await connection.execute(delete(articles).where(articles.c.key == article.key))
    await recount_outlet(connection, article)


async def give_origin(
    connection: AsyncConnection, workspace: int, erased: ArticleId
) -> tuple[ArticleId, ...]:
    """Let the first of the copies of an erased article be the origin of the others; the copies."""
    copies = (
        await connection.execute(
            select(articles.c.key, articles.c.id, articles.c.audience)
            .where(articles.c.workspace == workspace, articles.c.origin == erased)
            .order_by(articles.c.key)
        )
    ).all()
    first: dict[str, str] = {}
    for copy in copies:
        first.setdefault(copy.audience, copy.id)
    for copy in copies:  # what a private channel has is no origin for anybody else
        origin = first.get(WHOLE_WORKSPACE) or first[copy.audience]
        await connection.execute(update(articles).where(articles.c.key == copy.key).values(origin=origin))
    return tuple(ArticleId(copy.id) for copy in copies)


async def find_by_url(connection: AsyncConnection, view: View, url: str) -> Article | None:
    """As `bot.ports.Store.find_article_by_url`; the one that most people see when there are several."""
    row = (
        await connection.execute(
            select(articles, workspaces.c.id.label("workspace_id"))
            .join_from(articles, workspaces)
            .where(view.shows(articles), articles.c.url == url)
            .order_by(articles.c.audience, articles.c.key)
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else _article(row)


async def find_by_text(connection: AsyncConnection, view: View, text: str) -> Told | None:
    """As `bot.ports.Store.find_revision_by_text`."""
    found = await connection.execute(
        _tellers(revisions.c.text)
        .where(view.shows(revisions), revisions.c.text_hash == _hash(text))
        .order_by(revisions.c.audience.desc(), revisions.c.key)
    )
    return next((Tellers().of(row) for row in found if row.text == text), None)


async def get(
    connection: AsyncConnection, view: View, article: ArticleId
) -> tuple[Article, tuple[Revision, ...]]:
    """As `bot.ports.Store.get_article`."""
    row = (
        await connection.execute(
            select(articles, workspaces.c.id.label("workspace_id"))
            .join_from(articles, workspaces)
            .where(view.shows(articles), articles.c.id == article)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no article {article!r} here")
    return _article(row), await revisions_of(connection, row.key, article)


async def get_several(
    connection: AsyncConnection, view: View, wanted: Sequence[ArticleId]
) -> tuple[tuple[Article, tuple[Revision, ...]], ...]:
    """As `bot.ports.Store.get_articles`."""
    found: dict[str, tuple[Article, list[Revision]]] = {}
    rows = await connection.execute(_named(view), {"articles": list(dict.fromkeys(wanted))})
    held = {row.key: _article(row) for row in rows}
    found.update((article.id, (article, [])) for article in held.values())
    for row in await connection.execute(_REVISIONS, {"articles": list(held)}):
        article = held[row.article]
        found[article.id][1].append(_revision(row, article.id))
    return tuple((found[id_][0], tuple(found[id_][1])) for id_ in wanted if id_ in found)


@lru_cache(maxsize=64)  # asked with every question
def _named(view: View) -> Select[Any]:
    return fixed(
        select(articles, workspaces.c.id.label("workspace_id"))
        .join_from(articles, workspaces)
        .where(view.shows(articles), among_texts(articles.c.id, "articles"))
    )


_REVISIONS = fixed(
    select(revisions)
    .where(among_keys(revisions.c.article, "articles"))
    .order_by(revisions.c.article, revisions.c.number)
)


async def revisions_of(connection: AsyncConnection, key: int, article: ArticleId) -> tuple[Revision, ...]:
    """The revisions of an article, first to last."""
    found = await connection.execute(_REVISIONS, {"articles": [key]})
    return tuple(_revision(row, article) for row in found)


async def get_revision(
    connection: AsyncConnection, view: View, revision: RevisionId
) -> tuple[Told, Revision]:
    """As `bot.ports.Store.get_revision`."""
    row = (
        await connection.execute(
            _tellers(*revisions.c).where(view.shows(revisions), revisions.c.id == revision)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no revision {revision!r} here")
    told = Tellers().of(row)
    return told, _revision(row, told.article)


async def list_latest(
    connection: AsyncConnection, view: View, *, known_until: datetime | None, limit: int
) -> tuple[Told, ...]:
    """As `bot.ports.Store.list_articles`."""
    found = await connection.execute(_latest(view, known_until, limit))
    tellers = Tellers(known_until)
    return tuple(tellers.of(row) for row in found)


async def coverage(connection: AsyncConnection, view: View, *, known_until: datetime | None) -> Coverage:
    """As `bot.ports.Store.coverage`; counts kept beside the articles, unless it is about the past or about topics."""
    now = known_until is None and view.topics is None
    counts = _counts_now(view) if now else _counts_by(view, known_until)
    count, outlet_count, first, last = (await connection.execute(counts)).one()
    newest = await list_latest(connection, view, known_until=known_until, limit=1)
    return Coverage(
        articles=int(count),
        outlets=outlet_count,
        first=first,
        last=last,
        newest=newest[0] if newest else None,
    )


@lru_cache(maxsize=64)  # asked with every answer
def _counts_now(view: View) -> Select[Any]:
    named = func.count(func.distinct(func.nullif(outlets.c.outlet, "")))
    counts = func.coalesce(func.sum(outlets.c.articles), 0), named
    days = func.min(outlets.c.first), func.max(outlets.c.last)
    return fixed(select(*counts, *days).where(view.shows(outlets)))


def _counts_by(view: View, known_until: datetime | None) -> Select[Any]:
    day = revisions.c.published_day
    columns: list[ColumnElement[Any]] = [func.count(func.distinct(articles.c.key))]
    columns += [func.count(func.distinct(articles.c.outlet)), func.min(day), func.max(day)]
    told = select(*columns).where(view.shows(revisions), told_by(known_until))
    return told.join_from(revisions, articles, revisions.c.article == articles.c.key)


async def list_outlets(connection: AsyncConnection, view: View) -> tuple[str, ...]:
    """As `bot.ports.Writer.outlets`."""
    return tuple(sorted(set(await connection.scalars(_outlets_of(view)))))


@lru_cache(maxsize=64)  # asked with every question
def _outlets_of(view: View) -> Select[Any]:
    named = outlets.c.outlet != "", outlets.c.articles > 0
    return fixed(select(outlets.c.outlet).where(view.shows(outlets), *named))


@lru_cache(maxsize=64)  # asked with every answer
def _latest(view: View, known_until: datetime | None, limit: int) -> Select[Any]:
    shown = _tellers().where(view.shows(revisions), latest_by(known_until))
    return fixed(shown.order_by(revisions.c.dated.desc(), revisions.c.id).limit(limit))


async def leads_naming(
    connection: AsyncConnection, workspace: int, words: str, audience: ChannelId | None, chars: int
) -> tuple[tuple[Told, str], ...]:
    """As `bot.ports.Writer.leads_naming`."""
    lead = func.substr(revisions.c.text, 1, chars, type_=Text)
    statement = _tellers(lead.label("lead")).where(
        revisions.c.workspace == workspace, lead.icontains(words, autoescape=True)
    )
    if audience is not None:
        statement = statement.where(revisions.c.audience == stored_audience(audience))
    found = await connection.execute(statement.order_by(revisions.c.key))
    tellers = Tellers()
    return tuple((tellers.of(row), row.lead) for row in found)


async def put_cites(
    connection: AsyncConnection, workspace: int, revision: RevisionId, cites: Sequence[str]
) -> None:
    """As `bot.ports.Writer.put_cites`."""
    await connection.execute(
        update(revisions)
        .where(revisions.c.workspace == workspace, revisions.c.id == revision)
        .values(cites=json_text(list(cites)))
    )


def _tellers(*columns: ColumnElement[Any]) -> Select[Any]:
    return select(*TELLER, *columns).join_from(revisions, articles, revisions.c.article == articles.c.key)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _article(row: Row[Any]) -> Article:
    return Article(
        id=ArticleId(row.id),
        workspace=row.workspace_id,
        audience=audience_of(row.audience),
        outlet=row.outlet,
        url=row.url,
        origin=ArticleId(row.origin),
    )


def _revision(row: Row[Any], article: ArticleId) -> Revision:
    return Revision(
        id=RevisionId(row.id),
        article=article,
        number=row.number,
        title=row.title,
        text=row.text,
        published=row.published,
        date_only=row.date_only,
        received=row.received,
        author=row.author,
        language=row.language,
        boilerplate=_spans(row.boilerplate),
        cites=cited_names(row.cites),
    )


def _spans(text: str) -> tuple[Span, ...]:
    pairs: Sequence[Sequence[int]] = json.loads(text)
    return tuple(Span(start, end) for start, end in pairs)
