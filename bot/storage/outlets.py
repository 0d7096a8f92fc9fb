"""How much each outlet printed and when, and giving an article its outlet later."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.text import Article
from bot.storage.chunks import upsert
from bot.storage.tables import articles, outlets, revisions


async def name_article(connection: AsyncConnection, kept: Row[Any], article: Article) -> None:
    """Give a kept article the outlet and the address of `article`."""
    named = await connection.execute(
        update(articles)
        .where(articles.c.key == kept.key)
        .values(outlet=article.outlet, url=article.url)
        .returning(*articles.c)
    )
    row = named.one()
    if kept.outlet != row.outlet:
        await recount_outlet(connection, kept)
        await count_outlet(connection, row, None, new=True)
        await recount_outlet(connection, row)


async def count_outlet(
    connection: AsyncConnection, article: Row[Any], day: date | None, *, new: bool
) -> None:
    """Note an article's revision of a day with its outlet. new: the article itself counts too."""
    counting = upsert(connection, outlets).values(
        workspace=article.workspace,
        audience=article.audience,
        outlet=article.outlet or "",
        articles=int(new),
        first=day,
        last=day,
    )
    incoming = counting.excluded
    await connection.execute(
        counting.on_conflict_do_update(
            index_elements=[outlets.c.workspace, outlets.c.audience, outlets.c.outlet],
            set_={
                "articles": outlets.c.articles + incoming.articles,
                "first": case(
                    (incoming.first.is_(None), outlets.c.first),
                    (outlets.c.first <= incoming.first, outlets.c.first),
                    else_=incoming.first,
                ),
                "last": case(
                    (incoming.last.is_(None), outlets.c.last),
                    (outlets.c.last >= incoming.last, outlets.c.last),
                    else_=incoming.last,
                ),
            },
        )
    )


async def recount_outlet(connection: AsyncConnection, erased: Row[Any]) -> None:
    """Count an outlet anew after this article was taken from it."""
    same = (
        articles.c.workspace == erased.workspace,
        articles.c.audience == erased.audience,
        func.coalesce(articles.c.outlet, "") == (erased.outlet or ""),
    )
    count, first, last = (
        await connection.execute(
            select(
                func.count(func.distinct(articles.c.key)),
                func.min(revisions.c.published_day),
                func.max(revisions.c.published_day),
            )
            .join_from(articles, revisions, revisions.c.article == articles.c.key)
            .where(*same)
        )
    ).one()
    mine = (
        outlets.c.workspace == erased.workspace,
        outlets.c.audience == erased.audience,
        outlets.c.outlet == (erased.outlet or ""),
    )
    if count:
        await connection.execute(update(outlets).where(*mine).values(articles=count, first=first, last=last))
    else:
        await connection.execute(delete(outlets).where(*mine))
