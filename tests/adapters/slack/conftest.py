"""A fake Slack, the platform on it, and a house with a real desk, database and worker."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.app import Slack, open_slack
from adapters.slack.calls import Calls, Pace
from adapters.slack.config import Mode, SlackConfig
from adapters.slack.installs import OneToken
from adapters.slack.platform import SlackPlatform
from bot.desk.desk import Desk
from bot.jobs.worker import Pace as WorkPace
from bot.jobs.worker import Worker
from bot.model.chat import Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.ports import ChatModel
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.fake_slack import TEAM, FakeSlack, open_fake_slack
from bot.testing.loopback import PATIENCE_S
from tests.adapters.slack.payloads import ANNA, CHANNEL, PRIVATE, SHARED

START = datetime(2025, 8, 6, 12, tzinfo=UTC)
ARTICLE = {
    "text": (
        "NORHAVEN, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
        "Tuesday. Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
    ),
    "outlet": "The Ledger",
    "url": "https://ledger.example/kovar",
    "published": "2025-08-05",
}


class Rests:
    """Time for our own pace, without waiting: every rest moves the clock."""

    def __init__(self) -> None:
        self.now = 0.0
        self.rested: list[float] = []

    async def rest(self, seconds: float) -> None:
        self.rested.append(seconds)
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(clock=lambda: self.now, rest=self.rest)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine, too, what Slack knows of a member is waited for."""
    monkeypatch.setattr("adapters.slack.people.PATIENCE_S", PATIENCE_S)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """A Slack with a public, a private and a shared channel, and Anna."""
    async with open_fake_slack() as fake:
        fake.channels[CHANNEL] = {"name": "desk"}
        fake.channels[PRIVATE] = {"name": "board", "is_private": True}
        fake.channels[SHARED] = {"name": "connect", "is_ext_shared": True}
        fake.users[ANNA] = {"name": "anna", "tz": "Europe/Vienna", "is_admin": True}
        yield fake


@pytest.fixture
def rests() -> Rests:
    return Rests()


@pytest.fixture
def platform(slack: FakeSlack, rests: Rests) -> SlackPlatform:
    """The platform alone, on the fake."""
    calls = Calls(OneToken(slack.bot_token), api_url=slack.api_url, pace=rests.pace())
    return SlackPlatform(calls, hooks_url=slack.hooks_url)


def config_for(fake: FakeSlack, mode: Mode = Mode.SOCKET, **more: Any) -> SlackConfig:
    """How to reach the fake."""
    return SlackConfig(
        mode=mode,
        bot_token=fake.bot_token,
        app_token=fake.app_token,
        signing_secret=fake.signing_secret,
        api_url=fake.api_url,
        hooks_url=fake.hooks_url,
        **more,
    )


@dataclass
class House:
    """A desk with its database and Slack, and a clock that tests move."""

    store: SqlStore
    desk: Desk
    fake: FakeSlack
    slack: Slack = field(init=False)
    gone: list[WorkspaceId] = field(default_factory=list)
    now: datetime = START

    async def forget(self, workspace: WorkspaceId) -> None:
        self.gone.append(workspace)

    def worker(self, name: str = "w") -> Worker:
        return Worker(
            self.store.jobs,
            self.desk.handlers,
            name=name,
            clock=lambda: self.now,
            chance=random.Random(1),
            pace=WorkPace(max_attempts=6),
        )

    async def work(self, rounds: int = 6) -> None:
        """Do everything that is due over the next minutes."""
        for _ in range(rounds):
            await self.worker().run_due()
            self.now += timedelta(seconds=90)

    @asynccontextmanager
    async def connected(self, sockets: int = 2) -> AsyncIterator[None]:
        """Socket Mode, running."""
        stop = asyncio.Event()
        running = asyncio.create_task(self.slack.run(stop))
        try:
            await self.fake.wait_for_sockets(sockets)
            yield
        finally:
            stop.set()
            await running


@asynccontextmanager
async def open_house(
    fake: FakeSlack,
    folder: Path,
    mode: Mode = Mode.SOCKET,
    wrap: Callable[[Any], Any] = lambda store: store,
    model: ChatModel | None = None,
    **more: Any,
) -> AsyncIterator[House]:
    """A house on a fake Slack, with one article stored. wrap: put around the stores that the desk uses."""
    async with AsyncExitStack() as stack:
        store = await SqlStore.open(f"sqlite:///{folder / 'house.sqlite3'}")
        stack.push_async_callback(store.close)
        service = BriefingService(store=store, model=model)
        made: list[House] = []
        desk = Desk(
            service=service, jobs=wrap(store.jobs), posts=wrap(store.posts), clock=lambda: made[0].now
        )
        house = House(store=store, desk=desk, fake=fake)
        made.append(house)
        asker = Requester(member=MemberId(ANNA), scope=Scope(workspace=WorkspaceId(TEAM)), admin=True)
        await service.ingest(ARTICLE, asker, now=START)
        house.slack = await stack.enter_async_context(
            open_slack(
                desk,
                config_for(fake, mode, **more),
                posts=store.posts,
                clock=lambda: house.now,
                uninstalled=house.forget,
                pace=Rests().pace(),
            )
        )
        yield house


@pytest.fixture
async def house(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(slack, tmp_path) as opened:
        yield opened
