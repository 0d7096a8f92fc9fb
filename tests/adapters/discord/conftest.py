"""The real discord.py, pointed at a fake Discord on this machine; what it asked is judged when a test ends."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import yarl

from bot.testing.fake_discord import FakeDiscord, open_fake_discord
from bot.testing.loopback import PATIENCE_S
from tests.adapters.discord import judge

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's voice parts use a module that Python is to drop
    import discord

from adapters.discord.bot import make_client, run_discord
from adapters.discord.config import DiscordConfig
from adapters.discord.faults import InvalidRequests
from adapters.discord.listener import FrontDesk, Listener
from adapters.discord.platform import DiscordPlatform
from tests.adapters.discord.desks import Remembered, StubDesk

Run = Callable[..., AbstractAsyncContextManager["asyncio.Task[None]"]]


def clock() -> datetime:
    """The present: tokens of the fake carry real moments."""
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine, too, what is wanted before Discord loses its patience is waited for."""
    monkeypatch.setattr("adapters.discord.listener.SUGGEST_S", PATIENCE_S)
    monkeypatch.setattr("adapters.discord.listener.GRACE_S", PATIENCE_S)
    monkeypatch.setattr("adapters.discord.history.WAIT_S", PATIENCE_S)
    monkeypatch.setattr("adapters.discord.live.LAST_S", PATIENCE_S)


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    """A fake Discord to which the library is pointed."""
    async with open_fake_discord() as discord_:
        monkeypatch.setattr(discord.http.Route, "BASE", discord_.rest_url)
        monkeypatch.setattr(
            discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(discord_.gateway_url)
        )
        yield discord_
        judge.check(discord_.requests)


@pytest.fixture
def general(fake: FakeDiscord) -> int:
    """The id of a channel that everybody in the server sees."""
    return int(fake.guild["channels"][0]["id"])


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's pauses between attempts take no time."""
    real = asyncio.sleep

    async def sleep(seconds: float, *rest: object) -> None:
        await real(min(seconds, 0.02))

    monkeypatch.setattr("discord.http.asyncio.sleep", sleep)


@pytest.fixture
def run(fake: FakeDiscord) -> Run:
    """Runs the bot until the block ends: `async with run(desk, message_content=True)`."""

    @asynccontextmanager
    async def running(
        desk: FrontDesk, told: Remembered | None = None, **choices: object
    ) -> AsyncIterator[asyncio.Task[None]]:
        config = replace(DiscordConfig(token="t0ken"), **choices)
        stop = asyncio.Event()
        task = asyncio.create_task(
            run_discord(desk, config, clock=clock, told=told or Remembered(), stop=stop)
        )
        ready = asyncio.create_task(fake.wait_ready())
        try:
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
            yield task
        finally:
            ready.cancel()
            stop.set()
            await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), PATIENCE_S)

    return running


@pytest.fixture
async def platform(fake: FakeDiscord) -> AsyncIterator[DiscordPlatform]:
    """A platform over a logged-in client without a gateway."""
    listener = Listener(StubDesk(), DiscordConfig(token="t0ken"), clock)
    client = make_client(listener, Remembered())
    async with client:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(client), "setup_hook", discord.Client.setup_hook)
            await client.login("t0ken")
        yield DiscordPlatform(client, clock=clock, invalid=InvalidRequests(lambda: 0.0), seconds=lambda: 0.0)
