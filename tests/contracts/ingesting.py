"""A process that ingests articles until it is killed, for the tests that kill it.

    python -m tests.contracts.ingesting URL PREFIX COUNT

Prints the name of each article after its transaction was kept.
"""

from __future__ import annotations

import asyncio
import sys

from bot.model.ids import ArticleId
from bot.model.text import Scope
from bot.ports import FactQuery, PassageQuery, RecordQuery, Store
from bot.storage.store import SqlStore
from tests.contracts.making import EVERYONE, HOME, article, meeting, paragraphs, record, revision, statement

LINES = 12


async def ingest(store: Store, name: str) -> None:
    """An article with two revisions, its facts and a record, in one transaction."""
    text = "\n".join(f"Line {n} of {word_of(name)} about ferries and harbours" for n in range(LINES))
    first, second = revision(name, text), revision(name, text + "\nAmended", number=2)
    async with store.writing(HOME) as writer:
        await writer.add_article(article(name))
        await writer.add_revision(first, paragraphs(first.text), range(hash_of(name), hash_of(name) + 20))
        await writer.add_revision(second, paragraphs(second.text), ())
        facts = (meeting(second), statement(second))
        await writer.put_facts(second.id, facts, ((name, "everywhere"), ()))
        await writer.put_records((), (record(f"rec-{name}", facts[0]),))


async def check(store: Store, name: str, *, scope: Scope = EVERYONE) -> None:
    """Every part of that article is there."""
    _, revisions = await store.get_article(scope, ArticleId(name))
    assert [r.number for r in revisions] == [1, 2]
    facts = await store.find_facts(scope, FactQuery(articles=(ArticleId(name),)))
    assert len(facts) == 2
    query = PassageQuery(terms=(word_of(name), "line"), limit=50)
    found = [p for p in await store.search_passages(scope, query) if p.told.article == name]
    assert len(found) == LINES
    assert (await store.find_near(HOME, None, range(hash_of(name), hash_of(name) + 20)))[0][0] == name
    records = await store.find_records(scope, RecordQuery(limit=10_000))
    assert sum(r.id == f"rec-{name}" for r in records) == 1


def word_of(name: str) -> str:
    """A word that only this article holds."""
    return "word" + "".join(chr(ord("a") + int(c)) if c.isdigit() else c for c in name if c.isalnum())


def hash_of(name: str) -> int:
    """Where this article's shingles begin."""
    return int.from_bytes(name.encode()[:7], "big") * 100


async def _main(url: str, prefix: str, count: int) -> None:
    store = await SqlStore.open(url, wait_s=300.0)
    print("ready", flush=True)
    for number in range(count):
        await ingest(store, f"{prefix}{number}")
        print(f"{prefix}{number}", flush=True)
    await store.close()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
