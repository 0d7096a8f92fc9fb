"""Why an article was told in a channel, or not: worked out from what is stored, for the one who asks."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.channels import Channels, Subscription, channel_of
from bot.desk.log import Log
from bot.desk.names import lane_of
from bot.desk.watches import WATCH, Watches, is_old, watched
from bot.desk.wire import reply_from_json
from bot.digest.interest import interest_in, is_wanted
from bot.digest.watched import is_watched
from bot.errors import NotFoundError
from bot.model.chat import Incoming
from bot.model.ids import ArticleId, FactId
from bot.model.posts import Act, Post, PostKind
from bot.model.records import Record
from bot.model.text import Scope, Told
from bot.news import News
from bot.ports import PostStore
from bot.said import Window
from bot.service import BriefingService

_UNASKED = (PostKind.DIGEST, PostKind.ALERT, PostKind.REMINDER, PostKind.NOTE)
_INSTANT = timedelta(microseconds=1)


class Why:
    """Explains."""

    def __init__(self, *, service: BriefingService, channels: Channels, posts: PostStore, log: Log) -> None:
        self._news: News = service.news
        self._channels = channels
        self._posts = posts
        self._log = log

    async def latest(self, event: Incoming) -> str:
        """The latest decisions about the event's channel."""
        acts = await self._log.latest(event.place)
        if not acts:
            return "Nothing was posted here unasked yet, and nothing was held back."
        return "\n".join(await asyncio.to_thread(_lines, acts, event.requester.zone))

    async def article(self, name: str, event: Incoming) -> str:
        """Where an article was told here, or why it was not."""
        try:
            article, revisions = await self._news.article(event.requester.scope, name)
        except NotFoundError:
            return "I have no such article, or it may not be seen here. Whoever runs me sees with `dateline feeds show` why one was not taken in."
        told = Told.of(article, revisions[-1])
        kinds = ("meeting", "deadline", "statement")
        facts = await self._news.facts_of_article(event.requester.scope, article.id, kinds)
        posts = await self._posts_of(event, facts)
        lines = [_told(post) for post in posts]
        if not lines:
            lines = [await self._why_not(event, told, facts)]
        if article.origin != article.id:
            lines.append("It is a copy of an article that I had already.")
        return "\n".join(lines)

    async def _posts_of(self, event: Incoming, facts: Sequence[FactId]) -> Sequence[Post]:
        """Posts here that rest on these facts."""
        if not facts:
            return ()
        workspace = event.requester.scope.workspace
        return await self._posts.find_posts(workspace, kinds=_UNASKED, lane=lane_of(event.place), using=facts)

    async def _why_not(self, event: Incoming, told: Told, facts: Sequence[FactId]) -> str:
        if not facts:
            return "No meeting, no deadline and no statement was read from it, so there was nothing to tell."
        chosen = await self._channels.subscription(event.requester.scope.workspace, channel_of(event.place))
        if chosen is None:
            return await self._why_not_at_once(event, told)
        if chosen.paused:
            return "The digest of this channel is paused."
        if not await self._brought(event, told, chosen, ()):
            return await self._nothing_new(event, told)
        if not await self._brought(event, told, chosen, chosen.topics):
            return f"It is outside what the digest here is limited to: {', '.join(chosen.topics)}."
        if await self._is_waiting(event, told):
            return "It waits for the next digest."
        return "It was left out of a digest for length, or because other news of the same records had overtaken it."

    async def _nothing_new(self, event: Incoming, told: Told) -> str:
        if await self._news.facts_of_article(event.requester.scope, ArticleId(told.article)):
            return "It told nothing that was not known here already."
        return "What is said in it is not worth telling by itself: only a whole clause by somebody with a name is, once."

    async def _why_not_at_once(self, event: Incoming, told: Told) -> str:
        """Why nobody was told at once, where there is no digest."""
        workspace = event.requester.scope.workspace
        stored = (await self._posts.choices(workspace, channel_of(event.place))).get(WATCH)
        watches = Watches.model_validate_json(stored).watches if stored else ()
        if not watches:
            return "There is no digest here, and nothing is watched here."
        wanted = await asyncio.to_thread(lambda: [watched(one) for one in watches])
        scope, article = event.requester.scope, ArticleId(told.article)
        window = Window(since=told.known - _INSTANT, until=told.known, zone=event.requester.zone)
        items = await self._news.brought(
            scope, article, window, lambda record: any(is_watched(record, one) for one in wanted)
        )
        said = await self._news.spoken(scope, article, window, watches=wanted)
        if not items and not said:
            return (
                "There is no digest here, and it tells nothing new of what is watched here. "
                f"{await self._nothing_new(event, told)}"
            )
        if is_old(told):
            return "It was older than three days when it came in; such articles are left to the digest, and there is none here."
        return "It came in before anything named in it was watched here."

    async def _brought(
        self, event: Incoming, told: Told, chosen: Subscription, topics: Sequence[str]
    ) -> bool:
        interest = await asyncio.to_thread(interest_in, topics)

        def wanted(record: Record) -> bool:
            return is_wanted(record, interest)

        scope = Scope(
            workspace=event.requester.scope.workspace,
            channel=event.place.channel,
            channel_only=chosen.guests,
        )
        window = Window(since=told.known - _INSTANT, until=told.known, zone=chosen.zone)
        article = ArticleId(told.article)
        return bool(
            await self._news.brought(scope, article, window, wanted)
            or await self._news.spoken(scope, article, window, interest=interest)
        )

    async def _is_waiting(self, event: Incoming, told: Told) -> bool:
        workspace = event.requester.scope.workspace
        last = await self._posts.find_posts(
            workspace, kinds=[PostKind.DIGEST], lane=lane_of(event.place), limit=1
        )
        return not last or last[0].known_until < told.known


def _told(post: Post) -> str:
    title = reply_from_json(post.reply).title or post.kind.value
    if post.reference is None:
        return f"It is kept to be told here and not posted yet: {title}."
    return f"It was told here: {title}, {post.made:%Y-%m-%d %H:%M} UTC."


def _lines(acts: Sequence[Act], zone: str) -> list[str]:
    place = ZoneInfo(zone)

    def moment(at: datetime) -> str:
        return f"{at.astimezone(place):%Y-%m-%d %H:%M}"

    return [f"• {moment(act.at)} {act.what}" for act in acts]
