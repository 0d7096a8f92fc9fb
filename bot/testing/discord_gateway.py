"""The gateway of a Discord of ours: sockets that identify or resume, and events that none of them misses."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from bot.testing.discord_payloads import APPLICATION, BOT, person
from bot.testing.discord_world import World
from bot.testing.loopback import PATIENCE_S

if TYPE_CHECKING:
    from aiohttp import web


class Gateway:
    """Dispatches events to whoever is connected. identified, resumed: how often that happened."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sockets: list[Any] = []
        self._log: list[dict[str, Any]] = []
        self._ready = asyncio.Event()
        self.identified = 0
        self.resumed = 0

    async def dispatch(self, name: str, data: dict[str, Any], *, times: int = 1) -> None:
        """Send an event over every socket; while none is open it waits for a session that resumes."""
        event = {"op": 0, "t": name, "s": len(self._log) + 1, "d": data}
        self._log.append(event)
        for socket in list(self._sockets):
            for _ in range(times):
                await _send(socket, event)

    async def drop(self, code: int = 4000) -> None:
        """Close every socket as a failing gateway does."""
        sockets, self._sockets[:] = list(self._sockets), []
        self._ready.clear()
        for socket in sockets:
            await socket.close(code=code)

    @property
    def connected(self) -> bool:
        """Whether anybody would hear an event now."""
        return bool(self._sockets)

    async def wait_ready(self) -> None:
        """Until a client has identified or resumed."""
        await asyncio.wait_for(self._ready.wait(), PATIENCE_S)

    async def serve_socket(self, request: web.Request) -> web.WebSocketResponse:
        """One connection to the gateway."""
        from aiohttp import web

        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await _send(socket, {"op": 10, "d": {"heartbeat_interval": 45_000}, "s": None, "t": None})
        async for frame in socket:
            said = json.loads(frame.data)
            if said["op"] == 1:
                await _send(socket, {"op": 11, "d": None, "s": None, "t": None})
            elif said["op"] == 2:
                await self._identify(socket, said["d"])
            elif said["op"] == 6:
                await self._resume(socket, said["d"]["seq"])
        if socket in self._sockets:
            self._sockets.remove(socket)
        if not self._sockets:
            self._ready.clear()
        return socket

    async def _identify(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
        if self._world.identify_with is not None:
            await socket.close(code=self._world.identify_with)
            return
        self.identified += 1
        ready = {
            "v": 10,
            "user": person(BOT),
            "guilds": [{"id": self._world.guild["id"], "unavailable": True}],
            "session_id": "session-1",
            "resume_gateway_url": self._world.gateway_url,
            "application": {"id": str(APPLICATION), "flags": 0},
            **({"shard": said["shard"]} if "shard" in said else {}),
        }
        first = not said.get("shard") or self._world_shard == said["shard"][0]
        for name, data in (("READY", ready), ("GUILD_CREATE", self._world.guild)):
            self._log.append({"op": 0, "t": name, "s": len(self._log) + 1, "d": data})
            if first or name == "READY":
                await _send(socket, self._log[-1])
        if first:
            self._sockets.append(socket)
            self._ready.set()

    @property
    def _world_shard(self) -> int:
        """The shard on which the one server is, as Discord works it out."""
        return (int(self._world.guild["id"]) >> 22) % self._world.shards

    async def _resume(self, socket: web.WebSocketResponse, seen: int) -> None:
        self.resumed += 1
        for event in self._log[seen:]:
            await _send(socket, event)
        self._sockets.append(socket)
        await self.dispatch("RESUMED", {})
        self._ready.set()


async def _send(socket: Any, event: dict[str, Any]) -> None:
    """To a socket that may be closing: a process that was killed is no error of Discord's."""
    if not socket.closed:
        try:
            await socket.send_str(json.dumps(event))
        except ConnectionError:
            return
