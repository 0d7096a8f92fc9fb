"""A backup that was never restored is a hope."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.errors import InputError
from bot.model.text import Scope
from bot.storage.engines import make_engines
from bot.storage.keeping import back_up, restore
from bot.storage.migrate import create_at
from bot.storage.schema import metadata
from bot.storage.store import SqlStore
from bot.testing.newsroom import TEAM, Newsroom, message

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
TALKS = "VIENNA (Ledger) - Minister Anna Kovar met Peter Szabo in Vienna on Monday."
LATER = "OSLO (Ledger) - Norway gave Denmark until October 5 to repair the cable."


async def test_a_restored_database_answers_and_posts_as_before(sqlite_url: str, tmp_path: Path) -> None:
    """Articles, answers, schedules and jobs are there again, and nothing that came after."""
    copy = tmp_path / "copy.sqlite3"
    async with Newsroom.open(sqlite_url, now=START) as room:
        await room.ingest(TALKS, outlet="The Ledger")
        await room.say("digest on 08:30 UTC")
        size = await back_up(sqlite_url, copy)  # while the database is in use
        await room.ingest(LATER, outlet="The Ledger")
    await restore(copy, sqlite_url, replace=True)

    assert size == copy.stat().st_size > 0
    async with Newsroom.open(sqlite_url, now=START) as room:
        [told] = await room.store.list_articles(Scope(workspace=TEAM))
        assert told.outlet == "The Ledger"
        await room.run_until(datetime(2025, 8, 5, 9, tzinfo=UTC))
        [(_, digest)] = room.sent("Digest")
        assert digest.title == "Digest of 5 August 2025"
        await room.desk.accept(message("Who met Anna Kovar?", key="q", received=room.now))
        await room.worker().run_due()
        assert "Peter Szabo" in str(room.platform.posts[-1][1].body)


async def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    """Neither an older backup by a new one, nor a database by a backup."""
    url = f"sqlite:///{tmp_path / 'there.sqlite3'}"
    await _make(url)
    await back_up(url, tmp_path / "copy.sqlite3")

    with pytest.raises(InputError, match="never overwrites"):
        await back_up(url, tmp_path / "copy.sqlite3")
    with pytest.raises(InputError, match="--replace"):
        await restore(tmp_path / "copy.sqlite3", url)
    assert not (tmp_path / ".copy.sqlite3.partial").exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to have a header" * 9])
async def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    """The database in use must survive a mistaken file name."""
    url = f"sqlite:///{tmp_path / 'there.sqlite3'}"
    await _make(url)
    before = (tmp_path / "there.sqlite3").read_bytes()
    (tmp_path / "wrong").write_bytes(content)

    with pytest.raises(InputError):
        await restore(tmp_path / "wrong", url, replace=True)
    assert (tmp_path / "there.sqlite3").read_bytes() == before


async def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    """Sound, but not ours."""
    other = sqlite3.connect(tmp_path / "other")
    other.execute("CREATE TABLE birds (name TEXT)")
    other.close()

    with pytest.raises(InputError, match="something else"):
        await restore(tmp_path / "other", f"sqlite:///{tmp_path / 'new.sqlite3'}")


async def _make(url: str) -> None:
    async with Newsroom.open(url, now=START):
        pass


@pytest.mark.postgres
async def test_a_restored_postgresql_answers_and_posts_as_before(
    postgres_url: str, empty_postgres_url: str, tmp_path: Path
) -> None:
    """The same promise on the database of several replicas, put back into another one; keys go on counting."""
    copy = tmp_path / "copy.zip"
    async with Newsroom.open(postgres_url, now=START) as room:
        await room.ingest(TALKS, outlet="The Ledger")
        await room.say("digest on 08:30 UTC")
        before = await _everything(room.store)
        assert await back_up(postgres_url, copy) == copy.stat().st_size > 0
        await room.ingest(LATER, outlet="The Ledger")
    await restore(copy, empty_postgres_url)

    async with Newsroom.open(empty_postgres_url, now=START) as room:
        assert await _everything(room.store) == before
        await room.run_until(datetime(2025, 8, 5, 9, tzinfo=UTC))
        [(_, digest)] = room.sent("Digest")
        assert digest.title == "Digest of 5 August 2025"
        await room.ingest(LATER, outlet="The Ledger")
        await room.say("Who met Anna Kovar?")
        assert "Peter Szabo" in str(room.platform.posts[-1][1].body)


@pytest.mark.postgres
async def test_a_backup_takes_the_place_of_a_postgresql_only_when_asked(
    postgres_url: str, tmp_path: Path
) -> None:
    """All of it or nothing; and what a platform's own library keeps there comes along."""
    copy = tmp_path / "copy.zip"
    async with Newsroom.open(postgres_url, now=START) as room:
        await room.ingest(TALKS, outlet="The Ledger")
        async with room.store.engines.writer.begin() as connection:
            await connection.execute(text("CREATE TABLE shop_bots (id SERIAL PRIMARY KEY, token TEXT)"))
            await connection.execute(text("CREATE INDEX bots_token ON shop_bots (token)"))
            await connection.execute(text("INSERT INTO shop_bots (token) VALUES ('a'), (NULL)"))
        before = await _everything(room.store)
        await back_up(postgres_url, copy)
        await room.ingest(LATER, outlet="The Ledger")

    with pytest.raises(InputError, match="--replace"):
        await restore(copy, postgres_url)
    (tmp_path / "cut").write_bytes(copy.read_bytes()[:-700])
    for wrong in (tmp_path / "cut", tmp_path / "missing"):
        with pytest.raises(InputError):
            await restore(wrong, postgres_url, replace=True)
    await restore(copy, postgres_url, replace=True)

    async with Newsroom.open(postgres_url, now=START) as room:
        assert await _everything(room.store) == before
        async with room.store.engines.writer.begin() as connection:
            await connection.execute(text("INSERT INTO shop_bots (token) VALUES ('b')"))
            kept = await connection.execute(text("SELECT id, token FROM shop_bots ORDER BY id"))
            assert [tuple(row) for row in kept] == [(1, "a"), (2, None), (3, "b")]


@pytest.mark.postgres
async def test_a_backup_of_an_older_version_is_migrated(
    empty_postgres_url: str, postgres_url: str, tmp_path: Path
) -> None:
    """It is put back at its own schema, and brought to this version when it is next opened."""
    engines = make_engines(empty_postgres_url, wait_s=5)
    async with engines.writer.begin() as connection:
        await create_at(connection, "0002")
    await engines.dispose()
    await back_up(empty_postgres_url, tmp_path / "old.zip")
    await restore(tmp_path / "old.zip", postgres_url, replace=True)

    async with Newsroom.open(postgres_url, now=START) as room:
        await room.ingest(TALKS, outlet="The Ledger")
        assert await _everything(room.store)


async def _everything(store: SqlStore) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours."""
    async with store.engines.reader.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in await connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }
