"""How long a question takes to its ranked passages in a large archive, and whether the right one is among them.

    python -m benches.search [PASSAGES]    # 20,000 by default; 100,000 takes minutes to load, 1,000,000 half an hour

Passages are words drawn as often as words of a language are (Zipf), with a few rare ones that mark what they are about.
A question names some of those, some common words, and in its noisy form one word that its passage does not hold.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median, quantiles

from bot.model.ids import ArticleId, RevisionId, WorkspaceId
from bot.model.text import Article, Revision, Scope, Span
from bot.ports import PassageQuery
from bot.storage.store import SqlStore

PASSAGES = 20_000
PER_ARTICLE = 5
WORDS = 60  # in a passage
VOCABULARY = 50_000
RARE = 20_000  # names and the like: each in a handful of passages
QUESTIONS = 200
BATCH = 200  # articles kept in one transaction
WORKSPACE = WorkspaceId("bench")
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def main(passages: int = PASSAGES) -> None:
    """Print what loading and searching take."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder) / "bench.sqlite3", passages))


async def _measure(path: Path, count: int) -> None:
    store = await SqlStore.open(f"sqlite:///{path}")
    try:
        texts = list(_texts(count, Random(1)))
        began = time.perf_counter()
        for first in range(0, len(texts), BATCH):
            await _load(store, texts[first : first + BATCH], first)
        took = time.perf_counter() - began
        print(f"{count} passages stored and indexed, {count / took:.0f} a second", flush=True)
        for noisy in (False, True):
            await _ask(store, texts, Random(2), noisy=noisy)
    finally:
        await store.close()


async def _load(store: SqlStore, texts: Sequence[Sequence[str]], first: int) -> None:
    async with store.writing(WORKSPACE) as writer:
        for number, passages in enumerate(texts, first):
            name, day = f"a{number}", BEGIN + timedelta(hours=number)
            text = "\n".join(passages)
            spans, start = [], 0
            for passage in passages:
                spans.append(Span(start, start + len(passage)))
                start += len(passage) + 1
            article = Article(
                id=ArticleId(name), workspace=WORKSPACE, audience=None, outlet=f"Outlet {number % 40}", url=None,
                origin=ArticleId(name),
            )  # fmt: skip
            await writer.add_article(article)
            revision = Revision(
                id=RevisionId(f"r{number}"), article=article.id, number=1, text=text, title=None, published=day, received=day
            )  # fmt: skip
            await writer.add_revision(revision, spans, ())


async def _ask(store: SqlStore, texts: Sequence[Sequence[str]], random: Random, *, noisy: bool) -> None:
    times, found = [], 0
    for _ in range(QUESTIONS):
        article = random.randrange(len(texts))
        passage = random.choice(texts[article])
        words = passage.split()
        rare = [word for word in words if word.startswith("n")]
        terms = [*random.sample(rare, min(2, len(rare))), *random.sample(words, 3)]
        if noisy:
            terms += [f"n{random.randrange(RARE)}x", _WORDS[random.randrange(2_000)]]
        before = time.perf_counter()
        hits = await store.search_passages(
            Scope(workspace=WORKSPACE), PassageQuery(terms=tuple(terms), limit=20)
        )
        times.append(1_000 * (time.perf_counter() - before))
        found += any(hit.quote.text == passage for hit in hits)
    print(
        f"{'noisy' if noisy else 'plain'} questions: p50 {median(times):.1f} ms, p95 {quantiles(times, n=20)[-1]:.1f} ms, "
        f"recall@20 {found / QUESTIONS:.3f}"
    )


_LETTERS = "bcdfghjklmprstvw", "aeiou"


def _word(number: int) -> str:
    """A pronounceable word for a number, of three syllables and more."""
    syllables = []
    number += 10_000
    while number:
        number, rest = divmod(number, 80)
        syllables.append(_LETTERS[0][rest // 5] + _LETTERS[1][rest % 5])
    return "".join(syllables)


_WORDS = [_word(number) for number in range(VOCABULARY)]
_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))


def _texts(count: int, random: Random) -> Iterator[list[str]]:
    """The passages of each article."""
    for _ in range(0, count, PER_ARTICLE):
        yield [_passage(random) for _ in range(PER_ARTICLE)]


def _passage(random: Random) -> str:
    words = [_WORDS[bisect(_WEIGHTS, random.random() * _WEIGHTS[-1])] for _ in range(WORDS)]
    for place in random.sample(range(WORDS), 3):
        words[place] = f"n{random.randrange(RARE)}q"
    return " ".join(words)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
