"""What was erased is gone, from every table and from the file, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from sqlalchemy import func, select

from bot.model.ids import ChannelId, MemberId, PostId, WorkspaceId
from bot.model.jobs import NewJob, Schedule
from bot.model.posts import Act, Post, PostKind
from bot.model.sources import Source, SourceId, SourceKind
from bot.model.text import Scope
from bot.ports import PassageQuery
from bot.service import BriefingService
from bot.storage.schema import metadata
from bot.storage.sources import SqlSourceStore
from bot.storage.store import SqlStore
from bot.storage.tables import workspaces
from bot.testing.newsroom import asker

NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)
HOME, OTHER = WorkspaceId("T1"), WorkspaceId("T2")
TALKS = "VIENNA (Ledger) - Minister Anna Kovar met Peter Szabo in Vienna on Monday. Kovar said Hungary has until October 5."


async def fill(store: SqlStore, workspace: WorkspaceId) -> None:
    """Something in every table."""
    service = BriefingService(store=store)
    for channel in (None, "C9"):
        requester = asker(channel=channel)
        scope = Scope(workspace=workspace, channel=requester.scope.channel)
        one = type(requester)(member=requester.member, scope=scope)
        text = f"{TALKS} It was told {'in a room' if channel else 'in public'}, to {workspace}."
        await service.ingest({"text": text, "outlet": "Ledger"}, one, now=NOW)
    await store.jobs.accept(workspace, "Ev1", [NewJob(name="j", kind="k", payload="{}", run_at=NOW)], NOW)
    await store.jobs.put_schedule(
        Schedule(
            workspace=workspace, channel=ChannelId("C1"), kind="digest", at=time(8), zone="UTC", since=NOW
        )
    )
    await store.posts.put_post(
        Post(
            id=PostId("p"), workspace=workspace, kind=PostKind.ANSWER, lane="l", place="{}", reply="{}",
            made=NOW, known_until=NOW,
        )
    )  # fmt: skip
    await store.posts.put_choice(workspace, "C1", "digest", "{}")
    await store.posts.add_act(workspace, Act(member=MemberId("U1"), what="good", about="p", at=NOW))
    await SqlSourceStore(store.engines).add_source(
        Source(
            id=SourceId("s"), workspace=workspace, audience=None, url="https://l.example/feed", kind=SourceKind.FEED,
            title=None, added=NOW, next_poll=NOW, interval_s=60,
        )
    )  # fmt: skip


async def rows(store: SqlStore) -> dict[str, int]:
    """How many rows each table holds, without the line of a workspace itself."""
    async with store.engines.reader.connect() as connection:
        return {
            table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if table is not workspaces
        }


async def test_a_workspace_is_erased_wholly_and_alone(store: SqlStore) -> None:
    """Who leaves leaves nothing behind, and the neighbours notice nothing."""
    await fill(store, OTHER)
    alone = await rows(store)
    await fill(store, HOME)
    assert await store.coverage(Scope(workspace=HOME))

    assert await store.erase_workspace(HOME) > 20

    assert await rows(store) == alone
    assert (await store.coverage(Scope(workspace=HOME))).articles == 0
    found = await store.search_passages(Scope(workspace=OTHER), PassageQuery(terms=("kovar", "szabo")))
    assert found
    assert await store.erase_workspace(HOME) == 0


async def test_an_erased_workspace_can_begin_anew(store: SqlStore) -> None:
    """A process that remembers the old one must not see the new one, nor the other way round."""
    beside = SqlStore(store.engines)
    await fill(store, HOME)
    assert (await beside.coverage(Scope(workspace=HOME))).articles == 1
    await store.erase_workspace(HOME)
    await fill(store, OTHER)

    assert (await beside.coverage(Scope(workspace=HOME))).articles == 0
    await fill(store, HOME)
    assert (await store.coverage(Scope(workspace=HOME))).articles == 1


async def test_the_file_no_longer_holds_the_words(sqlite_url: str) -> None:
    """SQLite leaves what was deleted in its free pages, where a copy of the file would show it."""
    store = await SqlStore.open(sqlite_url)
    await fill(store, HOME)
    await store.erase_workspace(HOME)
    await store.close()

    held = b"".join(path.read_bytes() for path in Path(sqlite_url[10:]).parent.glob("dateline.sqlite3*"))
    assert b"Szabo" not in held
    assert b"szabo" not in held


async def test_articles_are_found_by_age(store: SqlStore) -> None:
    """For the operator who promised to keep them for so long and no longer."""
    await fill(store, HOME)

    assert await store.articles_before(NOW, limit=9) == ()
    later = datetime(2025, 8, 7, tzinfo=UTC)
    assert {(w, a) for w, a, _ in await store.articles_before(later, limit=9)} == {
        (HOME, None),
        (HOME, ChannelId("C9")),
    }
    assert len(await store.articles_before(later, limit=1)) == 1


async def test_the_latest_texts_of_all_workspaces_are_found_together(store: SqlStore) -> None:
    """The last stored first, each with its workspace and who sees it; texts that were replaced are left out."""
    await fill(store, HOME)
    await fill(store, OTHER)
    found = await store.latest_told(limit=9)

    assert [(workspace, told.audience) for workspace, told in found] == [
        (workspace, channel) for workspace in (OTHER, HOME) for channel in (ChannelId("C9"), None)
    ]
    assert await store.latest_told(limit=1) == found[:1]
    await store.erase_workspace(OTHER)
    assert await store.latest_told(limit=9) == found[2:]
