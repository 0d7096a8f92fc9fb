"""Reminders of deadlines, days ahead: to channels that have a digest and to members who asked to be reminded.

Each reminder is named by its place, the deadline, its due day and the days ahead. So it is sent once; a deadline that
moved has a new name and reminds anew; one that was met, has passed or was withdrawn is not in force and is not found.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from bot.desk.buttons import REMINDER
from bot.desk.channels import REMIND, ChannelSettings, Subscription, channel_of, channel_place
from bot.desk.desk import Desk
from bot.desk.names import days_chosen, direct_place, facts_of, lane_of, member_place, post_id
from bot.desk.quiet import quiet_until
from bot.desk.replies import reply_to_question
from bot.jobs.worker import Run
from bot.model.chat import Incoming, Place, Reply
from bot.model.ids import ChannelId, FactId, MemberId, WorkspaceId
from bot.model.jobs import NewJob, Occurrence, Schedule
from bot.model.posts import PostKind
from bot.model.text import Scope
from bot.news import Due, News
from bot.ports import JobStore, PostStore

REMIND_JOB = "remind"
REMIND_MEMBER = "remind me"  # the kind of schedule that looks for what a member asked to be reminded of
MEMBER_HOUR = time(8, 0)


class RemindJob(BaseModel):
    """What a look for reminders needs: whom to remind, and the local days it stands for."""

    model_config = ConfigDict(frozen=True)

    whom: Literal["channel", "member"]
    name: str
    platform: str
    zone: str
    days: tuple[date, ...]


class Reminders:
    """Sends reminders. clock: the present moment."""

    def __init__(
        self,
        *,
        news: News,
        desk: Desk,
        jobs: JobStore,
        posts: PostStore,
        clock: Callable[[], datetime],
    ) -> None:
        self._news = news
        self._desk = desk
        self._jobs = jobs
        self._posts = posts
        self._clock = clock
        desk.buttons.remind = self.follow

    async def follow(self, event: Incoming, now: datetime) -> None:
        """See to it that a member is reminded of what they chose, by the clock of their own zone."""
        schedule = Schedule(
            workspace=event.requester.scope.workspace,
            channel=ChannelId(event.requester.member),
            kind=f"{REMIND_MEMBER}:{event.place.platform}",
            at=MEMBER_HOUR,
            zone=event.requester.zone,
            since=now,
        )
        await self._jobs.put_schedule(schedule)

    @staticmethod
    def jobs_for(schedule: Schedule, occurrence: Occurrence) -> tuple[NewJob, ...]:
        """The look for reminders that an occurrence asks for."""
        kind, _, platform = schedule.kind.partition(":")
        job = RemindJob(
            whom="channel" if kind == REMIND else "member",
            name=schedule.channel,
            platform=platform,
            zone=schedule.zone,
            days=(*occurrence.missed, occurrence.day),
        )
        name = f"{schedule.kind}:{schedule.channel}:{occurrence.day}"
        return (
            NewJob(
                name=name, kind=REMIND_JOB, payload=job.model_dump_json(), run_at=occurrence.due, lane=name
            ),
        )

    async def handle(self, run: Run) -> None:
        """Send what is to be reminded of; in quiet hours look again when they are over."""
        job = RemindJob.model_validate_json(run.claim.payload)
        workspace = run.claim.workspace
        if job.whom == "member":
            await self._remind_member(job, workspace)
            return
        place = Place(platform=job.platform, workspace=workspace, channel=ChannelId(job.name))
        subscription = await self._desk.channels.subscription(workspace, channel_of(place))
        if subscription is None or subscription.paused:
            return
        settings = await self._desk.channels.settings(workspace, place)
        over = await asyncio.to_thread(quiet_until, settings, self._clock(), job.zone)
        if over is None:
            await self._remind_channel(job, workspace, subscription, settings)
            return
        later = NewJob(
            name=f"{run.claim.name}:{over:%Y-%m-%dT%H:%M}",
            kind=REMIND_JOB,
            payload=run.claim.payload,
            run_at=over,
        )
        await self._jobs.add_jobs(workspace, [later])
        await self._desk.log.note(
            place, f"reminders of {job.days[-1]}: put off, quiet hours until {over:%H:%M} UTC", self._clock()
        )

    async def _remind_channel(
        self, job: RemindJob, workspace: WorkspaceId, subscription: Subscription, settings: ChannelSettings
    ) -> None:
        place = channel_place(subscription)
        scope = Scope(workspace=workspace, channel=place.channel, channel_only=subscription.guests)
        await self._remind(job, place, scope, settings.reminders, topics=subscription.topics)

    async def _remind_member(self, job: RemindJob, workspace: WorkspaceId) -> None:
        chosen = await self._posts.choices(workspace, member_place(MemberId(job.name)))
        facts = [FactId(name) for name in chosen.get(REMINDER, "").split()]
        if facts:
            place = direct_place(job.platform, workspace, MemberId(job.name))
            await self._remind(job, place, Scope(workspace=workspace), days_chosen(chosen), facts=facts)

    async def _remind(
        self,
        job: RemindJob,
        place: Place,
        scope: Scope,
        ahead: Sequence[int],
        *,
        topics: Sequence[str] = (),
        facts: Sequence[FactId] = (),
    ) -> None:
        if not ahead:
            return
        now = self._clock()
        today = await asyncio.to_thread(_day_in, job.zone, now)
        due = await self._news.due(
            scope,
            first=today,
            last=max(today, job.days[-1]) + timedelta(days=max(ahead)),
            now=now,
            zone=job.zone,
            topics=topics,
            facts=facts,
        )
        for one in due:
            days = days_ahead(one, job.days, ahead)
            if days is not None:
                name = f"reminder:{lane_of(place)}:{one.record.id}:{_last_day(one)}:{days}"
                named = facts_of(one.answer)
                reply = reply_to_question(one.answer, post_id(place, name), place, question=None, facts=())
                titled = Reply(body=reply.body, actions=reply.actions, title=_title(one, today))
                await self._desk.send(
                    name, PostKind.REMINDER, place, titled, (*named, *one.record.facts), known_until=now
                )
                words = f"reminder of {_last_day(one)}, {days} days ahead (record {one.record.id}): sent"
                await self._desk.log.note(place, words, now)


def days_ahead(due: Due, days: Sequence[date], ahead: Sequence[int]) -> int | None:
    """The nearest of the days ahead that falls on one of `days`, for a deadline; None when none does."""
    falling = [number for number in ahead if _last_day(due) - timedelta(days=number) in days]
    return min(falling, default=None)


def _last_day(due: Due) -> date:
    assert due.record.due is not None
    return due.record.due.latest or date.max


def _title(due: Due, today: date) -> str:
    left = (_last_day(due) - today).days
    words = {0: "due today", 1: "due tomorrow"}.get(left, f"due in {left} days")
    return f"Reminder: {words}"


def _day_in(zone: str, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
