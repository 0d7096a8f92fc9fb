"""What a member sees on a page of their own: what lies ahead, who met, what they watch, which digests they switched on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.desk.buttons import REMINDER
from bot.desk.channels import DIGEST, Channels, Subscription
from bot.desk.watches import WATCH, kept_watches
from bot.desk.wire import place_from_json
from bot.model.answers import Answer
from bot.model.chat import Requester
from bot.ports import PostStore
from bot.service import BriefingService

DEADLINES, MEETINGS, MEETINGS_OF = 10, 6, timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Something that goes on by itself: in which channel, and what, in words."""

    channel: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """A member's page. reminders: how many deadlines they are reminded of. admin: they may change channels' settings."""

    deadlines: Answer
    meetings: Answer
    watched: tuple[Standing, ...] = ()
    digests: tuple[Standing, ...] = ()
    reminders: int = 0
    admin: bool = False


class Home:
    """Puts pages together. What stands on one was told to, or asked for by, the member whose it is."""

    def __init__(self, *, service: BriefingService, channels: Channels, posts: PostStore) -> None:
        self._service = service
        self._channels = channels
        self._posts = posts

    async def page(self, requester: Requester, now: datetime) -> HomePage:
        """The page of a member."""
        workspace = requester.scope.workspace
        today = await asyncio.to_thread(_day_in, requester.zone, now)
        chosen = await self._posts.choices(workspace, f"member:{requester.member}")
        return HomePage(
            deadlines=await self._service.tell_records(
                "deadline", requester, now=now, first=today, limit=DEADLINES
            ),
            meetings=await self._service.tell_records(
                "meeting", requester, now=now, first=today - MEETINGS_OF, last=today, limit=MEETINGS
            ),
            watched=_watched(await self._posts.places(workspace, WATCH), requester),
            digests=_digests(await self._posts.places(workspace, DIGEST), await self._switched_on(requester)),
            reminders=len(chosen.get(REMINDER, "").split()),
            admin=requester.admin,
        )

    async def _switched_on(self, requester: Requester) -> frozenset[str]:
        """The places whose digest this member switched on: of others' channels a page tells nothing."""
        acts = await self._posts.list_acts(requester.scope.workspace, member=requester.member, limit=200)
        return frozenset(act.about for act in acts if act.what == "digest on")


def _watched(places: Mapping[str, str], requester: Requester) -> tuple[Standing, ...]:
    return tuple(
        Standing(channel=place_from_json(kept.place).channel, words=one.words)
        for kept in kept_watches(places)
        for one in kept.watches
        if one.by == requester.member
    )


def _digests(places: Mapping[str, str], mine: frozenset[str]) -> tuple[Standing, ...]:
    found = []
    for name, stored in sorted(places.items()):
        if name not in mine:
            continue
        try:
            one = Subscription.model_validate_json(stored)
        except ValidationError:
            continue
        about = f"about {', '.join(one.topics)}" if one.topics else "about everything"
        words = f"{about}, {one.zone}" + (", paused" if one.paused else "")
        found.append(Standing(channel=place_from_json(one.place).channel, words=words))
    return tuple(found)


def _day_in(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
