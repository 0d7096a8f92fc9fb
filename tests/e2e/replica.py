"""One replica of `dateline serve` in a process of its own: ticks, works and posts to both fakes, by a clock that the test sets.

clock_file: a file that holds how many seconds its clock is ahead of the real one. dies_at: the step at which it kills itself by SIGKILL,
0 for never.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's voice parts use a module that Python is to drop
    import discord

from adapters.discord.bot import make_client
from adapters.discord.config import DiscordConfig
from adapters.discord.faults import InvalidRequests
from adapters.discord.listener import Listener
from adapters.discord.platform import DiscordPlatform
from adapters.slack.calls import Calls
from adapters.slack.installs import OneToken
from adapters.slack.platform import SlackPlatform
from bot.desk.desk import Desk
from bot.desk.digests import Digests
from bot.errors import StorageError
from bot.jobs.worker import Pace, Worker
from bot.service import BriefingService
from bot.storage.store import SqlStore
from tests.adapters.discord.desks import Remembered, StubDesk
from tests.adapters.steps import Steps

LEASE_S = (
    48 * 3600.0
)  # nobody alive is overtaken, however slow the machine; the test ends the leases of the dead
TICK_S = 0.2
_QUIET = {"claim", "renew", "list_schedules", "list_jobs", "choices", "places"}  # they happen again and again


class Clock:
    """The present moment as the test wants it."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._path.read_text("ascii")))


def run(name: str, database: str, slack_url: str, discord_url: str, clock_file: str, dies_at: str) -> None:
    """Run until killed."""
    asyncio.run(_run(name, database, slack_url, discord_url, clock_file, dies_at))


async def _run(
    name: str, database: str, slack_url: str, discord_url: str, clock_file: str, dies_at: str
) -> None:
    clock, steps = Clock(clock_file), Steps(int(dies_at), quiet=_QUIET)
    store = await _open(database)
    jobs, posts = steps.watch(store.jobs), steps.watch(store.posts)
    service = BriefingService(store=store)
    desk = Desk(service=service, jobs=jobs, posts=posts, clock=clock)
    digests = Digests(service=service, desk=desk, jobs=jobs, posts=posts, clock=clock)
    slack = SlackPlatform(Calls(OneToken("xoxb-test"), api_url=slack_url, timeout_s=5), hooks_url=slack_url)
    desk.connect(steps.watch(slack))
    discord.http.Route.BASE = discord_url
    client = make_client(Listener(StubDesk(), DiscordConfig(token="t0ken"), clock), Remembered())
    type(client).setup_hook = discord.Client.setup_hook  # type: ignore[method-assign]
    async with client:
        await client.login("t0ken")
        posting = DiscordPlatform(client, clock=clock, invalid=InvalidRequests(lambda: 0.0))
        desk.connect(steps.watch(posting))
        worker = Worker(
            jobs,
            {**desk.handlers, **digests.handlers},
            name=f"{name}-{os.getpid()}",
            clock=clock,
            chance=random.Random(os.getpid()),
            pace=Pace(lease_s=LEASE_S, idle_s=0.1, max_attempts=60),
        )
        await asyncio.gather(worker.run(), _tick(digests, clock))


async def _open(database: str) -> SqlStore:
    """The store, as soon as the database answers: `dateline serve` ends when it does not, and is started again."""
    while True:
        try:
            return await SqlStore.open(database)
        except StorageError:
            await asyncio.sleep(TICK_S)


async def _tick(digests: Digests, clock: Clock) -> None:
    while True:
        with contextlib.suppress(StorageError):
            await digests.tick(clock())
        await asyncio.sleep(TICK_S)
