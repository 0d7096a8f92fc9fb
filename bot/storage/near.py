"""Near-duplicates: articles that share many shingles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import ArticleId
from bot.storage.chunks import chunks, upsert
from bot.storage.tables import articles, shingles
from bot.storage.view import View

# A shingle that stands in so many articles of a workspace is boilerplate or a much-copied wire: further articles do
# not add to it, which bounds a look-up at so many rows per shingle.
COMMON = 64


async def add_shingles(
    connection: AsyncConnection, workspace: int, article: int, audience: str, hashes: Sequence[int]
) -> None:
    """Let the article be found by these shingles too."""
    wanted = sorted(_stored(hashes))
    crowded = await _common(connection, workspace, wanted)
    rows = [
        {"workspace": workspace, "hash": h, "article": article, "audience": audience}
        for h in wanted
        if h not in crowded
    ]
    if rows:
        await connection.execute(upsert(connection, shingles).on_conflict_do_nothing(), rows)
    counted = select(func.count()).where(shingles.c.article == article).scalar_subquery()
    await connection.execute(
        update(articles).where(articles.c.key == article).values(shingles=counted + len(crowded))
    )


async def find_near(
    connection: AsyncConnection, view: View, hashes: Sequence[int], share: float
) -> tuple[tuple[ArticleId, float], ...]:
    """As `bot.ports.Store.find_near`."""
    wanted = await _telling(connection, view.workspace, sorted(_stored(hashes)))
    shared: dict[tuple[str, int], int] = {}
    for some in chunks(wanted):
        found = await connection.execute(
            select(articles.c.id, articles.c.shingles, func.count().label("hits"))
            .join_from(shingles, articles, shingles.c.article == articles.c.key)
            .where(view.shows(shingles), shingles.c.hash.in_(some))
            .group_by(articles.c.key, articles.c.id, articles.c.shingles)
        )
        for row in found:
            shared[row.id, row.shingles] = shared.get((row.id, row.shingles), 0) + row.hits
    near = [
        (ArticleId(article), min(1.0, hits / max(1, min(len(wanted), size))))
        for (article, size), hits in shared.items()
    ]
    return tuple(sorted((n for n in near if n[1] >= share), key=lambda n: (-n[1], n[0])))


async def _telling(connection: AsyncConnection, workspace: int, wanted: list[int]) -> list[int]:
    """The shingles that are not common; all of them when that leaves less than half (a much-copied wire)."""
    common = await _common(connection, workspace, wanted)
    rare = [h for h in wanted if h not in common]
    return rare if 2 * len(rare) >= len(wanted) else wanted


async def _common(connection: AsyncConnection, workspace: int, wanted: Sequence[int]) -> set[int]:
    common: set[int] = set()
    for some in chunks(wanted):
        found = await connection.scalars(
            select(shingles.c.hash)
            .where(shingles.c.workspace == workspace, shingles.c.hash.in_(some))
            .group_by(shingles.c.hash)
            .having(func.count() >= COMMON)
        )
        common.update(found)
    return common


def _stored(hashes: Iterable[int]) -> set[int]:
    """64-bit hashes as the signed numbers that databases have."""
    return {((h + (1 << 63)) & ((1 << 64) - 1)) - (1 << 63) for h in hashes}
