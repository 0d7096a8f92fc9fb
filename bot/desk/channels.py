"""What each channel has chosen: its digest, what becomes of shared links, who may do what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from bot.desk.layout import day_words
from bot.desk.orders import line_of
from bot.desk.requests import DigestRequest, Request
from bot.desk.wire import place_from_json, place_to_json, reply_from_json
from bot.errors import InputError, NotAllowedError, NotFoundError
from bot.model.chat import Action, ActionKind, Incoming, Notice, Place, Reply, Requester
from bot.model.ids import WorkspaceId
from bot.model.jobs import Schedule
from bot.model.posts import Act, PostKind
from bot.ports import JobStore, PostStore

DIGEST = "digest"
REMIND = "remind"  # the kind of schedule that looks for deadlines to remind a channel of
SETTINGS = "settings"
MAX_LINE_CHARS = 200  # of names, as they stand in a line of a form
DIGEST_HOUR = time(8, 0)
_ALWAYS = frozenset(
    {"help", "settings"}
)  # commands that no list can switch off, or it could not be changed again
_SILENT = frozenset(
    {"silent", "silently", "quiet"}
)  # said with "digest on": nothing is posted on an empty day


def _in_one_line(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(line_of(names)) > MAX_LINE_CHARS:
        raise ValueError(f"all names together have at most {MAX_LINE_CHARS} characters")
    return names


class ChannelSettings(BaseModel):
    """What an admin of a channel can set.

    links: what becomes of a link shared where we listen. ingest: who may add articles. ingest_roles, correct_roles: groups
    of the platform whose members may add articles where not everybody may, and may correct. commands: the only ones
    allowed, empty for all. length, language: of answers, "auto" for the language of each question. outlets, topics:
    answers draw only on articles by one of these or naming one of these; both empty for all. quiet_from, quiet_to: hours without posts that nobody asked for,
    by the clock of the channel's digest. reminders: how many days before a deadline one is posted. notes: whether a
    thread is told when what was said in it no longer holds.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    links: Literal["never", "ask", "always"] = "ask"
    ingest: Literal["all", "admins"] = "all"
    ingest_roles: tuple[str, ...] = ()
    correct_roles: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    length: Literal["line", "short", "full"] = "short"
    language: Literal["auto", "en", "de", "fr", "es"] = "auto"
    outlets: Annotated[tuple[str, ...], AfterValidator(_in_one_line)] = ()
    topics: Annotated[tuple[str, ...], AfterValidator(_in_one_line)] = ()
    quiet_from: time | None = None
    quiet_to: time | None = None
    reminders: tuple[int, ...] = (30, 7, 1)
    notes: bool = True


class Subscription(BaseModel):
    """A channel's digest: where it goes, what it is limited to, and how an empty day is told.

    guests: it was asked for by people of another organisation, so it tells the channel's own articles only.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    place: str
    zone: str
    topics: tuple[str, ...] = ()
    empty: Literal["line", "silent"] = "line"
    paused: bool = False
    since: datetime
    guests: bool = False


@dataclass(slots=True, kw_only=True)
class Channels:
    """Reads and changes what channels have chosen. preview: writes a digest as of now; set by the digest desk."""

    jobs: JobStore
    posts: PostStore
    preview: Callable[[Incoming, datetime], Awaitable[Reply]] | None = None

    async def settings(self, workspace: WorkspaceId, place: Place) -> ChannelSettings:
        """What the channel has chosen, or the defaults; a stored value that no longer fits counts as not chosen."""
        stored = (await self.posts.choices(workspace, channel_of(place))).get(SETTINGS)
        try:
            return ChannelSettings.model_validate_json(stored) if stored else ChannelSettings()
        except ValidationError:
            return ChannelSettings()

    async def change(self, event: Incoming, values: dict[str, object], *, now: datetime) -> ChannelSettings:
        """Change settings of the event's channel; NotAllowedError for members, InputError for values that do not fit."""
        if not event.requester.admin:
            raise NotAllowedError("only admins change a channel's settings; ask one of them")
        workspace = event.requester.scope.workspace
        old = await self.settings(workspace, event.place)
        try:
            new = ChannelSettings.model_validate({**old.model_dump(), **values})
        except ValidationError as error:
            first = error.errors()[0]
            raise InputError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
        await self.posts.put_choice(workspace, channel_of(event.place), SETTINGS, new.model_dump_json())
        await self._note(event, "settings", now)
        return new

    async def check_allowed(self, event: Incoming, request: Request) -> None:
        """NotAllowedError when the channel does not allow this command."""
        chosen = await self.settings(event.requester.scope.workspace, event.place)
        name = event.command or type(request).__name__.casefold()
        if chosen.commands and event.command is not None and name not in {*chosen.commands, *_ALWAYS}:
            raise NotAllowedError(f"/{name} is switched off in this channel; an admin can allow it")

    async def may_ingest(self, requester: Requester, place: Place) -> bool:
        """Whether this member may add articles here."""
        chosen = await self.settings(requester.scope.workspace, place)
        allowed = chosen.ingest == "all" or not set(chosen.ingest_roles).isdisjoint(requester.roles)
        return requester.admin or allowed

    async def may_correct(self, requester: Requester, place: Place) -> bool:
        """Whether this member may correct what was read from articles."""
        chosen = await self.settings(requester.scope.workspace, place)
        return requester.admin or not set(chosen.correct_roles).isdisjoint(requester.roles)

    async def stores_links(self, event: Incoming) -> bool:
        """Whether a link that this member shares here is stored without asking."""
        chosen = await self.settings(event.requester.scope.workspace, event.place)
        return chosen.links == "always" and await self.may_ingest(event.requester, event.place)

    async def offer(self, event: Incoming) -> Reply | None:
        """What to say to a link that was shared: a question whether to store it, seen by the one who shared it."""
        chosen = await self.settings(event.requester.scope.workspace, event.place)
        if chosen.links == "never" or not await self.may_ingest(event.requester, event.place):
            return None
        if len(event.text) > 80:  # it would not fit into a button
            return Reply(body=Notice(text=f"Shall I store this article? Then write: ingest {event.text}"))
        button = Action(kind=ActionKind.INGEST, label="Store it", value=event.text)
        return Reply(
            body=Notice(text="Shall I store this article, so that I can answer from it?"), actions=(button,)
        )

    # ------------------------------------------------------------------ digests

    async def change_digest(self, request: DigestRequest, event: Incoming, *, now: datetime) -> Reply:
        """Switch a channel's digest on, off, to pause, or show a past one."""
        match request.action:
            case "on":
                return await self._subscribe(request, event, now)
            case "off":
                return await self._unsubscribe(event, now)
            case "pause" | "resume":
                return await self._pause(event, request.action == "pause", now)
            case "preview" if self.preview is not None:
                return await self.preview(event, now)
            case _:
                return await self._show(request, event)

    async def subscription(self, workspace: WorkspaceId, channel: str) -> Subscription | None:
        """The digest of a channel, or None."""
        stored = (await self.posts.choices(workspace, channel)).get(DIGEST)
        return Subscription.model_validate_json(stored) if stored else None

    async def _subscribe(self, request: DigestRequest, event: Incoming, now: datetime) -> Reply:
        workspace = event.requester.scope.workspace
        place = Place(platform=event.place.platform, workspace=workspace, channel=event.place.channel)
        zone = request.zone or event.requester.zone
        schedule = Schedule(
            workspace=workspace,
            channel=event.place.channel,
            kind=f"{DIGEST}:{event.place.platform}",
            at=request.at or DIGEST_HOUR,
            zone=zone,
            since=now,
            days=tuple(sorted(request.weekdays)),
        )
        topics = tuple(topic for topic in request.topics if topic.casefold() not in _SILENT)
        silent = topics != request.topics
        chosen = Subscription(
            place=place_to_json(place),
            zone=zone,
            topics=topics,
            empty="silent" if silent else "line",
            since=now,
            guests=event.requester.scope.channel_only,
        )
        await self.posts.put_choice(workspace, channel_of(place), DIGEST, chosen.model_dump_json())
        await self.jobs.put_schedule(schedule)
        reminders = replace(schedule, kind=f"{REMIND}:{place.platform}", days=tuple(range(7)))
        await self.jobs.put_schedule(reminders)
        await self._note(event, "digest on", now)
        about = f" about {', '.join(topics)}" if topics else ""
        empty = " On a day with nothing new I stay silent." if silent else ""
        return Reply(
            body=Notice(
                text=f"This channel gets a digest{about} at {schedule.at:%H:%M} {zone}, {_weekdays(schedule.days)}.{empty}"
            )
        )

    async def _unsubscribe(self, event: Incoming, now: datetime) -> Reply:
        workspace, channel = event.requester.scope.workspace, channel_of(event.place)
        await self.posts.put_choice(workspace, channel, DIGEST, None)
        kind = f"{DIGEST}:{event.place.platform}"
        had = await self.jobs.remove_schedule(workspace, event.place.channel, kind)
        await self.jobs.remove_schedule(workspace, event.place.channel, f"{REMIND}:{event.place.platform}")
        await self._note(event, "digest off", now)
        return Reply(body=Notice(text="The digest is off." if had else "This channel had no digest."))

    async def _pause(self, event: Incoming, paused: bool, now: datetime) -> Reply:
        workspace, channel = event.requester.scope.workspace, channel_of(event.place)
        chosen = await self.subscription(workspace, channel)
        if chosen is None:
            raise NotFoundError(
                "this channel has no digest; switch it on with: digest on 08:30 Europe/Vienna"
            )
        changed = chosen.model_copy(update={"paused": paused})
        await self.posts.put_choice(workspace, channel, DIGEST, changed.model_dump_json())
        await self._note(event, "digest pause" if paused else "digest resume", now)
        return Reply(body=Notice(text="The digest is paused." if paused else "The digest goes on."))

    async def suspend(self, place: Place) -> bool:
        """Pause the digest of a channel that takes no posts; whether there was one to pause."""
        chosen = await self.subscription(place.workspace, channel_of(place))
        if chosen is None or chosen.paused:
            return False
        changed = chosen.model_copy(update={"paused": True})
        await self.posts.put_choice(place.workspace, channel_of(place), DIGEST, changed.model_dump_json())
        return True

    async def _show(self, request: DigestRequest, event: Incoming) -> Reply:
        workspace = event.requester.scope.workspace
        lane = f"{event.place.platform}:{event.place.channel}"
        for post in await self.posts.find_posts(workspace, kinds=[PostKind.DIGEST], lane=lane, limit=400):
            reply = reply_from_json(post.reply)
            if request.day is None or (reply.title or "").endswith(day_words(request.day)):
                return reply
        chosen = await self.subscription(workspace, channel_of(event.place))
        if chosen is None:
            raise NotFoundError(
                "this channel has no digest; switch it on with: digest on 08:30 Europe/Vienna"
            )
        return Reply(body=Notice(text="No digest of that day was posted here."))

    async def _note(self, event: Incoming, what: str, now: datetime) -> None:
        act = Act(member=event.requester.member, what=what, about=channel_of(event.place), at=now)
        await self.posts.add_act(event.requester.scope.workspace, act)


def channel_of(place: Place) -> str:
    """The name under which a channel's choices are kept."""
    return f"{place.platform}:{place.channel}"


def channel_place(subscription: Subscription) -> Place:
    """Where a channel's digest is posted."""
    return place_from_json(subscription.place)


_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekdays(days: tuple[int, ...]) -> str:
    if len(days) == 7:
        return "every day"
    if days == tuple(range(5)):
        return "Monday to Friday"
    return "on " + ", ".join(_DAY_NAMES[day] for day in days)
