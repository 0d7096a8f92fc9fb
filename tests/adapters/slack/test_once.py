"""Exactly one answer, counted at Slack: five deliveries in any order, and a process that dies anywhere on the way."""

from __future__ import annotations

import asyncio
import inspect
import random
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.jobs.worker import Pace, Worker
from bot.testing.fake_slack import BOT_USER, FakeSlack
from tests.adapters.slack.conftest import House, open_house
from tests.adapters.slack.payloads import ASKED, event, said

QUESTION = f"<@{BOT_USER}> who met Anna Kovar?"
POINTS = 24


class Death:
    """Stops everything at the nth step between event and post, the way a killed process does: nothing after it happens.

    A step is the moment before or after a call that leaves our own code: to the database, or to Slack.
    """

    def __init__(self, at: int) -> None:
        self.at = at
        self.steps: list[str] = []
        self.struck = asyncio.Event()

    async def step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self.at:
            self.struck.set()
            await asyncio.Event().wait()

    def around(self, call: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Any]:
        async def both(*given: Any, **named: Any) -> Any:
            await self.step(f"before {call.__name__}")
            result = await call(*given, **named)
            await self.step(f"after {call.__name__}")
            return result

        return both

    def wrap(self, store: Any) -> Any:
        return _Wrapped(store, self)


class _Wrapped:
    """A store whose calls are steps."""

    def __init__(self, inner: Any, death: Death) -> None:
        self._inner, self._death = inner, death

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._death.around(found) if inspect.iscoroutinefunction(found) else found


def deliveries(seed: int) -> list[dict[str, Any]]:
    """One question as Slack may send it: twice as each kind and once more, in some order."""
    kinds = ["message", "app_mention", "message", "app_mention", "message"]
    bodies = [event(said(QUESTION, kind=kind), event_id=f"Ev{n // 2}") for n, kind in enumerate(kinds)]
    random.Random(seed).shuffle(bodies)
    return bodies


async def deliver(house: House, body: dict[str, Any], death: Death, graves: list[asyncio.Task[Any]]) -> None:
    """One delivery through Bolt; it never returns when the process dies in it."""
    request = AsyncBoltRequest(mode="socket_mode", body=body)
    await _until_death(asyncio.ensure_future(house.slack.bolt.async_dispatch(request)), death, graves)


async def work(house: House, name: str, store: Any, death: Death, graves: list[asyncio.Task[Any]]) -> None:
    """What one process does until nothing is due, or until it dies."""
    worker = Worker(
        store,
        house.desk.handlers,
        name=name,
        clock=lambda: house.now,
        chance=random.Random(1),
        pace=Pace(lease_s=30.0),
    )
    await _until_death(asyncio.ensure_future(worker.run_due()), death, graves)


async def _until_death(task: asyncio.Future[Any], death: Death, graves: list[Any]) -> None:
    struck = asyncio.ensure_future(death.struck.wait())
    await asyncio.wait({task, struck}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    struck.cancel()
    if not task.done():
        graves.append(task)


async def _run(fake: FakeSlack, folder: Path, at: int, seed: int) -> Death:
    death, graves = Death(at), list[asyncio.Task[Any]]()
    chance = random.Random(seed)
    async with open_house(fake, folder, wrap=death.wrap) as house:
        house.slack.calls.call = death.around(house.slack.calls.call)  # type: ignore[method-assign]
        bodies = deliveries(seed)
        early = chance.randint(1, 4)
        for body in bodies[:early]:
            await deliver(house, body, death, graves)
            if death.struck.is_set():
                break
        if not death.struck.is_set():
            await work(house, "first", death.wrap(house.store.jobs), death, graves)
        living = Death(0)
        for body in bodies if death.struck.is_set() else bodies[early:]:
            await deliver(house, body, living, graves)
        for round_ in range(4):
            house.now += timedelta(minutes=2)
            await work(house, f"next-{round_}", house.store.jobs, living, graves)
        answers = [post for post in fake.posted() if post["thread_ts"] == ASKED]
        for task in graves:
            task.cancel()
        others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task() and _is_stuck(t)]
        for task in others:
            task.cancel()
        await asyncio.gather(*graves, *others, return_exceptions=True)

    assert len(answers) == 1
    assert "Szabo" in answers[0]["text"]
    return death


def _is_stuck(task: asyncio.Task[Any]) -> bool:
    return "_attempt" in repr(task.get_coro()) or "greet" in repr(task.get_coro())


async def test_the_way_from_event_to_post_has_enough_places_to_die(slack: FakeSlack, tmp_path: Path) -> None:
    """Were there fewer, the test below would prove less than it says."""
    death = await _run(slack, tmp_path, 0, 1)

    assert len(death.steps) >= POINTS
    assert {"before accept", "after accept", "before intend", "after call"} <= set(death.steps)


@pytest.mark.parametrize("at", range(1, POINTS + 1))
async def test_a_process_that_dies_anywhere_leaves_exactly_one_answer(
    slack: FakeSlack, tmp_path: Path, at: int
) -> None:
    """Killed at each step, with five deliveries around it, and another process that goes on."""
    death = await _run(slack, tmp_path, at, seed=at)

    assert death.struck.is_set()
