"""Our messages in channels, threads and direct messages: posted once, found again, edited with all their parts."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import discord

from adapters.discord.calls import Calls
from adapters.discord.render import DiscordMessage, mark_of, part_of
from adapters.discord.tickets import read_ticket
from adapters.discord.view import Sendable, sendable
from bot.errors import DeliveryRefusedError
from bot.model.chat import Place

_log = logging.getLogger(__name__)

NO_HISTORY = 160002  # a reply needs to read the history of its channel
THREAD_EXISTS = 160004
THREAD_MINUTES: Literal[1440] = 1440  # without a message, after which Discord puts a thread away
_NOBODY = discord.AllowedMentions.none()


class ChannelPosts:
    """Parts after the first are named after the first message, so that they are found and not posted again, whichever
    attempt posted them."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def send_all(
        self, channel: int, parts: Sequence[DiscordMessage], key: str, answered: int | None
    ) -> str:
        first = await self._send_first(channel, sendable(parts[0], mark=mark_of(key)), key, answered)
        if len(parts) > 1:
            await self.edit_all(channel, first, parts, first_done=True)
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
        sent = await self._calls.call(
            channel,
            lambda: self._calls.room(channel).send(
                nonce=nonce, allowed_mentions=_NOBODY, **message.to_send(), **more
            ),
        )
        return int(sent.id)

    async def edit_all(
        self, channel: int, first: int, parts: Sequence[DiscordMessage], *, first_done: bool = False
    ) -> str:
        """Make the messages from `first` on show exactly these parts: edit those there, post and delete the rest."""
        mark, there = await self._parts_from(channel, first)
        if not first_done:
            await self.edit(channel, first, sendable(parts[0], mark=mark))
        for number, part in enumerate(parts[1:], start=2):
            message = sendable(part, mark=mark_of(str(first), number))
            if number in there:
                await self.edit(channel, there.pop(number), message)
            else:
                await self._send(channel, message, f"{first}-{number}")
        for leftover in there.values():
            await self._calls.call(channel, self._calls.room(channel).get_partial_message(leftover).delete)
        return f"{channel}:{first}"

    async def edit(self, channel: int, message: int, new: Sendable) -> None:
        target = self._calls.room(channel).get_partial_message(message)
        await self._calls.call(channel, lambda: target.edit(allowed_mentions=_NOBODY, **new.to_edit()))

    async def _parts_from(self, channel: int, first: int) -> tuple[int, dict[int, int]]:
        """The mark that the post beginning with `first` keeps, and its later parts: message ids by number."""
        wanted = {mark_of(str(first), number): number for number in range(2, 100)}
        mark, found = mark_of(str(first)), dict[int, int]()
        try:
            async for message in self._calls.own_messages(channel, since=first):
                for one in marks(message.components):
                    if message.id == first and part_of(one) == 1:
                        mark = one
                    elif one in wanted:
                        found.setdefault(wanted[one], message.id)
        except DeliveryRefusedError as error:
            _log.info("cannot read the history of channel %s: %s", channel, error)
        return mark, found

    async def channel_of(self, place: Place) -> int:
        """Where a post goes that has no ticket: the thread, the channel, or the one member's direct messages."""
        if place.only_for is None:
            return int((place.thread or place.channel).partition(":")[0])
        member = discord.Object(int(place.only_for))
        channel = await self._calls.call(int(place.only_for), lambda: self._calls.client.create_dm(member))
        return int(channel.id)

    async def open_thread(self, channel: int, message: int, name: str) -> int | None:
        """A thread at a member's message; None where none can be opened, then the channel has to do."""
        http = self._calls.client.http
        try:
            await self._calls.call(
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


def is_named(message: discord.Message, key: str) -> bool:
    """Whether a message of ours was posted under this key: by the mark in it, or by what its buttons act on."""
    if mark_of(key) in set(marks(message.components)):
        return True
    buttons = (part for row in message.components for part in getattr(row, "children", ()))
    return any(str(getattr(button, "custom_id", "")).endswith(f":{key}") for button in buttons)


def marks(components: Sequence[Any]) -> Iterator[int]:
    """The component ids at the top of a message; a container's or a row's is ours."""
    for component in components:
        number = getattr(component, "id", None)
        if isinstance(number, int):
            yield number


def answered_by(place: Place) -> int | None:
    """The message that a post replies to: the member's, or one of ours that a place names instead of a thread."""
    ticket = read_ticket(place.ticket)
    if ticket is not None:
        return int(ticket.value) if not ticket.way.by_token else None
    _, _, message = (place.thread or "").partition(":")
    return int(message) if message.isdigit() else None
