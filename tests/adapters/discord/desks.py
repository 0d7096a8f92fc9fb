"""Stand-ins for the front desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.desk.channels import ChannelSettings
from bot.model.chat import Incoming, Notice, Place, Reply, Requester
from bot.model.ids import WorkspaceId
from bot.ports import Platform


@dataclass
class Remembered:
    """Keeps the hash of the commands in memory."""

    value: str | None = None

    async def get(self) -> str | None:
        return self.value

    async def put(self, value: str) -> None:
        self.value = value


@dataclass
class StubDesk:
    """Keeps events by key and, when given a way to reply, posts the reply once for each."""

    reply: Callable[[Incoming], Reply | None] | None = None
    known: tuple[str, ...] = ("Northgate Harbour Board", "Northgate Herald", "Nadia Orlov")
    events: dict[str, Incoming] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)
    platform: Platform | None = None
    typed: list[tuple[Requester, str]] = field(default_factory=list)
    delay_s: float = 0.0
    chosen: ChannelSettings = field(default_factory=ChannelSettings)

    def connect(self, platform: Platform) -> None:
        self.platform = platform

    async def accept(self, event: Incoming) -> bool:
        if self.refusals:
            raise self.refusals.pop(0)
        self.times.append(event.key)
        if event.key in self.events:
            return False
        self.events[event.key] = event
        return True

    async def greet(self, event: Incoming) -> None:
        assert self.platform is not None
        await self.platform.show_status(event.place, "Looking")
        reply = self.reply(event) if self.reply else None
        if reply is not None:
            await asyncio.sleep(self.delay_s)
            try:
                await self.platform.post(event.place, reply, f"p_{event.key}"[:25])
            except Exception as error:
                self.errors.append(error)

    @property
    def suggestions(self) -> StubDesk:
        """It suggests itself."""
        return self

    async def names(self, requester: Requester, prefix: str) -> tuple[str, ...]:
        self.typed.append((requester, prefix))
        return tuple(name for name in self.known if name.lower().startswith(prefix.lower()))

    async def subjects(self, requester: Requester, place: Place, prefix: str) -> tuple[str, ...]:
        return ("a topic", *await self.names(requester, prefix))

    async def asked(self, workspace: WorkspaceId, key: str) -> tuple[Place, Requester] | None:
        """As the desk's own: known by the event's key, in its workspace."""
        event = self.events.get(key)
        if event is None or event.place.workspace != workspace:
            return None
        return event.place, event.requester

    @property
    def channels(self) -> StubDesk:
        """It keeps the settings itself."""
        return self

    async def settings(self, workspace: WorkspaceId, place: Place) -> ChannelSettings:
        await asyncio.sleep(self.delay_s)
        return self.chosen

    @property
    def only(self) -> Incoming:
        """The one event that was kept."""
        [event] = self.events.values()
        return event


def says(words: str) -> Callable[[Incoming], Reply]:
    """A desk's reply to everything."""
    return lambda event: Reply(body=Notice(text=words))
