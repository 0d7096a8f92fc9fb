"""How fast articles go in, end to end into SQLite: reading, facts, near-duplicates, index, records.

    python -m benches.ingest [articles] [seed]

The stream tells of the same few people day after day, which is the worst case for keeping records up to date. A flat
curve says that one more article costs the same whatever the archive already holds. Garbage is collected as `dateline`
does it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from adapters.garbage import collect_rarely
from bot.intake import Intake
from bot.model.ids import WorkspaceId
from bot.model.text import Scope
from bot.storage.store import SqlStore

STEP = 200  # articles behind one point of the curve
PER_DAY = 10

PEOPLE = (
    "Foreign Minister Anna Kovar",
    "Finance Minister Peter Szabo",
    "President Milan Petras",
    "Prime Minister Olga Hartmann",
    "envoy Josef Lind",
    "Defence Minister Clara Vance",
)
PLACES = ("Vienna", "Geneva", "Ankara", "Oslo", "Riga")
OUTLETS = ("Northern Wire", "The Quay", "The Mast", "Harbour Post", "Continental Press")
DUTIES = (
    "reopen the border bridge",
    "publish the audit of the port",
    "withdraw the tariff on timber",
    "submit the ferry safety report",
)
MATTERS = (
    "the ferry line across the strait",
    "grain shipments held up at the port",
    "the price of electricity next winter",
    "a loan for the new railway",
    "the fate of the fishing treaty",
)
REMARKS = (
    "The hall had been closed to the public since the morning.",
    "Traders in the capital hardly reacted, and the currency ended the day where it had begun.",
    "Neither delegation had brought its usual interpreters.",
    "Opposition members of parliament asked for the minutes to be published.",
    "Fishermen from the northern islands had gathered outside with banners.",
    "It was raining when the cars drove off.",
    "Officials handed out a page of figures and took no questions.",
    "The railway union said it would wait and see.",
)


def main() -> None:
    """Print the curve and the rate."""
    collect_rarely()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(f"sqlite:///{Path(folder) / 'bench.sqlite3'}", count, seed))


def stream(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Articles as an adapter hands them in, the same for the same seed."""
    random = Random(seed)
    start = datetime(2026, 1, 5, 6, tzinfo=UTC)
    for n in range(count):
        at = start + timedelta(days=n // PER_DAY, minutes=n % PER_DAY * 60)
        outlet = random.choice(OUTLETS)
        yield {
            "outlet": outlet,
            "title": f"{random.choice(MATTERS).capitalize()}: day {n // PER_DAY + 1}",
            "url": f"https://example.org/{n}",
            "published": at.isoformat(),
            "received": at.isoformat(),
            "text": _text(random, outlet, at, n),
        }


def _text(random: Random, outlet: str, at: datetime, number: int) -> str:
    place = random.choice(PLACES)
    lines = [f"{place.upper()}, {at:%b} {at.day} ({outlet}) - {_news(random, at)}"]
    lines += [_news(random, at) for _ in range(random.choice([0, 1, 1, 2]))]
    lines += random.sample(REMARKS, 4)
    lines.append(
        f"It was report number {number} from {place}, {random.randrange(10_000)} words after the last."
    )
    head, *rest = lines
    random.shuffle(rest)
    return "\n\n".join([head, *(" ".join(rest[i : i + 2]) for i in range(0, len(rest), 2))])


def _news(random: Random, at: datetime) -> str:
    a, b = random.sample(PEOPLE, 2)
    place, matter, duty = random.choice(PLACES), random.choice(MATTERS), random.choice(DUTIES)
    due, later = (at + timedelta(days=days) for days in sorted(random.sample([3, 7, 14, 30], 2)))
    return random.choice(
        [
            f"{a} met {b} in {place} on {at:%A} to discuss {matter}.",
            f"{a} met {b} in {place} on {at:%A}. The two talked for about two hours about {matter}.",
            f"{a} and {b} will meet in {place} on {later:%B} {later.day}, both governments said.",
            f"{a} hopes to meet {b} soon, an aide said.",
            f"{a} spoke by phone with {b} about {matter} late on {at:%A}.",
            f"{a} gave {b} until {later:%B} {later.day} to {duty}.",
            f"{a} extended the deadline for {b} to {duty} from {due:%B} {due.day} to {later:%B} {later.day}.",
            f'{a} said that {matter} "must not wait another year".',
        ]
    )


async def _measure(url: str, count: int, seed: int) -> None:
    store = await SqlStore.open(url)
    intake = Intake(store)
    scope = Scope(workspace=WorkspaceId("bench"))
    begun, worked = perf_counter(), process_time()
    last = worked
    for n, values in enumerate(stream(count, seed), 1):
        await intake.ingest(values, scope, now=datetime(2040, 1, 1, tzinfo=UTC))
        if n % STEP == 0:
            now = process_time()
            print(
                f"{n:6} articles  {STEP / (now - last):6.1f} articles per second of processor time",
                flush=True,
            )
            last = now
    spent, worked = perf_counter() - begun, process_time() - worked
    await store.close()
    print(
        f"{count} articles in {spent:.1f} s: {count / spent:.1f} articles/s; "
        f"{worked:.1f} s of processor time: {count / worked:.1f} articles/s"
    )


if __name__ == "__main__":
    main()
