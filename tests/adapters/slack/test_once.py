"""Exactly one answer, counted at Slack: five deliveries in any order, and a process that is killed anywhere on the way."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.config import Mode
from bot.model.ids import WorkspaceId
from bot.model.jobs import JobState
from bot.testing.fake_slack import BOT_USER, TEAM, FakeSlack
from bot.testing.loopback import PATIENCE_S, until
from tests.adapters.slack.conftest import House, config_for, open_house
from tests.adapters.slack.mortal import Life, alive, writer
from tests.adapters.slack.payloads import ASKED, event, said

QUESTION = f"<@{BOT_USER}> who did Anna Kovar meet?"
POINTS = 24
HOME = WorkspaceId(TEAM)


def deliveries(seed: int) -> list[dict[str, Any]]:
    """One question as Slack may send it: as each kind of event, under several ids, in some order."""
    kinds = ["message", "app_mention", "message", "app_mention", "message"]
    bodies = [event(said(QUESTION, kind=kind), event_id=f"Ev{n // 2}") for n, kind in enumerate(kinds)]
    random.Random(seed).shuffle(bodies)
    return bodies


def life_of(slack: FakeSlack, folder: Path, at: int, streams: bool) -> Life:
    config = replace(config_for(slack, Mode.SOCKET), sockets=1)
    return Life(config=config, database=f"sqlite:///{folder / 'house.sqlite3'}", at=at, streams=streams)


async def deliver_until_dead(slack: FakeSlack, bodies: list[dict[str, Any]], process: Any) -> None:
    """Send some deliveries to a process that is to die in them, or in what follows from them."""
    sending = [asyncio.create_task(slack.deliver(body)) for body in bodies if slack.sockets]
    await asyncio.to_thread(process.join, PATIENCE_S)
    for task in sending:
        task.cancel()
    await asyncio.gather(*sending, return_exceptions=True)
    assert process.exitcode == -9, "the process was to be killed at this step"
    await until(lambda: not slack.sockets)


async def finish(house: House, slack: FakeSlack, bodies: list[dict[str, Any]]) -> None:
    """What the next process does: takes what Slack sends again, and all that was left."""
    async with house.connected():
        for body in bodies:
            assert await slack.deliver(body) is not None
        await house.work(5)
    left = await house.store.jobs.list_jobs(HOME, states=(JobState.WAITING, JobState.RUNNING, JobState.DEAD))
    assert left == ()


def heard(steps: list[str], next_step: Callable[[], str | None]) -> list[str]:
    """All steps up to now."""
    while (step := next_step()) is not None:
        steps.append(step)
    return steps


def the_answers(slack: FakeSlack) -> list[str]:
    return [post["text"] for post in slack.posted() if post["thread_ts"] == ASKED]


@pytest.mark.slow
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
async def test_the_way_from_event_to_post_has_enough_places_to_die(
    slack: FakeSlack, tmp_path: Path, streams: bool
) -> None:
    """Were there fewer, the test below would prove less than it says."""
    steps: list[str] = []
    async with open_house(slack, tmp_path):
        pass
    async with alive(life_of(slack, tmp_path, 0, streams)) as (_, next_step):
        await slack.wait_for_sockets(1)
        await slack.deliver(deliveries(1)[0])
        await until(lambda: "after finish" in heard(steps, next_step))

    assert len(steps) >= POINTS
    assert {"before accept", "after accept", "after claim", "before intend", "after call"} <= set(steps)
    assert len(slack.called("chat.startStream")) == streams


@pytest.mark.slow
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("at", range(1, POINTS + 1))
async def test_a_process_that_dies_anywhere_leaves_exactly_one_answer(
    slack: FakeSlack, tmp_path: Path, at: int, streams: bool
) -> None:
    """Killed at each step, with five deliveries around it, and another process that goes on."""
    bodies = deliveries(at)
    early = random.Random(at).randint(1, 4)
    async with open_house(slack, tmp_path):
        pass
    async with alive(life_of(slack, tmp_path, at, streams)) as (process, _):
        await slack.wait_for_sockets(1)
        await deliver_until_dead(slack, bodies[:early], process)
    async with open_house(slack, tmp_path, model=writer() if streams else None) as house:
        await finish(house, slack, bodies if early < 3 else bodies[early:])

    [answer] = the_answers(slack)
    assert "Szabo" in answer
    assert {post.get("streaming_state") for post in slack.posted()} <= {None, "completed"}
