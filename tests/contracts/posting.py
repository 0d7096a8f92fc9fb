"""A worker that posts until it is killed, for the tests that kill it.

    python -m tests.contracts.posting URL PLATFORM NAME HOURS

PLATFORM is a file that stands for a chat platform: a post is a line in it. HOURS move the clock, so that leases of
killed workers have run out without anybody waiting.
"""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.jobs.worker import Pace, Run, Worker
from bot.model.jobs import JobState, NewJob
from bot.storage.store import SqlStore
from tests.contracts.making import HOME, START

LANES = 5


def posts(count: int) -> list[NewJob]:
    """So many posts, spread over the lanes."""
    return [
        NewJob(name=f"post-{n}", kind="post", payload=str(n), run_at=START, lane=f"channel-{n % LANES}")
        for n in range(count)
    ]


async def work(url: str, platform: Path, name: str, hours: float) -> None:
    """Post everything that is due."""
    store = await SqlStore.open(url, wait_s=300.0)

    async def post(run: Run) -> None:
        line = f"{run.claim.lane} {run.claim.payload}\n"
        if run.claim.doubtful and line in await asyncio.to_thread(_lines, platform):
            return
        await run.intend()
        await asyncio.to_thread(_append, platform, line)
        print("posted", run.claim.payload, flush=True)

    worker = Worker(
        store.jobs,
        {"post": post},
        name=name,
        clock=lambda: datetime.now(UTC) + timedelta(hours=hours),
        chance=random.Random(1),
        pace=Pace(lease_s=600),
    )
    print("ready", flush=True)
    while await store.jobs.list_jobs(HOME, states=(JobState.WAITING,), limit=1):
        await worker.run_due()
    await worker.run_due()
    await store.close()


def _lines(platform: Path) -> list[str]:
    return platform.read_text().splitlines(keepends=True)


def _append(platform: Path, line: str) -> None:
    with platform.open("a") as file:
        file.write(line)


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], Path(sys.argv[2]), sys.argv[3], float(sys.argv[4])))
