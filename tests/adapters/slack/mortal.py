"""All of Dateline on Slack in a process of its own, which kills itself at its nth step between event and post.

A step is the moment before or after a call that leaves our own code: to the database, or to Slack. The process ends by
SIGKILL, so nothing is finished, closed or told.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import multiprocessing
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
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

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.adapters.slack.mortal"])
_LEFT_OUT = {"renew"}  # happens at times of its own
_BEGIN = datetime(2025, 8, 6, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Life:
    """What the process needs. at: the step at which it dies; 0 for never. streams: a model writes the answer."""

    config: SlackConfig
    database: str
    at: int
    streams: bool


class Steps:
    """Counts steps and kills the process at one of them. told: where each is told, for those who watch."""

    def __init__(self, at: int, told: Any) -> None:
        self._at = at
        self._told = told
        self._count = 0

    def step(self, name: str) -> None:
        """One step is taken."""
        self._count += 1
        self._told.send(name)
        if self._count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, with a step before and after it."""

        async def both(*given: Any, **named: Any) -> Any:
            if name != "claim":  # looking for work in vain happens any number of times
                self.step(f"before {name}")
            result = await call(*given, **named)
            if name != "claim" or result:
                self.step(f"after {name}")
            return result

        return both


class _Watched:
    """An object whose calls are steps."""

    def __init__(self, inner: Any, steps: Steps) -> None:
        self._inner, self._steps = inner, steps

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name in _LEFT_OUT or not inspect.iscoroutinefunction(found):
            return found
        return self._steps.around(name, found)


@asynccontextmanager
async def alive(life: Life) -> AsyncIterator[tuple[Any, Callable[[], str | None]]]:
    """The process, running until it dies or the block ends, and a way to hear of its next step (None: none yet)."""
    heard, told = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_live, args=(life, told), daemon=True)
    await asyncio.to_thread(process.start)
    told.close()

    def next_step() -> str | None:
        with contextlib.suppress(EOFError):
            return str(heard.recv()) if heard.poll() else None
        return None

    try:
        yield process, next_step
    finally:
        process.kill()
        await asyncio.to_thread(process.join)
        process.close()
        heard.close()


def writer() -> ScriptedModel:
    """A model that writes one true sentence."""
    return ScriptedModel(sentences=[("Anna Kovar met Peter Szabo in Vienna on Tuesday.", (1,))])


def _live(life: Life, told: Any) -> None:
    asyncio.run(_run(life, Steps(life.at, told)))


async def _run(life: Life, steps: Steps) -> None:
    began = time.monotonic()

    def now() -> datetime:
        return _BEGIN + timedelta(seconds=time.monotonic() - began)

    store = await SqlStore.open(life.database)
    jobs, posts = _Watched(store.jobs, steps), _Watched(store.posts, steps)
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
