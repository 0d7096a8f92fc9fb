"""Does what a standing order asks for, and says where the reply goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol, assert_never

from bot.desk.audit import Audit
from bot.desk.buttons import REMINDER
from bot.desk.calendars import Calendars
from bot.desk.channels import Channels, ChannelSettings, channel_of
from bot.desk.correcting import correct
from bot.desk.corrections import CorrectRequest
from bot.desk.edits import tell_edits
from bot.desk.limited import unknown_outlets
from bot.desk.log import Log
from bot.desk.names import DAYS, days_ahead_words, member_place
from bot.desk.orders import (
    FORGET,
    MINE,
    AuditRequest,
    CalendarRequest,
    ChangesRequest,
    DeleteRequest,
    FeedsRequest,
    LogRequest,
    Order,
    SettingsRequest,
    WatchRequest,
    line_of,
)
from bot.desk.why import Why
from bot.errors import NotAllowedError
from bot.model.chat import Incoming, Notice, Place, Reply
from bot.ports import PostStore
from bot.service import BriefingService


class FollowsFeeds(Protocol):
    """`bot.desk.feeds.ChannelFeeds`."""

    async def order(self, request: FeedsRequest, event: Incoming, now: datetime) -> Reply: ...


class Watches(Protocol):
    """`bot.desk.watching.Watching`."""

    async def order(self, request: WatchRequest, event: Incoming, now: datetime) -> Reply: ...


class Orders:
    """Fulfils orders. feeds, watching: set once the parts that do them are made; without them, that is said."""

    def __init__(
        self,
        *,
        service: BriefingService,
        channels: Channels,
        calendars: Calendars,
        posts: PostStore,
        log: Log,
    ) -> None:
        self._service = service
        self._channels = channels
        self._calendars = calendars
        self._posts = posts
        self._why = Why(service=service, channels=channels, posts=posts, log=log)
        self._audit = Audit(posts)
        self.feeds: FollowsFeeds | None = None
        self.watching: Watches | None = None

    async def fulfil(self, order: Order, event: Incoming, now: datetime) -> tuple[Reply, Place]:
        """The reply and where it goes; what concerns the asker alone is seen by them alone."""
        mine = replace(event.place, only_for=event.requester.member)
        match order:
            case AuditRequest():
                return Reply(body=Notice(text=await self._audit.tell(event))), mine
            case DeleteRequest(article=name):
                told = await self._delete(name, event)
                await self._audit.note(event, "delete", now)
                return told, mine
            case CorrectRequest():
                done = await correct(self._service, self._channels, order, event)
                await self._audit.note(event, "correct", now)
                return done, mine
            case ChangesRequest(article=article):
                return Reply(body=await tell_edits(self._service, article, event.requester)), event.place
            case FeedsRequest():
                if self.feeds is None:
                    raise NotAllowedError("no feeds are followed here; whoever runs me can switch that on")
                told = await self.feeds.order(order, event, now)
                if order.action != "list":
                    await self._audit.note(event, f"feeds {order.action}", now)
                return told, event.place
            case WatchRequest():
                if self.watching is None:
                    raise NotAllowedError("watching is switched off here")
                return await self.watching.order(order, event, now), event.place
            case CalendarRequest():
                return await self._calendars.order(order, event, now), mine
            case SettingsRequest():
                return await self._settings(order, event, now), mine
            case LogRequest(about=about):
                words = await (self._why.latest(event) if about is None else self._why.article(about, event))
                return Reply(body=Notice(text=words)), mine
            case _:
                assert_never(order)

    async def _delete(self, name: str, event: Incoming) -> Reply:
        """Erase an article; NotAllowedError for whoever is no admin."""
        if not event.requester.admin:
            raise NotAllowedError("only admins delete articles; ask one of them")
        article, revisions = await self._service.news.article(event.requester.scope, name)
        await self._service.forget(article.id, event.requester)
        return Reply(body=Notice(text=f"Erased, with everything it told: {revisions[-1].title or name}."))

    async def _settings(self, order: SettingsRequest, event: Incoming, now: datetime) -> Reply:
        if MINE in order.values:
            return await self._remind_me(order.values[MINE], event)
        if order.values:
            chosen = await self._channels.change(event, order.values, now=now)
        else:
            chosen = await self._channels.settings(event.requester.scope.workspace, event.place)
        unknown = await unknown_outlets(self._service.news, event.requester.scope, chosen)
        doubt = ""
        if "reminders" in order.values and chosen.reminders:
            doubt = await self._reminds(event)
        doubt += f" No stored article is by {', '.join(unknown)} yet." if unknown else ""
        zone = await self._channels.zone(event.requester.scope.workspace, event.place)
        return Reply(body=Notice(text=_shown(chosen, zone) + doubt))

    async def _reminds(self, event: Incoming) -> str:
        """What to say of reminders where nothing is sent, since they come with a digest."""
        subscribed = await self._channels.subscription(
            event.requester.scope.workspace, channel_of(event.place)
        )
        if subscribed is None:
            return " Reminders come with a digest, and there is none here: digest on 08:30 Europe/Vienna."
        return " The digest is paused, and reminders with it." if subscribed.paused else ""

    async def _remind_me(self, days: Sequence[int] | str | None, event: Incoming) -> Reply:
        workspace, place = event.requester.scope.workspace, member_place(event.requester.member)
        if days == FORGET:
            await self._posts.put_choice(workspace, place, REMINDER, None)
            return Reply(body=Notice(text="I remind you of nothing that you asked for so far."))
        if days is not None:
            await self._posts.put_choice(workspace, place, DAYS, " ".join(map(str, days)))
        chosen = await self._posts.choices(workspace, place)
        words = days_ahead_words(chosen)
        told = f"I remind you {words} of the deadlines for which you press “Remind me”."
        return Reply(
            body=Notice(text=f"{told} {'' if chosen.get(REMINDER) else 'There are none yet.'}".strip())
        )


def _shown(chosen: ChannelSettings, zone: str) -> str:
    quiet = (
        f"{chosen.quiet_from:%H:%M}-{chosen.quiet_to:%H:%M} {zone}"
        if chosen.quiet_from is not None and chosen.quiet_to is not None
        else "off"
    )
    reminders = " ".join(map(str, chosen.reminders)) or "off"
    outlets, topics = line_of(chosen.outlets) or "all", line_of(chosen.topics) or "all"
    return (
        f"Here: length {chosen.length}; language {chosen.language}; outlets {outlets}; topics {topics}; quiet {quiet}; reminders {reminders} days ahead; "
        f"notes {'on' if chosen.notes else 'off'}; links {chosen.links}; ingest {chosen.ingest}; digests {chosen.digests}."
    )
