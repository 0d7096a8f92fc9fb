"""Requests to Discord one by one: counted, limited in time, their errors in our words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import discord

from adapters.discord.faults import InvalidRequests, in_our_words
from bot.errors import DeliveryError

ATTEMPT_S = 60.0  # for one request with all its retries; then it counts as doubtful
LOOK_BACK = 100  # messages of a channel that are read at once, which is what one request returns


class Calls:
    """What a logged-in client is used for."""

    def __init__(self, client: discord.Client, invalid: InvalidRequests) -> None:
        self.client = client
        self._invalid = invalid

    async def call(self, where: int | str, call: Callable[[], Awaitable[Any]]) -> Any:
        """One request, its errors in our words. where: whose refusals it is counted with."""
        if self.client.is_closed():
            raise DeliveryError("the Discord client is stopped")
        self._invalid.check(str(where))
        with in_our_words(str(where), self._invalid):
            async with asyncio.timeout(ATTEMPT_S):
                return await call()

    async def own_messages(
        self, channel: int, since: int | None = None, *, among: int = LOOK_BACK
    ) -> AsyncIterator[discord.Message]:
        """Ours among so many latest messages of a channel, or among the first ones from a message on."""
        me = self.client.user
        self._invalid.check(str(channel))
        after = discord.Object(since - 1) if since is not None else None
        with in_our_words(str(channel), self._invalid):
            async for message in self.room(channel).history(limit=among, after=after):
                if me is not None and message.author.id == me.id:
                    yield message

    def room(self, channel: int) -> discord.PartialMessageable:
        """A channel of which nothing but its id need be known."""
        return self.client.get_partial_messageable(channel)
