"""A whole desk on a real database, with a platform in memory and a clock that tests move."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.desk.desk import URGENT, Desk
from bot.desk.digests import Digests
from bot.intake import Ingested
from bot.jobs.schedule import next_due
from bot.jobs.worker import Pace, Worker
from bot.model.chat import Incoming, IncomingKind, Place, Reply, Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.jobs import JobState
from bot.model.text import Scope
from bot.ports import JobStore
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.platform import MemoryPlatform

TEAM = WorkspaceId("T1")


@dataclass(slots=True)
class Newsroom:
    """What adapters and workers would run, all in one; `now` is the present moment."""

    store: SqlStore
    jobs: JobStore
    service: BriefingService
    desk: Desk
    digests: Digests
    platform: MemoryPlatform
    now: datetime

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        url: str,
        *,
        now: datetime,
        platform: MemoryPlatform | None = None,
        wrap: Callable[[Any], Any] = lambda part: part,
    ) -> AsyncIterator[Newsroom]:
        """A newsroom on the database at `url`; several may share one database and one platform.

        wrap: put around what writes and sends (job store, post store, platform), so that a test can break it.
        """
        store = await SqlStore.open(url)
        try:
            room: list[Newsroom] = []

            def clock() -> datetime:
                return room[0].now

            service = BriefingService(store=store)
            jobs, posts = wrap(store.jobs), wrap(store.posts)
            desk = Desk(service=service, jobs=jobs, posts=posts, clock=clock)
            digests = Digests(service=service, desk=desk, jobs=jobs, posts=posts, clock=clock)
            platform = platform or MemoryPlatform()
            desk.connect(wrap(platform))
            room.append(cls(store, jobs, service, desk, digests, platform, now))
            yield room[0]
        finally:
            await store.close()

    def worker(self, name: str = "w", *, pace: Pace | None = None) -> Worker:
        """A worker for everything that this newsroom does."""
        return Worker(
            self.jobs,
            {**self.desk.handlers, **self.digests.handlers},
            name=name,
            clock=lambda: self.now,
            chance=random.Random(1),  # noqa: S311 - spreads retries, the same in every run
            pace=pace or Pace(max_attempts=6),
            urgent=URGENT,
        )

    async def run_until(self, moment: datetime) -> None:
        """Let time pass: from one moment at which something falls due to the next, doing all of it."""
        while self.now < moment:
            self.now = min([moment, *await self._moments()])
            await self.digests.tick(self.now)
            await self.worker().run_due()

    async def _moments(self) -> list[datetime]:
        """When something falls due next: schedules, and jobs that wait for their time or for their lane."""
        soon = self.now + timedelta(seconds=1)
        waiting = await self.store.jobs.list_jobs(TEAM, states=(JobState.WAITING,), limit=1000)
        schedules = await self.store.jobs.list_schedules(TEAM)
        slots = await asyncio.to_thread(
            lambda: [next_due(schedule, last, soon).due for schedule, last in schedules]
        )
        return [*(max(job.run_at, soon) for job in waiting), *slots]

    async def ingest(self, text: str, *, channel: str | None = None, **fields: Any) -> Ingested:
        """Store an article that comes in a second later; seen by one private channel if `channel`."""
        self.now += timedelta(seconds=1)
        values = {"text": text, "published": self.now.isoformat(), **fields}
        return await self.service.ingest(values, asker(channel=channel), now=self.now)

    async def say(self, text: str, *, key: str | None = None, **fields: Any) -> None:
        """A member writes to Dateline two seconds later, and the reply is worked out."""
        self.now += timedelta(seconds=2)  # a channel takes one message a second
        await self.desk.accept(message(text, key=key or f"{text}@{self.now}", received=self.now, **fields))
        await self.worker().run_due()

    def sent(self, title: str = "") -> Sequence[tuple[Place, Reply]]:
        """What was posted unasked under a title that begins so, in order."""
        return [
            (place, reply)
            for place, reply, _ in self.platform.posts
            if reply.title is not None and reply.title.startswith(title)
        ]


def asker(
    member: str = "U1", *, zone: str = "UTC", admin: bool = False, channel: str | None = None
) -> Requester:
    """A member; channel: the private channel they write in."""
    scope = Scope(workspace=TEAM, channel=ChannelId(channel) if channel else None)
    return Requester(member=MemberId(member), scope=scope, zone=zone, admin=admin)


def message(text: str, *, key: str, channel: str = "C1", **fields: Any) -> Incoming:
    """Something a member wrote to us in a thread of a channel."""
    values: dict[str, Any] = {
        "kind": IncomingKind.MESSAGE,
        "place": Place(platform="memory", workspace=TEAM, channel=ChannelId(channel), thread=None),
        "requester": asker(),
        **fields,
    }
    return Incoming(key=key, text=text, **values)
