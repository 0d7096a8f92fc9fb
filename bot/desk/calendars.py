"""Calendars at secret addresses: whoever has the address reads the deadlines of the place that made it.

The address holds the workspace and a random token. Taking it back makes it unknown; nothing else depends on it.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter

from bot.desk.channels import channel_of
from bot.desk.orders import CalendarRequest
from bot.digest.interest import interest_in
from bot.digest.published import HandedOut, publish
from bot.digest.watched import Watched, is_watched
from bot.errors import NotAllowedError
from bot.model.chat import Attachment, Incoming, Notice, Reply, Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.posts import CALENDARS, HANDED_OUT
from bot.model.text import Scope
from bot.ports import PostStore
from bot.service import BriefingService

TOKEN_BYTES = 24
MOST_DEADLINES = 1_000
_HELD = TypeAdapter(dict[str, HandedOut])


class Calendar(BaseModel):
    """A calendar that programs fetch. where: the place that made it. names: what it is limited to, all of them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    where: str
    channel: str | None
    guests: bool
    names: tuple[str, ...] = ()
    made: AwareDatetime
    by: str

    @property
    def title(self) -> str:
        """What calendar programs show."""
        return "Deadlines" + (f": {', '.join(self.names)}" if self.names else "")


class Calendars:
    """Makes calendars, writes them, and takes them back. public_url: under which the outside reaches us, or None."""

    def __init__(self, *, service: BriefingService, posts: PostStore, public_url: str | None) -> None:
        self._service = service
        self._posts = posts
        self._base = public_url.rstrip("/") if public_url else None

    async def order(self, request: CalendarRequest, event: Incoming, now: datetime) -> Reply:
        """Give the address of a calendar of this place, or take all of them back."""
        if request.action == "off":
            return Reply(body=Notice(text=await self._revoke(event)))
        calendar = Calendar(
            where=channel_of(event.place),
            channel=event.requester.scope.channel,
            guests=event.requester.scope.channel_only,
            names=request.names,
            made=now,
            by=event.requester.member,
        )
        if self._base is None:
            data, _ = await self._publish(event.requester.scope.workspace, calendar, {}, now)
            return Reply(
                body=Notice(
                    text="Calendars have no address here, so here is the file as of now. (Whoever runs me can set "
                    "DATELINE_PUBLIC_URL; then calendar programs follow by themselves.)"
                ),
                attachment=Attachment(name="deadlines.ics", media_type="text/calendar", text=data.decode()),
            )
        token = await self._find(calendar, event) or await self._make(calendar, event)
        address = f"{self._base}{path_of(event.requester.scope.workspace, token)}"
        return Reply(
            body=Notice(
                text=f"{calendar.title}, for your calendar program:\n{address}\nWhoever has this address can read it "
                "without logging in, so keep it to yourself. Take it back with: calendar off"
            )
        )

    async def write(self, workspace: WorkspaceId, token: str, now: datetime) -> bytes | None:
        """The calendar at an address, or None when there is none. The same deadlines give the same bytes again."""
        stored = (await self._posts.choices(workspace, CALENDARS)).get(token)
        if stored is None:
            return None
        calendar = Calendar.model_validate_json(stored)
        held = (await self._posts.choices(workspace, HANDED_OUT)).get(token, "{}")
        data, following = await self._publish(workspace, calendar, _HELD.validate_json(held), now)
        value = _HELD.dump_json(following).decode()
        if value != held:
            await self._posts.put_choice(workspace, HANDED_OUT, token, value)
        return data

    async def _publish(
        self, workspace: WorkspaceId, calendar: Calendar, held: dict[str, HandedOut], now: datetime
    ) -> tuple[bytes, dict[str, HandedOut]]:
        channel = ChannelId(calendar.channel) if calendar.channel else None
        scope = Scope(workspace=workspace, channel=channel, channel_only=calendar.guests)
        reader = Requester(member=MemberId(calendar.by), scope=scope)
        listed = await self._service.records("deadline", reader, limit=MOST_DEADLINES)

        def think() -> tuple[bytes, dict[str, HandedOut]]:
            wanted = Watched(words="", all_of=tuple(interest_in([name]) for name in calendar.names))
            rows: Sequence[Any] = [
                (one.record, one.entries) for one in listed if is_watched(one.record, wanted)
            ]
            return publish(rows, held, now=now, name=calendar.title)

        return await asyncio.to_thread(think)

    async def _find(self, calendar: Calendar, event: Incoming) -> str | None:
        """The token of the same calendar, made earlier: two who ask get one address."""
        same = calendar.model_dump(include={"where", "channel", "guests", "names"})
        for token, stored in (await self._posts.choices(event.requester.scope.workspace, CALENDARS)).items():
            if Calendar.model_validate_json(stored).model_dump(include=set(same)) == same:
                return token
        return None

    async def _make(self, calendar: Calendar, event: Incoming) -> str:
        token = await asyncio.to_thread(secrets.token_urlsafe, TOKEN_BYTES)
        workspace = event.requester.scope.workspace
        await self._posts.put_choice(workspace, CALENDARS, token, calendar.model_dump_json())
        return token

    async def _revoke(self, event: Incoming) -> str:
        workspace, where = event.requester.scope.workspace, channel_of(event.place)
        mine = {
            token: calendar
            for token, stored in (await self._posts.choices(workspace, CALENDARS)).items()
            if (calendar := Calendar.model_validate_json(stored)).where == where
        }
        if not mine:
            return "There is no calendar of this place."
        own = {token for token, calendar in mine.items() if calendar.by == event.requester.member}
        gone = set(mine) if event.requester.admin else own
        if not gone:
            raise NotAllowedError("only an admin, or whoever asked for it, takes a calendar back")
        for token in gone:
            await self._posts.put_choice(workspace, CALENDARS, token, None)
            await self._posts.put_choice(workspace, HANDED_OUT, token, None)
        many = "1 address is" if len(gone) == 1 else f"{len(gone)} addresses are"
        return f"{many} taken back; calendar programs that use them find nothing there."


def path_of(workspace: WorkspaceId, token: str) -> str:
    """Where a calendar is served."""
    return f"/calendar/{quote(workspace, safe='')}/{token}.ics"
