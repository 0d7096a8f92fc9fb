"""Fifty questions at once in ten channels of Discord, with a model that takes 300 ms: what our part of the time is.

The real discord.py, a real database and worker, against our own fake of Discord on loopback, in real time. The fake takes five
messages and five edits a channel in five seconds and refuses more.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yarl

from benches.chats import CHANNELS, EACH, MODEL_S, now, open_desk
from bot.model.ids import WorkspaceId
from bot.storage.store import SqlStore
from bot.testing.fake_discord import FakeDiscord, open_fake_discord

PACE = 5


@dataclass(frozen=True, kw_only=True)
class Timed:
    """When one question was seen to be worked on, and answered, in seconds from when it was dispatched."""

    sign: float
    answer: float


class _Told:
    """Remembers which commands Discord knows, for one run."""

    async def get(self) -> str | None:
        return None

    async def put(self, value: str) -> None:
        return None


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        rows, refused = asyncio.run(_run(Path(folder)))
    print(
        f"  {CHANNELS * EACH} questions at once in {CHANNELS} channels, model {1000 * MODEL_S:.0f} ms, all answered below "
        "their questions"
    )
    for words, times in (
        ("sign of life", [row.sign for row in rows]),
        ("answer complete", [row.answer for row in rows]),
    ):
        middle, longest = 1000 * statistics.median(times), 1000 * max(times)
        print(f"  {words:28} {middle:7.0f} ms median {longest:7.0f} ms longest")
    print(
        f"  {'first answer, less the model':28} {1000 * (min(row.answer for row in rows) - MODEL_S):7.0f} ms"
    )
    print(f"  requests refused for their pace: {refused}")
    if max(row.sign for row in rows) >= 1.0:
        print("  NOT KEPT: a sign of life took a second or more")


async def _run(folder: Path) -> tuple[Sequence[Timed], int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's voice parts use a module that Python is to drop
        import discord

        from adapters.discord.bot import run_discord
        from adapters.discord.config import DiscordConfig
    async with open_fake_discord() as fake:
        discord.http.Route.BASE = fake.rest_url
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(fake.gateway_url)
        fake.pace = PACE
        rooms = [fake.add_channel(f"desk-{number}") for number in range(CHANNELS)]
        store = await SqlStore.open(f"sqlite:///{folder / 'bench.sqlite3'}")
        desk, worker = await open_desk(store, WorkspaceId(f"discord-{fake.guild['id']}"))
        stop, config = asyncio.Event(), DiscordConfig(token="t0ken")
        listening = asyncio.create_task(run_discord(desk, config, clock=now, told=_Told(), stop=stop))
        working = asyncio.create_task(worker.run())
        try:
            await fake.wait_ready()
            await _ask(fake, fake.add_channel("warm-up"), 0)  # so that no import is counted
            asked = [_ask(fake, rooms[n % CHANNELS], n) for n in range(CHANNELS * EACH)]
            rows = await asyncio.gather(*asked)
        finally:
            stop.set()
            worker.stop()
            await asyncio.gather(listening, working)
            await store.close()
        return rows, sum(one.status == 429 for one in fake.requests)


async def _ask(fake: FakeDiscord, room: int, number: int) -> Timed:
    """Ask, and wait for the answer below the question to be complete."""
    loop = asyncio.get_running_loop()
    begin = loop.time()
    asked = await fake.say(room, "who did Anna Kovar meet?", mentions_bot=True, member=600 + number)
    mine = number // CHANNELS + 1  # a sign of life names no question, so the room's nth is the nth question's
    await _until(lambda: len(fake.asked("POST", rf"/channels/{room}/typing$")) >= mine)
    sign = loop.time() - begin
    await _until(lambda: _complete(fake, room, asked["id"]))
    return Timed(sign=sign, answer=loop.time() - begin)


def _complete(fake: FakeDiscord, room: int, question: str) -> bool:
    """Whether the answer below a question has its buttons, which only the finished one has."""
    return any(
        str(one.get("message_reference", {}).get("message_id")) == question
        and any(part["type"] == 1 for part in one["components"])
        for one in fake.ours(room)
    )


async def _until(holds: Callable[[], bool], timeout_s: float = 60.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not holds():  # noqa: ASYNC110 - the fake tells nobody
            await asyncio.sleep(0.01)


if __name__ == "__main__":
    main()
