"""A backup that was never restored is a hope."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import ConfigError, InputError
from bot.model.text import Scope
from bot.storage.keeping import back_up, export, restore
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
        size = await asyncio.to_thread(back_up, sqlite_url, copy)  # while the database is in use
        await room.ingest(LATER, outlet="The Ledger")
    await asyncio.to_thread(restore, copy, sqlite_url, replace=True)

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


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    """Neither an older backup by a new one, nor a database by a backup."""
    url = f"sqlite:///{tmp_path / 'there.sqlite3'}"
    asyncio.run(_make(url))
    back_up(url, tmp_path / "copy.sqlite3")

    with pytest.raises(InputError, match="never overwrites"):
        back_up(url, tmp_path / "copy.sqlite3")
    with pytest.raises(InputError, match="--replace"):
        restore(tmp_path / "copy.sqlite3", url)
    assert sorted(path.name for path in tmp_path.iterdir() if "partial" in path.name) == []


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to have a header" * 9])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    """The database in use must survive a mistaken file name."""
    url = f"sqlite:///{tmp_path / 'there.sqlite3'}"
    asyncio.run(_make(url))
    before = (tmp_path / "there.sqlite3").read_bytes()
    (tmp_path / "wrong").write_bytes(content)

    with pytest.raises(InputError):
        restore(tmp_path / "wrong", url, replace=True)
    assert (tmp_path / "there.sqlite3").read_bytes() == before


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    """Sound, but not ours."""
    other = sqlite3.connect(tmp_path / "other")
    other.execute("CREATE TABLE birds (name TEXT)")
    other.close()

    with pytest.raises(InputError, match="something else"):
        restore(tmp_path / "other", f"sqlite:///{tmp_path / 'new.sqlite3'}")


def test_postgresql_is_left_to_its_own_tools(tmp_path: Path) -> None:
    """The message names them."""
    with pytest.raises(ConfigError, match="pg_dump"):
        back_up("postgresql://localhost/dateline", tmp_path / "copy")


async def test_an_export_holds_everything_that_may_be_seen_and_nothing_else(sqlite_url: str) -> None:
    """Who leaves takes their articles, revisions and facts along; a closed room's only when asked for by name."""
    async with Newsroom.open(sqlite_url, now=START) as room:
        await room.ingest(TALKS, outlet="The Ledger")
        await room.ingest(LATER, outlet="Memo", channel="C9")
        rows = [row async for row in export(room.store, Scope(workspace=TEAM))]

    kinds = [row["type"] for row in rows]
    assert kinds[:2] == ["article", "revision"]
    assert "meeting" in kinds
    assert "Norway" not in str(rows)
    assert next(row for row in rows if row["type"] == "revision")["text"] == TALKS


async def _make(url: str) -> None:
    async with Newsroom.open(url, now=START):
        pass
