"""What Slack knows of members, channels and threads, kept for a while; asking never holds an event up for long."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any, Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from adapters.slack.calls import Calls
from adapters.slack.marks import EVENT_TYPE
from adapters.slack.messages import plain_words
from adapters.slack.origins import Channel, Member
from bot.errors import BotError, StorageError
from bot.model.chat import Turn
from bot.model.ids import WorkspaceId
from bot.ports import PostStore

_log = logging.getLogger(__name__)

KEPT_S = 600.0
PATIENCE_S = 1.0  # of the three seconds in which Slack wants to be thanked
MOST_KEPT = 5_000
TURNS = 6

_Value = TypeVar("_Value")


class _Shelf(Generic[_Value]):
    """Values that are good for a while, the oldest thrown out first."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._rows: OrderedDict[tuple[str, ...], tuple[float, _Value]] = OrderedDict()
        self._asked: dict[tuple[str, ...], asyncio.Task[_Value]] = {}

    async def get(
        self, key: tuple[str, ...], ask: Callable[[], Coroutine[Any, Any, _Value]], default: _Value
    ) -> _Value:
        """The value under this key, asked for when it is not there; the default when asking fails or takes long.

        Who wants it while it is being asked for waits for the same answer.
        """
        kept = self._rows.get(key)
        if kept is not None and self._clock() - kept[0] < KEPT_S:
            return kept[1]
        task = self._asked.get(key)
        if task is None:
            task = self._asked[key] = asyncio.create_task(ask())
            task.add_done_callback(lambda done: self._answered(key, done))
        await asyncio.wait({task}, timeout=PATIENCE_S)
        await asyncio.sleep(0)  # what was just answered is put on the shelf by a callback
        kept = self._rows.get(key)
        return kept[1] if kept is not None else default

    async def close(self) -> None:
        """Ask no longer."""
        asked = tuple(self._asked.values())
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)

    def _answered(self, key: tuple[str, ...], task: asyncio.Task[_Value]) -> None:
        self._asked.pop(key, None)
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            if not isinstance(error, BotError):
                _log.error("Slack's answer about %s could not be used", key[-1], exc_info=error)
            return
        value = task.result()
        self._rows[key] = (self._clock(), value)
        while len(self._rows) > MOST_KEPT:
            self._rows.popitem(last=False)


class People:
    """Members and channels as Slack describes them. clock: seconds."""

    def __init__(self, calls: Calls, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._calls = calls
        self._members: _Shelf[Member] = _Shelf(clock)
        self._channels: _Shelf[Channel] = _Shelf(clock)

    async def close(self) -> None:
        """Ask nothing more."""
        await self._members.close()
        await self._channels.close()

    async def member(self, workspace: WorkspaceId, member: str) -> Member:
        """Zone and rights of a member; UTC and none when Slack does not tell in time."""

        async def ask() -> Member:
            told = await self._calls.call(workspace, "users.info", {"user": member})
            return await asyncio.to_thread(member_from, told.get("user") or {})  # reads zone files

        return await self._members.get((workspace, member), ask, Member())

    async def channel(self, workspace: WorkspaceId, channel: str) -> Channel:
        """What kind of channel it is; the narrowest kind when Slack does not tell in time."""

        async def ask() -> Channel:
            told = await self._calls.call(workspace, "conversations.info", {"channel": channel})
            return channel_from(told.get("channel") or {})

        return await self._channels.get((workspace, channel), ask, Channel())

    async def turns(self, workspace: WorkspaceId, channel: str, thread: str, before: str) -> tuple[Turn, ...]:
        """What was asked and answered in a thread before a message; nothing when Slack does not tell in time."""
        arguments = {"channel": channel, "ts": thread, "limit": 50, "include_all_metadata": True}
        with suppress(BotError, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                told = await self._calls.call(workspace, "conversations.replies", arguments)
                return turns_from(told.get("messages") or (), before)
        return ()


def member_from(user: Mapping[str, Any]) -> Member:
    """A member as `users.info` describes them."""
    zone = str(user.get("tz") or "UTC")
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        zone = "UTC"
    admin = any(user.get(name) for name in ("is_admin", "is_owner", "is_primary_owner"))
    return Member(zone=zone, admin=bool(admin) and not user.get("is_restricted"))


def channel_from(channel: Mapping[str, Any]) -> Channel:
    """A channel as `conversations.info` describes it."""
    return Channel(
        private=bool(channel.get("is_private") or channel.get("is_mpim") or channel.get("is_group")),
        shared=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
        direct=bool(channel.get("is_im")),
    )


def turns_from(messages: Any, before: str) -> tuple[Turn, ...]:
    """Questions to us and our answers, the oldest first: a member's message right before one of ours."""
    turns: list[Turn] = []
    asked: str | None = None
    for message in messages:
        if not isinstance(message, Mapping) or str(message.get("ts")) >= before:
            continue
        if (message.get("metadata") or {}).get("event_type") == EVENT_TYPE:
            if asked:
                turns.append(Turn(question=asked, answer=str(message.get("text") or "")))
            asked = None
        elif not message.get("bot_id"):
            asked = plain_words(str(message.get("text") or ""))
    return tuple(turns[-TURNS:])


class Threads(Protocol):
    """Which threads we take part in."""

    async def joined(self, workspace: WorkspaceId, channel: str, thread: str) -> bool:
        """Whether we answered there before."""

    async def join(self, workspace: WorkspaceId, channel: str, thread: str) -> None:
        """From now on, messages in this thread are to us."""


class KeptThreads:
    """Threads kept in our own store, so that a restart forgets none."""

    def __init__(self, posts: PostStore) -> None:
        self._posts = posts

    async def joined(self, workspace: WorkspaceId, channel: str, thread: str) -> bool:
        """As `Threads.joined`; raises StorageError, so that Slack sends the message again."""
        return "joined" in await self._posts.choices(workspace, _name(channel, thread))

    async def join(self, workspace: WorkspaceId, channel: str, thread: str) -> None:
        """As `Threads.join`; a follow-up needs a mention where it could not be kept."""
        with suppress(StorageError):
            await self._posts.put_choice(workspace, _name(channel, thread), "joined", "yes")


def _name(channel: str, thread: str) -> str:
    return "slack-thread:" + re.sub(r"[^\w.:-]", "", f"{channel}:{thread}")
