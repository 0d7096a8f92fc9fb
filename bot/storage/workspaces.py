"""The row of a workspace: every other row hangs on it, and writers wait for each other at it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import ChannelId, WorkspaceId
from bot.storage.chunks import upsert
from bot.storage.columns import WHOLE_WORKSPACE
from bot.storage.tables import articles, workspaces


async def find_key(connection: AsyncConnection, workspace: WorkspaceId) -> int | None:
    """The key of a workspace that something was stored for."""
    key: int | None = await connection.scalar(select(workspaces.c.key).where(workspaces.c.id == workspace))
    return key


async def make_key(connection: AsyncConnection, workspace: WorkspaceId) -> int:
    """The key of a workspace, which is made when there is none."""
    key = await find_key(connection, workspace)
    if key is None:  # two may find that at once: the second waits here for the first
        await connection.execute(upsert(connection, workspaces).values(id=workspace).on_conflict_do_nothing())
        key = await find_key(connection, workspace)
    assert key is not None
    return key


async def hold(connection: AsyncConnection, workspace: WorkspaceId) -> int:
    """The key of a workspace whose articles nobody else writes until the transaction ends.

    Nothing to do on SQLite, where the whole database is held. The lock lets others add rows that point at this one:
    an event can be noted while an article is being stored.
    """
    key = await make_key(connection, workspace)
    await connection.execute(
        select(workspaces.c.key).where(workspaces.c.key == key).with_for_update(key_share=True)
    )
    return key


async def private_channels(connection: AsyncConnection, workspace: int) -> tuple[ChannelId, ...]:
    """As `bot.ports.Store.private_channels`."""
    closed = (
        select(articles.c.audience)
        .where(articles.c.workspace == workspace, articles.c.audience != WHOLE_WORKSPACE)
        .distinct()
    )
    return tuple(sorted(ChannelId(row.audience) for row in await connection.execute(closed)))
