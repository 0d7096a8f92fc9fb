"""What a store says when the database cannot be used: who must act, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.errors import ConfigError, StorageBusyError, StorageError, StorageFullError
from bot.ports import PassageQuery
from bot.storage.store import SqlStore
from tests.contracts.making import EVERYONE, HOME, OTHER, article, tell_alone


async def test_a_held_workspace_is_busy_and_says_so(database_url: str) -> None:
    """Waiting for ever would look like a crash; giving up silently would lose the article."""
    holder = await SqlStore.open(database_url, wait_s=0.2)
    other = await SqlStore.open(database_url, wait_s=0.2)
    async with holder.writing(HOME) as writer:
        await writer.add_article(article("a"))

        with pytest.raises(StorageBusyError, match="try again"):
            await tell_alone(other, "b", "text")
        with pytest.raises(StorageBusyError):  # a second writer of the same process
            await tell_alone(holder, "c", "text")
        assert await other.list_articles(EVERYONE) == ()  # readers go on

    await tell_alone(other, "b", "text")
    await holder.close()
    await other.close()


@pytest.mark.postgres
async def test_writers_of_two_workspaces_do_not_wait_for_each_other(postgres_url: str) -> None:
    """One team's import must not stop another team's questions from being stored."""
    store = await SqlStore.open(postgres_url, wait_s=0.5)
    await tell_alone(store, "a", "text")
    await tell_alone(store, "a", "text", workspace=OTHER)

    async with store.writing(HOME) as writer:
        await writer.add_article(article("b"))
        await tell_alone(store, "b", "text", workspace=OTHER)

    await store.close()


async def test_a_full_disk_is_told_and_nothing_is_written(sqlite_url: str) -> None:
    """The operator frees space and goes on; no half article is left."""
    store = await SqlStore.open(sqlite_url)
    await tell_alone(store, "before", "text")
    await _pragma(store, "max_page_count = 1")  # as small as the file already is

    with pytest.raises(StorageFullError, match="free some space"):
        await tell_alone(store, "big", "a line of words\n" * 20_000)

    assert [t.article for t in await store.list_articles(EVERYONE)] == ["before"]
    await _pragma(store, "max_page_count = 1000000")
    await tell_alone(store, "after", "text")
    await store.close()


async def _pragma(store: SqlStore, pragma: str) -> None:
    async with store.engines.writer.connect() as connection:
        await connection.execute(text(f"PRAGMA {pragma}"))


async def test_a_read_only_archive_answers_and_refuses_to_write(sqlite_url: str) -> None:
    """A copy on a read-only volume is still good to ask."""
    store = await SqlStore.open(sqlite_url)
    await tell_alone(store, "a", "Ferry talks were held")
    await store.close()
    path = sqlite_url.removeprefix("sqlite:///")

    store = await SqlStore.open(f"sqlite:///file:{path}?mode=ro&uri=true")

    assert await store.search_passages(EVERYONE, PassageQuery(terms=("ferry", "talks")))
    with pytest.raises(StorageFullError, match="read-only"):
        await tell_alone(store, "b", "text")
    await store.close()


@pytest.mark.postgres
async def test_a_standby_server_is_told_apart(postgres_server: Any, postgres_url: str) -> None:
    """The usual mistake after a failover: the URL points at the copy."""
    name = postgres_url.split("/")[3].split("?")[0]
    postgres_server.psql(f"ALTER DATABASE {name} SET default_transaction_read_only = on;")
    store = await SqlStore.open(postgres_url)

    with pytest.raises(StorageFullError, match="primary"):
        await tell_alone(store, "a", "text")

    await store.close()


async def test_what_is_not_an_archive_is_not_opened(tmp_path: Path) -> None:
    """A wrong path must say so, and never be overwritten."""
    other = tmp_path / "notes.txt"
    other.write_text("shopping: " + "bread " * 500)
    before = other.read_bytes()

    with pytest.raises(StorageError, match="not a Dateline database"):
        await SqlStore.open(f"sqlite:///{other}")
    with pytest.raises(StorageError, match="cannot be opened"):
        await SqlStore.open(f"sqlite:///{tmp_path / 'none' / 'x.sqlite3'}")

    assert other.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://localhost/x", "sqlite or postgresql"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("just words", "is not one"),
    ],
)
async def test_another_kind_of_url_is_refused(url: str, says: str) -> None:
    """The operator typed it; the text says what to type."""
    with pytest.raises(ConfigError, match=says):
        await SqlStore.open(url)


@pytest.mark.postgres
async def test_a_server_that_cannot_be_reached_is_told(postgres_server: Any, tmp_path: Path) -> None:
    """Down, wrong host or wrong name: three different things to do."""
    with pytest.raises(StorageError, match="cannot be reached"):
        await SqlStore.open(f"postgresql://postgres@/x?host={tmp_path}")
    with pytest.raises(StorageError, match="no such database"):
        await SqlStore.open(postgres_server.get_uri(database="nowhere"))
