"""Takes what happens on chat platforms durably, and answers each event exactly once.

An adapter hands every event to `accept`, which keeps it before the platform is thanked; what the platform sends again is
known by its key. A worker then does the event's job: works the reply out, posts it, and remembers the post. A process
that dies on the way is followed by another that first looks whether the post is there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.desk.buttons import Buttons
from bot.desk.calendars import Calendars
from bot.desk.channels import Channels
from bot.desk.fulfil import Fulfilment
from bot.desk.home import Home, HomePage
from bot.desk.limits import Counter, Limits
from bot.desk.live import SEARCHING, Teller, Telling
from bot.desk.log import Log
from bot.desk.names import lane_of, post_id, post_key, post_named
from bot.desk.ordering import Orders
from bot.desk.pages import page_of
from bot.desk.refusals import Refusals, drop_work
from bot.desk.replies import reply_to_error
from bot.desk.requests import IngestRequest, Request, read_command, read_message
from bot.desk.sending import CHANNEL_PACE_S, LATER, SEND, send_job
from bot.desk.signs import KEPT_S, at_work, hide_work, show_work
from bot.desk.stops import Stops
from bot.desk.suggestions import Suggestions
from bot.desk.wire import (
    incoming_from_json,
    incoming_to_json,
    place_from_json,
    place_to_json,
    reply_from_json,
    reply_to_json,
)
from bot.errors import (
    BotError,
    DeliveryDoubtfulError,
    DeliveryError,
    DeliveryRefusedError,
    StorageError,
)
from bot.jobs.worker import Handler, Run
from bot.model.chat import ActionKind, Incoming, IncomingKind, Notice, Place, Reply, Requester
from bot.model.ids import FactId, PostId, WorkspaceId, content_id
from bot.model.jobs import JobState, NewJob
from bot.model.posts import Post, PostKind
from bot.model.text import Scope
from bot.ports import JobStore, Platform, PostStore
from bot.service import BriefingService

_log = logging.getLogger(__name__)

EVENT = "event"


class Desk:
    """What adapters talk to. `connect` adds a platform.

    clock: the present moment, aware. wake: called when something was added. status_kept_s: a status is shown again after
    so many seconds, since platforms take it away.
    """

    def __init__(
        self,
        *,
        service: BriefingService,
        jobs: JobStore,
        posts: PostStore,
        clock: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
        status_kept_s: float = KEPT_S,
        limits: Limits | None = None,
        public_url: str | None = None,
    ) -> None:
        self._service = service
        self._jobs = jobs
        self._posts = posts
        self._clock = clock
        self._wake = wake
        self._status_kept_s = status_kept_s
        self._platforms: dict[str, Platform] = {}
        self._stops = Stops(posts)
        self.channels = Channels(jobs=jobs, posts=posts)
        self.suggestions = Suggestions(service=service, channels=self.channels, clock=clock)
        self.buttons = Buttons(service=service, posts=posts)
        self._home = Home(service=service, channels=self.channels, posts=posts)
        self._refusals = Refusals(posts=posts, channels=self.channels, send=self.send)
        self.log = Log(posts)
        self.calendars = Calendars(service=service, posts=posts, public_url=public_url)
        self.orders = Orders(
            service=service, channels=self.channels, calendars=self.calendars, posts=posts, log=self.log
        )
        self._fulfilment = Fulfilment(
            service=service,
            channels=self.channels,
            teller=Teller(service=service, stops=self._stops),
            orders=self.orders,
            counter=Counter(posts, limits or Limits()),
        )

    def connect(self, platform: Platform) -> None:
        """Let a platform's events be answered."""
        self._platforms[platform.name] = platform

    def wake_with(self, wake: Callable[[], None]) -> None:
        """Call this whenever something was added, so that a worker in this process looks at once."""
        self._wake = wake

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What a worker needs to do the desk's jobs, by kind."""
        return {EVENT: self._handle_event, SEND: self._handle_send, LATER: self._handle_later}

    # ------------------------------------------------------------------ events in

    async def accept(self, event: Incoming) -> bool:
        """Keep an event; False when it was kept before, then nothing more is to be done.

        Once this returns, the event is answered whatever happens to this process. Raises StorageError when it could
        not be kept: then the platform must not be thanked, so that it sends again.
        """
        job = NewJob(
            name=f"event:{event.key}",
            kind=EVENT,
            payload=incoming_to_json(event),
            run_at=event.received,
            lane=lane_of(event.place),
            pace_s=CHANNEL_PACE_S if event.place.only_for is None else 0.0,
        )
        workspace = event.requester.scope.workspace
        fresh = await self._jobs.accept(workspace, event.key, [job], self._clock())
        if fresh:
            self._wake()
        return fresh

    async def greet(self, event: Incoming) -> None:
        """Show at once that we are working on an event; never fails."""
        platform = self._platforms.get(event.place.platform)
        if platform is not None:
            await show_work(platform, event)

    async def asked(self, workspace: WorkspaceId, key: str) -> tuple[Place, Requester] | None:
        """Where and by whom the event of this key was asked, as far as it is answered or waits for that; else None.

        For platforms that tell of a deleted message no more than its name.
        """
        name = f"event:{key}"
        post = await self._posts.find_post(workspace, post_named(workspace, name))
        if post is not None and post.member is not None:
            return self.place_of(post), Requester(member=post.member, scope=Scope(workspace=workspace))
        waiting = await self._jobs.list_jobs(
            workspace, states=[JobState.WAITING, JobState.RUNNING], limit=500
        )
        event = next((incoming_from_json(job.payload) for job in waiting if job.name == name), None)
        return (event.place, event.requester) if event is not None else None

    async def stop(self, place: Place) -> None:
        """Answer nothing more that was asked in a conversation up to now; what is being written ends where it is."""
        await self._stops.ask(place, self._clock())

    async def send(
        self,
        name: str,
        kind: PostKind,
        place: Place,
        reply: Reply,
        facts: tuple[FactId, ...],
        *,
        known_until: datetime | None = None,
        at: datetime | None = None,
    ) -> None:
        """Post something nobody asked for just now, once for this name: a digest, a reminder, a note.

        What was kept under this name before is posted as it was kept. known_until: what was known when it was made, None
        for the present moment. at: not before then.
        """
        now = self._clock()
        post = self._post(name, kind, place, reply, now, facts=facts, known_until=known_until)
        if await self._posts.find_post(place.workspace, post.id) is None:
            await self._posts.put_post(post)
        await self._jobs.add_jobs(place.workspace, [send_job(name, post.id, place, now, at)])
        self._wake()

    async def forget(self, workspace: WorkspaceId) -> None:
        """Drop what is scheduled and what waits in a workspace that removed us."""
        await drop_work(self._jobs, workspace, self._clock())

    async def suggest(self, requester: Requester, prefix: str) -> tuple[str, ...]:
        """Names that begin with what a member has typed, for completion as they type."""
        return await self.suggestions.names(requester, prefix)

    async def home(self, requester: Requester) -> HomePage:
        """What a member sees on a page of their own."""
        return await self._home.page(requester, self._clock())

    # ------------------------------------------------------------------ jobs

    async def _handle_event(self, run: Run) -> None:
        event = incoming_from_json(run.claim.payload)
        await self._refusals.meet(event.place.platform, event.requester)
        began = self._clock()
        post = self._post(run.claim.name, PostKind.ANSWER, event.place, _BEGUN, began, event=event)
        kept = await self._posts.find_post(event.place.workspace, post.id)
        if kept is not None and kept.reference is not None:
            if kept.reply != post.reply:  # it is posted; only its end was not noted
                return
            post = replace(post, reference=kept.reference)
        telling = Telling(
            run=run,
            event=event,
            post=post,
            platform=self._platforms[event.place.platform],
            posts=self._posts,
            key=post_key(post.id),
        )
        async with at_work(telling, self._status_kept_s):
            reply, place, facts = await self._outcome(telling)
        if reply is None:
            await hide_work(telling.platform, event)
            return
        if _is_turn(event) and event.reference is not None:
            await self._platforms[place.platform].update(place, event.reference, reply)
            return
        made = self._post(run.claim.name, PostKind.ANSWER, place, reply, began, facts=facts, event=event)
        await self._deliver(run, made, place, page_of(reply, made.id), telling)

    async def _outcome(self, telling: Telling) -> tuple[Reply | None, Place, tuple[FactId, ...]]:
        """The reply to an event (None when nothing is to be said), where it goes, and the facts it was made from.

        Once a message has begun, every failure leaves it in doubt: the next attempt must not begin another.
        """
        event, name = telling.event, telling.run.claim.name
        try:
            reply, place, facts = await self._reply(telling)
            if telling.event.kind is IncomingKind.MESSAGE and await self._is_stopped(telling, reply):
                reply = Reply(body=Notice(text="Stopped.")) if telling.begun else None
            return reply, place, facts
        except (StorageError, DeliveryError) as error:
            if telling.live is not None:
                raise DeliveryDoubtfulError("a live answer was begun and not ended") from error
            raise
        except BotError as error:
            _log.info("event %s: %s", event.key, type(error).__name__)
            return reply_to_error(error), event.place, ()
        except Exception:
            incident = content_id("e", name, str(telling.run.claim.attempt))[2:10]
            _log.exception("event %s failed, reference %s", event.key, incident)
            return reply_to_error(BotError(), incident), event.place, ()

    async def _is_stopped(self, telling: Telling, reply: Reply | None) -> bool:
        """Whether nothing is to be said because somebody asked us to stop."""
        return reply is None or (telling.live is None and await self._stops.asked(telling.event))

    async def _handle_later(self, run: Run) -> None:
        """The time of a post has come: put it into the lane of its channel."""
        post_name, _, name = run.claim.payload.partition(" ")
        post = await self._posts.find_post(run.claim.workspace, PostId(post_name))
        if post is not None:
            job = send_job(name, post.id, self.place_of(post), self._clock())
            await self._jobs.add_jobs(post.workspace, [job])

    async def _handle_send(self, run: Run) -> None:
        post = await self._posts.find_post(run.claim.workspace, PostId(run.claim.payload))
        if post is None:  # erased meanwhile
            return
        await self._deliver(run, post, self.place_of(post), reply_from_json(post.reply), None)

    async def _deliver(
        self, run: Run, post: Post, place: Place, reply: Reply, telling: Telling | None
    ) -> None:
        """Post once: an attempt that may have posted is looked for before it is repeated."""
        platform = self._platforms[place.platform]
        reference = await self._begun(run, post, place, telling)
        if telling is not None and telling.live is not None:
            reference = await telling.finish(reply)
        elif reference is not None:
            await platform.update(place, reference, reply)
        else:
            await run.intend()
            try:
                reference = await platform.post(place, reply, post_key(post.id))
            except DeliveryRefusedError as error:
                await self._refusals.tell(place, error)
                raise
        await self._posts.put_post(replace(post, reference=reference))
        if telling is not None:
            await hide_work(telling.platform, telling.event)

    async def _begun(self, run: Run, post: Post, place: Place, telling: Telling | None) -> str | None:
        """Our message into which a reply belongs: that of the question that was edited, or what an earlier attempt made."""
        event = telling.event if telling is not None else None
        reference = post.reference if telling is None else telling.post.reference
        if reference is None and event is not None and event.kind in _CHANGES:
            reference = await self._reference_of(event)
        if reference is None and run.claim.doubtful:
            reference = await self._platforms[place.platform].find_post(place, post_key(post.id))
        return reference

    async def _reference_of(self, event: Incoming | None) -> str | None:
        """Our message that answered the question an edit or deletion is about."""
        if event is None or event.reference is None:
            return None
        workspace = event.requester.scope.workspace
        post = await self._posts.find_post(workspace, post_id(event.place, f"event:{event.reference}"))
        return post.reference if post else None

    def _post(
        self,
        name: str,
        kind: PostKind,
        place: Place,
        reply: Reply,
        now: datetime,
        *,
        facts: tuple[FactId, ...] = (),
        event: Incoming | None = None,
        known_until: datetime | None = None,
    ) -> Post:
        return Post(
            id=post_id(place, name),
            workspace=place.workspace,
            kind=kind,
            lane=lane_of(place),
            place=place_to_json(place),
            reply=reply_to_json(reply),
            made=now,
            known_until=known_until or now,
            member=event.requester.member if event is not None else None,
            facts=facts,
        )

    @staticmethod
    def place_of(post: Post) -> Place:
        """Where a post stands."""
        return place_from_json(post.place)

    # ------------------------------------------------------------------ replies

    async def _reply(self, telling: Telling) -> tuple[Reply | None, Place, tuple[FactId, ...]]:
        """The reply to an event (None when nothing is to be said), where it goes, and the facts it was made from."""
        now, event = self._clock(), telling.event
        if event.kind is IncomingKind.MESSAGE and await self._stops.asked(event):
            return None, event.place, ()
        match event.kind:
            case IncomingKind.ACTION:
                reply, place = await self.buttons.press(event, now=now)
                return reply, place, ()
            case IncomingKind.DELETED:
                if await self._reference_of(event) is None:
                    return None, event.place, ()
                return (
                    Reply(body=Notice(text="The question was deleted, and this answer with it.")),
                    event.place,
                    (),
                )
            case IncomingKind.EDITED if await self._reference_of(event) is None:
                return None, event.place, ()
            case IncomingKind.LINK if await self.channels.stores_links(event):
                link = IngestRequest(text=event.text)
                return await self._fulfilment.fulfil(link, event, telling.run.claim.name, now)
            case IncomingKind.LINK:
                return await self.channels.offer(event), event.place, ()
            case _:
                pass
        request = await asyncio.to_thread(_read, event, now)
        await self.channels.check_allowed(event, request)
        return await self._fulfilment.fulfil(request, event, telling.run.claim.name, now, telling)


_CHANGES = {IncomingKind.EDITED, IncomingKind.DELETED}
_BEGUN = Reply(body=Notice(text=SEARCHING))  # what is kept of a message that has only begun


def _is_turn(event: Incoming) -> bool:
    """Whether the sources of a message were opened or closed, or another page of it is wanted."""
    return event.action is not None and event.action.kind in {ActionKind.SOURCES, ActionKind.PAGE}


def _day_in(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def _read(event: Incoming, now: datetime) -> Request:
    """What the event asks for; reads zone files, so it stays off the event loop."""
    today = _day_in(event.requester.zone, now)
    if event.command is not None:
        return read_command(event.command, event.text, today=today)
    return read_message(event.text, today=today)
