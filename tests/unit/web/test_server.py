"""What a monitor is told."""

from __future__ import annotations

import aiohttp

from bot.model.jobs import NewJob
from bot.model.text import Scope
from bot.storage.store import SqlStore
from bot.web.server import open_server
from tests.contracts.making import HOME, START


async def test_metrics_count_what_is_stored_and_what_is_to_do(sqlite_url: str) -> None:
    """By the database: a busy archive has hundreds of thousands of finished jobs."""
    store = await SqlStore.open(sqlite_url)
    jobs = [NewJob(name=f"j{n}", kind="work", payload="", run_at=START) for n in range(3)]
    await store.jobs.add_jobs(HOME, jobs)
    await store.jobs.claim("w", START, lease_s=60, kinds=("work",), limit=1)

    async with (
        open_server("127.0.0.1", 0, store=store, jobs=store.jobs, scope=Scope(workspace=HOME)) as port,
        aiohttp.ClientSession() as client,
        client.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        told = (await answer.text()).splitlines()
    await store.close()

    assert "dateline_articles 0" in told
    assert [line for line in told if line.startswith("dateline_jobs{")] == [
        'dateline_jobs{state="waiting"} 2',
        'dateline_jobs{state="running"} 1',
        'dateline_jobs{state="done"} 0',
        'dateline_jobs{state="dead"} 0',
    ]
