"""The use cases of following: subscribe to feeds, sitemaps and pages, poll them, and look at articles again.

Work that must not be lost is jobs: `tick` makes them, `handlers` do them. A host's jobs share a lane, so that one host
is asked one thing at a time whatever process asks.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.errors import DocumentError, FetchError, FetchStatusError, NotFoundError
from bot.ingest.feeds import NamedFeed, find_feeds, looks_like_feed, read_feed
from bot.ingest.fetch import check_url
from bot.ingest.opml import Outline
from bot.ingest.politeness import PACE_S, Fetches
from bot.ingest.watch import FIRST_S
from bot.jobs.worker import Handler, Run
from bot.model.chat import Requester
from bot.model.ids import ArticleId, WorkspaceId, content_id
from bot.model.jobs import NewJob
from bot.model.sources import FeedEntry, SeenEntry, Source, SourceId, SourceKind, Watch
from bot.polling import Polled, Poller, ReadPage, TakeArticle, TakenEntry
from bot.ports import SourceStore

POLL, TAKE, CHECK = "source.poll", "source.take", "watch.check"
MAX_TRIES = 4
MAX_DUE = 500  # jobs that one tick makes
_HOLD = timedelta(minutes=30)  # a source whose job is waiting is not due again before then

WhenDead = Callable[[Source], Sequence[NewJob]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed:
    """What a subscription led to. new: False when it was followed before. others: more feeds that the page names."""

    source: Source
    new: bool
    others: tuple[NamedFeed, ...] = ()


class Sources:
    """Following, on one store.

    fetcher: asks politely. read: takes the article out of a page. take: stores it. clock: the present moment, aware.
    when_dead: the jobs that tell people of a source that has stopped working; asked for once, when it does.
    """

    def __init__(
        self,
        *,
        store: SourceStore,
        fetcher: Fetches,
        read: ReadPage,
        take: TakeArticle,
        clock: Callable[[], datetime],
        when_dead: WhenDead | None = None,
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._clock = clock
        self._when_dead = when_dead
        self.poller = Poller(store=store, fetcher=fetcher, read=read, take=take)

    # ------------------------------------------------------------------ what is followed

    async def subscribe(
        self, url: str, requester: Requester, *, now: datetime, page: bool = False
    ) -> Subscribed:
        """Follow the feed or sitemap at `url`, or the first feed that the page there names.

        page: watch that one page itself. The articles are seen by the requester's channel when that is private.
        Raises FetchError when it cannot be fetched, DocumentError when there is nothing to follow.
        """
        found = await self._fetcher.fetch(check_url(url))
        if page:
            return await self._add(found.url, SourceKind.PAGE, None, requester, now)
        if await asyncio.to_thread(looks_like_feed, found.body):
            feed = await asyncio.to_thread(read_feed, found.body, url=found.url)
            return await self._add(found.url, feed.kind, feed.title, requester, now)
        named = await asyncio.to_thread(find_feeds, found.body, url=found.url)
        if not named:
            raise DocumentError("this page names no feed; give a feed's address, or watch the page itself")
        first = await self._fetcher.fetch(check_url(named[0].url))
        feed = await asyncio.to_thread(read_feed, first.body, url=first.url)
        title = feed.title or named[0].title
        return replace(await self._add(first.url, feed.kind, title, requester, now), others=named[1:])

    async def subscribe_all(
        self, outlines: Sequence[Outline], requester: Requester, *, now: datetime
    ) -> tuple[int, tuple[str, ...]]:
        """Follow many feeds without looking at them yet; how many were new, and why others were left out.

        Their first polls are spread over half an hour.
        """
        new, problems = 0, []
        for number, outline in enumerate(outlines):
            try:
                url = check_url(outline.url)
            except FetchError as error:
                problems.append(str(error))
                continue
            spread = timedelta(seconds=FIRST_S * number / len(outlines))
            added = await self._add(url, outline.kind, outline.title, requester, now, first=now + spread)
            new += added.new
        return new, tuple(problems)

    async def unsubscribe(self, name: str, requester: Requester) -> Source:
        """Follow a source no longer, named by its id or address; its articles stay. NotFoundError when there is none."""
        for source in await self.followed(requester):
            if name in {source.id, source.url} and source.audience == requester.scope.channel:
                await self._store.remove_source(source.workspace, source.id)
                return source
        raise NotFoundError(
            f"nothing is followed under {name!r}; `feeds` in a chat, `dateline feeds list` shows what is"
        )

    async def followed(self, requester: Requester) -> tuple[Source, ...]:
        """What the requester may see of what is followed, by address."""
        found = await self._store.list_sources(requester.scope.workspace)
        return tuple(source for source in found if requester.scope.sees(source.audience))

    async def met(self, source: Source, *, limit: int = 100) -> tuple[SeenEntry, ...]:
        """What was met at a source, the latest first, with why an article was not taken in."""
        return await self._store.list_seen(source.workspace, source.id, limit=limit)

    async def _add(
        self,
        url: str,
        kind: SourceKind,
        title: str | None,
        requester: Requester,
        now: datetime,
        *,
        first: datetime | None = None,
    ) -> Subscribed:
        scope = requester.scope
        source = Source(
            id=SourceId(content_id("s", scope.workspace, scope.channel or "", url)),
            workspace=scope.workspace,
            audience=scope.channel,
            url=url,
            kind=kind,
            title=title,
            added=now,
            added_by=requester.member,
            next_poll=first or now,
            interval_s=FIRST_S,
        )
        if await self._store.add_source(source):
            return Subscribed(source=source, new=True)
        held = await self._store.find_source(scope.workspace, source.id)
        return Subscribed(source=held or source, new=False)

    # ------------------------------------------------------------------ durable work

    async def tick(self, now: datetime) -> int:
        """Make the jobs of every source and watched article that is due, in all workspaces; how many.

        Several replicas may tick at once: a job has one name.
        """
        jobs: dict[WorkspaceId, list[NewJob]] = defaultdict(list)
        held: dict[WorkspaceId, list[Source]] = defaultdict(list)
        waiting: dict[WorkspaceId, list[Watch]] = defaultdict(list)
        for source in await self._store.due_sources(now, limit=MAX_DUE):
            name = f"{POLL}:{source.id}:{source.next_poll.isoformat()}"
            jobs[source.workspace].append(_job(POLL, name, source.url, now, {"source": source.id}))
            held[source.workspace].append(replace(source, next_poll=now + _HOLD))
        for watch in await self._store.due_watches(now, limit=MAX_DUE):
            name = f"{CHECK}:{watch.article}:{watch.checks}:{(watch.next_check or now).isoformat()}"
            jobs[watch.workspace].append(_job(CHECK, name, watch.url, now, {"article": watch.article}))
            waiting[watch.workspace].append(replace(watch, next_check=now + _HOLD))
        for workspace, some in jobs.items():
            await self._store.keep(workspace, sources=held[workspace], watches=waiting[workspace], jobs=some)
        return sum(len(some) for some in jobs.values())

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What does the jobs of `tick`, by kind; for a worker of its own, as slow hosts keep its hands full."""
        return {POLL: self._on_poll, TAKE: self._on_take, CHECK: self._on_check}

    async def _on_poll(self, run: Run) -> None:
        source = await self._source_of(run)
        if source is None:
            return
        now = self._clock()
        polled = await self.poller.poll(source, now)
        jobs = [_take_job(source, entry, now) for entry in polled.new]
        seen = [SeenEntry(entry=entry, seen=now) for entry in polled.new]
        await self._keep_poll(source, polled.source, seen, jobs)

    async def _on_take(self, run: Run) -> None:
        source = await self._source_of(run)
        if source is None:
            return
        payload = json.loads(run.claim.payload)
        entry, tries = FeedEntry(**payload["entry"]), int(payload.get("tries", 1))
        now = self._clock()
        try:
            done = await self.poller.take(source, entry, now)
        except FetchError as error:
            if tries < MAX_TRIES:
                await self._store.keep(source.workspace, jobs=[_take_again(source, entry, now, tries, error)])
                return
            done = TakenEntry(entry=entry, problem=str(error))
        if done.problem is not None:
            met = SeenEntry(entry=entry, seen=now, problem=done.problem)
            await self._store.keep(source.workspace, seen={source.id: [met]})

    async def _on_check(self, run: Run) -> None:
        article = ArticleId(json.loads(run.claim.payload)["article"])
        watch = await self._store.find_watch(run.claim.workspace, article)
        if watch is not None:
            await self.poller.check(watch, self._clock())

    async def _source_of(self, run: Run) -> Source | None:
        name = SourceId(json.loads(run.claim.payload)["source"])
        return await self._store.find_source(run.claim.workspace, name)

    # ------------------------------------------------------------------ for one who waits

    async def poll_now(self, source: Source, now: datetime) -> tuple[Polled, tuple[TakenEntry, ...]]:
        """Poll a source and take in what is new at once, for one who waits for it."""
        polled = await self.poller.poll(source, now)
        done: list[TakenEntry] = []
        for entry in polled.new:
            try:
                done.append(await self.poller.take(source, entry, now))
            except FetchError as error:
                done.append(TakenEntry(entry=entry, problem=str(error)))
        seen = [SeenEntry(entry=one.entry, seen=now, problem=one.problem) for one in done]
        await self._keep_poll(source, polled.source, seen, [])
        return polled, tuple(done)

    async def _keep_poll(
        self, before: Source, after: Source, seen: Sequence[SeenEntry], jobs: Sequence[NewJob]
    ) -> None:
        told = self._when_dead(after) if self._when_dead and after.dead and not before.dead else ()
        await self._store.keep(before.workspace, sources=[after], seen={before.id: seen}, jobs=[*jobs, *told])


def _job(kind: str, name: str, url: str, at: datetime, payload: Mapping[str, object]) -> NewJob:
    host = urlsplit(url).hostname or "nowhere"
    return NewJob(
        name=name, kind=kind, payload=json.dumps(payload), run_at=at, lane=f"host:{host}", pace_s=PACE_S
    )


def _take_job(source: Source, entry: FeedEntry, at: datetime, tries: int = 1) -> NewJob:
    plain = {"key": entry.key, "url": entry.url, "title": entry.title, "published": entry.published}
    name = f"{TAKE}:{source.id}:{entry.key}:{tries}"
    return _job(TAKE, name, entry.url, at, {"source": source.id, "entry": plain, "tries": tries})


def _take_again(source: Source, entry: FeedEntry, now: datetime, tries: int, error: FetchError) -> NewJob:
    asked = error.retry_after_s if isinstance(error, FetchStatusError) else None
    wait = max(asked or 0.0, 300.0 * 4.0 ** (tries - 1))  # 5 minutes, 20, 80
    return _take_job(source, entry, now + timedelta(seconds=wait), tries + 1)
