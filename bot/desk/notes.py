"""Living answers: a thread is told, once for each change, when what was said in it no longer holds.

Digests get no note: the next digest of their channel tells the same as an update.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from bot.desk.desk import Desk
from bot.desk.layout import day_words
from bot.desk.limited import narrowed
from bot.desk.names import direct_place, facts_of, post_id
from bot.desk.quiet import quiet_until
from bot.desk.replies import reply_to_question
from bot.jobs.worker import Run
from bot.model.chat import Place
from bot.model.ids import ArticleId, ChannelId, FactId
from bot.model.jobs import NewJob
from bot.model.posts import Post, PostKind
from bot.model.text import Scope, Told
from bot.news import News
from bot.ports import FactEntry, PostStore
from bot.said import Window

CHANGES_JOB = "changes"
NOTED_FOR = timedelta(days=90)  # an answer older than this is history, not something people still act on
MOST_POSTS = 500
_WATCHED = (PostKind.ANSWER, PostKind.REMINDER)


class ChangesJob(BaseModel):
    """Which article may have changed what was said, and who sees it."""

    model_config = ConfigDict(frozen=True)

    article: str
    audience: str | None


def jobs_after_change(told: Told, cause: str) -> tuple[NewJob, ...]:
    """The look at earlier answers that a stored article or a correction asks for; `cause` is its id."""
    job = ChangesJob(article=told.article, audience=told.audience)
    return (
        NewJob(name=f"changes:{cause}", kind=CHANGES_JOB, payload=job.model_dump_json(), run_at=told.known),
    )


class Notes:
    """Posts notes. clock: the present moment."""

    def __init__(self, *, news: News, desk: Desk, posts: PostStore, clock: Callable[[], datetime]) -> None:
        self._news = news
        self._desk = desk
        self._posts = posts
        self._clock = clock

    async def handle(self, run: Run) -> None:
        """Look at every recent answer that an article may have changed."""
        job = ChangesJob.model_validate_json(run.claim.payload)
        workspace = run.claim.workspace
        audience = None if job.audience is None else ChannelId(job.audience)
        scope = Scope(workspace=workspace, channel=audience)
        brought = await self._news.facts_of_article(scope, ArticleId(job.article))
        if not brought:
            return
        near = await self._news.neighbours(scope, brought)
        posts = await self._posts.find_posts(
            workspace, kinds=_WATCHED, using=[*brought, *near], limit=MOST_POSTS
        )
        now = self._clock()
        for post in _latest_of_threads([p for p in posts if p.reference and p.made > now - NOTED_FOR]):
            await self._look_at(post, brought, now)

    async def _look_at(self, post: Post, brought: Sequence[FactId], now: datetime) -> None:
        place = self._desk.place_of(post)
        settings = await self._desk.channels.settings(post.workspace, place)
        if not settings.notes:
            await self._desk.log.note(
                place, f"note on {post.id}: not looked for, notes are off here", self._clock()
            )
            return
        since = await self._told_until(post)
        zone = await self._desk.channels.zone(post.workspace, place)
        window = Window(since=since, until=max(now, since), zone=zone)
        scope = await narrowed(self._news, await self._scope_of(post, place), settings)
        changed = await self._news.changes(scope, post.facts, brought, window)
        if changed is None:
            return
        name = f"note:{post.id}:{since.isoformat()}"
        where = _thread_of(post, place)
        reply = reply_to_question(changed, post_id(where, name), where, question=None)
        titled = replace(reply, title=f"Changed since {day_words(post.known_until.date())}")
        quiet = await asyncio.to_thread(quiet_until, settings, now, zone)
        when = "at once" if quiet is None else f"after the quiet hours, at {quiet:%Y-%m-%d %H:%M} UTC"
        await self._desk.log.note(place, f"note that {post.id} no longer holds: sent {when}", now)
        await self._desk.send(
            name,
            PostKind.NOTE,
            where,
            titled,
            (*post.facts, *facts_of(changed)),
            known_until=window.until,
            at=quiet,
        )

    async def _told_until(self, post: Post) -> datetime:
        """Up to when the thread knows: the moment of the answer, or that of the last note under it that was posted."""
        notes = await self._posts.find_posts(
            post.workspace, kinds=[PostKind.NOTE], using=post.facts, limit=MOST_POSTS
        )
        place = _thread_of(post, self._desk.place_of(post))
        mine = [note for note in notes if note.reference and self._desk.place_of(note) == place]
        return max([post.known_until, *(note.known_until for note in mine)])

    async def _scope_of(self, post: Post, place: Place) -> Scope:
        """What may be seen where the post stands.

        A post made of nothing but its channel's own articles may be one for guests, so it is measured by those alone.
        """
        inside = Scope(workspace=post.workspace, channel=place.channel)
        entries = await self._news.entries(inside, post.facts)
        return replace(inside, channel_only=_all_own(entries))


def _all_own(entries: Sequence[FactEntry]) -> bool:
    return bool(entries) and all(entry.told.audience is not None for entry in entries)


def _thread_of(post: Post, place: Place) -> Place:
    """Where a note on a post goes: its thread, or the direct messages of the one who alone saw it."""
    if place.only_for is not None:
        return direct_place(place.platform, place.workspace, place.only_for)
    return replace(place, thread=place.thread or post.reference, ticket=None)


def _latest_of_threads(posts: Sequence[Post]) -> list[Post]:
    """The latest of the posts that stand in one thread, for each thread; posts are given the latest first."""
    latest: dict[str, Post] = {}
    for post in posts:
        latest.setdefault(post.place, post)
    return list(latest.values())
