"""Forgetting by itself what is older than an operator wants to keep, once a day."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.errors import NotFoundError
from bot.model.ids import ArticleId
from bot.model.posts import ASKED
from bot.model.text import Scope
from bot.ports import JobStore, PostStore, SourceStore, SpendStore, Store

_log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
BATCH = 100  # articles that are looked for at once; each is erased in a transaction of its own

ForgetArticle = Callable[[ArticleId, Scope], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """For how many days what is kept; None: for ever.

    articles: since their latest text came in, with all that they told. posts: answers, digests and notes as they were posted, the
    log of both, and the single calls of a model (their monthly sums stay). jobs: finished work and known events. seen: entries of feeds, which would be fetched again if met later.
    """

    articles: int | None = None
    posts: int | None = 400
    jobs: int | None = 30
    seen: int | None = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How many of each were erased."""

    articles: int = 0
    posts: int = 0
    acts: int = 0
    calls: int = 0
    jobs: int = 0
    seen: int = 0


class Retention:
    """Erases what is too old, in every workspace. Several processes may do so at once."""

    def __init__(
        self,
        *,
        store: Store,
        jobs: JobStore,
        posts: PostStore,
        sources: SourceStore,
        spends: SpendStore,
        forget: ForgetArticle,
        keep: Keep,
    ) -> None:
        self._store = store
        self._jobs = jobs
        self._posts = posts
        self._sources = sources
        self._spends = spends
        self._forget = forget
        self._keep = keep
        self._last: datetime | None = None

    async def tick(self, now: datetime) -> int:
        """Run when the last time was a day ago, or never in this process; 1 when it ran."""
        if self._last is not None and now - self._last < EVERY:
            return 0
        done = await self.run(now)
        self._last = now
        if done != Forgotten():
            _log.info("forgotten by age: %s", done)
        return 1

    async def run(self, now: datetime) -> Forgotten:
        """Erase everything that is older than it is to be kept; how much that was."""
        keep = self._keep
        return Forgotten(
            articles=await self._articles(_before(now, keep.articles)),
            posts=await self._posts.forget_posts(None, _before(now, keep.posts)),
            acts=await self._posts.forget_acts(_before(now, keep.posts))
            + await self._posts.forget_acts(now - EVERY, what=ASKED),
            calls=await self._spends.forget_calls(_before(now, keep.posts)),
            jobs=await self._jobs.forget(_before(now, keep.jobs)),
            seen=await self._sources.forget_seen(_before(now, keep.seen)),
        )

    async def _articles(self, before: datetime) -> int:
        gone = 0
        while found := await self._store.articles_before(before, limit=BATCH):
            for workspace, audience, article in found:
                try:
                    await self._forget(article, Scope(workspace=workspace, channel=audience))
                except NotFoundError:  # somebody else was faster
                    continue
                gone += 1
        return gone


def _before(now: datetime, days: int | None) -> datetime:
    """The moment before which nothing is kept; long before anything, when all is."""
    return now - timedelta(days=days) if days is not None else datetime(1, 1, 1, tzinfo=UTC)
