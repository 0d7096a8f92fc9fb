"""The latest texts of all workspaces together, for what goes through them in the background."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import WorkspaceId
from bot.model.text import Told
from bot.storage.tables import articles, revisions, workspaces
from bot.storage.view import TELLER, TELLER_WIDTH, Tellers, latest_by


async def latest_told(connection: AsyncConnection, limit: int) -> tuple[tuple[WorkspaceId, Told], ...]:
    """As `bot.ports.Store.latest_told`."""
    rows = await connection.execute(
        select(*TELLER, workspaces.c.id)
        .join_from(revisions, articles, revisions.c.article == articles.c.key)
        .join(workspaces, revisions.c.workspace == workspaces.c.key)
        .where(latest_by(None))
        .order_by(revisions.c.key.desc())
        .limit(limit)
    )
    tellers = Tellers()
    return tuple((WorkspaceId(row[TELLER_WIDTH]), tellers.of(row)) for row in rows)
