"""Posts, finds and changes messages on Discord for the desk. It decides nothing about what they say."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

import discord

from adapters.discord.calls import Calls
from adapters.discord.channels import ChannelPosts, answered_by, is_named, marks
from adapters.discord.faults import BAD_FORM, InvalidRequests
from adapters.discord.live import PACE_S, DiscordLive
from adapters.discord.render import DiscordMessage, draw, draw_growing, mark_of
from adapters.discord.tickets import Ticket, Way, read_ticket
from adapters.discord.tokens import TicketExpiredError, TokenPosts
from adapters.discord.translate import PLATFORM, server_of
from adapters.discord.view import sendable
from bot.errors import BotError, DeliveryRefusedError, DeliveryUnseenError
from bot.model.answers import Sentence
from bot.model.chat import Notice, Place, Reply, Requester

_log = logging.getLogger(__name__)

SEARCHED = 500  # latest messages of a channel that are searched for one of ours
REMEMBERED = 1_000  # channels in which answers grew
GROWING, GROWING_S = 2, 5.0  # so many edits on the way in so many seconds and one channel


class DiscordPlatform:
    """`bot.ports.Platform` over a logged-in client.

    A reference is "CHANNEL:MESSAGE". Parts after the first are named after the first message, so that they are found
    and not posted again, whichever attempt posted them. clock: the present moment, aware. zone: IANA name of the zone in
    which a day ends where an article names none. seconds: that only grow, by which answers grow at a pace.
    """

    name = PLATFORM
    live_pace_s = PACE_S

    def __init__(
        self,
        client: discord.Client,
        *,
        clock: Callable[[], datetime],
        invalid: InvalidRequests,
        plain: bool = False,
        zone: str = "UTC",
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._calls = Calls(client, invalid)
        self._posts = ChannelPosts(self._calls)
        self._tokens = TokenPosts(self._calls, self._posts)
        self._clock = clock
        self._rich = not plain
        self._zone = zone
        self._seconds = seconds
        self._grown: dict[int, deque[float]] = {}

    async def post(self, place: Place, reply: Reply, key: str) -> str:
        """As `bot.ports.Platform.post`; a ticket that ran out ends in the channel or in a direct message."""
        ticket = read_ticket(place.ticket)
        if _is_shared(ticket, place, reply):
            ticket = None
        if ticket is not None and ticket.way.by_token:
            if ticket.holds(self._clock()):
                with suppress(TicketExpiredError):
                    return await self._post_by_ticket(ticket, place, reply, key)
            if ticket.way is Way.EDIT:
                raise DeliveryRefusedError("the button was pressed too long ago; press it again")
            _log.info("the token of post %s ran out, it goes to the channel or the member", key)
        home = server_of(place.workspace) if place.only_for is not None else None
        if ticket is not None and ticket.way is Way.THREAD:
            thread = await self._posts.open_thread(int(place.channel), int(ticket.value), ticket.name)
            if thread is not None:
                return await self._drawn(
                    reply, lambda parts: self._posts.send_all(thread, parts, key, None), home=home
                )
        channel, answered = await self._posts.channel_of(place), answered_by(place)
        return await self._drawn(
            reply, lambda parts: self._posts.send_all(channel, parts, key, answered), home=home
        )

    async def find_post(self, place: Place, key: str) -> str | None:
        """As `bot.ports.Platform.find_post`: the waiting message that was filled in, or one in the channel's history."""
        ticket = read_ticket(place.ticket)
        if ticket is not None and ticket.way.by_token and ticket.holds(self._clock()):
            with suppress(TicketExpiredError):
                found = await self._tokens.original(place, ticket)
                if is_named(found, key):
                    return f"{found.channel.id}:{found.id}"
                if ticket.way is Way.EDIT:
                    raise DeliveryUnseenError("what is said beside a message to one member cannot be listed")
        rooms = [await self._posts.channel_of(place)]
        if ticket is not None and ticket.way is Way.THREAD:
            rooms.insert(0, int(ticket.value))  # a thread opened at a message has the message's id
        for room in rooms:
            try:
                async for message in self._calls.own_messages(room, among=SEARCHED):
                    if is_named(message, key):
                        return f"{room}:{message.id}"
            except DeliveryRefusedError as error:
                if room != rooms[-1]:  # no such thread; it would be in the channel then
                    continue
                raise DeliveryUnseenError(f"the history cannot be read: {error}") from error
        return None

    async def update(self, place: Place, reference: str, reply: Reply) -> None:
        """As `bot.ports.Platform.update`."""
        channel, message = _read_reference(reference)
        ticket = read_ticket(place.ticket)
        if place.only_for is not None and str(channel) in {place.channel, place.thread}:
            await self._update_private(ticket, place, reference, reply)
            return
        home = server_of(place.workspace) if place.only_for is not None else None
        if ticket is not None and ticket.way is Way.REPLY and ticket.holds(self._clock()):
            with suppress(TicketExpiredError):
                if (await self._tokens.original(place, ticket)).id == message:  # works where we may not write
                    mark = mark_of(str(message))
                    await self._drawn(
                        reply, lambda parts: self._tokens.fill_in(ticket, place, parts, reply, mark)
                    )
                    return
        await self._drawn(reply, lambda parts: self._posts.edit_all(channel, message, parts), home=home)

    async def _update_private(
        self, ticket: Ticket | None, place: Place, reference: str, reply: Reply
    ) -> None:
        """What one member alone sees can be changed for fifteen minutes; a question's answer then goes to them directly."""
        if ticket is not None and ticket.holds(self._clock()):
            with suppress(TicketExpiredError):
                shown = await self._tokens.original(place, ticket)
                mark = next(marks(shown.components), mark_of(reference))
                await self._drawn(
                    reply, lambda parts: self._tokens.fill_in(ticket, place, parts, reply, mark)
                )
                return
        if ticket is None or ticket.way is not Way.REPLY:
            raise DeliveryRefusedError("what is shown to one member alone can be changed for 15 minutes")
        key = reference.partition(":")[2]
        if await self.find_post(place, key) is None:
            await self.post(place, reply, key)

    async def open_live(self, place: Place, requester: Requester, key: str, words: str) -> DiscordLive | None:
        """As `bot.ports.LivePlatform.open_live`: an ordinary message that is edited as the answer grows."""
        ticket = read_ticket(place.ticket)
        if place.only_for is not None and (ticket is None or not ticket.holds(self._clock())):
            return None
        reference = await self.post(place, Reply(body=Notice(text=words)), key)
        by_token = ticket is not None and ticket.way.by_token and ticket.holds(self._clock())

        async def show(sentences: Sequence[Sentence], doing: str) -> None:
            drawn = await asyncio.to_thread(draw_growing, sentences, doing, rich=self._rich, zone=self._zone)
            channel, message = _read_reference(reference)
            if not self._room_to_grow(channel):
                return
            if by_token and ticket is not None:
                await self._tokens.fill_in(ticket, place, (drawn,), Reply(body=Notice(text="")), mark_of(key))
            else:
                await self._posts.edit(channel, message, sendable(drawn, mark=mark_of(key)))

        async def finish(reply: Reply) -> None:
            await self.update(place, reference, reply)

        return DiscordLive(
            reference=reference, words=words, show=show, finish=finish, pace_s=self.live_pace_s
        )

    def _room_to_grow(self, channel: int) -> bool:
        """Whether a channel has room for one more edit that is not the last: Discord takes five in five seconds, and
        answers that are finished there come first."""
        moment = self._seconds()
        if len(self._grown) > REMEMBERED:
            self._grown.clear()
        times = self._grown.setdefault(channel, deque())
        while times and moment - times[0] > GROWING_S:
            times.popleft()
        if len(times) >= GROWING:
            return False
        times.append(moment)
        return True

    async def show_status(self, place: Place, words: str | None) -> None:
        """Shows "is typing"; an interaction shows by itself that we are at it."""
        ticket = read_ticket(place.ticket)
        waiting = ticket is not None and ticket.way.by_token
        if words is None or waiting or place.only_for is not None:
            return
        channel = await self._posts.channel_of(place)
        with suppress(BotError):
            await self._calls.call(channel, lambda: self._type(channel))

    async def _type(self, channel: int) -> None:
        await self._calls.room(channel).typing()

    async def _post_by_ticket(self, ticket: Ticket, place: Place, reply: Reply, key: str) -> str:
        if ticket.way is Way.EDIT and isinstance(reply.body, Notice):  # it must not replace the answer
            return await self._drawn(reply, lambda parts: self._tokens.whisper(ticket, place, parts, key))
        return await self._drawn(
            reply, lambda parts: self._tokens.fill_in(ticket, place, parts, reply, mark_of(key))
        )

    async def _drawn(
        self,
        reply: Reply,
        send: Callable[[Sequence[DiscordMessage]], Awaitable[str]],
        *,
        home: int | None = None,
    ) -> str:
        """Send a reply as Components V2, or as plain text when Discord does not take that form.

        home: the server whose buttons these are, for direct messages.
        """
        if self._rich:
            try:
                return await send(await asyncio.to_thread(draw, reply, home=home, zone=self._zone))
            except DeliveryRefusedError as error:
                if getattr(error.__cause__, "code", None) != BAD_FORM:
                    raise
                _log.warning(
                    "Discord did not take a message with components, it goes as plain text: %s", error
                )
        return await send(await asyncio.to_thread(draw, reply, rich=False, home=home, zone=self._zone))


def _is_shared(ticket: Ticket | None, place: Place, reply: Reply) -> bool:
    """Whether an answer leaves the private message whose button was pressed: it is a message of its own."""
    edits = ticket is not None and ticket.way is Way.EDIT
    return edits and place.only_for is None and not isinstance(reply.body, Notice)


def _read_reference(reference: str) -> tuple[int, int]:
    channel, _, message = reference.partition(":")
    if not (channel.isdigit() and message.isdigit()):
        raise DeliveryRefusedError(f"not a Discord message: {reference!r}")
    return int(channel), int(message)
