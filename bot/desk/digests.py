"""Digests of channels: what falls due becomes a job, and the job a post, once for each local day.

A digest tells what became known since the one before it, so nothing is told twice and nothing is left out after a
downtime. It is kept before it is posted and can be written again to the letter, since its job names the moment up to
which it counts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypedDict

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.answer.digest_lines import days_title
from bot.desk.channels import DIGEST, REMIND, Subscription, channel_of, channel_place
from bot.desk.desk import Desk
from bot.desk.lead import write_lead
from bot.desk.log import OURSELVES
from bot.desk.names import facts_of, lane_of, post_id
from bot.desk.notes import CHANGES_JOB, Notes, jobs_after_change
from bot.desk.reminders import REMIND_JOB, REMIND_MEMBER, Reminders
from bot.desk.replies import reply_to_question
from bot.desk.watches import watched
from bot.desk.watching import WATCH_JOB, Watching, watch_jobs
from bot.desk.wire import reply_from_json
from bot.digest.watched import Watched
from bot.jobs import ticker
from bot.jobs.worker import Handler, Run
from bot.model.chat import Incoming, Length, Place, Reply, Requester
from bot.model.ids import FactId, PostId, WorkspaceId
from bot.model.jobs import NewJob, Occurrence, Schedule
from bot.model.posts import PostKind
from bot.model.text import Scope, Told
from bot.news import Digest
from bot.ports import JobStore, PostStore
from bot.said import Window
from bot.service import BriefingService

DIGEST_JOB = "digest"
FIRST_WINDOW = timedelta(days=1)
SETTLING = timedelta(minutes=2)  # an article is known from when it came in, and stored when it has been read
MOST_ALERTS = 500
LOST_AFTER = timedelta(hours=12)  # a digest that could not be posted for so long does not count as told


class _Followed(TypedDict):
    topics: tuple[str, ...]
    watches: tuple[Watched, ...]
    told: frozenset[FactId]


class DigestJob(BaseModel):
    """Which digest to write: of which channel, for which local days, up to which moment."""

    model_config = ConfigDict(frozen=True)

    platform: str
    channel: str
    days: tuple[date, ...]
    until: AwareDatetime


def jobs_for_change(told: Told, cause: str) -> tuple[NewJob, ...]:
    """What a stored article or a correction asks for: a look at earlier answers, and at what is watched."""
    return (*jobs_after_change(told, cause), *watch_jobs(told, cause))


class Digests:
    """Everything that is posted unasked: digests, reminders, and notes on what no longer holds.

    Make one beside a desk: it lets `digest preview` and "Remind me" work, and asks the service to have earlier answers
    looked at after each article. clock: the present moment, aware.
    """

    def __init__(
        self,
        *,
        service: BriefingService,
        desk: Desk,
        jobs: JobStore,
        posts: PostStore,
        clock: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._news = service.news
        self._desk = desk
        self._jobs = jobs
        self._posts = posts
        self._clock = clock
        self._reminders = Reminders(news=service.news, desk=desk, jobs=jobs, posts=posts, clock=clock)
        self._notes = Notes(news=service.news, desk=desk, posts=posts, clock=clock)
        self._watching = Watching(news=service.news, desk=desk, posts=posts, log=desk.log, clock=clock)
        desk.channels.preview = self.preview
        desk.orders.watching = self._watching
        service.after_change = jobs_for_change

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What a worker needs to do these jobs, by kind."""
        return {
            DIGEST_JOB: self._handle,
            REMIND_JOB: self._reminders.handle,
            CHANGES_JOB: self._notes.handle,
            WATCH_JOB: self._watching.handle,
        }

    async def tick(self, now: datetime) -> int:
        """Turn every schedule that is due into jobs, once; how many fell due. Call it every few seconds."""
        return await ticker.tick(self._jobs, self.jobs_for, now)

    def jobs_for(self, schedule: Schedule, occurrence: Occurrence) -> tuple[NewJob, ...]:
        """The jobs that an occurrence of a schedule asks for."""
        kind, _, platform = schedule.kind.partition(":")
        if kind in {REMIND, REMIND_MEMBER}:
            return self._reminders.jobs_for(schedule, occurrence)
        if kind != DIGEST:
            return ()
        job = DigestJob(
            platform=platform,
            channel=schedule.channel,
            days=(*occurrence.missed, occurrence.day),
            until=self._clock() - SETTLING,
        )
        lane = (
            f"{DIGEST}:{platform}:{schedule.channel}"  # digests of a channel are written one after the other
        )
        return (
            NewJob(
                name=f"{lane}:{occurrence.day}",
                kind=DIGEST_JOB,
                payload=job.model_dump_json(),
                run_at=occurrence.due,
                lane=lane,
            ),
        )

    async def preview(self, event: Incoming, now: datetime) -> Reply:
        """What the next digest of the event's channel would say if it were written now."""
        workspace = event.requester.scope.workspace
        place = replace(event.place, thread=None, only_for=None, ticket=None)
        chosen = await self._desk.channels.subscription(workspace, channel_of(place))
        zone = chosen.zone if chosen is not None else event.requester.zone
        begun = chosen.since if chosen is not None else now
        since = await self._told_until(workspace, lane_of(place), now, begun)
        settings = await self._desk.channels.settings(workspace, place)
        window = Window(since=since, until=now, zone=zone)
        digest = await self._news.digest(
            event.requester.scope,
            window,
            length=Length((chosen.length if chosen is not None else None) or settings.length),
            **await self._followed(place, window, chosen.topics if chosen is not None else ()),
        )
        return Reply(body=digest.answer, title="Preview of the next digest")

    async def _handle(self, run: Run) -> None:
        job = DigestJob.model_validate_json(run.claim.payload)
        workspace = run.claim.workspace
        chosen = await self._desk.channels.subscription(workspace, f"{job.platform}:{job.channel}")
        if chosen is None:
            return
        place = channel_place(chosen)
        title = await asyncio.to_thread(days_title, job.days)
        if chosen.paused:
            await self._desk.log.note(place, f"{title}: not sent, it is paused", self._clock())
            return
        name = f"{DIGEST}:{lane_of(place)}:{job.days[-1]}"
        kept = await self._posts.find_post(workspace, post_id(place, name))
        if kept is not None:  # an earlier attempt came this far; what it wrote stands
            await self._desk.send(
                name,
                PostKind.DIGEST,
                place,
                reply_from_json(kept.reply),
                kept.facts,
                known_until=kept.known_until,
            )
            return
        digest = await self._write(job, chosen, place)
        if digest.empty and chosen.empty == "silent":
            await self._desk.log.note(
                place, f"{title}: not sent, nothing was new and an empty day is silent here", self._clock()
            )
            return
        items = f"{len(digest.lines)} items" if digest.lines else "nothing new"
        await self._desk.log.note(place, f"{title}: sent, {items}", self._clock())
        digest = await self._led(digest, job, chosen)
        facts = facts_of(digest.answer)
        reply = await self._reply(digest, job, post_id(place, name), place)
        await self._desk.send(name, PostKind.DIGEST, place, reply, facts, known_until=job.until)

    async def _write(self, job: DigestJob, chosen: Subscription, place: Place) -> Digest:
        workspace = place.workspace
        since = await self._told_until(workspace, lane_of(place), job.until, chosen.since)
        settings = await self._desk.channels.settings(workspace, place)
        window = Window(since=since, until=job.until, zone=chosen.zone)
        return await self._news.digest(
            Scope(workspace=workspace, channel=place.channel, channel_only=chosen.guests),
            window,
            length=Length(chosen.length or settings.length),
            **await self._followed(place, window, chosen.topics),
        )

    async def _led(self, digest: Digest, job: DigestJob, chosen: Subscription) -> Digest:
        """The digest opened by the model's lead, where a model is set up and something of what it wrote may be shown."""
        place = channel_place(chosen)
        scope = Scope(workspace=place.workspace, channel=place.channel, channel_only=chosen.guests)
        reader = Requester(member=OURSELVES, scope=scope, zone=chosen.zone)
        lead = await write_lead(self._service, digest, reader, now=job.until)
        return replace(digest, answer=replace(digest.answer, sentences=lead)) if lead else digest

    async def _followed(self, place: Place, window: Window, topics: Sequence[str]) -> _Followed:
        """What a digest is limited to, what is ranked higher in it, and what was told at once since the one before."""
        watches = await self._watching.in_digest(place.workspace, place)
        alerts = await self._posts.find_posts(
            place.workspace, kinds=[PostKind.ALERT], lane=lane_of(place), limit=MOST_ALERTS
        )
        mine = [one for one in alerts if one.reference and window.since < one.known_until <= window.until]
        wanted = [name for watch in watches for name in watch.names] if topics else []
        return {
            "topics": (*topics, *wanted),
            "watches": await asyncio.to_thread(lambda: tuple(watched(one) for one in watches)),
            "told": frozenset(fact for one in mine for fact in one.facts),
        }

    async def _reply(self, digest: Digest, job: DigestJob, post: PostId, place: Place) -> Reply:
        scope = Scope(workspace=place.workspace, channel=place.channel)
        entries = await self._news.entries(scope, facts_of(digest.answer))
        reply = reply_to_question(
            digest.answer, post, place, question=None, facts=tuple(entry.fact for entry in entries)
        )
        return replace(reply, title=await asyncio.to_thread(days_title, job.days))

    async def _told_until(
        self, workspace: WorkspaceId, lane: str, until: datetime, begun: datetime
    ) -> datetime:
        """Up to when the channel has been told: by its last digest, or a day before its first one."""
        posts = await self._posts.find_posts(workspace, kinds=[PostKind.DIGEST], lane=lane, limit=20)
        told = [
            post.known_until
            for post in posts
            if post.known_until < until and (post.reference or post.made > until - LOST_AFTER)
        ]
        return max(told, default=min(until - FIRST_WINDOW, begun))
