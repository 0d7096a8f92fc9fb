"""Fifty questions at once in ten channels of Slack, with a model that takes 300 ms: what our part of the time is.

The real slack_bolt and slack_sdk, a real database and worker, against our own fake of Slack on loopback, in real time.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.slack.app import open_slack
from adapters.slack.config import SlackConfig
from adapters.slack.limits import METHOD_TIERS, PER_CHANNEL_A_MINUTE, TIERS
from benches.chats import CHANNELS, EACH, MODEL_S, now, open_desk
from bot.model.ids import WorkspaceId
from bot.storage.store import SqlStore
from bot.testing.fake_slack import BOT_USER, TEAM, FakeSlack, open_fake_slack


@dataclass(frozen=True, kw_only=True)
class Asked:
    """When one question was sent, thanked for, seen to be worked on, and answered, in seconds from the start."""

    thanks: float
    sign: float
    answer: float


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        rows, fake = asyncio.run(_run(Path(folder)))
    count = CHANNELS * EACH
    print(
        f"  {count} questions at once in {CHANNELS} channels, model {1000 * MODEL_S:.0f} ms, all answered in their threads"
    )
    for name in ("thanks", "sign", "answer"):
        times = [getattr(row, name) for row in rows]
        words = {"thanks": "event thanked for", "sign": "sign of life", "answer": "answer complete"}[name]
        print(
            f"  {words:28} {1000 * statistics.median(times):7.0f} ms median {1000 * max(times):7.0f} ms longest"
        )
    first = min(row.answer for row in rows)
    print(f"  {'first answer, less the model':28} {1000 * (first - MODEL_S):7.0f} ms")
    for line in _budgets(fake):
        print(f"  {line}")
    if max(row.sign for row in rows) >= 1.0:
        print("  NOT KEPT: a sign of life took a second or more")


async def _run(folder: Path) -> tuple[Sequence[Asked], FakeSlack]:
    async with open_fake_slack() as fake:
        fake.users["U0ANNA"] = {"name": "anna", "tz": "Europe/Vienna"}
        for number in range(CHANNELS):
            fake.channels[f"C{number:02}"] = {"name": f"desk-{number}"}
        store = await SqlStore.open(f"sqlite:///{folder / 'bench.sqlite3'}")
        try:
            return await _ask_all(store, fake), fake
        finally:
            await store.close()


async def _ask_all(store: SqlStore, fake: FakeSlack) -> Sequence[Asked]:
    desk, worker = await open_desk(store, WorkspaceId(TEAM))
    config = SlackConfig(
        bot_token=fake.bot_token, app_token=fake.app_token, api_url=fake.api_url, hooks_url=fake.hooks_url
    )
    async with open_slack(desk, config, posts=store.posts, clock=now) as slack:
        stop = asyncio.Event()
        running = asyncio.gather(slack.run(stop), worker.run())
        await fake.wait_for_sockets(config.sockets)
        await _warm_up(fake)
        rows = await asyncio.gather(*(_ask(fake, number) for number in range(CHANNELS * EACH)))
        stop.set()
        worker.stop()
        with suppress(asyncio.CancelledError):
            await running
    return rows


async def _warm_up(fake: FakeSlack) -> None:
    """One question, so that no import is counted."""
    fake.channels["C99"] = {"name": "warm"}
    await fake.deliver(_event("C99", "1754470000.1"), timeout_s=30)
    await _until(lambda: bool(_done(fake, "C99", "1754470000.1")))
    fake.calls.clear()


async def _ask(fake: FakeSlack, number: int) -> Asked:
    channel, ts = f"C{number % CHANNELS:02}", f"17544{number:05}.1"
    loop = asyncio.get_running_loop()
    begin = loop.time()
    assert await fake.deliver(_event(channel, ts), timeout_s=30) is not None
    thanks = loop.time() - begin
    await _until(lambda: bool(_done(fake, channel, ts)))
    sign = min(call.at for call in fake.called("assistant.threads.setStatus") if call.body["thread_ts"] == ts)
    return Asked(thanks=thanks, sign=sign - begin, answer=_done(fake, channel, ts)[0] - begin)


def _event(channel: str, ts: str) -> dict[str, Any]:
    inner = {
        "type": "app_mention",
        "user": "U0ANNA",
        "text": f"<@{BOT_USER}> who did Anna Kovar meet?",
        "ts": ts,
        "channel": channel,
        "team": TEAM,
        "event_ts": ts,
    }
    ours = {
        "enterprise_id": None,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event": inner,
        "event_id": f"Ev{channel}{ts}",
        "authorizations": [ours],
    }


def _done(fake: FakeSlack, channel: str, ts: str) -> list[float]:
    """When a question's answer was complete: posted whole, or its stream replaced by it."""
    streams = {post["ts"] for post in fake.posted(channel) if post["thread_ts"] == ts}
    return [
        call.at
        for call in fake.calls
        if (call.method == "chat.postMessage" and call.body.get("thread_ts") == ts)
        or (call.method == "chat.update" and call.body.get("ts") in streams)
    ]


def _budgets(fake: FakeSlack) -> list[str]:
    """The busiest budgets, beside what Slack allows in a minute; the run takes less than one."""
    counted: Counter[tuple[str, str]] = Counter()
    for call in fake.calls:
        if call.method in PER_CHANNEL_A_MINUTE:
            counted[(call.method, str(call.body.get("channel") or call.body.get("channel_id")))] += 1
        elif call.method in METHOD_TIERS:
            counted[(call.method, "")] += 1
    lines = []
    for method in sorted({name for name, _ in counted}):
        most = max(n for (name, _), n in counted.items() if name == method)
        allowed = PER_CHANNEL_A_MINUTE.get(method) or TIERS[METHOD_TIERS[method]]
        where = "a channel" if method in PER_CHANNEL_A_MINUTE else "the workspace"
        lines.append(f"{method:28} {most:4} calls for {where}, {allowed} a minute allowed")
    return lines


async def _until(holds: Any, timeout_s: float = 60.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not holds():  # noqa: ASYNC110 - the fake tells nobody
            await asyncio.sleep(0.01)


if __name__ == "__main__":
    main()
