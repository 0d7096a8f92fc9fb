"""Feeds, what was met there, and watched articles, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import ArticleId, WorkspaceId
from bot.model.jobs import NewJob
from bot.model.sources import FeedEntry, SeenEntry, Source, SourceId, Watch
from bot.storage.chunks import chunks, upsert
from bot.storage.codec import from_json, to_json
from bot.storage.columns import stored_audience
from bot.storage.engines import Engines
from bot.storage.faults import in_our_words
from bot.storage.job_rows import add_jobs
from bot.storage.tables import articles
from bot.storage.view import NO_WORKSPACE
from bot.storage.work_tables import source_entries, sources, watches
from bot.storage.workspaces import find_key, make_key


class SqlSourceStore:
    """`bot.ports.SourceStore` on a SQL database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def add_source(self, source: Source) -> bool:
        async with self._writing(source.workspace) as (connection, key):
            adding = upsert(connection, sources).values(
                workspace=key,
                id=source.id,
                audience=stored_audience(source.audience),
                url=source.url,
                next_poll=source.next_poll,
                payload=to_json(source),
            )
            return (await connection.execute(adding.on_conflict_do_nothing())).rowcount == 1

    async def find_source(self, workspace: WorkspaceId, source: SourceId) -> Source | None:
        async with self._reading(workspace) as (connection, key):
            found = await connection.scalar(
                select(sources.c.payload).where(sources.c.workspace == key, sources.c.id == source)
            )
            return None if found is None else from_json(Source, found)

    async def list_sources(self, workspace: WorkspaceId) -> tuple[Source, ...]:
        async with self._reading(workspace) as (connection, key):
            found = await connection.scalars(
                select(sources.c.payload)
                .where(sources.c.workspace == key)
                .order_by(sources.c.url, sources.c.id)
            )
            return tuple(from_json(Source, payload) for payload in found)

    async def remove_source(self, workspace: WorkspaceId, source: SourceId) -> bool:
        async with self._writing(workspace) as (connection, key):
            gone = await connection.execute(
                delete(sources).where(sources.c.workspace == key, sources.c.id == source)
            )
            return gone.rowcount == 1

    async def due_sources(self, now: datetime, *, limit: int) -> tuple[Source, ...]:
        async with self._reading(None) as (connection, _):
            found = await connection.scalars(
                select(sources.c.payload)
                .where(sources.c.next_poll <= now)
                .order_by(sources.c.next_poll, sources.c.key)
                .limit(limit)
            )
            return tuple(from_json(Source, payload) for payload in found)

    async def unseen(self, workspace: WorkspaceId, source: SourceId, keys: Sequence[str]) -> tuple[str, ...]:
        async with self._reading(workspace) as (connection, key):
            row = await _source_key(connection, key, source)
            met: set[str] = set()
            for some in chunks(sorted(set(keys))):
                met.update(
                    await connection.scalars(
                        select(source_entries.c.entry).where(
                            source_entries.c.source == row, source_entries.c.entry.in_(some)
                        )
                    )
                )
            return tuple(entry for entry in dict.fromkeys(keys) if entry not in met)

    async def list_seen(
        self, workspace: WorkspaceId, source: SourceId, *, limit: int = 100
    ) -> tuple[SeenEntry, ...]:
        async with self._reading(workspace) as (connection, key):
            rows = await connection.execute(
                select(source_entries)
                .where(source_entries.c.source == await _source_key(connection, key, source))
                .order_by(source_entries.c.seen.desc(), source_entries.c.entry)
                .limit(limit)
            )
            return tuple(
                SeenEntry(entry=from_json(FeedEntry, row.payload), seen=row.seen, problem=row.problem)
                for row in rows
            )

    async def keep(
        self,
        workspace: WorkspaceId,
        *,
        sources: Sequence[Source] = (),
        seen: Mapping[SourceId, Sequence[SeenEntry]] | None = None,
        watches: Sequence[Watch] = (),
        jobs: Sequence[NewJob] = (),
    ) -> None:
        async with self._writing(workspace) as (connection, key):
            for source in sources:
                await _keep_source(connection, key, source)
            for source_id, entries in (seen or {}).items():
                await _keep_seen(connection, await _source_key(connection, key, source_id), entries)
            for watch in watches:
                await _keep_watch(connection, key, watch)
            await add_jobs(connection, key, jobs)

    async def find_watch(self, workspace: WorkspaceId, article: ArticleId) -> Watch | None:
        async with self._reading(workspace) as (connection, key):
            found = await connection.scalar(
                select(watches.c.payload)
                .join_from(watches, articles, watches.c.article == articles.c.key)
                .where(articles.c.workspace == key, articles.c.id == article)
            )
            return None if found is None else from_json(Watch, found)

    async def due_watches(self, now: datetime, *, limit: int) -> tuple[Watch, ...]:
        async with self._reading(None) as (connection, _):
            found = await connection.scalars(
                select(watches.c.payload)
                .where(watches.c.next_check <= now)
                .order_by(watches.c.next_check, watches.c.article)
                .limit(limit)
            )
            return tuple(from_json(Watch, payload) for payload in found)

    async def forget_seen(self, before: datetime) -> int:
        with in_our_words():
            async with self._engines.writer.begin() as connection:
                gone = await connection.execute(delete(source_entries).where(source_entries.c.seen < before))
                return gone.rowcount

    @asynccontextmanager
    async def _writing(self, workspace: WorkspaceId) -> AsyncIterator[tuple[AsyncConnection, int]]:
        with in_our_words():
            async with self._engines.writer.begin() as connection:
                yield connection, await make_key(connection, workspace)

    @asynccontextmanager
    async def _reading(self, workspace: WorkspaceId | None) -> AsyncIterator[tuple[AsyncConnection, int]]:
        with in_our_words():
            async with self._engines.reader.connect() as connection:
                key = None if workspace is None else await find_key(connection, workspace)
                yield connection, NO_WORKSPACE if key is None else key


async def _source_key(connection: AsyncConnection, workspace: int, source: SourceId) -> int:
    """The row of a source; a key that no row has when it is gone."""
    found: int | None = await connection.scalar(
        select(sources.c.key).where(sources.c.workspace == workspace, sources.c.id == source)
    )
    return NO_WORKSPACE if found is None else found


async def _keep_source(connection: AsyncConnection, workspace: int, source: Source) -> None:
    await connection.execute(
        update(sources)
        .where(sources.c.workspace == workspace, sources.c.id == source.id)
        .values(next_poll=source.next_poll, payload=to_json(source))
    )


async def _keep_seen(connection: AsyncConnection, source: int, entries: Sequence[SeenEntry]) -> None:
    if source == NO_WORKSPACE:
        return
    for one in entries:
        values = {"seen": one.seen, "payload": to_json(one.entry), "problem": one.problem}
        putting = upsert(connection, source_entries).values(source=source, entry=one.entry.key, **values)
        await connection.execute(
            putting.on_conflict_do_update(
                index_elements=[source_entries.c.source, source_entries.c.entry],
                set_={"problem": one.problem},
            )
        )


async def _keep_watch(connection: AsyncConnection, workspace: int, watch: Watch) -> None:
    article = await connection.scalar(
        select(articles.c.key).where(articles.c.workspace == workspace, articles.c.id == watch.article)
    )
    if article is None:
        return
    await connection.execute(delete(watches).where(watches.c.article == article))
    await connection.execute(
        insert(watches).values(article=article, next_check=watch.next_check, payload=to_json(watch))
    )
