"""Posts, finds and changes messages on Discord for the desk. It decides nothing about what they say."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Literal, cast

import discord

from adapters.discord.faults import BAD_FORM, EXPIRED, InvalidRequests, in_our_words
from adapters.discord.render import DiscordMessage, draw, full_text, mark_of, part_of
from adapters.discord.tickets import Ticket, Way, read_ticket
from adapters.discord.translate import PLATFORM, server_of
from adapters.discord.view import Sendable, sendable
from bot.errors import BotError, DeliveryError, DeliveryRefusedError
from bot.model.chat import Notice, Place, Reply

_log = logging.getLogger(__name__)

ATTEMPT_S = 60.0  # for one request with all its retries; then it counts as doubtful
LOOK_BACK = 100  # messages of a channel that are searched for one of ours; also what one request returns
NO_HISTORY = 160002  # a reply needs to read the history of its channel
THREAD_EXISTS = 160004
THREAD_MINUTES: Literal[1440] = 1440  # without a message, after which Discord puts a thread away
_NOBODY = discord.AllowedMentions.none()
_ORIGINAL = cast(int, "@original")  # the library only puts it into the path


class _TicketExpiredError(Exception):
    """An interaction's token is no longer taken."""


class DiscordPlatform:
    """`bot.ports.Platform` over a logged-in client.

    A reference is "CHANNEL:MESSAGE". Parts after the first are named after the first message, so that they are found
    and not posted again, whichever attempt posted them. clock: the present moment, aware. zone: IANA name of the zone in
    which a day ends where an article names none.
    """

    name = PLATFORM

    def __init__(
        self,
        client: discord.Client,
        *,
        clock: Callable[[], datetime],
        invalid: InvalidRequests,
        plain: bool = False,
        zone: str = "UTC",
    ) -> None:
        self._client = client
        self._clock = clock
        self._invalid = invalid
        self._rich = not plain
        self._zone = zone

    async def post(self, place: Place, reply: Reply, key: str) -> str:
        """As `bot.ports.Platform.post`; a ticket that ran out ends in the channel or in a direct message."""
        ticket = read_ticket(place.ticket)
        if _is_shared(ticket, place, reply):
            ticket = None
        if ticket is not None and ticket.way.by_token:
            if ticket.holds(self._clock()):
                with suppress(_TicketExpiredError):
                    return await self._post_by_ticket(ticket, place, reply, key)
            if ticket.way is Way.EDIT:
                raise DeliveryRefusedError("the button was pressed too long ago; press it again")
            _log.info("the token of post %s ran out, it goes to the channel or the member", key)
        home = server_of(place.workspace) if place.only_for is not None else None
        if ticket is not None and ticket.way is Way.THREAD:
            thread = await self._open_thread(int(place.channel), int(ticket.value), ticket.name)
            if thread is not None:
                return await self._drawn(
                    reply, lambda parts: self._send_all(thread, parts, key, None), home=home
                )
        channel, answered = await self._channel_of(place), _answered_by(place)
        return await self._drawn(
            reply, lambda parts: self._send_all(channel, parts, key, answered), home=home
        )

    async def find_post(self, place: Place, key: str) -> str | None:
        """As `bot.ports.Platform.find_post`: the waiting message that was filled in, or one in the channel's history."""
        ticket = read_ticket(place.ticket)
        if ticket is not None and ticket.way.by_token and ticket.holds(self._clock()):
            with suppress(_TicketExpiredError):
                found = await self._webhook_call(place, ticket, lambda hook: hook.fetch_message(_ORIGINAL))
                if _is_named(found, key):
                    return f"{found.channel.id}:{found.id}"
        rooms = [await self._channel_of(place)]
        if ticket is not None and ticket.way is Way.THREAD:
            rooms.insert(0, int(ticket.value))  # a thread opened at a message has the message's id
        for room in rooms:
            try:
                async for message in self._own_messages(room):
                    if _is_named(message, key):
                        return f"{room}:{message.id}"
            except DeliveryRefusedError as error:
                # no such thread, or no right to read history: the nonce still protects for some minutes
                _log.info("cannot look for post %s in %s: %s", key, room, error)
        return None

    async def update(self, place: Place, reference: str, reply: Reply) -> None:
        """As `bot.ports.Platform.update`."""
        channel, message = _read_reference(reference)
        ticket = read_ticket(place.ticket)
        if place.only_for is not None and str(channel) in {place.channel, place.thread}:
            if ticket is None or not ticket.holds(self._clock()):
                raise DeliveryRefusedError("what is shown to one member alone can be changed for 15 minutes")
            try:
                shown = await self._webhook_call(place, ticket, lambda hook: hook.fetch_message(_ORIGINAL))
                mark = next(_marks(shown.components), mark_of(reference))
                await self._drawn(reply, lambda parts: self._fill_in(ticket, place, parts, reply, mark))
            except _TicketExpiredError:
                raise DeliveryRefusedError("the private message is gone") from None
            return
        home = server_of(place.workspace) if place.only_for is not None else None
        await self._drawn(reply, lambda parts: self._edit_all(channel, message, parts), home=home)

    async def show_status(self, place: Place, words: str | None) -> None:
        """Shows "is typing"; an interaction shows by itself that we are at it."""
        ticket = read_ticket(place.ticket)
        waiting = ticket is not None and ticket.way.by_token
        if words is None or waiting or place.only_for is not None:
            return
        channel = await self._channel_of(place)
        with suppress(BotError):
            await self._call(channel, lambda: self._type(channel))

    async def _type(self, channel: int) -> None:
        await self._room(channel).typing()

    # ------------------------------------------------------------------ by an interaction's token

    async def _post_by_ticket(self, ticket: Ticket, place: Place, reply: Reply, key: str) -> str:
        if ticket.way is Way.EDIT and isinstance(reply.body, Notice):  # it must not replace the answer
            return await self._drawn(reply, lambda parts: self._whisper(ticket, place, parts, key))
        return await self._drawn(
            reply, lambda parts: self._fill_in(ticket, place, parts, reply, mark_of(key))
        )

    async def _fill_in(
        self, ticket: Ticket, place: Place, parts: Sequence[DiscordMessage], reply: Reply, mark: int
    ) -> str:
        """Put the answer into the waiting message. Doing so twice equals once, so nothing is ever shown twice.

        What does not fit follows in the channel; where we may not post, and for one member's eyes, it goes along as a
        file: follow-ups of an interaction have no nonce and could not be told from those of an earlier attempt.
        """
        alone = place.only_for is not None or ticket.way is Way.EDIT
        whole = full_text(reply) if len(parts) > 1 and alone else None
        shown = await self._edit_original(ticket, place, _first(parts, whole), mark, whole)
        reference = f"{shown.channel.id}:{shown.id}"
        if len(parts) > 1 and not alone:
            try:
                await self._edit_all(shown.channel.id, shown.id, parts, first_done=True)
            except DeliveryRefusedError as error:
                _log.info("the rest of an answer goes as a file: %s", error)
                whole = full_text(reply)
                await self._edit_original(ticket, place, _first(parts, whole), mark, whole)
        return reference

    async def _edit_original(
        self, ticket: Ticket, place: Place, message: DiscordMessage, mark: int, whole: str | None
    ) -> discord.WebhookMessage:
        arguments = sendable(message, mark=mark, more=whole).to_edit()
        shown: discord.WebhookMessage = await self._webhook_call(
            place,
            ticket,
            lambda hook: hook.edit_message(_ORIGINAL, allowed_mentions=_NOBODY, **arguments),
        )
        return shown

    async def _whisper(self, ticket: Ticket, place: Place, parts: Sequence[DiscordMessage], key: str) -> str:
        arguments = sendable(parts[0], mark=mark_of(key)).to_send()
        sent = await self._webhook_call(
            place,
            ticket,
            lambda hook: hook.send(ephemeral=True, wait=True, allowed_mentions=_NOBODY, **arguments),
        )
        return f"{sent.channel.id}:{sent.id}"

    async def _webhook_call(
        self, place: Place, ticket: Ticket, call: Callable[[discord.Webhook], Awaitable[Any]]
    ) -> Any:
        application = self._client.application_id
        assert application is not None, "the client is logged in"
        hook = _application_webhook(self._client, application, ticket.value)
        try:
            # a channel may refuse messages and still take answers to commands
            return await self._call(f"commands in {place.channel}", lambda: call(hook))
        except DeliveryRefusedError as error:
            cause = error.__cause__
            if isinstance(cause, discord.HTTPException) and (
                cause.code in EXPIRED or cause.status in {401, 404}
            ):
                raise _TicketExpiredError from error
            raise

    # ------------------------------------------------------------------ in a channel

    async def _send_all(
        self, channel: int, parts: Sequence[DiscordMessage], key: str, answered: int | None
    ) -> str:
        first = await self._send_first(channel, sendable(parts[0], mark=mark_of(key)), key, answered)
        if len(parts) > 1:
            await self._edit_all(channel, first, parts, first_done=True)
        return f"{channel}:{first}"

    async def _send_first(self, channel: int, message: Sendable, key: str, answered: int | None) -> int:
        if answered is None:
            return await self._send(channel, message, key)
        reference = discord.MessageReference(
            message_id=answered, channel_id=channel, fail_if_not_exists=False
        )
        try:
            return await self._send(channel, message, key, reference=reference)
        except DeliveryRefusedError as error:
            if getattr(error.__cause__, "code", None) != NO_HISTORY:
                raise
            return await self._send(channel, message, key)

    async def _send(self, channel: int, message: Sendable, nonce: str, **more: Any) -> int:
        sent = await self._call(
            channel,
            lambda: self._room(channel).send(
                nonce=nonce, allowed_mentions=_NOBODY, **message.to_send(), **more
            ),
        )
        return int(sent.id)

    async def _edit_all(
        self, channel: int, first: int, parts: Sequence[DiscordMessage], *, first_done: bool = False
    ) -> str:
        """Make the messages from `first` on show exactly these parts: edit those there, post and delete the rest."""
        mark, there = await self._parts_from(channel, first)
        if not first_done:
            await self._edit(channel, first, sendable(parts[0], mark=mark))
        for number, part in enumerate(parts[1:], start=2):
            message = sendable(part, mark=mark_of(str(first), number))
            if number in there:
                await self._edit(channel, there.pop(number), message)
            else:
                await self._send(channel, message, f"{first}-{number}")
        for leftover in there.values():
            await self._call(channel, self._room(channel).get_partial_message(leftover).delete)
        return f"{channel}:{first}"

    async def _edit(self, channel: int, message: int, new: Sendable) -> None:
        target = self._room(channel).get_partial_message(message)
        await self._call(channel, lambda: target.edit(allowed_mentions=_NOBODY, **new.to_edit()))

    async def _parts_from(self, channel: int, first: int) -> tuple[int, dict[int, int]]:
        """The mark that the post beginning with `first` keeps, and its later parts: message ids by number."""
        wanted = {mark_of(str(first), number): number for number in range(2, 100)}
        mark, found = mark_of(str(first)), dict[int, int]()
        try:
            async for message in self._own_messages(channel, since=first):
                for one in _marks(message.components):
                    if message.id == first and part_of(one) == 1:
                        mark = one
                    elif one in wanted:
                        found.setdefault(wanted[one], message.id)
        except DeliveryRefusedError as error:
            _log.info("cannot read the history of channel %s: %s", channel, error)
        return mark, found

    async def _own_messages(self, channel: int, since: int | None = None) -> AsyncIterator[discord.Message]:
        """Our latest messages of a channel, or our first ones from a message on."""
        me = self._client.user
        self._invalid.check(str(channel))
        after = discord.Object(since - 1) if since is not None else None
        with in_our_words(str(channel), self._invalid):
            async for message in self._room(channel).history(limit=LOOK_BACK, after=after):
                if me is not None and message.author.id == me.id:
                    yield message

    async def _channel_of(self, place: Place) -> int:
        """Where a post goes that has no ticket: the thread, the channel, or the one member's direct messages."""
        if place.only_for is None:
            return int((place.thread or place.channel).partition(":")[0])
        member = discord.Object(int(place.only_for))
        channel = await self._call(int(place.only_for), lambda: self._client.create_dm(member))
        return int(channel.id)

    async def _open_thread(self, channel: int, message: int, name: str) -> int | None:
        """A thread at a member's message; None where none can be opened, then the channel has to do."""
        http = self._client.http
        try:
            await self._call(
                f"threads in {channel}",
                lambda: http.start_thread_with_message(
                    channel, message, name=name, auto_archive_duration=THREAD_MINUTES
                ),
            )
        except DeliveryRefusedError as error:
            if getattr(error.__cause__, "code", None) != THREAD_EXISTS:
                _log.info("no thread was opened in channel %s: %s", channel, error)
                return None
        return message

    def _room(self, channel: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel)

    # ------------------------------------------------------------------ both

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

    async def _call(self, where: int | str, call: Callable[[], Awaitable[Any]]) -> Any:
        """One request, its errors in our words. where: whose refusals it is counted with."""
        if self._client.is_closed():
            raise DeliveryError("the Discord client is stopped")
        self._invalid.check(str(where))
        with in_our_words(str(where), self._invalid):
            async with asyncio.timeout(ATTEMPT_S):
                return await call()


def _application_webhook(client: discord.Client, application: int, token: str) -> discord.Webhook:
    """What the library makes of an interaction; a partial webhook may not send what one member alone sees."""
    data: Any = {"id": application, "type": 3, "token": token}
    return discord.Webhook.from_state(data=data, state=client._connection)


def _is_shared(ticket: Ticket | None, place: Place, reply: Reply) -> bool:
    """Whether an answer leaves the private message whose button was pressed: it is a message of its own."""
    edits = ticket is not None and ticket.way is Way.EDIT
    return edits and place.only_for is None and not isinstance(reply.body, Notice)


def _first(parts: Sequence[DiscordMessage], whole: str | None) -> DiscordMessage:
    """The first part; when it stands for all, with the buttons of the last."""
    if whole is None or not parts[-1].rows:
        return parts[0]
    rows = parts[0].rows or parts[-1].rows
    return DiscordMessage(
        blocks=parts[0].blocks, rows=rows, attachment=parts[-1].attachment, rich=parts[0].rich
    )


def _is_named(message: discord.Message, key: str) -> bool:
    """Whether a message of ours was posted under this key: by the mark in it, or by what its buttons act on."""
    if mark_of(key) in set(_marks(message.components)):
        return True
    buttons = (part for row in message.components for part in getattr(row, "children", ()))
    return any(str(getattr(button, "custom_id", "")).endswith(f":{key}") for button in buttons)


def _marks(components: Sequence[Any]) -> Iterator[int]:
    """The component ids at the top of a message; a container's or a row's is ours."""
    for component in components:
        number = getattr(component, "id", None)
        if isinstance(number, int):
            yield number


def _answered_by(place: Place) -> int | None:
    """The message that a post replies to: the member's, or one of ours that a place names instead of a thread."""
    ticket = read_ticket(place.ticket)
    if ticket is not None:
        return int(ticket.value) if not ticket.way.by_token else None
    _, _, message = (place.thread or "").partition(":")
    return int(message) if message.isdigit() else None


def _read_reference(reference: str) -> tuple[int, int]:
    channel, _, message = reference.partition(":")
    if not (channel.isdigit() and message.isdigit()):
        raise DeliveryRefusedError(f"not a Discord message: {reference!r}")
    return int(channel), int(message)
