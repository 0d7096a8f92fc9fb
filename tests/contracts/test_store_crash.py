"""A store whose process is killed loses nothing it acknowledged and keeps nothing half-written."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.ports import Store
from bot.storage.store import SqlStore
from bot.storage.tables import passages, terms, workspaces
from tests.contracts.ingesting import check
from tests.contracts.making import EVERYONE

ROOT = Path(__file__).parents[2]


def start(url: str, prefix: str, count: int) -> subprocess.Popen[str]:
    """A process that ingests; its environment is ours, so it runs what the test runs."""
    command = [sys.executable, "-m", "tests.contracts.ingesting", url, prefix, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def read(process: subprocess.Popen[str], lines: int) -> list[str]:
    """The next lines it prints."""
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(lines)]


@pytest.mark.slow
def test_a_kill_during_ingest_loses_nothing_and_leaves_nothing_half_written(database_url: str) -> None:
    """Power cuts and out-of-memory kills do not ask; what was acknowledged has to be there afterwards."""
    acknowledged: list[str] = []
    for run, lines in enumerate((1, 2, 4)):  # dies in its first, second and fourth transaction, or between
        with start(database_url, f"k{run}n", 500) as process:
            said = read(process, lines)
            process.kill()
            assert process.stdout is not None
            said += [line.strip() for line in process.stdout if line.endswith("\n")]
        acknowledged += [name for name in said if name not in ("ready", "")]

    asyncio.run(_check_whole(database_url, acknowledged))


@pytest.mark.slow
def test_two_processes_ingest_at_once(database_url: str) -> None:
    """Replicas and a terminal beside a running bot: neither may undo the other's work."""
    both = [start(database_url, prefix, 25) for prefix in ("one", "two")]
    outputs = [process.communicate()[0].split() for process in both]

    assert [process.returncode for process in both] == [0, 0]
    names = [name for output in outputs for name in output if name != "ready"]
    assert len(names) == 50
    asyncio.run(_check_whole(database_url, names))


async def _check_whole(url: str, acknowledged: list[str]) -> None:
    store = await SqlStore.open(url)
    stored = [told.article for told in await store.list_articles(EVERYONE, limit=5000)]
    assert set(acknowledged) <= set(stored)
    for name in stored:
        await check(store, name)
    await _check_counts(store)
    await store.close()


async def _check_counts(store: SqlStore) -> None:
    async with store.engines.writer.begin() as connection:
        rows = (await connection.execute(select(passages.c.terms))).scalars().all()
        held = (await connection.execute(select(workspaces.c.passages, workspaces.c.terms))).one()
        assert held == (len(rows), sum(len(row.split()) for row in rows))
        line = await connection.scalar(select(terms.c.passages).where(terms.c.term == "line"))
        assert line == sum("line" in row.split() for row in rows)
        if connection.dialect.name == "sqlite":
            check = "INSERT INTO passage_index(passage_index, rank) VALUES ('integrity-check', 1)"
            await connection.execute(text(check))
            assert await connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []
        else:
            assert await connection.scalar(select(func.count()).where(passages.c.vector.is_(None))) == 0


async def test_a_cancelled_writer_lets_go(store: Store) -> None:
    """A command that the platform cancels half-way must not hold the archive."""
    from tests.contracts.ingesting import ingest
    from tests.contracts.making import HOME, article

    begun = asyncio.Event()

    async def never_ends() -> None:
        async with store.writing(HOME) as writer:
            await writer.add_article(article("cancelled"))
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    await ingest(store, "after")
    await check(store, "after")
    assert [told.article for told in await store.list_articles(EVERYONE)] == ["after"]


async def test_tasks_of_one_process_write_one_after_the_other(store: Store) -> None:
    """Read-then-write on the driver's defaults lost three of four updates without an error."""
    from tests.contracts.ingesting import ingest

    await asyncio.gather(*(ingest(store, f"t{number}") for number in range(12)))

    for number in range(12):
        await check(store, f"t{number}")
