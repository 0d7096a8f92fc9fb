"""A whole bot in a process of its own, which kills itself at its nth step between event and post."""

from __future__ import annotations

import asyncio
import random
import warnings
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's voice parts use a module that Python is to drop
    import discord
import yarl

from adapters.discord.bot import run_discord
from adapters.discord.config import DiscordConfig
from bot.desk.desk import Desk
from bot.jobs.worker import Pace, Worker
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.scripted_model import ScriptedModel
from tests.adapters.discord.desks import Remembered
from tests.adapters.steps import CONTEXT, Steps, running

CONTEXT.set_forkserver_preload(["tests.adapters.discord.mortal"])


@dataclass(frozen=True, kw_only=True)
class Life:
    """What the process needs. at: the step at which it dies; 0 for never. live: a model writes, so that the answer
    grows in its message."""

    rest_url: str
    gateway_url: str
    database: str
    at: int
    live: bool = False


def alive(life: Life) -> AbstractAsyncContextManager[tuple[Any, Callable[[], str | None]]]:
    """The process, running until it dies or the block ends, and a way to hear of its next step (None: none yet)."""
    return running(_live, life)


def writer() -> ScriptedModel:
    """A model that writes one true sentence."""
    words = "Foreign Minister Anna Kovar met Peter Szabo in Vienna on Tuesday."
    return ScriptedModel(sentences=[(words, (1,))])


def _live(life: Life, told: Any) -> None:
    asyncio.run(_run(life, Steps(life.at, told=told.send)))


async def _run(life: Life, steps: Steps) -> None:
    discord.http.Route.BASE = life.rest_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(life.gateway_url)
    _watch_discord(steps)
    store = await SqlStore.open(life.database)
    jobs, posts = steps.watch(store.jobs), steps.watch(store.posts)
    service = BriefingService(store=steps.watch(store), model=writer() if life.live else None)
    desk = Desk(service=service, jobs=jobs, posts=posts, clock=_now)
    worker = Worker(
        jobs, desk.handlers, name="mortal", clock=_now, chance=random.Random(1), pace=Pace(lease_s=30.0)
    )
    desk.wake_with(worker.wake)
    config = DiscordConfig(token="t0ken")
    listening = run_discord(desk, config, clock=_now, told=Remembered(), stop=asyncio.Event())
    await asyncio.gather(listening, worker.run())


def _watch_discord(steps: Steps) -> None:
    """Every request about a message or an interaction is a step, before and after."""
    for owner in (discord.http.HTTPClient, discord.webhook.async_.AsyncWebhookAdapter):
        real = owner.request

        async def watched(self: Any, route: Any, *given: Any, _real: Any = real, **named: Any) -> Any:
            if not any(part in route.path for part in ("message", "callback", "typing")):
                return await _real(self, route, *given, **named)
            steps.step(f"before {route.method} {route.path}")
            result = await _real(self, route, *given, **named)
            steps.step(f"after {route.method} {route.path}")
            return result

        owner.request = watched  # type: ignore[method-assign]


def _now() -> datetime:
    return datetime.now(UTC)
