"""What workspaces follow: the promises of `bot.ports.SourceStore`, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.ids import ArticleId, MemberId
from bot.model.jobs import NewJob
from bot.model.sources import FeedEntry, SeenEntry, Source, SourceId, SourceKind, Watch
from bot.storage.sources import SqlSourceStore
from bot.storage.store import SqlStore
from tests.contracts.making import DESK, HOME, OTHER, START, moment, tell_alone


@pytest.fixture
async def archive(database_url: str) -> AsyncIterator[SqlStore]:
    """A store on either database."""
    store = await SqlStore.open(database_url)
    yield store
    await store.close()


@pytest.fixture
def sources(archive: SqlStore) -> SqlSourceStore:
    """The sources in it."""
    return SqlSourceStore(archive.engines)


def source(name: str, **other: object) -> Source:
    values: dict[str, object] = {
        "workspace": HOME,
        "audience": None,
        "url": f"https://{name}.example/feed",
        "kind": SourceKind.FEED,
        "title": f"News of {name} \x00 \ud83d",
        "added_by": MemberId("U1"),
        "interval_s": 1800.0,
        "next_poll": START,
        **other,
    }
    return Source(id=SourceId(name), added=START, **values)  # type: ignore[arg-type]


def seen(key: str, *, days: float = 0, problem: str | None = None) -> SeenEntry:
    entry = FeedEntry(
        key=key, url=f"https://a.example/{key}", title="A \x00 headline", published="2025-08-06"
    )
    return SeenEntry(entry=entry, seen=moment(days), problem=problem)


async def test_a_source_comes_back_as_it_was_kept(sources: SqlSourceStore) -> None:
    """Polling goes on after a restart where it stopped."""
    made = source("a")
    polled = replace(
        made, etag='"1"', failures=2, error="no answer", failing_since=START, next_poll=moment(1)
    )

    assert await sources.add_source(made)
    assert await sources.find_source(HOME, made.id) == made
    await sources.keep(HOME, sources=[polled])

    assert await sources.find_source(HOME, made.id) == polled
    assert await sources.find_source(OTHER, made.id) is None
    assert await sources.list_sources(HOME) == (polled,)


async def test_an_audience_follows_an_address_once(sources: SqlSourceStore) -> None:
    """Two people subscribing to the same feed must not double every article."""
    made = source("a")

    assert await sources.add_source(made)
    assert not await sources.add_source(replace(made, id=SourceId("b")))
    assert await sources.add_source(replace(made, id=SourceId("c"), audience=DESK))
    assert await sources.add_source(replace(made, workspace=OTHER))


async def test_due_sources_come_longest_due_first(sources: SqlSourceStore) -> None:
    """No feed starves, whatever workspace it belongs to."""
    for name, days in (("late", 2), ("first", -1), ("second", 0), ("third", 0.5)):
        where = OTHER if name == "second" else HOME
        await sources.add_source(source(name, next_poll=moment(days), workspace=where))

    assert [s.id for s in await sources.due_sources(moment(1), limit=10)] == ["first", "second", "third"]
    assert [s.id for s in await sources.due_sources(moment(1), limit=1)] == ["first"]


async def test_entries_are_new_once(sources: SqlSourceStore) -> None:
    """What a feed lists for weeks is fetched once; what became of it can be read."""
    one, two = source("a"), source("b")
    await sources.add_source(one)
    await sources.add_source(two)
    await sources.keep(HOME, seen={one.id: [seen("x"), seen("y", days=1)]})
    await sources.keep(HOME, seen={one.id: [seen("x", days=3, problem="behind a paywall")]})

    assert await sources.unseen(HOME, one.id, ["z", "x", "z", "y", "w"]) == ("z", "w")
    assert await sources.unseen(HOME, two.id, ["x"]) == ("x",)
    assert await sources.list_seen(HOME, one.id) == (seen("y", days=1), seen("x", problem="behind a paywall"))


async def test_many_entries_are_looked_up_at_once(sources: SqlSourceStore) -> None:
    """A sitemap has thousands of addresses; one statement takes so many parameters and no more."""
    await sources.add_source(source("a"))
    keys = [f"k{n}" for n in range(1_200)]
    await sources.keep(HOME, seen={SourceId("a"): [seen(key) for key in keys[:600]]})

    assert await sources.unseen(HOME, SourceId("a"), keys) == tuple(keys[600:])


async def test_a_removed_source_does_not_come_back(sources: SqlSourceStore) -> None:
    """A poll that was under way when somebody unsubscribed ends without a trace."""
    await sources.add_source(source("a"))
    await sources.keep(HOME, seen={SourceId("a"): [seen("x")]})

    assert await sources.remove_source(HOME, SourceId("a"))
    assert not await sources.remove_source(HOME, SourceId("a"))
    await sources.keep(HOME, sources=[source("a")], seen={SourceId("a"): [seen("y")]})

    assert await sources.list_sources(HOME) == ()
    assert await sources.list_seen(HOME, SourceId("a")) == ()


async def test_state_and_jobs_are_kept_together(archive: SqlStore, sources: SqlSourceStore) -> None:
    """An entry marked as seen without the job that fetches it would be lost."""
    job = NewJob(name="fetch x", kind="take", payload="{}", run_at=START)
    await sources.add_source(source("a"))

    for _ in range(2):
        await sources.keep(HOME, seen={SourceId("a"): [seen("x")]}, jobs=[job])

    assert [entry.name for entry in await archive.jobs.list_jobs(HOME)] == ["fetch x"]


async def test_watched_articles_fall_due_and_go_with_the_article(
    archive: SqlStore, sources: SqlSourceStore
) -> None:
    """An erased article is not fetched again."""
    await tell_alone(archive, "a", "Ferry talks")
    watch = Watch(
        workspace=HOME,
        audience=None,
        article=ArticleId("a"),
        url="https://a.example/x",
        since=START,
        next_check=START,
    )
    await sources.keep(HOME, watches=[watch, replace(watch, article=ArticleId("gone"))])
    later = replace(watch, next_check=moment(2), checks=1, etag='"1"', changed=moment(1))

    assert await sources.due_watches(START - timedelta(seconds=1), limit=9) == ()
    assert await sources.due_watches(START, limit=9) == (watch,)
    await sources.keep(HOME, watches=[later])
    assert await sources.due_watches(moment(1), limit=9) == ()
    assert await sources.find_watch(HOME, ArticleId("a")) == later
    await sources.keep(HOME, watches=[replace(later, next_check=None)])
    assert await sources.due_watches(moment(900), limit=9) == ()

    async with archive.writing(HOME) as writer:
        await writer.delete_article(ArticleId("a"))
    assert await sources.find_watch(HOME, ArticleId("a")) is None


async def test_old_entries_are_forgotten(sources: SqlSourceStore) -> None:
    """The list of what was met must not grow for ever."""
    await sources.add_source(source("a"))
    await sources.keep(HOME, seen={SourceId("a"): [seen("x"), seen("y", days=2)]})

    assert await sources.forget_seen(moment(1)) == 1
    assert await sources.unseen(HOME, SourceId("a"), ["x", "y"]) == ("x",)
