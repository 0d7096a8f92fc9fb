"""Watching: a place that follows a party, a pair, a topic or a deadline is told of news at once, or in its digest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.desk.channels import channel_of
from bot.desk.desk import Desk
from bot.desk.log import Log
from bot.desk.names import facts_of, lane_of, post_id
from bot.desk.orders import WatchRequest
from bot.desk.quiet import quiet_until
from bot.desk.replies import reply_to_question
from bot.desk.watches import WATCH, Watch, Watches, is_old, kept_watches, watched
from bot.desk.wire import place_from_json, place_to_json
from bot.digest.watched import is_watched, is_watched_said
from bot.errors import InputError
from bot.jobs.worker import Run
from bot.model.chat import Incoming, Notice, Place, Reply
from bot.model.ids import ArticleId, ChannelId, WorkspaceId
from bot.model.jobs import NewJob
from bot.model.posts import PostKind
from bot.model.text import Scope, Told
from bot.news import News
from bot.ports import PostStore
from bot.said import Window

WATCH_JOB = "watch"
MOST_WATCHED = 50
_INSTANT = timedelta(microseconds=1)


class WatchJob(BaseModel):
    """An article that came in, or a correction, and when it became known."""

    model_config = ConfigDict(frozen=True)

    article: str
    audience: str | None
    known: AwareDatetime
    cause: str


def watch_jobs(told: Told, cause: str) -> tuple[NewJob, ...]:
    """The look at what is watched that a stored article asks for; `cause` is the id of its revision.

    None for an article that is old when it comes in, as when a feed is new or an archive is read: it is for the digest.
    None for a person's correction either, which is told in the threads and the digest.
    """
    if cause != told.revision:
        return ()
    if is_old(told):
        return ()
    job = WatchJob(article=told.article, audience=told.audience, known=told.known, cause=cause)
    return (NewJob(name=f"watch:{cause}", kind=WATCH_JOB, payload=job.model_dump_json(), run_at=told.known),)


class Watching:
    """Keeps what is watched, and tells of it. clock: the present moment."""

    def __init__(
        self, *, news: News, desk: Desk, posts: PostStore, log: Log, clock: Callable[[], datetime]
    ) -> None:
        self._news = news
        self._desk = desk
        self._posts = posts
        self._log = log
        self._clock = clock

    # ------------------------------------------------------------------ what is watched

    async def order(self, request: WatchRequest, event: Incoming, now: datetime) -> Reply:
        """Watch something, no longer, or say what is watched."""
        held = await self._held(event)
        match request.action:
            case "on":
                return await self._watch(request, event, held, now)
            case "off":
                return await self._unwatch(request, event, held)
            case _:
                return Reply(body=Notice(text=_listed(held.watches)))

    async def in_digest(self, workspace: WorkspaceId, place: Place) -> tuple[Watch, ...]:
        """What a place watches, to be told in its digest or at once."""
        return (await self._stored(workspace, place) or Watches(place="")).watches

    async def _watch(self, request: WatchRequest, event: Incoming, held: Watches, now: datetime) -> Reply:
        if len(held.watches) >= MOST_WATCHED:
            raise InputError(f"at most {MOST_WATCHED} things are watched here; unwatch some first")
        workspace = event.requester.scope.workspace
        if (
            not request.at_once
            and await self._desk.channels.subscription(workspace, channel_of(event.place)) is None
        ):
            raise InputError(
                "there is no digest here; switch it on with: digest on 08:30, or watch it at once"
            )
        watch = Watch(
            names=request.names,
            deadlines=request.deadlines,
            at_once=request.at_once,
            since=now,
            by=event.requester.member,
        )
        others = tuple(one for one in held.watches if _key(one) != _key(watch))
        await self._keep(event, held.model_copy(update={"watches": (*others, watch)}))
        how = "at once, outside quiet hours" if watch.at_once else "in the digest, ranked higher"
        what = "News that names all of them is" if len(watch.names) > 1 else "News of it is"
        return Reply(body=Notice(text=f"Watching {watch.words}. {what} told here {how}."))

    async def _unwatch(self, request: WatchRequest, event: Incoming, held: Watches) -> Reply:
        asked = {name.casefold() for name in request.names}
        kept = tuple(
            one
            for one in held.watches
            if "all" not in asked
            and not (
                asked.issubset(map(str.casefold, one.names)) and (one.deadlines or not request.deadlines)
            )
        )
        if len(kept) == len(held.watches):
            return Reply(body=Notice(text=f"That is not watched here. {_listed(held.watches)}"))
        await self._keep(event, held.model_copy(update={"watches": kept}))
        return Reply(body=Notice(text=_listed(kept)))

    async def _held(self, event: Incoming) -> Watches:
        stored = await self._stored(event.requester.scope.workspace, event.place)
        scope = event.requester.scope
        place = Place(platform=event.place.platform, workspace=scope.workspace, channel=event.place.channel)
        return (stored or Watches(place="")).model_copy(
            update={
                "place": place_to_json(place),
                "channel": scope.channel,
                "guests": scope.channel_only,
                "zone": event.requester.zone,
            }
        )

    async def _stored(self, workspace: WorkspaceId, place: Place) -> Watches | None:
        stored = (await self._posts.choices(workspace, channel_of(place))).get(WATCH)
        return Watches.model_validate_json(stored) if stored else None

    async def _keep(self, event: Incoming, held: Watches) -> None:
        value = held.model_dump_json() if held.watches else None
        workspace = event.requester.scope.workspace
        await self._posts.put_choice(workspace, channel_of(event.place), WATCH, value)

    # ------------------------------------------------------------------ telling at once

    async def handle(self, run: Run) -> None:
        """Tell every place that watches for it what an article brought."""
        job = WatchJob.model_validate_json(run.claim.payload)
        workspace = run.claim.workspace
        for held in kept_watches(await self._posts.places(workspace, WATCH)):
            mine = [one for one in held.watches if one.at_once and one.since <= job.known]
            if mine and (job.audience is None or job.audience == held.channel):
                await self._tell(job, held, mine)

    async def _tell(self, job: WatchJob, held: Watches, watches: Sequence[Watch]) -> None:
        place = place_from_json(held.place)
        channel = ChannelId(held.channel) if held.channel else None
        scope = Scope(workspace=place.workspace, channel=channel, channel_only=held.guests)
        window = Window(since=job.known - _INSTANT, until=job.known, zone=held.zone)
        wanted = await asyncio.to_thread(lambda: [watched(one) for one in watches])
        lines = await self._news.brought(
            scope,
            ArticleId(job.article),
            window,
            lambda record: any(is_watched(record, one) for one in wanted),
            wanted,
        )
        spoken = await self._news.spoken(scope, ArticleId(job.article), window, watches=wanted)
        if not lines and not spoken:
            return
        named = await asyncio.to_thread(
            lambda: [
                one.words
                for one in wanted
                if any(is_watched(line.item.record, one) for line in lines)
                or any(is_watched_said(said.fact, one) for said, _ in spoken)
            ]
        )
        name = f"alert:{lane_of(place)}:{job.cause}"
        answer = await self._news.told(scope, lines, [sentence for _, sentence in spoken])
        facts = (*facts_of(answer), *(fact for one in lines for fact in one.item.facts))
        entries = await self._news.entries(scope, facts_of(answer))
        reply = reply_to_question(
            answer, post_id(place, name), place, question=None, facts=tuple(entry.fact for entry in entries)
        )
        titled = Reply(body=reply.body, actions=reply.actions, title=f"Watched: {', '.join(named)}")
        now = self._clock()
        settings = await self._desk.channels.settings(place.workspace, place)
        zone = await self._desk.channels.zone(place.workspace, place, default=held.zone)
        quiet = await asyncio.to_thread(quiet_until, settings, now, zone)
        await self._desk.send(name, PostKind.ALERT, place, titled, facts, known_until=job.known, at=quiet)
        when = "at once" if quiet is None else f"after the quiet hours, at {quiet:%Y-%m-%d %H:%M} UTC"
        await self._log.note(place, f"news of {', '.join(named)} (article {job.article}): told {when}", now)


def _key(watch: Watch) -> tuple[frozenset[str], bool]:
    return frozenset(map(str.casefold, watch.names)), watch.deadlines


def _listed(watches: Sequence[Watch]) -> str:
    if not watches:
        return "Nothing is watched here. Such as: watch Hungary; watch Kovar, Szabo; watch deadlines Norway"
    lines = [f"• {one.words} – {'at once' if one.at_once else 'in the digest'}" for one in watches]
    return "Watched here:\n" + "\n".join(lines)
