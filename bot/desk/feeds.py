"""Feeds and pages that a place follows, as people see them in a chat; and the one message when such a feed has died."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.desk.channels import Channels
from bot.desk.desk import Desk
from bot.desk.orders import FeedsRequest
from bot.desk.wire import place_from_json, place_to_json
from bot.errors import NotAllowedError
from bot.jobs.worker import Run
from bot.model.chat import Incoming, Notice, Place, Reply
from bot.model.ids import WorkspaceId
from bot.model.jobs import NewJob
from bot.model.posts import PostKind
from bot.model.sources import Source, SourceId
from bot.ports import PostStore, SourceStore
from bot.sources import Sources

_log = logging.getLogger(__name__)

DEAD_JOB = "source.dead"
TOLD = "told"  # under this name a source has the place that asked for it, which is told when it dies
MOST_LISTED = 40


def jobs_when_dead(source: Source) -> Sequence[NewJob]:
    """The job that tells people of a source that has stopped working: one for each time that it dies."""
    since = source.failing_since or source.next_poll
    payload = json.dumps({"source": source.id})
    name = f"{DEAD_JOB}:{source.id}:{since.isoformat()}"
    return (NewJob(name=name, kind=DEAD_JOB, payload=payload, run_at=source.polled or source.added),)


class ChannelFeeds:
    """What a place follows. sources: None while fetching is switched off."""

    def __init__(self, *, channels: Channels, posts: PostStore, sources: Sources | None) -> None:
        self._channels = channels
        self._posts = posts
        self._sources = sources

    async def order(self, request: FeedsRequest, event: Incoming, now: datetime) -> Reply:
        """List what is followed here, follow something, or no longer."""
        if self._sources is None:
            raise NotAllowedError("fetching is switched off here, so no feeds are followed")
        if request.action == "list":
            return Reply(body=Notice(text=_listed(await self._sources.followed(event.requester))))
        if not await self._channels.may_ingest(event.requester, event.place):
            raise NotAllowedError("only admins choose what is followed here; ask one of them")
        if request.action == "remove":
            gone = await self._sources.unsubscribe(request.url, event.requester)
            await self._posts.put_choice(gone.workspace, _place_of(gone.id), TOLD, None)
            return Reply(body=Notice(text=f"No longer following {_name(gone)}. Its articles stay."))
        page = request.action == "page"
        done = await self._sources.subscribe(request.url, event.requester, now=now, page=page)
        place = Place(
            platform=event.place.platform, workspace=event.place.workspace, channel=event.place.channel
        )
        if done.new:
            value = place_to_json(place)
            await self._posts.put_choice(place.workspace, _place_of(done.source.id), TOLD, value)
        words = "Following" if done.new else "This is followed already:"
        more = "".join(f"\nThe page also names {other.url}" for other in done.others[:5])
        return Reply(body=Notice(text=f"{words} {_name(done.source)}.{more}"))


class DeadFeeds:
    """Tells the place that asked for a feed that it has died."""

    def __init__(
        self, *, desk: Desk, posts: PostStore, sources: SourceStore, clock: Callable[[], datetime]
    ) -> None:
        self._desk = desk
        self._posts = posts
        self._sources = sources
        self._clock = clock

    async def handle(self, run: Run) -> None:
        """Tell of one death, once."""
        workspace = run.claim.workspace
        source = await self._sources.find_source(workspace, SourceId(json.loads(run.claim.payload)["source"]))
        if source is None or not source.dead:  # forgotten, or alive again
            return
        words = f"{_name(source)} has not answered for days: {source.error or 'no reason given'}."
        place = await self._place(workspace, source)
        if place is None:
            _log.warning("feed %s has died: %s", source.url, source.error)
            return
        text = f"{words} It is still tried once a day; take it off with: feeds remove {source.url}"
        name = f"dead:{run.claim.name}"
        await self._desk.send(
            name, PostKind.NOTE, place, Reply(body=Notice(text=text), title="A feed has died"), ()
        )
        await self._desk.log.note(place, f"feed {source.url}: told that it has died", self._clock())

    async def _place(self, workspace: WorkspaceId, source: Source) -> Place | None:
        stored = (await self._posts.choices(workspace, _place_of(source.id))).get(TOLD)
        return place_from_json(stored) if stored else None


def _place_of(source: SourceId) -> str:
    return f"source:{source}"


def _name(source: Source) -> str:
    return f"{source.title} ({source.url})" if source.title else source.url


def _listed(sources: Sequence[Source]) -> str:
    if not sources:
        return "Nothing is followed here yet. Such as: feeds add https://example.org/news.xml"
    lines = [f"• {_name(one)}{_state(one)}" for one in sources[:MOST_LISTED]]
    more = [f"And {len(sources) - MOST_LISTED} more."] if len(sources) > MOST_LISTED else []
    return "\n".join([*lines, *more])


def _state(source: Source) -> str:
    if source.error:
        return f" – {'dead' if source.dead else 'failing'}: {source.error}"
    return f" – every {round(source.interval_s / 60)} minutes"
