"""Exactly one answer, counted at Discord: five dispatches, and a process that is killed anywhere on the way."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.jobs.worker import Pace, Worker
from bot.model.chat import Incoming, Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.jobs import JobState
from bot.model.text import Scope
from bot.ports import ChatModel
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.discord_payloads import LOADING
from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import PATIENCE_S, until
from tests.adapters.discord.conftest import Run, clock
from tests.adapters.discord.mortal import Life, alive, writer

ARTICLE = (
    "NORHAVEN, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
    "Tuesday. Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
)
POINTS = 34
WAYS = ("message", "command", "private command", "live message", "live private command")
TIMES = 5


class CountingDesk(Desk):
    """Says how many events it has taken, new or not."""

    taken = 0

    async def accept(self, event: Incoming) -> bool:
        fresh = await super().accept(event)
        self.taken += 1
        return fresh


@dataclass
class House:
    """A desk with a database and one article, and a clock that tests move."""

    store: SqlStore
    desk: CountingDesk
    workspace: WorkspaceId
    later: timedelta = timedelta()

    def now(self) -> datetime:
        return clock() + self.later

    async def finish(self) -> None:
        """Do all that waits, the leases of the dead included."""
        for _ in range(20):
            self.later += timedelta(minutes=1)
            await self._worker().run_due()
            waiting = await self.store.jobs.list_jobs(
                self.workspace, states=[JobState.WAITING, JobState.RUNNING]
            )
            if not waiting:
                return
        raise AssertionError([(job.name, job.error) for job in waiting])

    def _worker(self) -> Worker:
        chance, pace = random.Random(1), Pace(lease_s=30.0)
        return Worker(
            self.store.jobs, self.desk.handlers, name="next", clock=self.now, chance=chance, pace=pace
        )


@asynccontextmanager
async def open_house(
    fake: FakeDiscord, database: str, model: ChatModel | None = None
) -> AsyncIterator[House]:
    store = await SqlStore.open(database)
    try:
        desk = CountingDesk(
            service=BriefingService(store=store, model=model), jobs=store.jobs, posts=store.posts, clock=clock
        )
        house = House(store=store, desk=desk, workspace=WorkspaceId(f"discord-{fake.guild['id']}"))
        desk._clock = house.now
        yield house
    finally:
        await store.close()


async def store_article(house: House) -> None:
    asker = Requester(member=MemberId("1"), scope=Scope(workspace=house.workspace), admin=True)
    await BriefingService(store=house.store).ingest_text_or_link(ARTICLE, asker, now=clock())


async def one_question(
    fake: FakeDiscord, channel: int, run: Run, folder: Path, *, at: int, way: str
) -> list[dict[str, Any]]:
    """Ask once, dispatched five times, some to a process that is killed at step `at`, the others to the one after it;
    the answers that stand there at the end."""
    database = f"sqlite:///{folder / 'd.sqlite3'}"
    early = random.Random(at).randint(1, TIMES - 1)
    async with open_house(fake, database) as house:
        await store_article(house)
    async with alive(life_of(fake, database, at, way)) as (process, _):
        await fake.wait_ready()
        name, event = await ask(fake, channel, way)
        await fake.dispatch(name, event, times=early - 1)
        await asyncio.to_thread(process.join, PATIENCE_S)
        assert process.exitcode == -9, "the process was to be killed at this step"
    await until(lambda: not fake.gateway.connected)
    model = writer() if way.startswith("live") else None
    async with open_house(fake, database, model) as house, run(house.desk):
        await fake.dispatch(name, event, times=TIMES - early)
        await until(lambda: house.desk.taken == TIMES - early)
        await house.finish()
    return answers_to(fake, channel)


def life_of(fake: FakeDiscord, database: str, at: int, way: str) -> Life:
    live = way.startswith("live")
    return Life(rest_url=fake.rest_url, gateway_url=fake.gateway_url, database=database, at=at, live=live)


def answers_to(fake: FakeDiscord, channel: int) -> list[dict[str, Any]]:
    shown = [*fake.ours(channel), *(one for one in fake.whispers if not one["flags"] & LOADING)]
    return [one for one in shown if "Szabo" in str(one["components"])]


async def ask(fake: FakeDiscord, channel: int, way: str) -> tuple[str, dict[str, Any]]:
    if way.endswith("message"):
        return "MESSAGE_CREATE", await fake.say(channel, "who met Anna Kovar?", mentions_bot=True)
    token = await fake.command("ask", channel, what="who met Anna Kovar?", private="private" in way)
    return "INTERACTION_CREATE", fake.interactions[token].payload


@pytest.mark.parametrize("way", WAYS)
async def test_the_way_from_event_to_post_has_enough_places_to_die(
    fake: FakeDiscord, general: int, tmp_path: Path, way: str
) -> None:
    """Were there fewer, the test below would prove less than it says."""
    database = f"sqlite:///{tmp_path / 'd.sqlite3'}"
    async with open_house(fake, database) as house:
        await store_article(house)
    steps: list[str | None] = []

    def ended() -> bool:
        while (step := next_step()) is not None:
            steps.append(step)
        return "after finish" in steps

    async with alive(life_of(fake, database, 0, way)) as (_, next_step):
        await fake.wait_ready()
        await ask(fake, general, way)
        await until(ended)

    assert len(answers_to(fake, general)) == 1
    assert len(steps) >= POINTS, steps
    assert {"before accept", "after accept", "after claim", "before intend", "after put_post"} <= set(steps)


@pytest.mark.parametrize(
    ("way", "at"),
    [
        *(("message", at) for at in range(1, POINTS + 1)),
        *(("command", at) for at in range(1, POINTS + 1, 2)),
        *(("private command", at) for at in range(2, POINTS + 1, 2)),
        *(("live message", at) for at in range(5, POINTS + 1)),
        *(("live private command", at) for at in range(5, POINTS + 1, 3)),
    ],
)
async def test_a_process_that_dies_anywhere_leaves_exactly_one_answer(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path, at: int, way: str
) -> None:
    """Killed with SIGKILL at each step, with five dispatches around it, and another process that goes on."""
    answers = await one_question(fake, general, run, tmp_path, at=at, way=way)

    assert len(answers) == 1


async def test_fifty_questions_at_once_get_fifty_answers(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path
) -> None:
    """Each in its channel, below its question, at a pace that Discord takes."""
    fake.pace = 5
    rooms = [fake.add_channel(f"room-{n}") for n in range(10)]
    async with (
        open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}") as house,
        run(house.desk),
    ):
        await store_article(house)
        asked = [
            fake.say(room, "who met Anna Kovar?", mentions_bot=True, member=600 + n)
            for n in range(5)
            for room in rooms
        ]
        questions = await asyncio.gather(*asked)
        await until(lambda: house.desk.taken == 50)
        await until(lambda: len(fake.asked("POST", "/typing$")) == 50)
        await house.finish()

    answers = [one for room in rooms for one in fake.ours(room)]
    answered = sorted(str(one["message_reference"]["message_id"]) for one in answers)
    assert answered == sorted(one["id"] for one in questions)
    assert not [one for one in fake.requests if one.status == 429]
