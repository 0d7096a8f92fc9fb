"""How long finding near copies takes in a large archive, and whether they are found.

    python -m benches.near [ARTICLES]

Each article has some fifty shingles, as 400 words of news have, five of them phrases that many articles share. A copy is
looked for after a tenth of its words were edited, which leaves about two thirds of its shingles.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median, quantiles

from bot.model.ids import WorkspaceId
from bot.storage.store import SqlStore

ARTICLES = 100_000
LOOKUPS = 400
SHINGLES = 45
PHRASES = 5
KNOWN_PHRASES = 2_000
KEPT = 0.66
WORKSPACE = WorkspaceId("bench")


def main(count: int = ARTICLES) -> None:
    """Print what a look-up takes."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder) / "bench.sqlite3", count))


async def _measure(path: Path, count: int) -> None:
    store = await SqlStore.open(f"sqlite:///{path}")
    async with store.writing(WORKSPACE):
        pass  # the workspace's row
    began = time.perf_counter()
    kept = await asyncio.to_thread(_fill, path, count, Random(1))
    print(f"{count} articles put there in {time.perf_counter() - began:.0f} s", flush=True)
    random = Random(2)
    names = random.sample(range(count), LOOKUPS)
    copies = [_edited(kept(name), random) for name in names]
    others = [[random.getrandbits(63) for _ in range(SHINGLES + PHRASES)] for _ in names]
    took: dict[str, list[float]] = {"a copy": [], "no copy": []}
    found = 0
    for name, hashes in zip(names, copies, strict=True):
        before = time.perf_counter()
        near = await store.find_near(WORKSPACE, None, hashes)
        took["a copy"].append(1_000 * (time.perf_counter() - before))
        found += bool(near) and near[0][0] == f"a{name}"
    for hashes in others:
        before = time.perf_counter()
        await store.find_near(WORKSPACE, None, hashes)
        took["no copy"].append(1_000 * (time.perf_counter() - before))
    await store.close()
    for what, times in took.items():
        print(
            f"{what}: p50 {median(times):.1f} ms, p95 {quantiles(times, n=20)[-1]:.1f} ms, most {max(times):.1f} ms"
        )
    print(f"{found} of {LOOKUPS} edited copies found first")


def _edited(hashes: list[int], random: Random) -> list[int]:
    """The shingles of a copy in which a tenth of the words were changed."""
    left = [one for one in hashes if random.random() < KEPT]
    return left + [random.getrandbits(63) for _ in range(len(hashes) - len(left))]


def _fill(path: Path, count: int, random: Random):  # type: ignore[no-untyped-def]
    """Write articles and shingles as the store does; returns what gives an article's shingles."""
    phrases = [random.getrandbits(63) for _ in range(KNOWN_PHRASES)]
    crowded: dict[int, int] = {}

    def hashes(name: int) -> list[int]:
        own = Random(name)
        common = own.choices(phrases, weights=range(KNOWN_PHRASES, 0, -1), k=PHRASES)
        return [*(own.getrandbits(63) for _ in range(SHINGLES)), *common]

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        [key] = connection.execute("SELECT key FROM workspaces").fetchone()
        [audience] = ("",)
        rows: list[tuple[int, int, int, str]] = []
        for name in range(count):
            held = hashes(name)
            connection.execute(
                "INSERT INTO articles (key, workspace, id, audience, origin, shingles) VALUES (?, ?, ?, ?, ?, ?)",
                (name + 1, key, f"a{name}", audience, f"a{name}", len(set(held))),
            )
            for one in set(held):
                crowded[one] = crowded.get(one, 0) + 1
                if crowded[one] <= 64:
                    rows.append((key, one, name + 1, audience))
        rows.sort()
        connection.executemany(
            "INSERT INTO shingles (workspace, hash, article, audience) VALUES (?, ?, ?, ?)", rows
        )
        connection.commit()
    return hashes


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
