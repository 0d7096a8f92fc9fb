"""Every digest and reminder exactly once, counted at a fake Slack and a fake Discord, whatever is killed, restarted or fails."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import random
import re
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.desk.channels import Channels
from bot.desk.requests import read_command
from bot.errors import StorageError
from bot.model.chat import Incoming, IncomingKind, Place, Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.jobs import JobEntry, JobState
from bot.model.text import Scope
from bot.service import BriefingService
from bot.storage.faults import in_our_words
from bot.storage.store import SqlStore
from bot.storage.tables import jobs
from bot.testing.discord_world import Fails as DiscordFails
from bot.testing.fake_discord import FakeDiscord, open_fake_discord
from bot.testing.fake_slack import Cuts, Fails, FakeSlack, Waits, open_fake_slack
from tests.e2e import replica
from tests.servers import open_postgres, start_postgres

PROCESSES = multiprocessing.get_context("forkserver")  # a new process takes the time of a fork
PROCESSES.set_forkserver_preload(["tests.e2e.replica"])
FIRST = datetime(2025, 8, 5, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)
BEGUN = FIRST - DAY / 2
SLACK_HOME, SLACK_CHANNEL = WorkspaceId("T1"), "C1"
DAYS, MOST_DAYS = 5, 8  # a day brings some ten deaths, as the steps of the replicas fall
PATIENCE_S = 900  # for a day on a machine that does much else
LAST_STEP = 48  # a day takes the replicas some two hundred steps together

SLACK_TROUBLE = [
    Fails(status=429, retry_after="1"),
    Fails(status=500),
    Cuts(done=False),
    Cuts(done=True),
    Waits(seconds=8),  # done, but answered after the client has given up
]
DISCORD_TROUBLE = [
    DiscordFails(status=429, retry_after_s=0.3),
    DiscordFails(status=500),
    DiscordFails(cut="before"),
    DiscordFails(cut="after"),
    DiscordFails(status=503),
]


def story(day: int) -> str:
    """An article of its own for each day, by and for somebody else, with a deadline that will be reminded of."""
    names = (
        "Anna Kovar",
        "Peter Szabo",
        "Ivo Marsh",
        "Eva Roos",
        "Ada Lind",
        "Tom Berger",
        "Mia Holt",
        "Jan Vesely",
    )
    towns = ("Vienna", "Oslo", "Rome", "Madrid", "Lisbon", "Prague", "Dublin", "Athens")
    states = ("Hungary", "Norway", "Italy", "Spain", "Portugal", "Austria", "Ireland", "Greece")
    due = date(2025, 8, 14) + day * DAY
    return (
        f"{towns[day].upper()} (Ledger) - Minister {names[day]} gave {states[day]} until {due:%B} {due.day} to repair bridge "
        f"number {day + 3}."
    )


@dataclass
class Replica:
    """A process that is started again whenever it has died, to die at another step."""

    name: str
    arguments: list[str]
    chance: random.Random
    deaths: int = 0
    process: Any = None

    async def keep_alive(self, store: SqlStore, now: datetime) -> None:
        """Start it where it does not run; what it held when it died is free again."""
        if self.process is not None and self.process.is_alive():
            return
        if self.process is not None:
            code = self.process.exitcode
            assert code == -signal.SIGKILL, f"{self.name} ended by itself, exit code {code}"
            await end_leases(store, f"{self.name}-{self.process.pid}", now)
            self.deaths += 1
        given = (self.name, *self.arguments, str(self.chance.randint(1, LAST_STEP)))
        self.process = PROCESSES.Process(target=replica.run, args=given, daemon=True)
        await asyncio.to_thread(self.process.start)

    async def end(self) -> None:
        if self.process is not None and self.process.pid is not None:
            self.process.kill()
            await asyncio.to_thread(self.process.join)


async def end_leases(store: SqlStore, worker: str, now: datetime) -> None:
    """What a dead worker held may be taken by another at once, as it may be when its leases have run out."""
    held = update(jobs).where(jobs.c.owner == worker, jobs.c.state == JobState.RUNNING)
    with in_our_words():
        async with store.engines.writer.begin() as connection:
            await connection.execute(held.values(run_at=now))


@dataclass
class Stage:
    """Both fakes, one database, a clock that is set, and replicas."""

    database: str
    slack: FakeSlack
    discord: FakeDiscord
    clock_file: Path
    ahead: timedelta = timedelta()
    replicas: list[Replica] = field(default_factory=list)

    @property
    def deaths(self) -> int:
        """How often a process was killed."""
        return sum(one.deaths for one in self.replicas)

    @property
    def discord_home(self) -> WorkspaceId:
        return WorkspaceId(f"discord-{self.discord.guild['id']}")

    @property
    def discord_channel(self) -> str:
        return str(self.discord.guild["channels"][0]["id"])

    def set_clock(self, moment: datetime) -> None:
        """Every replica's clock shows this now, and goes on from there."""
        self.ahead = moment - datetime.now(UTC)
        beside = self.clock_file.with_suffix(".new")
        beside.write_text(str(self.ahead.total_seconds()), "ascii")
        beside.replace(self.clock_file)

    async def subscribe(self, store: SqlStore) -> None:
        channels = Channels(jobs=store.jobs, posts=store.posts)
        places = {"slack": (SLACK_HOME, SLACK_CHANNEL), "discord": (self.discord_home, self.discord_channel)}
        for platform, (workspace, channel) in places.items():
            requester = Requester(member=MemberId("U1"), scope=Scope(workspace=workspace), admin=True)
            event = Incoming(
                key="on",
                kind=IncomingKind.COMMAND,
                place=Place(platform=platform, workspace=workspace, channel=ChannelId(channel)),
                requester=requester,
                received=BEGUN,
            )
            request = await asyncio.to_thread(read_command, "digest", "on 08:30 UTC", today=FIRST.date())
            await channels.change_digest(request, event, now=BEGUN)  # type: ignore[arg-type]

    async def ingest(self, store: SqlStore, day: int) -> None:
        service = BriefingService(store=store)
        for workspace in (SLACK_HOME, self.discord_home):
            requester = Requester(member=MemberId("U1"), scope=Scope(workspace=workspace))
            moment = FIRST + (day - 1) * DAY + timedelta(hours=4)
            values = {"text": story(day), "outlet": "The Ledger", "published": moment.isoformat()}
            await service.ingest(values, requester, now=moment)

    async def settle(self, store: SqlStore, day: date) -> None:
        """Until the day fell due everywhere and nothing is left to do; the dead are replaced meanwhile."""
        quiet = 0
        async with asyncio.timeout(PATIENCE_S):
            while quiet < 3:
                with contextlib.suppress(StorageError):  # the database is being restarted
                    await self.keep_alive(store)
                    await self._skip_waiting(store)
                await asyncio.sleep(0.1)
                try:
                    quiet = quiet + 1 if await self._is_done(store, day) else 0
                except StorageError:
                    quiet = 0

    async def keep_alive(self, store: SqlStore) -> None:
        """Start every replica that does not run."""
        for one in self.replicas:
            await one.keep_alive(store, datetime.now(UTC) + self.ahead)

    async def _skip_waiting(self, store: SqlStore) -> None:
        """Put the clock on to when there is something to do again, where nobody does anything."""
        left = await self._open_jobs(store)
        if left and all(job.state is JobState.WAITING for job in left):
            following = {job.lane or job.name: job.run_at for job in reversed(left)}  # the first of each lane
            soonest = min(following.values())
            if soonest > datetime.now(UTC) + self.ahead:
                self.set_clock(soonest)

    async def _is_done(self, store: SqlStore, day: date) -> bool:
        noted = await store.jobs.list_schedules()
        return bool(noted) and all(last == day for _, last in noted) and not await self._open_jobs(store)

    async def _open_jobs(self, store: SqlStore) -> list[JobEntry]:
        states, homes = [JobState.WAITING, JobState.RUNNING], (SLACK_HOME, self.discord_home)
        return [job for home in homes for job in await store.jobs.list_jobs(home, states=states)]


@asynccontextmanager
async def open_stage(database: str, folder: Path, replicas: int, seed: int) -> AsyncIterator[Stage]:
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(open_fake_slack())
        fake = await stack.enter_async_context(open_fake_discord())
        slack.channels[SLACK_CHANNEL] = {"name": "desk"}
        stage = Stage(database=database, slack=slack, discord=fake, clock_file=folder / "clock")
        arguments = [database, slack.api_url, fake.rest_url, str(stage.clock_file)]
        stage.replicas = [
            Replica(name=f"r{number}", arguments=arguments, chance=random.Random(seed * 100 + number))
            for number in range(replicas)
        ]
        try:
            yield stage
        finally:
            for one in stage.replicas:
                await one.end()


def titles_at_slack(slack: FakeSlack) -> Counter[str]:
    return Counter(_title(str(message)) for message in slack.posted(SLACK_CHANNEL))


def titles_at_discord(fake: FakeDiscord, channel: str) -> Counter[str]:
    return Counter(_title(str(message)) for message in fake.ours(int(channel)))


def _title(words: str) -> str:
    """What makes a post itself: the day of a digest; the days ahead and the bridge of a reminder."""
    digest = re.search(r"Digest of \d+ August 2025", words)
    if digest is not None:
        return digest.group()
    reminder = re.search(r"Reminder: due [\w ]+", words)
    bridge = re.search(r"bridge number \d+", words)
    assert reminder is not None, words
    assert bridge is not None, words
    return f"{reminder.group()}, {bridge.group()}"


def expected(days: int) -> Counter[str]:
    """A digest for each day; for each story's deadline, ten days after it, a reminder 7 days and 1 day ahead."""
    wanted = Counter(f"Digest of {(FIRST + n * DAY).day} August 2025" for n in range(days))
    last = (FIRST + (days - 1) * DAY).date()
    for n in range(days):
        due = date(2025, 8, 14) + n * DAY
        for ahead, words in ((7, "due in 7 days"), (1, "due tomorrow")):
            if due - timedelta(days=ahead) <= last:
                wanted[f"Reminder: {words}, bridge number {n + 3}"] += 1
    return wanted


async def live(stage: Stage, kills: int, seed: int, restart: Any = None) -> int:
    """Let days pass with all kinds of trouble, until processes were killed so often; how many days it took."""
    chance = random.Random(seed)
    stage.set_clock(FIRST - timedelta(minutes=1))
    store = await SqlStore.open(stage.database)
    await stage.subscribe(store)
    days = 0
    while days < DAYS or (stage.deaths < kills and days < MOST_DAYS):
        n, days = days, days + 1
        await stage.ingest(store, n)
        stage.slack.script("chat.postMessage", chance.choice(SLACK_TROUBLE), chance.choice(SLACK_TROUBLE))
        stage.discord.fail(
            "POST", r"/messages$", chance.choice(DISCORD_TROUBLE), chance.choice(DISCORD_TROUBLE)
        )
        stage.set_clock(FIRST + n * DAY + timedelta(seconds=2))
        if restart is not None and n % 3 == 1:
            await stage.keep_alive(store)
            await asyncio.sleep(0.8)
            await asyncio.to_thread(restart)
        await stage.settle(store, (FIRST + n * DAY).date())
        if n % 3 == 2:  # somebody puts the clock right, and right again
            stage.set_clock(FIRST + n * DAY - timedelta(hours=3))
            await asyncio.sleep(0.5)
            stage.set_clock(FIRST + n * DAY + timedelta(hours=20))
            await asyncio.sleep(0.5)
    await store.close()
    print(f"{stage.deaths} processes were killed in {days} days")
    return days


@pytest.fixture
def own_postgres() -> Iterator[Any]:
    """A PostgreSQL that this test may restart."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    server = open_postgres(folder)
    server.psql("CREATE DATABASE dateline;")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(3600)
async def test_three_replicas_on_postgresql_post_everything_once(own_postgres: Any, tmp_path: Path) -> None:
    """Killed by SIGKILL at twenty points and more, the database restarted, clocks set back and forth, both platforms failing."""
    url = own_postgres.get_uri(database="dateline")

    def restart() -> None:
        os.kill(own_postgres.get_pid(), signal.SIGQUIT)  # "immediate": as a crash
        own_postgres.get_postmaster_info().process.wait(PATIENCE_S)
        start_postgres(own_postgres)
        assert own_postgres.get_uri(database="dateline") == url

    async with open_stage(url, tmp_path, 3, seed=5) as stage:
        days = await live(stage, kills=20, seed=5, restart=restart)

        assert titles_at_slack(stage.slack) == expected(days)
        assert titles_at_discord(stage.discord, stage.discord_channel) == expected(days)
    assert stage.deaths >= 20


@pytest.mark.slow
@pytest.mark.timeout(3600)
async def test_one_process_on_sqlite_posts_everything_once(sqlite_url: str, tmp_path: Path) -> None:
    """The same promise on the database of a laptop."""
    async with open_stage(sqlite_url, tmp_path, 1, seed=9) as stage:
        days = await live(stage, kills=20, seed=9)

        assert titles_at_slack(stage.slack) == expected(days)
        assert titles_at_discord(stage.discord, stage.discord_channel) == expected(days)
    assert stage.deaths >= 20
