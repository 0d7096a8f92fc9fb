"""What each channel has chosen: its digest, what becomes of shared links, who may do what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from bot.answer.digest_lines import days_title
from bot.desk.digest_orders import DigestRequest
from bot.desk.layout import day_words
from bot.desk.orders import line_of
from bot.desk.requests import Request, command_of
from bot.desk.wire import place_from_json, place_to_json, reply_from_json
from bot.errors import InputError, NotAllowedError, NotFoundError
from bot.model.chat import Action, ActionKind, Incoming, Notice, Place, Reply, Requester
from bot.model.ids import WorkspaceId
from bot.model.jobs import Schedule
from bot.model.posts import Act, PostKind
from bot.ports import JobStore, PostStore
from bot.values import fault_words

DIGEST = "digest"
REMIND = "remind"  # the kind of schedule that looks for deadlines to remind a channel of
SETTINGS = "settings"
ZONE = "zone"  # under this name a channel keeps the zone of the admin who chose its quiet hours
MAX_LINE_CHARS = 200  # of names, as they stand in a line of a form
DIGEST_HOUR = time(8, 0)
MOST_MERGED = 400  # days that one digest stands for after a downtime
_ALWAYS = frozenset(
    {"help", "settings"}
)  # commands that no list can switch off, or it could not be changed again
_NO_DIGEST = "this channel has no digest; switch it on with: digest on 08:30 Europe/Vienna"


def _in_one_line(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(line_of(names)) > MAX_LINE_CHARS:
        raise ValueError(f"all names together have at most {MAX_LINE_CHARS} characters")
    return names


class ChannelSettings(BaseModel):
    """What an admin of a channel can set.

    links: what becomes of a link shared where we listen. ingest: who may add articles. ingest_roles, correct_roles: groups
    of the platform whose members may add articles where not everybody may, and may correct. commands: the only ones
    allowed, empty for all; a plain question is always answered. digests: who may change the channel's digest. length, language: of answers, "auto" for the language of each question. outlets, topics:
    answers draw only on articles by one of these or naming one of these; both empty for all. quiet_from, quiet_to: hours without posts that nobody asked for,
    by the clock of the channel's digest or, without one, of the admin who chose them. reminders: how many days before a deadline one is posted. notes: whether a
    thread is told when what was said in it no longer holds.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    links: Literal["never", "ask", "always"] = "ask"
    ingest: Literal["all", "admins"] = "all"
    ingest_roles: tuple[str, ...] = ()
    correct_roles: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    digests: Literal["all", "admins"] = "all"
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

    guests: it was asked for by people of another organisation, so it tells the channel's own articles only. length: how
    much it says; None for what the channel's answers say.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    place: str
    zone: str
    topics: tuple[str, ...] = ()
    empty: Literal["line", "silent"] = "line"
    paused: bool = False
    since: datetime
    guests: bool = False
    length: Literal["line", "short", "full"] | None = None


def _name_of(setting: str) -> str:
    """A setting as `settings` in a chat names it."""
    return "quiet" if setting in {"quiet_from", "quiet_to"} else setting.replace("_", " ")


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
            raise InputError(f"{_name_of(str(first['loc'][0]))} {fault_words(first)}") from None
        await self.posts.put_choice(workspace, channel_of(event.place), SETTINGS, new.model_dump_json())
        if {"quiet_from", "quiet_to"} & set(values):
            await self.posts.put_choice(workspace, channel_of(event.place), ZONE, event.requester.zone)
        await self._note(event, "settings", now)
        return new

    async def zone(self, workspace: WorkspaceId, place: Place, *, default: str = "UTC") -> str:
        """By whose clock quiet hours count: that of the channel's digest, else of the admin who chose the hours."""
        subscribed = await self.subscription(workspace, channel_of(place))
        if subscribed is not None:
            return subscribed.zone
        return (await self.posts.choices(workspace, channel_of(place))).get(ZONE, default)

    async def check_allowed(self, event: Incoming, request: Request) -> None:
        """NotAllowedError when the channel does not allow this, as a command or in the words of a message."""
        chosen = await self.settings(event.requester.scope.workspace, event.place)
        name = event.command or command_of(request)
        if chosen.commands and name is not None and name not in {*chosen.commands, *_ALWAYS}:
            raise NotAllowedError(f"/{name} is switched off in this channel; an admin can allow it")
        if chosen.digests == "admins" and not event.requester.admin and _changes_digest(request):
            raise NotAllowedError("only admins change the digest of this channel; ask one of them")

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
            case "on" | "change":
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
        """Switch the digest on as it is said, or change what is said of one that is on."""
        workspace = event.requester.scope.workspace
        place = Place(platform=event.place.platform, workspace=workspace, channel=event.place.channel)
        held = await self._scheduled(place) if request.action == "change" else None
        old, schedule = held or (None, None)
        if request.action == "change" and schedule is None:
            raise NotFoundError(_NO_DIGEST)
        following = Schedule(
            workspace=workspace,
            channel=place.channel,
            kind=f"{DIGEST}:{place.platform}",
            at=request.at or (schedule.at if schedule else DIGEST_HOUR),
            zone=request.zone or (schedule.zone if schedule else event.requester.zone),
            since=now,
            days=tuple(sorted(request.weekdays or (schedule.days if schedule else range(7)))),
        )
        if schedule is not None and replace(following, since=schedule.since) == schedule:
            following = schedule  # only what it tells was changed, so nothing that is due is left out
        chosen = _with(request, old, following, place, event.requester.scope.channel_only)
        await self.posts.put_choice(workspace, channel_of(place), DIGEST, chosen.model_dump_json())
        await self.jobs.put_schedule(following)
        reminders = replace(following, kind=f"{REMIND}:{place.platform}", days=tuple(range(7)))
        await self.jobs.put_schedule(reminders)
        await self._note(event, f"digest {request.action}", now)
        return Reply(body=Notice(text=_told(chosen, following)))

    async def _scheduled(self, place: Place) -> tuple[Subscription, Schedule] | None:
        """The digest of a channel and when it is due; None where none is on."""
        chosen = await self.subscription(place.workspace, channel_of(place))
        name = (place.channel, f"{DIGEST}:{place.platform}")
        schedules = [one for one, _ in await self.jobs.list_schedules(place.workspace)]
        due = next((one for one in schedules if (one.channel, one.kind) == name), None)
        return (chosen, due) if chosen is not None and due is not None else None

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
            raise NotFoundError(_NO_DIGEST)
        changed = chosen.model_copy(update={"paused": paused})
        await self.posts.put_choice(workspace, channel, DIGEST, changed.model_dump_json())
        await self._note(event, "digest pause" if paused else "digest resume", now)
        words = "The digest is paused; digest resume lets it go on." if paused else "The digest goes on."
        return Reply(body=Notice(text=words))

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
            if request.day is None or _stands_for(reply.title or "", request.day, post.made.date()):
                return reply
        held = await self._scheduled(event.place)
        if held is None:
            raise NotFoundError(_NO_DIGEST)
        missing = "No digest of that day was posted here." if request.day else "None was posted here yet."
        return Reply(body=Notice(text=f"{missing} {_told(*held)}"))

    async def _note(self, event: Incoming, what: str, now: datetime) -> None:
        act = Act(member=event.requester.member, what=what, about=channel_of(event.place), at=now)
        await self.posts.add_act(event.requester.scope.workspace, act)


def _changes_digest(request: Request) -> bool:
    return isinstance(request, DigestRequest) and request.action not in {"preview", "show"}


def channel_of(place: Place) -> str:
    """The name under which a channel's choices are kept."""
    return f"{place.platform}:{place.channel}"


def channel_place(subscription: Subscription) -> Place:
    """Where a channel's digest is posted."""
    return place_from_json(subscription.place)


def _with(
    request: DigestRequest, old: Subscription | None, schedule: Schedule, place: Place, guests: bool
) -> Subscription:
    """A digest as it is asked for; what is not said stays as it was, or is as it is at first."""
    length = old.length if old is not None else None
    if request.length is not None:
        length = None if request.length == "channel" else request.length
    topics = request.topics if request.topics is not None else (old.topics if old is not None else ())
    return Subscription(
        place=place_to_json(place),
        zone=schedule.zone,
        topics=topics,
        empty=request.empty or (old.empty if old is not None else "line"),
        paused=old.paused if old is not None else False,
        since=old.since if old is not None else schedule.since,
        guests=guests,
        length=length,
    )


def _told(chosen: Subscription, schedule: Schedule) -> str:
    about = f" about {' or '.join(chosen.topics)}" if chosen.topics else ""
    length = {"line": " One line each.", "short": " Short.", "full": " In full."}.get(chosen.length or "", "")
    empty = " On a day with nothing new I stay silent." if chosen.empty == "silent" else ""
    paused = " It is paused; digest resume lets it go on." if chosen.paused else ""
    when = f"{schedule.at:%H:%M} {schedule.zone}, {_weekdays(schedule.days)}"
    return f"This channel gets a digest{about} at {when}.{length}{empty}{paused}"


def _stands_for(title: str, day: date, made: date) -> bool:
    """Whether a digest of this title, made on about this day, is the one of `day`, or of several days with it."""
    ends = [made + timedelta(days=step) for step in (-1, 0, 1)]  # another day may hold where the channel is
    return any(
        days_title([first, last]) == title
        for last in ends
        if title.endswith(day_words(last))
        for first in (last - timedelta(days=back) for back in range(MOST_MERGED))
        if first <= day <= last
    )


_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekdays(days: tuple[int, ...]) -> str:
    if len(days) == 7:
        return "every day"
    if days == tuple(range(5)):
        return "Monday to Friday"
    return "on " + ", ".join(_DAY_NAMES[day] for day in days)
