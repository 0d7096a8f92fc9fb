"""How much of a core following a thousand feeds takes, and how late a poll is.

    python -m benches.feeds [FEEDS] [ROUNDS]

Everything runs in this process but the server, which is one of its own on loopback: tick, jobs, store (SQLite), polite
fetching over real sockets, parsing. Time is counted as fast as it can be worked off, and given as the share of a core
at the shortest interval (every feed each ten minutes) and at the first one (each half an hour).
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import resource
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.ingest.feeds import read_feed
from bot.ingest.fetch import Page, open_fetcher
from bot.ingest.opml import Outline
from bot.ingest.politeness import PoliteFetcher
from bot.ingest.watch import FIRST_S, SHORTEST_S
from bot.jobs.worker import Pace, Run, Worker
from bot.model.chat import Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.sources import SeenEntry
from bot.model.text import Scope
from bot.sources import POLL, TAKE, Sources
from bot.storage.sources import SqlSourceStore
from bot.storage.store import SqlStore

ENTRIES = 40
UNCHANGED = 0.7  # share of polls that a server answers with 304; the others send the whole feed
FRESH = 0.1  # share of those whose feed holds forty entries that are new
START = datetime(2025, 8, 6, 9, tzinfo=UTC)
WORKSPACE = WorkspaceId("bench")


class Loopback(AbstractResolver):
    """Every name is this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            {
                "hostname": host,
                "host": "127.0.0.1",
                "port": port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": 0,
            }
        ]

    async def close(self) -> None:
        """Nothing is held."""


def feed_of(host: str, number: int) -> bytes:
    """A feed of forty entries, with the summaries that feeds carry."""
    items = "".join(
        f"<item><title>Ferry talks {number}-{n} at {host}</title><link>http://{host}/{number}/{n}</link>"
        f"<pubDate>Wed, 06 Aug 2025 {n % 24:02}:30:00 +0200</pubDate><description><![CDATA[{'<p>Both sides met again. </p>' * 20}]]></description></item>"
        for n in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>{host}</title>{items}</channel></rss>".encode()


def serve(door: Any) -> None:
    """A server of all feeds: 404 for robots.txt, 304 for most polls that know what they had."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        chance = random.Random(1)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                host = next(line[6:] for line in head.split("\r\n") if line.startswith("Host: "))
                if "/robots.txt" in head:
                    body, status = b"", "404 Not Found"
                elif "If-None-Match" in head and chance.random() < UNCHANGED:
                    body, status = b"", "304 Not Modified"
                else:
                    body, status = feed_of(host, int(chance.random() < FRESH)), "200 OK"
                length = "" if status.startswith("304") else f"Content-Length: {len(body)}\r\n"
                writer.write(
                    f'HTTP/1.1 {status}\r\nContent-Type: application/rss+xml\r\nETag: "1"\r\n{length}\r\n'.encode()
                    + body
                )
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1_000)
        door.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def running_server() -> Iterator[int]:
    """The port of the server, until the end of the block."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def cpu_s() -> float:
    """Seconds of processor time of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def measure(feeds: int, rounds: int, port: int, folder: Path) -> dict[str, float]:
    """Poll so many feeds so often, and count."""
    moment = START
    store = await SqlStore.open(f"sqlite:///{folder / 'bench.sqlite3'}")
    kept = SqlSourceStore(store.engines)

    async def no_page(_page: Page) -> dict[str, Any]:
        raise AssertionError("the bench polls and reads no articles")

    async def no_article(_run: Run) -> None:
        """The jobs are counted, what an article costs is not."""

    async def no_wait(_seconds: float) -> None:
        """Hosts differ, so nobody waits but for robots.txt, once a day."""

    def to_loopback(url: str) -> str:
        return url.replace(".example/", f".example:{port}/")

    async with open_fetcher(
        allowed=lambda address: address == "127.0.0.1", check=to_loopback, resolver=Loopback()
    ) as fetcher:
        sources = Sources(
            store=kept,
            fetcher=PoliteFetcher(fetcher, clock=lambda: moment, sleep=no_wait),
            read=no_page,
            take=no_page,  # type: ignore[arg-type]
            clock=lambda: moment,
        )
        handlers = {POLL: sources.handlers[POLL], TAKE: no_article}
        worker = Worker(
            store.jobs, handlers, name="bench", clock=lambda: moment, chance=random.Random(1), pace=Pace(lease_s=600, together=16)
        )  # fmt: skip
        requester = Requester(member=MemberId("bench"), scope=Scope(workspace=WORKSPACE))
        outlines = [Outline(url=f"http://site{n}.example/feed") for n in range(feeds)]
        await sources.subscribe_all(outlines, requester, now=START)
        for source in await sources.followed(
            requester
        ):  # the first look, which nobody waits for, without its articles
            first = await sources.poller.poll(source, moment)
            seen = [SeenEntry(entry=entry, seen=moment) for entry in first.new]
            await kept.keep(WORKSPACE, sources=[first.source], seen={source.id: seen})
        moment = START + timedelta(hours=30)
        polls, used, took = 0, 0.0, 0.0
        for number in range(rounds):
            began, before = time.perf_counter(), cpu_s()
            done = 0
            while made := await sources.tick(moment):
                done += made
                while await worker.run_due():  # again and again: a host's jobs wait for each other
                    moment += timedelta(seconds=2)
            polls, used, took = polls + done, used + cpu_s() - before, took + time.perf_counter() - began
            print(f"round {number + 1}: {done} polls, {cpu_s() - before:.1f} s of processor time")
            moment += timedelta(days=1)
        failing = [source.error for source in await sources.followed(requester) if source.error]
    await store.close()
    if failing:
        raise AssertionError(f"{len(failing)} feeds failed: {failing[0]}")
    return {"polls": polls, "cpu_ms": 1_000 * used / polls, "per_s": polls / took}


def main(feeds: int = 1_000, rounds: int = 1) -> None:
    """Print what following takes."""
    with running_server() as port, tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(feeds, rounds, port, Path(folder)))
    began = time.perf_counter()
    for number in range(100):
        read_feed(feed_of("site.example", number), url="http://site.example/feed")
    parse_ms = 10 * (time.perf_counter() - began)
    print(
        f"{found['polls']:.0f} polls of {feeds} feeds: {found['cpu_ms']:.1f} ms of processor time each, {found['per_s']:.0f} polls a second at most"
    )
    print(f"reading one feed of {ENTRIES} entries, made and parsed: {parse_ms:.1f} ms")
    for words, interval in (("shortest", SHORTEST_S), ("first", FIRST_S)):
        share = feeds * found["cpu_ms"] / 1_000 / interval
        print(
            f"{feeds} feeds at the {words} interval of {interval / 60:.0f} min: {100 * share:.1f} % of a core"
        )
    print(f"all {feeds} due at once: the last is polled {feeds / found['per_s']:.0f} s late")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
