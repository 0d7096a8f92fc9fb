"""One look at what is followed: poll a source, take in an entry, look at a watched article again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.errors import BotError, FetchError, FetchStatusError, InputError
from bot.ingest.documents import read_moment
from bot.ingest.feeds import Feed, read_feed
from bot.ingest.fetch import Page, check_url
from bot.ingest.politeness import Fetches
from bot.ingest.watch import after_failure, after_poll, first_check, plan_check
from bot.model.chat import Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.sources import FeedEntry, SeenEntry, Source, SourceKind, Watch
from bot.model.text import Scope, Told
from bot.ports import SourceStore

BACKLOG = 20  # articles of a new subscription that are taken in; older ones count as met
CHILD_SITEMAPS = 3
_FUTURE = timedelta(hours=26)  # a day, and every time zone
_FEEDS = MemberId("feeds")
_GONE = {404, 410}
_CLOSED = {401, 402, 403, 451}  # asking again does not help


class Taken(Protocol):
    """What became of an article that was handed in; `bot.service.Ingested` is one."""

    @property
    def outcome(self) -> str:
        """One of "new", "copy", "revision" and "known"."""

    @property
    def told(self) -> Told:
        """Where it is stored."""


class TakeArticle(Protocol):
    """What stores an article; `bot.service.BriefingService.ingest` does."""

    async def __call__(self, values: dict[str, Any], requester: Requester, *, now: datetime) -> Taken:
        """As `BriefingService.ingest`."""


ReadPage = Callable[[Page], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one poll brought: the source as it is now, and the entries that were new."""

    source: Source
    new: tuple[FeedEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenEntry:
    """What became of one entry: where it is stored, or the problem with it."""

    entry: FeedEntry
    taken: Taken | None = None
    problem: str | None = None


class Poller:
    """Looks at sources and watched articles, on one store.

    fetcher: asks politely. read: takes the article out of a page. take: stores it.
    """

    def __init__(self, *, store: SourceStore, fetcher: Fetches, read: ReadPage, take: TakeArticle) -> None:
        self._store = store
        self._fetcher = fetcher
        self._read = read
        self._take = take

    async def poll(self, source: Source, now: datetime) -> Polled:
        """Ask a source once. Nothing is stored but, for a watched page, its article; failures are in the result."""
        try:
            if source.kind is SourceKind.PAGE:
                return await self._poll_page(source, now)
            page = await self._fetch(source)
            if page.unchanged:
                return Polled(source=after_poll(source, now, new=0))
            feed = await self._read_feed(page)
            fresh = await self._fresh(source, feed)
            title = source.title or feed.title
            following = after_poll(replace(source, title=title, kind=feed.kind), now, new=len(fresh))
            if not feed.children:  # an index stays the same while its sitemaps change
                following = replace(following, etag=page.etag, last_modified=page.last_modified)
            return Polled(source=following, new=fresh)
        except (FetchError, InputError) as error:
            return Polled(source=_failed(source, now, error))

    async def take(self, source: Source, entry: FeedEntry, now: datetime) -> TakenEntry:
        """Fetch and store the article of an entry, and watch it from then on.

        Raises FetchError when trying again later may help.
        """
        try:
            page = await self._fetcher.fetch(entry.url)
            values = await self._read(page)
            taken = await self._store_article(source, entry, values, now)
        except FetchStatusError as error:
            if error.status in _GONE | _CLOSED:
                return TakenEntry(entry=entry, problem=str(error))
            raise
        except InputError as error:
            return TakenEntry(entry=entry, problem=str(error))
        await self._watch(taken.told, source, page, now)
        return TakenEntry(entry=entry, taken=taken)

    async def check(self, watch: Watch, now: datetime) -> Taken | None:
        """Look at a watched article again; what was stored, or None when it is unchanged or could not be had."""
        taken: Taken | None = None
        following = replace(watch, next_check=None)
        try:
            page = await self._fetcher.fetch(watch.url, etag=watch.etag, last_modified=watch.last_modified)
            if not page.unchanged:
                values = await self._read(page)
                requester = _requester(watch.workspace, watch)
                taken = await self._take(_sane({**values, "url": watch.url}, now), requester, now=now)
                watch = replace(watch, etag=page.etag, last_modified=page.last_modified)
            following = plan_check(watch, now, changed=taken is not None and taken.outcome == "revision")
        except FetchStatusError as error:
            if error.status not in _GONE:
                following = plan_check(watch, now, changed=False)
        except BotError:
            following = plan_check(watch, now, changed=False)
        await self._store.keep(watch.workspace, watches=[following])
        return taken

    async def _poll_page(self, source: Source, now: datetime) -> Polled:
        page = await self._fetch(source)
        if page.unchanged:
            return Polled(source=after_poll(source, now, new=0))
        values = await self._read(page)
        entry = FeedEntry(key=source.id, url=source.url, title=source.title)
        taken = await self._store_article(source, entry, values, now)
        following = after_poll(source, now, new=int(taken.outcome in {"new", "copy", "revision"}))
        title = source.title or taken.told.title
        return Polled(
            source=replace(following, title=title, etag=page.etag, last_modified=page.last_modified)
        )

    async def _fetch(self, source: Source) -> Page:
        return await self._fetcher.fetch(source.url, etag=source.etag, last_modified=source.last_modified)

    async def _read_feed(self, page: Page) -> Feed:
        feed = await asyncio.to_thread(read_feed, page.body, url=page.url)
        entries = list(feed.entries)
        for url in feed.children[:CHILD_SITEMAPS]:
            child = await self._fetcher.fetch(check_url(url))
            entries += (await asyncio.to_thread(read_feed, child.body, url=child.url)).entries
        return replace(feed, entries=tuple(entries))

    async def _fresh(self, source: Source, feed: Feed) -> tuple[FeedEntry, ...]:
        """The entries that were not met before, the oldest first; of a new source only the latest few."""
        entries = {entry.key: entry for entry in feed.entries}
        keys = await self._store.unseen(source.workspace, source.id, tuple(entries))
        fresh = [entries[key] for key in keys]
        if all(entry.published for entry in fresh):
            fresh.sort(key=lambda entry: entry.published or "", reverse=True)
        if source.polled is None and len(fresh) > BACKLOG:
            old = [
                SeenEntry(entry=entry, seen=source.added, problem="older than the subscription")
                for entry in fresh[BACKLOG:]
            ]
            await self._store.keep(source.workspace, seen={source.id: old})
            fresh = fresh[:BACKLOG]
        return tuple(reversed(fresh))

    async def _store_article(
        self, source: Source, entry: FeedEntry, values: dict[str, Any], now: datetime
    ) -> Taken:
        named = source.title if source.kind is not SourceKind.PAGE else None  # a page's title is a headline
        filled = {
            **values,
            "title": values.get("title") or entry.title,
            "outlet": values.get("outlet") or source.outlet or named,
            "published": values.get("published") or entry.published,
            "url": values.get("url") or entry.url,
        }
        requester = _requester(source.workspace, source)
        return await self._take(_sane(filled, now), requester, now=now)

    async def _watch(self, told: Told, source: Source, page: Page, now: datetime) -> None:
        if await self._store.find_watch(source.workspace, told.article) is not None:
            return
        watch = Watch(
            workspace=source.workspace,
            audience=told.audience,
            article=told.article,
            url=told.url or page.url,
            since=now,
            next_check=first_check(now),
            etag=page.etag,
            last_modified=page.last_modified,
        )
        await self._store.keep(source.workspace, watches=[watch])


def _requester(workspace: WorkspaceId, of: Source | Watch) -> Requester:
    """Nobody in particular, who sees what the audience of a source or an article sees."""
    return Requester(member=_FEEDS, scope=Scope(workspace=workspace, channel=of.audience))


def _sane(values: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`values` without a day of publication that cannot be read or lies in the future."""
    try:
        moment = read_moment(values.get("published"))
    except ValueError:
        moment = None
    usable = moment is not None and moment.at - now < _FUTURE
    return values if usable else {**values, "published": None}


def _failed(source: Source, now: datetime, error: BotError) -> Source:
    status = error if isinstance(error, FetchStatusError) else None
    return after_failure(
        source,
        now,
        error=str(error),
        retry_after_s=status.retry_after_s if status else None,
        gone=status is not None and status.status == 410,
    )
