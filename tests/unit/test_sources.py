"""Following feeds from the first poll to the last look, on the real store and service, in an internet of our own."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import DocumentError, ForbiddenAddressError, NotFoundError
from bot.ingest.fetch import Fetcher, Page
from bot.ingest.opml import Outline
from bot.ingest.pages import read_page
from bot.ingest.politeness import PoliteFetcher
from bot.jobs.worker import Pace, Worker
from bot.model.chat import Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.jobs import NewJob
from bot.model.sources import Source, SourceKind
from bot.model.text import Scope
from bot.polling import BACKLOG
from bot.service import BriefingService
from bot.sources import Sources
from bot.storage.sources import SqlSourceStore
from bot.storage.store import SqlStore
from tests.unit.ingest.internet import PUBLIC, Internet, answer, open_internet

HOME = WorkspaceId("home")
DESK = ChannelId("C-DESK")
START = datetime(2025, 8, 6, 9, tzinfo=UTC)
READER = Requester(member=MemberId("U1"), scope=Scope(workspace=HOME), admin=True)
AT_DESK = Requester(member=MemberId("U2"), scope=Scope(workspace=HOME, channel=DESK))
FEED = "http://news.example/feed"
TEXT = (
    "<p>The union and the operators of the ferries met in Port Alder on Tuesday to end a strike of nine days, and said "
    "after four hours of talks that they would come back on Thursday.</p><p>The regional government has until {} to "
    "answer the demand for a night service, its minister told the parliament.</p>"
)


class Desk:
    """Everything that following needs, with a clock that tests move."""

    def __init__(self, store: SqlStore, internet: Internet, fetcher: Fetcher) -> None:
        self.store, self.internet, self.now = store, internet, START
        self.dead: list[Source] = []
        self.kept = SqlSourceStore(store.engines)
        self.service = BriefingService(store=store)
        self.sources = Sources(
            store=self.kept,
            fetcher=PoliteFetcher(fetcher, clock=lambda: self.now, sleep=self._sleep),
            read=self._read,
            take=self.service.ingest,
            clock=lambda: self.now,
            when_dead=self._when_dead,
        )
        self.worker = Worker(
            store.jobs, self.sources.handlers, name="w", clock=lambda: self.now, chance=random.Random(1), pace=Pace(lease_s=600)
        )  # fmt: skip

    async def _sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    async def _read(self, page: Page) -> dict[str, Any]:
        return await asyncio.to_thread(read_page, page)

    def _when_dead(self, source: Source) -> list[NewJob]:
        self.dead.append(source)
        return [NewJob(name=f"dead {source.id}", kind="tell", payload="{}", run_at=self.now)]

    def publish(self, *names: str, until: str = "September 30", **headers: str) -> None:
        """Put these articles on the site and into its feed, the first one being the latest."""
        items = ""
        for age, name in enumerate(names):
            at = (START - timedelta(hours=age)).strftime("%a, %d %b %Y %H:%M:%S GMT")
            items += (
                f"<item><title>Ferry talks {name}</title><link>/{name}</link><pubDate>{at}</pubDate></item>"
            )
            self.internet.pages[f"/{name}"] = answer(
                f"<html><body><article><h1>Ferry talks {name}</h1>{TEXT.format(until)}<p>Sailing {name} is the one in question here.</p></article></body></html>".encode()
            )
        rss = f"<rss version='2.0'><channel><title>The Harbour Post</title>{items}</channel></rss>"
        self.internet.pages["/feed"] = answer(rss.encode(), media_type="application/rss+xml", **headers)

    async def go_on(self, *, hours: float) -> None:
        """Tick and work every five minutes for so long."""
        end = self.now + timedelta(hours=hours)
        while self.now < end:
            await self.sources.tick(self.now)
            await self.worker.run_due()
            self.now += timedelta(minutes=5)

    async def titles(self, requester: Requester = READER) -> list[str | None]:
        return sorted([told.title for told in await self.service.articles(requester)], key=str)

    def asked(self, path: str) -> int:
        return self.internet.requests.count(f"news.example{path}")


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """A workspace that follows nothing yet."""
    internet = Internet(names={"news.example": [PUBLIC], "inside.example": ["10.0.0.1"]})
    store = await SqlStore.open(sqlite_url)
    async with open_internet(internet) as fetcher:
        yield Desk(store, internet, fetcher)
    await store.close()
    assert internet.leaks == []


async def test_new_articles_of_a_feed_are_stored_once(desk: Desk) -> None:
    """The whole way: subscribe, poll, fetch, extract, store; and nothing twice."""
    desk.publish("a", "b", ETag='"1"')
    done = await desk.sources.subscribe(FEED, READER, now=desk.now)
    await desk.go_on(hours=1)
    desk.publish("c", "a", "b", ETag='"2"')
    await desk.go_on(hours=2)

    assert (done.new, done.source.kind, done.source.title) == (True, SourceKind.FEED, "The Harbour Post")
    assert await desk.titles() == ["Ferry talks a", "Ferry talks b", "Ferry talks c"]
    told = (await desk.service.articles(READER))[0]
    assert (told.outlet, told.url) == ("The Harbour Post", "http://news.example/c")
    [source] = await desk.sources.followed(READER)
    assert source.etag == '"2"'
    assert source.last_new is not None
    assert source.last_new > START
    assert (
        await desk.kept.unseen(HOME, source.id, [e.entry.key for e in await desk.sources.met(source)]) == ()
    )


async def test_a_page_leads_to_the_feed_it_names(desk: Desk) -> None:
    """People paste the address of the site."""
    desk.publish("a")
    desk.internet.pages["/"] = answer(
        b"<link rel=alternate type=application/rss+xml href=/feed><link rel=alternate type=application/atom+xml href=/sport>"
    )
    done = await desk.sources.subscribe("http://news.example/", READER, now=desk.now)

    assert done.source.url == FEED
    assert [feed.url for feed in done.others] == ["http://news.example/sport"]
    with pytest.raises(DocumentError, match="names no feed"):
        await desk.sources.subscribe("http://news.example/a", READER, now=desk.now)
    with pytest.raises(ForbiddenAddressError):
        await desk.sources.subscribe("http://inside.example/feed", READER, now=desk.now)


async def test_of_a_new_feed_only_the_latest_few_are_taken_in(desk: Desk) -> None:
    """Subscribing to an archive of a thousand articles is no reason to fetch them all."""
    desk.publish(*(f"n{number:02}" for number in range(30)))
    await desk.sources.subscribe(FEED, READER, now=desk.now)
    await desk.go_on(hours=2)

    assert len(await desk.titles()) == BACKLOG
    assert desk.asked("/n00") >= 1
    assert desk.asked("/n25") == 0


async def test_what_a_private_channel_follows_stays_there(desk: Desk) -> None:
    """A feed's articles are seen by those who subscribed."""
    desk.publish("a")
    await desk.sources.subscribe(FEED, AT_DESK, now=desk.now)
    await desk.go_on(hours=1)

    assert await desk.titles(AT_DESK) == ["Ferry talks a"]
    assert await desk.titles(READER) == []
    assert await desk.sources.followed(READER) == ()
    with pytest.raises(NotFoundError):
        await desk.sources.unsubscribe(FEED, READER)
    await desk.sources.unsubscribe(FEED, AT_DESK)
    assert await desk.sources.followed(AT_DESK) == ()


async def test_an_edited_article_becomes_a_revision(desk: Desk) -> None:
    """Outlets move deadlines in silence; the article is looked at again."""
    desk.publish("a")
    await desk.sources.subscribe(FEED, READER, now=desk.now)
    await desk.go_on(hours=0.2)
    desk.publish("a", until="October 15")
    await desk.go_on(hours=1)

    [told] = await desk.service.articles(READER)
    assert told.number == 2
    watch = await desk.kept.find_watch(HOME, told.article)
    assert watch is not None
    assert watch.changed is not None


async def test_an_unchanged_article_is_looked_at_seven_times_in_a_month(desk: Desk) -> None:
    """Politeness, and bounded work."""
    desk.publish("a")
    await desk.sources.subscribe(FEED, READER, now=desk.now)
    await desk.go_on(hours=0.1)
    for _ in range(40):
        desk.now += timedelta(hours=22)
        await desk.go_on(hours=0.1)

    assert 4 <= desk.asked("/a") <= 8
    assert await desk.titles() == ["Ferry talks a"]
    assert await desk.kept.due_watches(desk.now + timedelta(days=900), limit=9) == ()


async def test_a_dead_feed_is_reported_once_and_lives_again(desk: Desk) -> None:
    """Silence is not the same as no news; but nobody wants the message every day."""
    desk.publish("a")
    await desk.sources.subscribe(FEED, READER, now=desk.now)
    await desk.go_on(hours=0.5)
    desk.internet.pages["/feed"] = answer(status="500 Oops")
    for _ in range(12 * 12):
        desk.now += timedelta(hours=2)
        await desk.go_on(hours=0.05)

    [source] = await desk.sources.followed(READER)
    assert source.dead
    assert source.error == "news.example answered 500 Oops"
    assert len(desk.dead) == 1
    assert [job.name for job in await desk.store.jobs.list_jobs(HOME, limit=9_999) if job.kind == "tell"] == [
        f"dead {source.id}"
    ]

    desk.publish("b", "a")
    desk.now += timedelta(days=1)
    await desk.go_on(hours=0.5)
    assert await desk.titles() == ["Ferry talks a", "Ferry talks b"]
    assert not (await desk.sources.followed(READER))[0].dead


async def test_an_article_that_cannot_be_had_is_tried_again_and_then_noted(desk: Desk) -> None:
    """One bad page stops nothing; a person can see why it is missing."""
    desk.publish("a", "b", "c")
    desk.internet.pages["/a"] = answer(status="503 Busy", Retry_After="900")
    desk.internet.pages["/b"] = answer(status="404 Not Found")
    desk.internet.pages["/c"] = answer(
        b"<p>Subscribe to continue reading this long article about ferries.</p>"
    )
    await desk.sources.subscribe(FEED, READER, now=desk.now)
    await desk.go_on(hours=4)

    [source] = await desk.sources.followed(READER)
    problems = {met.entry.url[-1]: met.problem or "" for met in await desk.sources.met(source)}
    assert "503" in problems["a"] or "left alone" in problems["a"]
    assert "404" in problems["b"]
    assert "paywall" in problems["c"]
    assert desk.asked("/b") == 1
    assert 1 <= desk.asked("/a") <= 4
    dead = [job for job in await desk.store.jobs.list_jobs(HOME, limit=999) if job.state == "dead"]
    assert dead == []


async def test_one_page_can_be_watched(desk: Desk) -> None:
    """A live blog or a notice that is edited in place has no feed."""
    desk.publish("a")
    await desk.sources.subscribe("http://news.example/a", READER, now=desk.now, page=True)
    await desk.go_on(hours=1)
    desk.publish("a", until="October 15")
    await desk.go_on(hours=4)

    [told] = await desk.service.articles(READER)
    assert told.number == 2
    assert told.outlet is None  # its headline is not who published it


async def test_an_index_of_sitemaps_is_followed_to_its_latest(desk: Desk) -> None:
    """Large outlets split their sitemaps."""
    desk.publish("a")
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    desk.internet.pages["/index.xml"] = answer(
        f"<sitemapindex {space}><sitemap><loc>http://news.example/1.xml</loc></sitemap><sitemap><loc>http://inside.example/2.xml</loc></sitemap></sitemapindex>".encode(),
        media_type="text/xml",
    )
    desk.internet.pages["/1.xml"] = answer(
        f"<urlset {space}><url><loc>http://news.example/a</loc></url></urlset>".encode(),
        media_type="text/xml",
    )
    done = await desk.sources.subscribe("http://news.example/index.xml", READER, now=desk.now)
    polled = await desk.sources.poller.poll(done.source, desk.now)
    assert polled.source.error is not None
    assert "not on the public internet" in polled.source.error

    desk.internet.pages["/index.xml"] = answer(
        f"<sitemapindex {space}><sitemap><loc>http://news.example/1.xml</loc></sitemap></sitemapindex>".encode(),
        media_type="text/xml",
    )
    await desk.go_on(hours=2)
    assert await desk.titles() == ["Ferry talks a"]


async def test_many_feeds_are_imported_at_once_and_polled_one_by_one(desk: Desk) -> None:
    """A list of a thousand feeds must not come due in one second."""
    outlines = [Outline(url=f"http://news.example/feed?{number}") for number in range(10)]
    new, problems = await desk.sources.subscribe_all(
        [*outlines, outlines[0], Outline(url="http://x.example:22/")], READER, now=desk.now
    )

    assert (new, len(problems)) == (10, 1)
    assert len({source.next_poll for source in await desk.sources.followed(READER)}) == 10


async def test_two_replicas_make_one_job(desk: Desk) -> None:
    """Feeds are asked once, however many machines serve."""
    desk.publish("a")
    await desk.sources.subscribe(FEED, READER, now=desk.now)
    [due] = await desk.kept.due_sources(desk.now, limit=9)

    await desk.sources.tick(desk.now)
    await desk.kept.keep(HOME, sources=[due])  # the other one had read it before
    await desk.sources.tick(desk.now)

    assert len(await desk.store.jobs.list_jobs(HOME)) == 1


async def test_unsubscribing_ends_the_work_under_way(desk: Desk) -> None:
    """Jobs that wait find nothing to do and say nothing."""
    desk.publish("a", "b")
    done = await desk.sources.subscribe(FEED, READER, now=desk.now)
    await desk.sources.tick(desk.now)
    await desk.sources.unsubscribe(done.source.id, READER)
    await desk.go_on(hours=1)

    assert await desk.titles() == []
    assert {job.state for job in await desk.store.jobs.list_jobs(HOME)} == {"done"}


async def test_a_day_of_publication_in_the_future_is_left_out(desk: Desk) -> None:
    """A page with a wrong clock is still an article."""
    desk.publish("a")
    desk.internet.pages["/a"] = answer(
        b"<meta property='article:published_time' content='2031-01-01T00:00:00Z'>"
        + TEXT.format("May 1").encode() * 2
    )
    await desk.sources.subscribe(FEED, READER, now=desk.now)
    await desk.go_on(hours=0.5)

    [told] = await desk.service.articles(READER)
    assert told.published is None


async def test_one_who_waits_gets_the_news_at_once(desk: Desk) -> None:
    """`dateline feeds poll` is for looking, not for queueing."""
    desk.publish("a", "b")
    done = await desk.sources.subscribe(FEED, READER, now=desk.now)

    polled, taken = await desk.sources.poll_now(done.source, desk.now)
    again, none = await desk.sources.poll_now(replace(polled.source, etag=None), desk.now)

    assert [one.taken is not None for one in taken] == [True, True]
    assert (len(again.new), none) == (0, ())
