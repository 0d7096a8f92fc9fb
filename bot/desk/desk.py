"""Takes what happens on chat platforms durably, and answers each event exactly once.

An adapter hands every event to `accept`, which keeps it before the platform is thanked; what the platform sends again is
known by its key. A worker then does the event's job: works the reply out, posts it, and remembers the post. A process
that dies on the way is followed by another that first looks whether the post is there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.desk.buttons import Buttons
from bot.desk.channels import Channels
from bot.desk.replies import reply_to_error, reply_to_question
from bot.desk.requests import (
    HELP,
    Ask,
    Brief,
    DigestRequest,
    Help,
    IngestRequest,
    ListDeadlines,
    ListMeetings,
    Request,
    Verify,
    read_command,
    read_message,
)
from bot.desk.wire import (
    incoming_from_json,
    incoming_to_json,
    place_from_json,
    place_to_json,
    reply_from_json,
    reply_to_json,
)
from bot.errors import BotError, DeliveryError, NotAllowedError, StorageError
from bot.jobs.worker import Handler, Run
from bot.model.answers import Answer, Briefing
from bot.model.chat import ActionKind, Incoming, IncomingKind, Notice, Place, Question, Reply, Requester
from bot.model.ids import FactId, PostId, content_id
from bot.model.jobs import NewJob
from bot.model.posts import Post, PostKind
from bot.ports import JobStore, Platform, PostStore
from bot.service import BriefingService

_log = logging.getLogger(__name__)

EVENT, SEND = "event", "send"
CHANNEL_PACE_S = 1.0  # Slack and Discord both take about one message a second and channel
STATUS = "Looking it up in the stored articles"


class Desk:
    """What adapters talk to. platforms: by name; `connect` adds one. clock: the present moment, aware."""

    def __init__(
        self,
        *,
        service: BriefingService,
        jobs: JobStore,
        posts: PostStore,
        clock: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._service = service
        self._jobs = jobs
        self._posts = posts
        self._clock = clock
        self._wake = wake
        self._platforms: dict[str, Platform] = {}
        self.channels = Channels(jobs=jobs, posts=posts)
        self.buttons = Buttons(service=service, posts=posts)

    def connect(self, platform: Platform) -> None:
        """Let a platform's events be answered."""
        self._platforms[platform.name] = platform

    def wake_with(self, wake: Callable[[], None]) -> None:
        """Call this whenever something was added, so that a worker in this process looks at once."""
        self._wake = wake

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What a worker needs to do the desk's jobs, by kind."""
        return {EVENT: self._handle_event, SEND: self._handle_send}

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
        if platform is not None and event.kind in {IncomingKind.MESSAGE, IncomingKind.COMMAND}:
            with suppress(BotError):
                await platform.show_status(event.place, STATUS)

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
        job = NewJob(
            name=f"send:{name}",
            kind=SEND,
            payload=post.id,
            run_at=at or now,
            lane=lane_of(place),
            pace_s=CHANNEL_PACE_S,
        )
        await self._jobs.add_jobs(place.workspace, [job])
        self._wake()

    async def suggest(self, requester: Requester, prefix: str) -> tuple[str, ...]:
        """Names that begin with what a member has typed, for completion as they type."""
        return await self._service.suggest(prefix, requester)

    async def home(self, requester: Requester) -> Answer:
        """What a member sees first: the deadlines that lie ahead of them."""
        now = self._clock()
        today = await asyncio.to_thread(_day_in, requester.zone, now)
        return await self._service.tell_deadlines(requester, now=now, first=today, limit=10)

    # ------------------------------------------------------------------ jobs

    async def _handle_event(self, run: Run) -> None:
        event = incoming_from_json(run.claim.payload)
        name = run.claim.name
        began = self._clock()
        try:
            reply, place, facts = await self._reply(event, name)
        except (StorageError, DeliveryError):
            raise
        except BotError as error:
            reply, place, facts = reply_to_error(error), event.place, ()
            _log.info("event %s: %s", event.key, type(error).__name__)
        except Exception:
            incident = content_id("e", name, str(run.claim.attempt))[2:10]
            _log.exception("event %s failed, reference %s", event.key, incident)
            reply, place, facts = reply_to_error(BotError(), incident), event.place, ()
        if reply is None:
            return
        if (
            event.action is not None
            and event.action.kind is ActionKind.SOURCES
            and event.reference is not None
        ):
            await self._platforms[place.platform].update(place, event.reference, reply)
            return
        post = self._post(name, PostKind.ANSWER, place, reply, began, facts=facts, event=event)
        await self._deliver(run, post, place, reply, event)

    async def _handle_send(self, run: Run) -> None:
        post = await self._posts.find_post(run.claim.workspace, PostId(run.claim.payload))
        if post is None:  # erased meanwhile
            return
        await self._deliver(run, post, self.place_of(post), reply_from_json(post.reply), None)

    async def _deliver(
        self, run: Run, post: Post, place: Place, reply: Reply, event: Incoming | None
    ) -> None:
        """Post once: an attempt that may have posted is looked for before it is repeated."""
        platform = self._platforms[place.platform]
        key = post_key(post.id)
        changed = event is not None and event.kind in {IncomingKind.EDITED, IncomingKind.DELETED}
        reference = await self._reference_of(event) if changed else None
        if reference is None and run.claim.doubtful:
            reference = await platform.find_post(place, key)
        if reference is None:
            await run.intend()
            reference = await platform.post(place, reply, key)
        else:
            await platform.update(place, reference, reply)
        await self._posts.put_post(replace(post, reference=reference))
        if event is not None:
            with suppress(BotError):
                await platform.show_status(place, None)

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

    async def _reply(self, event: Incoming, name: str) -> tuple[Reply | None, Place, tuple[FactId, ...]]:
        """The reply to an event (None when nothing is to be said), where it goes, and the facts it was made from."""
        now = self._clock()
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
            case IncomingKind.LINK:
                return await self.channels.offer(event), event.place, ()
            case _:
                pass
        request = await asyncio.to_thread(_read, event, now)
        await self.channels.check_allowed(event, request)
        return await self._fulfil(request, event, name, now)

    async def _fulfil(
        self, request: Request, event: Incoming, name: str, now: datetime
    ) -> tuple[Reply, Place, tuple[FactId, ...]]:
        match request:
            case Help():
                return Reply(body=Notice(text=HELP)), event.place, ()
            case DigestRequest():
                reply = await self.channels.change_digest(request, event, now=now)
                mine = replace(event.place, only_for=event.requester.member)
                return reply, mine if request.action == "preview" else event.place, ()
            case IngestRequest():
                return await self._ingest(request, event, now), event.place, ()
            case _:
                answer = await self._answer(request, event, now)
        facts = facts_of(answer)
        entries = await self._service.facts(facts, event.requester)
        post = post_id(event.place, name)
        question = event.text if event.command is not None else None
        reply = reply_to_question(
            answer, post, event.place, question=question, facts=tuple(entry.fact for entry in entries)
        )
        return reply, event.place, facts

    async def _answer(
        self, request: Ask | Brief | ListMeetings | ListDeadlines | Verify, event: Incoming, now: datetime
    ) -> Answer:
        requester = event.requester
        match request:
            case Ask(text=text):
                question = Question(text=text, requester=requester, conversation=event.conversation)
                return await self._service.ask(question, now=now)
            case Brief(subject=subject):
                return await self._service.brief(subject, requester, now=now)
            case ListMeetings(parties=parties, first=first, last=last):
                return await self._service.tell_meetings(
                    requester, now=now, parties=parties, first=first, last=last
                )
            case ListDeadlines(parties=parties, first=first, last=last):
                return await self._service.tell_deadlines(
                    requester, now=now, parties=parties, first=first, last=last
                )
            case Verify(text=text):
                return await self._service.tell_verification(text, requester)

    async def _ingest(self, request: IngestRequest, event: Incoming, now: datetime) -> Reply:
        if not await self.channels.may_ingest(event.requester, event.place):
            raise NotAllowedError("only admins add articles here; ask one of them")
        done = await self._service.ingest_text_or_link(request.text, event.requester, now=now)
        label = done.told.title or done.told.url or "the article"
        facts = f"{len(done.facts)} fact" + ("" if len(done.facts) == 1 else "s")
        words = {
            "new": f"Stored: {label} ({facts}).",
            "copy": f"Stored as a copy of an article I already have: {label}.",
            "revision": f"Stored as revision {done.told.number} of {label} ({facts}).",
            "known": f"I already have this: {label}.",
        }[done.outcome]
        return Reply(body=Notice(text=words))


def _day_in(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def _read(event: Incoming, now: datetime) -> Request:
    """What the event asks for; reads zone files, so it stays off the event loop."""
    zone = event.requester.zone
    today = _day_in(zone, now)
    if event.command is not None:
        return read_command(event.command, event.text, today=today, zone=zone)
    return read_message(event.text, today=today, zone=zone)


def lane_of(place: Place) -> str:
    """The lane in which messages to a place keep their order: its channel, or one member's private replies there."""
    lane = f"{place.platform}:{place.channel}"
    return lane if place.only_for is None else f"{lane}:{place.only_for}"


def post_id(place: Place, name: str) -> PostId:
    """The id of the post that a job of this name makes."""
    return PostId(content_id("p", place.workspace, name))


def post_key(post: PostId) -> str:
    """What a platform may remember a post by: 22 characters, no facts in it."""
    return post[:25]


def facts_of(answer: Answer) -> tuple[FactId, ...]:
    """The facts that an answer's sentences were made from, each once."""
    sentences = answer.all_sentences if isinstance(answer, Briefing) else answer.nearest
    named = [fact for s in sentences for fact in (*s.facts, *(c.fact for c in s.citations if c.fact))]
    return tuple(dict.fromkeys(named))
