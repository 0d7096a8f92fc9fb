"""Earlier questions of a conversation, read back from Discord itself: what it keeps outlives our processes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import discord

from adapters.discord.translate import Spot, is_our_thread, without_mention
from bot.model.chat import Turn

_log = logging.getLogger(__name__)

MOST_TURNS = 5
LOOK_BACK = 30  # messages of a thread or of direct messages that are read for earlier questions
DIRECT = timedelta(minutes=30)  # direct messages further apart are not one conversation
WAIT_S = 1.5  # the question itself is not kept while we look, so we do not look for long


async def earlier_turns(message: discord.Message, spot: Spot, me: int) -> tuple[Turn, ...]:
    """The questions before this one, oldest first: up the chain of replies to us, or in a thread of ours, or in direct
    messages of the last half hour. What cannot be read in time is left out."""
    turns: list[Turn] = []
    in_room = spot.direct or is_our_thread(message, me)
    earlier = (
        _in_room(message, spot, me) if in_room and message.reference is None else _by_replies(message, me)
    )
    try:
        async with asyncio.timeout(WAIT_S):
            async for words in earlier:
                turns.append(Turn(question=words))
                if len(turns) == MOST_TURNS:
                    break
    except (TimeoutError, discord.HTTPException, discord.ClientException) as error:
        _log.info("earlier questions are not told: %s", type(error).__name__)
    return tuple(reversed(turns))


async def _by_replies(message: discord.Message, me: int) -> AsyncIterator[str]:
    """Question by question up the chain: each replies to an answer of ours, which replies to the one before."""
    current = message
    while (answer := await _answered(current)) is not None and answer.author.id == me:
        asked = await _answered(answer)
        if asked is None or not asked.content:
            return
        yield without_mention(asked.content, me)
        current = asked


async def _answered(message: discord.Message) -> discord.Message | None:
    """The message that this one replies to, or None."""
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    known = reference.resolved or reference.cached_message
    if known is None:
        return await message.channel.fetch_message(reference.message_id)
    return known if isinstance(known, discord.Message) else None


async def _in_room(message: discord.Message, spot: Spot, me: int) -> AsyncIterator[str]:
    """What members asked here, the latest first; a thread goes on from the message it was opened at."""
    since = message.created_at - DIRECT if spot.direct else None
    async for one in message.channel.history(
        limit=LOOK_BACK, before=message, after=since, oldest_first=False
    ):
        if not one.author.bot and one.content:
            yield without_mention(one.content, me)
    channel = message.channel
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.TextChannel):
        first = channel.starter_message or await channel.parent.fetch_message(channel.id)
        if first.content:
            yield without_mention(first.content, me)
        async for words in _by_replies(first, me):
            yield words
