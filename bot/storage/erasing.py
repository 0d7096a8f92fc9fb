"""Erasing: a whole workspace, and which articles are older than they are to be kept."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import ArticleId, ChannelId, WorkspaceId
from bot.storage.columns import audience_of
from bot.storage.engines import Engines
from bot.storage.faults import in_our_words
from bot.storage.schema import metadata
from bot.storage.tables import articles, revisions, workspaces


async def erase_workspace(engines: Engines, workspace: WorkspaceId) -> int:
    """Erase every row of a workspace in one transaction, its name included; how many rows had to go.

    The number of its row is never given to another workspace: a process that remembers it finds nothing there. On SQLite
    the file is then written anew, so that what was erased is no longer in it either; on PostgreSQL the server's own
    cleaning does that in its time.
    """
    with in_our_words():
        async with engines.writer.begin() as connection:
            found = select(workspaces.c.key).where(workspaces.c.id == workspace).with_for_update()
            key = await connection.scalar(found)
            if key is None:
                return 0
            gone = 0
            for table in reversed(metadata.sorted_tables):  # what refers to others goes first
                if "workspace" in table.c:
                    done = await connection.execute(delete(table).where(table.c.workspace == key))
                    gone += done.rowcount
            await connection.execute(
                update(workspaces)
                .where(workspaces.c.key == key)
                .values(id=f"erased {key}", passages=0, terms=0)
            )
        if not engines.on_postgres:
            await _rewrite(engines)
    return gone


async def _rewrite(engines: Engines) -> None:
    """Write a SQLite file anew without the pages and index entries that were freed."""
    async with engines.writer.begin() as connection:
        await connection.execute(text("INSERT INTO passage_index(passage_index) VALUES ('optimize')"))
    await asyncio.to_thread(_vacuum, engines.writer.url.database or "", engines.wait_s)


def _vacuum(path: str, wait_s: float) -> None:
    with closing(sqlite3.connect(path, timeout=wait_s)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def articles_before(
    connection: AsyncConnection, before: datetime, limit: int
) -> tuple[tuple[WorkspaceId, ChannelId | None, ArticleId], ...]:
    """Articles of any workspace of which every text came in before then, the oldest first, with who sees them."""
    last = func.max(revisions.c.received)
    rows = await connection.execute(
        select(workspaces.c.id.label("workspace"), articles.c.audience, articles.c.id)
        .join_from(articles, workspaces, articles.c.workspace == workspaces.c.key)
        .join(revisions, revisions.c.article == articles.c.key)
        .group_by(articles.c.key, workspaces.c.id, articles.c.audience, articles.c.id)
        .having(last < before)
        .order_by(last, articles.c.key)
        .limit(limit)
    )
    return tuple((WorkspaceId(r.workspace), audience_of(r.audience), ArticleId(r.id)) for r in rows)
