"""Keeps what happened before Slack is thanked: the one way in for every event, command and press."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from adapters.slack.messages import mentions_us, thread_of
from adapters.slack.origins import Channel, Given, Member, Origin, origin_of, origin_of_command
from adapters.slack.people import People, Threads
from adapters.slack.sessions import Sessions
from adapters.slack.translate import translate
from bot.desk.channels import Channels
from bot.desk.home import HomePage
from bot.model.chat import Incoming, IncomingKind, Place, Requester, Turn
from bot.ports import Platform

_log = logging.getLogger(__name__)


class FrontDesk(Protocol):
    """What the adapter needs of `bot.desk.desk.Desk`."""

    channels: Channels

    def connect(self, platform: Platform) -> None:
        """Let a platform's events be answered."""

    async def accept(self, event: Incoming) -> bool:
        """Keep an event durably; False when it was kept before; StorageError when it could not be kept."""

    async def greet(self, event: Incoming) -> None:
        """Show that we are working on it; never fails."""

    async def stop(self, place: Place) -> None:
        """Answer nothing more that was asked in a conversation up to now."""

    async def home(self, requester: Requester) -> HomePage:
        """What a member's Home tab shows."""


class Receiver:
    """Takes payloads in. clock: the present moment, aware."""

    def __init__(
        self,
        desk: FrontDesk,
        people: People,
        threads: Threads,
        sessions: Sessions,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._sessions = sessions
        self._people = people
        self._threads = threads
        self._clock = clock
        self._greetings: set[asyncio.Task[None]] = set()

    async def receive(self, body: Mapping[str, Any]) -> Incoming | None:
        """What happened, kept by now, or None when it is not for us.

        Raises StorageError when it could not be kept; then Slack must not be thanked.
        """
        rough = Given(received=self._clock(), joined=await self._joined(body))
        if translate(body, rough) is None:
            return None
        incoming = translate(body, await self._given(body, rough))
        if incoming is None:
            return None
        fresh = await self._desk.accept(incoming)
        if fresh:
            self._greet(incoming)
        return incoming

    async def requester(self, body: Mapping[str, Any]) -> Requester:
        """Who opened a view, asking from nowhere in particular."""
        from adapters.slack.origins import requester_of

        origin = replace(origin_of(body), channel=None)
        member = await self._people.member(origin.workspace, origin.member or "")
        return requester_of(origin, Channel(), member)

    async def close(self) -> None:
        """Let greetings end that are under way, and ask nothing more."""
        if self._greetings:
            await asyncio.wait(tuple(self._greetings), timeout=2.0)
        await self._people.close()

    async def _joined(self, body: Mapping[str, Any]) -> bool:
        where = thread_of(body)
        if where is None or mentions_us(body):
            return False
        return await self._threads.joined(origin_of(body).workspace, *where)

    async def _given(self, body: Mapping[str, Any], rough: Given) -> Given:
        """What the payload does not tell, asked for side by side; each question has its own default."""
        origin = origin_of_command(body) if "command" in body else origin_of(body)
        member, channel, conversation = await asyncio.gather(
            self._member(origin), self._channel(origin), self._conversation(body, origin)
        )
        return replace(rough, member=member, channel=channel, conversation=conversation)

    async def _member(self, origin: Origin) -> Member:
        if not origin.member:
            return Member()
        return await self._people.member(origin.workspace, origin.member)

    async def _channel(self, origin: Origin) -> Channel:
        if not origin.channel or origin.direct or None not in {origin.private, origin.shared}:
            return Channel()
        return await self._people.channel(origin.workspace, origin.channel)

    async def _conversation(self, body: Mapping[str, Any], origin: Origin) -> tuple[Turn, ...]:
        """Earlier turns of the thread a question stands in."""
        event = body.get("event")
        if not isinstance(event, Mapping) or event.get("subtype") in {"message_changed", "message_deleted"}:
            return ()
        thread, ts = event.get("thread_ts"), event.get("ts")
        if not thread or not origin.channel or thread == ts:
            return ()
        return await self._people.turns(origin.workspace, origin.channel, str(thread), str(ts))

    async def _follow(self, incoming: Incoming) -> None:
        """From its first question on, a thread goes on without mentions."""
        place = incoming.place
        if incoming.kind is IncomingKind.MESSAGE and place.thread and not place.channel.startswith("D"):
            await self._threads.join(place.workspace, place.channel, place.thread)

    async def _welcome(self, incoming: Incoming) -> None:
        await self._sessions.begin(incoming)
        await self._desk.greet(incoming)
        await self._follow(incoming)

    def _greet(self, incoming: Incoming) -> None:
        task = asyncio.create_task(self._welcome(incoming))
        self._greetings.add(task)
        task.add_done_callback(self._greeted)

    def _greeted(self, task: asyncio.Task[None]) -> None:
        self._greetings.discard(task)
        with suppress(asyncio.CancelledError):
            if (error := task.exception()) is not None:
                _log.warning("a sign of life could not be shown: %s", type(error).__name__)
