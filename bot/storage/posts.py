"""Posts, choices and acts on SQLite or PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import FactId, MemberId, PostId, WorkspaceId
from bot.model.jobs import NewJob
from bot.model.posts import Act, Choice, Post, PostKind
from bot.storage.chunks import CHUNK, chunks, upsert
from bot.storage.engines import Engines
from bot.storage.faults import in_our_words
from bot.storage.job_rows import add_jobs
from bot.storage.view import NO_WORKSPACE
from bot.storage.work_tables import acts, choices, post_facts, posts, schedules
from bot.storage.work_tables import jobs as job_table
from bot.storage.workspaces import find_key, make_key


class SqlPostStore:
    """`bot.ports.PostStore` on a SQL database; `SqlStore.posts` makes one."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def put_post(self, post: Post, jobs: Sequence[NewJob] = ()) -> None:
        async with self._writing(post.workspace) as (connection, workspace):
            old = (posts.c.workspace == workspace) & (posts.c.id == post.id)
            await connection.execute(delete(posts).where(old))
            added = await connection.execute(
                insert(posts).values(
                    workspace=workspace,
                    id=post.id,
                    kind=post.kind.value,
                    lane=post.lane,
                    place=post.place,
                    reply=post.reply,
                    made=post.made,
                    known_until=post.known_until,
                    reference=post.reference,
                    member=post.member,
                )
            )
            assert added.inserted_primary_key is not None
            [key] = added.inserted_primary_key
            rows = [{"workspace": workspace, "fact": fact, "post": key} for fact in dict.fromkeys(post.facts)]
            if rows:
                await connection.execute(insert(post_facts), rows)
            await add_jobs(connection, workspace, jobs)

    async def find_post(self, workspace: WorkspaceId, post: PostId) -> Post | None:
        async with self._reading(workspace) as (connection, key):
            found = await connection.execute(
                select(posts).where(posts.c.workspace == key, posts.c.id == post)
            )
            row = found.one_or_none()
            return None if row is None else await _post(connection, row, workspace)

    async def find_posts(
        self,
        workspace: WorkspaceId,
        *,
        kinds: Sequence[PostKind] = (),
        lane: str | None = None,
        using: Sequence[FactId] = (),
        limit: int = 100,
    ) -> tuple[Post, ...]:
        async with self._reading(workspace) as (connection, key):
            query = select(posts).where(posts.c.workspace == key)
            if kinds:
                query = query.where(posts.c.kind.in_([kind.value for kind in kinds]))
            if lane is not None:
                query = query.where(posts.c.lane == lane)
            if not using:
                found = await connection.execute(
                    query.order_by(posts.c.made.desc(), posts.c.key.desc()).limit(limit)
                )
                rows = list(found)
            else:
                rows = await _using(connection, query, key, using)
            return tuple([await _post(connection, row, workspace) for row in rows[:limit]])

    async def put_choice(self, workspace: WorkspaceId, place: str, name: str, value: str | None) -> None:
        async with self._writing(workspace) as (connection, key):
            if value is None:
                where = (choices.c.workspace == key) & (choices.c.place == place) & (choices.c.name == name)
                await connection.execute(delete(choices).where(where))
                return
            put = upsert(connection, choices).values(workspace=key, place=place, name=name, value=value)
            await connection.execute(
                put.on_conflict_do_update(
                    index_elements=["workspace", "place", "name"], set_={"value": value}
                )
            )

    async def choices(self, workspace: WorkspaceId, place: str) -> Mapping[str, str]:
        async with self._reading(workspace) as (connection, key):
            found = await connection.execute(
                select(choices.c.name, choices.c.value)
                .where(choices.c.workspace == key, choices.c.place == place)
                .order_by(choices.c.name)
            )
            return {row.name: row.value for row in found}

    async def places(self, workspace: WorkspaceId, name: str) -> Mapping[str, str]:
        async with self._reading(workspace) as (connection, key):
            found = await connection.execute(
                select(choices.c.place, choices.c.value)
                .where(choices.c.workspace == key, choices.c.name == name)
                .order_by(choices.c.place)
            )
            return {row.place: row.value for row in found}

    async def every_post(self, workspace: WorkspaceId) -> AsyncIterator[Post]:
        async with self._reading(workspace) as (connection, key):
            mine = select(posts).where(posts.c.workspace == key).order_by(posts.c.key).limit(CHUNK)
            last = 0
            while rows := list(await connection.execute(mine.where(posts.c.key > last))):
                for row in rows:
                    yield await _post(connection, row, workspace)
                last = rows[-1].key

    async def every_choice(self, workspace: WorkspaceId) -> AsyncIterator[Choice]:
        async with self._reading(workspace) as (connection, key):
            mine = select(choices).where(choices.c.workspace == key).order_by(choices.c.place, choices.c.name)
            for row in await connection.execute(mine):
                yield Choice(place=row.place, name=row.name, value=row.value)

    async def add_act(self, workspace: WorkspaceId, act: Act) -> None:
        async with self._writing(workspace) as (connection, key):
            await connection.execute(
                insert(acts).values(
                    workspace=key, member=act.member, what=act.what, about=act.about, at=act.at
                )
            )

    async def list_acts(
        self,
        workspace: WorkspaceId,
        *,
        limit: int = 100,
        member: MemberId | None = None,
        what: str | None = None,
        about: str | None = None,
        since: datetime | None = None,
    ) -> tuple[Act, ...]:
        async with self._reading(workspace) as (connection, key):
            query = select(acts).where(acts.c.workspace == key)
            if member is not None:
                query = query.where(acts.c.member == member)
            if what is not None:
                query = query.where(acts.c.what == what)
            if about is not None:
                query = query.where(acts.c.about == about)
            if since is not None:
                query = query.where(acts.c.at >= since)
            found = await connection.execute(query.order_by(acts.c.at.desc(), acts.c.key.desc()).limit(limit))
            return tuple(Act(member=MemberId(r.member), what=r.what, about=r.about, at=r.at) for r in found)

    async def forget_member(self, workspace: WorkspaceId, member: MemberId) -> int:
        async with self._writing(workspace) as (connection, key):
            gone = 0
            for table, column, value in (
                (posts, posts.c.member, member),
                (acts, acts.c.member, member),
                (choices, choices.c.place, f"member:{member}"),
            ):
                done = await connection.execute(
                    delete(table).where(table.c.workspace == key, column == value)
                )
                gone += done.rowcount
            return gone + await _forget_traces(connection, key, member)

    async def forget_posts(self, workspace: WorkspaceId | None, before: datetime) -> int:
        if workspace is None:
            return await self._forget(delete(posts).where(posts.c.made < before))
        async with self._writing(workspace) as (connection, key):
            done = await connection.execute(
                delete(posts).where(posts.c.workspace == key, posts.c.made < before)
            )
            return done.rowcount

    async def forget_acts(self, before: datetime, *, what: str | None = None) -> int:
        old = delete(acts).where(acts.c.at < before)
        return await self._forget(old if what is None else old.where(acts.c.what == what))

    async def _forget(self, which: Delete) -> int:
        with in_our_words():
            async with self._engines.writer.begin() as connection:
                return (await connection.execute(which)).rowcount

    @asynccontextmanager
    async def _writing(self, workspace: WorkspaceId) -> AsyncIterator[tuple[AsyncConnection, int]]:
        with in_our_words():
            async with self._engines.writer.begin() as connection:
                yield connection, await make_key(connection, workspace)

    @asynccontextmanager
    async def _reading(self, workspace: WorkspaceId) -> AsyncIterator[tuple[AsyncConnection, int]]:
        with in_our_words():
            async with self._engines.reader.connect() as connection:
                key = await find_key(connection, workspace)
                yield connection, NO_WORKSPACE if key is None else key


async def _forget_traces(connection: AsyncConnection, workspace: int, member: MemberId) -> int:
    """Erase a member from what others own: ended work for them, their reminders, and who asked for a place's choices."""
    named = f'"member":{json.dumps(member)}'
    done = await connection.execute(
        delete(job_table).where(
            job_table.c.workspace == workspace,
            job_table.c.ended.is_not(None),
            job_table.c.payload.contains(named, autoescape=True),
        )
    )
    reminded = await connection.execute(
        delete(schedules).where(
            schedules.c.workspace == workspace,
            schedules.c.channel == member,
            schedules.c.kind.startswith("remind me:"),
        )
    )
    asked = f'"by":{json.dumps(member)}'
    signed = await connection.execute(
        update(choices)
        .where(choices.c.workspace == workspace, choices.c.value.contains(asked, autoescape=True))
        .values(value=func.replace(choices.c.value, asked, '"by":""'))
    )
    return done.rowcount + reminded.rowcount + signed.rowcount


async def _using(
    connection: AsyncConnection, query: Any, workspace: int, using: Sequence[FactId]
) -> list[Row[Any]]:
    rows: dict[int, Row[Any]] = {}
    for some in chunks(sorted(set(using))):
        held = select(post_facts.c.post).where(
            post_facts.c.workspace == workspace, post_facts.c.fact.in_(some)
        )
        for row in await connection.execute(query.where(posts.c.key.in_(held))):
            rows[row.key] = row
    return sorted(rows.values(), key=lambda row: (row.made, row.key), reverse=True)


async def _post(connection: AsyncConnection, row: Row[Any], workspace: WorkspaceId) -> Post:
    found = await connection.execute(
        select(post_facts.c.fact).where(post_facts.c.post == row.key).order_by(post_facts.c.fact)
    )
    return Post(
        id=PostId(row.id),
        workspace=workspace,
        kind=PostKind(row.kind),
        lane=row.lane,
        place=row.place,
        reply=row.reply,
        made=row.made,
        known_until=row.known_until,
        reference=row.reference,
        member=None if row.member is None else MemberId(row.member),
        facts=tuple(FactId(one.fact) for one in found),
    )
