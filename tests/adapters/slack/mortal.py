"""All of Dateline on Slack in a process of its own, which kills itself at its nth step between event and post."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.slack.app import open_slack
from adapters.slack.config import SlackConfig
from bot.desk.desk import Desk
from bot.jobs.worker import Pace, Worker
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.scripted_model import ScriptedModel
from tests.adapters.steps import CONTEXT, Steps, running

CONTEXT.set_forkserver_preload(["tests.adapters.slack.mortal"])
_BEGIN = datetime(2025, 8, 6, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Life:
    """What the process needs. at: the step at which it dies; 0 for never. streams: a model writes the answer."""

    config: SlackConfig
    database: str
    at: int
    streams: bool


def alive(life: Life) -> AbstractAsyncContextManager[tuple[Any, Callable[[], str | None]]]:
    """The process, running until it dies or the block ends, and a way to hear of its next step (None: none yet)."""
    return running(_live, life)


def writer() -> ScriptedModel:
    """A model that writes one true sentence."""
    return ScriptedModel(sentences=[("Anna Kovar met Peter Szabo in Vienna on Tuesday.", (1,))])


def _live(life: Life, told: Any) -> None:
    asyncio.run(_run(life, Steps(life.at, told=told.send)))


async def _run(life: Life, steps: Steps) -> None:
    began = time.monotonic()

    def now() -> datetime:
        return _BEGIN + timedelta(seconds=time.monotonic() - began)

    store = await SqlStore.open(life.database)
    jobs, posts = steps.watch(store.jobs), steps.watch(store.posts)
    service = BriefingService(store=store, model=writer() if life.streams else None)
    desk = Desk(service=service, jobs=jobs, posts=posts, clock=now)  # type: ignore[arg-type]
    worker = Worker(
        jobs,  # type: ignore[arg-type]
        desk.handlers,
        name="mortal",
        clock=now,
        chance=random.Random(1),
        pace=Pace(lease_s=30.0),
    )
    desk.wake_with(worker.wake)
    async with open_slack(desk, life.config, posts=posts, clock=now) as slack:  # type: ignore[arg-type]
        slack.calls.call = steps.around("call", slack.calls.call)  # type: ignore[method-assign]
        await asyncio.gather(slack.run(asyncio.Event()), worker.run())
