"""How late a digest begins, and how many jobs a second one process does.

    python -m benches.work

The whole way on SQLite: schedules that fall due together, the tick every second as in `dateline serve`, jobs, digests written
from an archive of a few articles, posts to a platform in memory. Lag is from the moment when a digest is due to the call
that posts it, one channel alone and two hundred channels at the same minute.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles

from bot.jobs.worker import Pace, Run, Worker
from bot.model.jobs import NewJob
from bot.storage.store import SqlStore
from bot.testing.newsroom import TEAM, Newsroom
from bot.testing.platform import MemoryPlatform

JOBS = 1_000
CHANNELS = (1, 200)
TICK_S = 1.0  # as in `dateline serve`
ARTICLE = (
    "VIENNA (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on Monday. "
    "Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
)


def main() -> None:
    """Print rates and lags."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_jobs(f"sqlite:///{Path(folder) / 'jobs.sqlite3'}"))
        for channels in CHANNELS:
            asyncio.run(_digests(f"sqlite:///{Path(folder) / f'{channels}.sqlite3'}", channels))


async def _jobs(url: str) -> None:
    store = await SqlStore.open(url)
    now = datetime.now(UTC)

    async def nothing(_run: Run) -> None:
        """The job itself costs nothing."""

    jobs = [NewJob(name=f"j{n}", kind="k", payload="{}", run_at=now) for n in range(JOBS)]
    await store.jobs.add_jobs(TEAM, jobs)
    worker = Worker(
        store.jobs, {"k": nothing}, name="bench", clock=lambda: datetime.now(UTC), chance=Random(1)
    )
    began = time.perf_counter()
    await worker.run_due()
    print(
        f"{JOBS / (time.perf_counter() - began):.0f} jobs a second, each committed when claimed and when done"
    )
    await store.close()


async def _digests(url: str, channels: int) -> None:
    due = datetime(2025, 8, 5, 8, 30, tzinfo=UTC)
    began: list[float] = []
    start = 0.0

    def post(_key: str) -> None:
        began.append(time.perf_counter() - start)

    async with Newsroom.open(
        url, now=due - timedelta(hours=20), platform=MemoryPlatform(before=post)
    ) as room:
        for n in range(channels):
            await room.say("digest on 08:30 UTC", channel=f"C{n}")
        await room.ingest(ARTICLE, outlet="The Ledger")
        room.now = due - timedelta(minutes=1)
        await room.worker().run_due()
        began.clear()
        offset = due - timedelta(seconds=0.5) - datetime.now(UTC)  # due in half a second

        def clock() -> datetime:
            return datetime.now(UTC) + offset

        start = time.perf_counter() + 0.5
        worker = room.worker(pace=Pace())
        worker._clock = clock
        running = asyncio.create_task(worker.run())
        room.desk.wake_with(worker.wake)
        while len(began) < channels:
            room.now = clock()
            await room.digests.tick(room.now)
            for _ in range(int(TICK_S / 0.05)):
                room.now = clock()
                await asyncio.sleep(0.05)
        worker.stop()
        await running
    late = sorted(began)
    p95 = quantiles(late, n=20)[-1] if len(late) > 1 else late[0]
    print(f"{channels} digests due together: begun p50 {median(late):.2f} s, p95 {p95:.2f} s late")


if __name__ == "__main__":
    main()
