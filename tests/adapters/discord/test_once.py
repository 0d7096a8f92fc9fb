"""Exactly one answer, counted at Discord: five dispatches, and a process that dies anywhere on the way."""

from __future__ import annotations

import asyncio
import inspect
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.desk.desk import Desk
from bot.jobs.worker import Pace, Worker
from bot.model.chat import Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.discord_payloads import LOADING
from bot.testing.fake_discord import FakeDiscord
from tests.adapters.discord.conftest import Run, clock, until

ARTICLE = (
    "NORHAVEN, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
    "Tuesday. Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
)
POINTS = 22


class Death:
    """Stops everything at the nth step between event and post, as a killed process does: nothing after it happens.

    A step is the moment before or after a call that leaves our own code: to the database, or to Discord.
    """

    def __init__(self, at: int) -> None:
        self.at = at
        self.steps: list[str] = []
        self.struck = asyncio.Event()
        self.graves: list[Any] = []  # or the collector would find those who wait for ever

    async def step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self.at:
            self.struck.set()
            never = asyncio.Event()
            self.graves += [never, asyncio.current_task()]
            await never.wait()

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        async def both(*given: Any, **named: Any) -> Any:
            await self.step(f"before {call.__name__}")
            result = await call(*given, **named)
            await self.step(f"after {call.__name__}")
            return result

        return both


class Watched:
    """A store whose calls are steps."""

    def __init__(self, inner: Any, death: Death) -> None:
        self._inner, self._death = inner, death

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._death.around(found) if inspect.iscoroutinefunction(found) else found


@dataclass
class House:
    """A desk with a database and one article, and a clock that tests move."""

    store: SqlStore
    desk: Desk
    later: timedelta = timedelta()

    def now(self) -> datetime:
        return clock() + self.later

    async def work(self, name: str, store: Any, death: Death) -> None:
        """What one process does until nothing is due, or until it dies."""
        worker = Worker(
            store,
            self.desk.handlers,
            name=name,
            clock=self.now,
            chance=random.Random(1),
            pace=Pace(lease_s=30.0),
        )
        running = asyncio.ensure_future(worker.run_due())
        struck = asyncio.ensure_future(death.struck.wait())
        await asyncio.wait({running, struck}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        struck.cancel()


@asynccontextmanager
async def open_house(fake: FakeDiscord, folder: Path, death: Death) -> AsyncIterator[House]:
    store = await SqlStore.open(f"sqlite:///{folder / 'd.sqlite3'}")
    try:
        service = BriefingService(store=store)
        workspace = WorkspaceId(f"discord-{fake.guild['id']}")
        asker = Requester(member=MemberId("1"), scope=Scope(workspace=workspace), admin=True)
        await service.ingest_text_or_link(ARTICLE, asker, now=clock())
        jobs, posts = Watched(store.jobs, death), Watched(store.posts, death)
        desk = Desk(service=service, jobs=jobs, posts=posts, clock=clock)
        house = House(store=store, desk=desk)
        desk._clock = house.now
        yield house
    finally:
        stuck = [
            task for task in asyncio.all_tasks() if task is not asyncio.current_task() and _is_ours(task)
        ]
        for task in stuck:
            task.cancel()
        await asyncio.gather(*stuck, return_exceptions=True)
        await store.close()


def _is_ours(task: asyncio.Task[Any]) -> bool:
    words = ("_attempt", "_accept", "greet", "_run_event", "discord-ui", "discord.py", "_call", "run_due")
    return any(word in repr(task) for word in words)


@pytest.fixture(autouse=True)
def _no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process finishes nothing."""
    monkeypatch.setattr("adapters.discord.listener.GRACE_S", 0.01)


def watch_discord(monkeypatch: pytest.MonkeyPatch, death: Death) -> None:
    """Every request about a message or an interaction is a step, before and after."""
    for owner in (discord.http.HTTPClient, discord.webhook.async_.AsyncWebhookAdapter):
        real = owner.request

        async def watched(self: Any, route: Any, *given: Any, _real: Any = real, **named: Any) -> Any:
            if not any(part in route.path for part in ("message", "callback", "typing")):
                return await _real(self, route, *given, **named)
            await death.step(f"before {route.method} {route.path}")
            result = await _real(self, route, *given, **named)
            await death.step(f"after {route.method} {route.path}")
            return result

        monkeypatch.setattr(owner, "request", watched)


async def one_question(
    fake: FakeDiscord, channel: int, run: Run, folder: Path, patch: pytest.MonkeyPatch, *, at: int, way: str
) -> tuple[Death, list[dict[str, Any]]]:
    """Ask once, dispatched five times, while a process dies at step `at`; the answers that stand there at the end."""
    death, chance = Death(at), random.Random(at)
    watch_discord(patch, death)
    async with open_house(fake, folder, death) as house:
        early = chance.randint(1, 4)
        async with run(house.desk):
            name, event = await _ask(fake, channel, way)
            await fake.dispatch(name, event, times=early - 1)
            await until(lambda: death.struck.is_set() or death.steps.count("after accept") >= early)
            await _settled(death)
            if not death.struck.is_set():
                await house.work("first", Watched(house.store.jobs, death), death)
        async with run(house.desk):
            await fake.dispatch(name, event, times=5 - early)
            await _settled(Death(0))
            for round_ in range(5):
                house.later += timedelta(minutes=2)
                await house.work(f"next-{round_}", house.store.jobs, Death(0))
        shown = [*fake.ours(channel), *(one for one in fake.whispers if not one["flags"] & LOADING)]
    return death, [one for one in shown if "Szabo" in str(one["components"])]


async def _ask(fake: FakeDiscord, channel: int, way: str) -> tuple[str, dict[str, Any]]:
    if way == "message":
        return "MESSAGE_CREATE", await fake.say(channel, "who met Anna Kovar?", mentions_bot=True)
    token = await fake.command("ask", channel, what="who met Anna Kovar?", private=way == "private command")
    return "INTERACTION_CREATE", fake.interactions[token].payload


async def _settled(death: Death) -> None:
    """Until nothing has happened for a moment."""
    steps = -1
    while not death.struck.is_set() and steps != len(death.steps):
        steps = len(death.steps)
        await asyncio.sleep(0.12)
    await asyncio.sleep(0.05)


@pytest.mark.parametrize("way", ["message", "command"])
async def test_the_way_from_event_to_post_has_enough_places_to_die(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Were there fewer, the test below would prove less than it says."""
    death, answers = await one_question(fake, general, run, tmp_path, monkeypatch, at=0, way=way)

    assert len(answers) == 1
    assert len(death.steps) >= POINTS
    assert {"before accept", "after accept", "before intend", "after put_post"} <= set(death.steps)


@pytest.mark.parametrize("at", range(1, POINTS + 1))
@pytest.mark.parametrize("way", ["message", "command", "private command"])
async def test_a_process_that_dies_anywhere_leaves_exactly_one_answer(
    fake: FakeDiscord,
    general: int,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    way: str,
) -> None:
    """Killed at each step, with five dispatches around it, and another process that goes on."""
    death, answers = await one_question(fake, general, run, tmp_path, monkeypatch, at=at, way=way)

    assert death.struck.is_set()
    assert len(answers) == 1, death.steps


async def test_fifty_questions_at_once_get_fifty_answers(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path
) -> None:
    """Each in its channel, below its question."""
    rooms = [fake.add_channel(f"room-{n}") for n in range(10)]
    async with open_house(fake, tmp_path, Death(0)) as house, run(house.desk):
        asked = [
            fake.say(room, "who met Anna Kovar?", mentions_bot=True, member=600 + n)
            for n in range(5)
            for room in rooms
        ]
        questions = await asyncio.gather(*asked)
        await until(lambda: len(fake.asked("POST", "/typing$")) == 50, 20)
        for round_ in range(8):
            house.later += timedelta(seconds=30)
            await house.work(f"w-{round_}", house.store.jobs, Death(0))

    answers = [one for room in rooms for one in fake.ours(room)]
    answered = sorted(str(one["message_reference"]["message_id"]) for one in answers)
    assert answered == sorted(one["id"] for one in questions)
