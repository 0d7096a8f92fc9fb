"""Discord on loopback: its REST API and gateway, as far as a bot of our kind meets them, with scripted failures.

    async with open_fake_discord() as discord:
        discord.fail("POST", r"/messages$", Fails(status=502))
        await discord.say(channel, "who met whom?", mentions_bot=True)

A client is pointed at `discord.rest_url` and `discord.gateway_url`. `discord.requests` keeps everything it asked.
What Discord refuses and its published schema lets pass (too long a text, content beside Components V2) is refused here.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiohttp import web

EPHEMERAL, LOADING, SUPPRESS_EMBEDS, V2 = 1 << 6, 1 << 7, 1 << 2, 1 << 15
VIEW_CHANNEL, MANAGE_SERVER, EVERYTHING_USUAL = 1 << 10, 1 << 5, (1 << 10) | (1 << 11) | (1 << 16)
APPLICATION, BOT = 1001, 1002
_EPOCH_MS = 1_420_070_400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fails:
    """How a request goes wrong.

    status: answered with this status and an error body of `code`. retry_after_s: for 429. via: 429 comes from Discord
    itself and not from the guard before it. cut: the connection is cut, "before" or "after" the request was done.
    delay_s: wait first; with status 200 and no cut the request is then done as usual.
    """

    status: int = 200
    code: int = 0
    message: str = "scripted failure"
    retry_after_s: float = 0.05
    via: bool = True
    cut: str | None = None
    delay_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request. path: without the API's prefix. body: JSON, or None. files: names and texts sent along.
    status: how it was answered; None when the connection was cut."""

    method: str
    path: str
    body: Any
    files: tuple[tuple[str, str], ...]
    status: int | None


@dataclass(slots=True)
class _Interaction:
    payload: dict[str, Any]
    answered: bool = False
    expired: bool = False
    original: dict[str, Any] | None = None


@dataclass(slots=True)
class FakeDiscord:
    """A Discord with one server, a few channels and people; grow it through its methods.

    sent: what was posted, by channel, oldest first; ephemeral messages are in `whispers`. commands: as last synced.
    choices, modals: what interactions were answered with. identify_with: closes sockets that identify with this code.
    """

    rest_url: str = ""
    gateway_url: str = ""
    requests: list[Asked] = field(default_factory=list)
    sent: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    whispers: list[dict[str, Any]] = field(default_factory=list)
    commands: list[dict[str, Any]] = field(default_factory=list)
    choices: list[list[dict[str, Any]]] = field(default_factory=list)
    modals: list[dict[str, Any]] = field(default_factory=list)
    identify_with: int | None = None
    bad_token: bool = False
    identified: int = 0
    resumed: int = 0
    guild: dict[str, Any] = field(default_factory=dict)
    _failures: list[tuple[str, re.Pattern[str], list[Fails]]] = field(default_factory=list)
    _interactions: dict[str, _Interaction] = field(default_factory=dict)
    _sockets: list[Any] = field(default_factory=list)
    _log: list[dict[str, Any]] = field(default_factory=list)
    _seen: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    _members: set[int] = field(default_factory=set)
    _last: int = 0
    _ready: asyncio.Event = field(default_factory=asyncio.Event)

    # ------------------------------------------------------------------ what a test does

    def fail(self, method: str, path: str, *how: Fails) -> None:
        """Let the next requests to paths that match go wrong, one after the other."""
        self._failures.append((method, re.compile(path), list(how)))

    def asked(self, method: str, path: str) -> list[Asked]:
        """The requests so far to paths that match."""
        return [one for one in self.requests if one.method == method and re.search(path, one.path)]

    def new_id(self) -> int:
        """A fresh snowflake, later than all before."""
        now = int(datetime.now(UTC).timestamp() * 1000 - _EPOCH_MS) << 22
        self._last = max(self._last + 1, now)
        return self._last

    def add_channel(
        self, name: str, *, private: bool = False, kind: int = 0, parent: int | None = None
    ) -> int:
        """A channel of the server; a private one is hidden from @everyone. kind: 11 and 12 are threads."""
        number = self.new_id()
        hidden = {"id": self.guild["id"], "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
        data: dict[str, Any] = {
            "id": str(number),
            "type": kind,
            "name": name,
            "position": 0,
            "guild_id": self.guild["id"],
            "permission_overwrites": [hidden] if private else [],
            "parent_id": str(parent) if parent else None,
        }
        if kind in {11, 12}:
            meta = {
                "archived": False,
                "auto_archive_duration": 60,
                "archive_timestamp": _now(),
                "locked": False,
            }
            data |= {"owner_id": str(BOT), "thread_metadata": meta, "message_count": 0, "member_count": 1}
        self.guild["threads" if kind in {11, 12} else "channels"].append(data)
        self.sent.setdefault(number, [])
        return number

    def add_member(self, member: int) -> None:
        """Somebody who is in the server."""
        self._members.add(member)

    async def say(
        self,
        channel: int,
        words: str,
        *,
        member: int = 501,
        mentions_bot: bool = False,
        direct: bool = False,
        answers: int | None = None,
        hidden: bool = False,
        rights: str | None = None,
        number: int | None = None,
    ) -> dict[str, Any]:
        """Somebody writes a message. hidden: Discord keeps its words from us. Returns what was dispatched."""
        data = self._message(channel, number or self.new_id(), _person(member))
        data["content"] = "" if hidden else (f"<@{BOT}> {words}" if mentions_bot else words)
        data["mentions"] = [_person(BOT)] if mentions_bot else []
        if answers is not None:
            data |= {
                "type": 19,
                "message_reference": {"message_id": str(answers), "channel_id": str(channel)},
            }
            data["referenced_message"] = self.find(answers)
        if not direct:
            data |= {"guild_id": self.guild["id"], "member": _member(member, user=False)}
        self.sent.setdefault(channel, []).append(data)
        await self.dispatch("MESSAGE_CREATE", data)
        return data

    async def interact(
        self,
        kind: int,
        data: dict[str, Any],
        *,
        channel: int,
        member: int = 501,
        installed: str = "server",
        message: dict[str, Any] | None = None,
        rights: int = EVERYTHING_USUAL,
        direct: bool = False,
    ) -> str:
        """An interaction of this type; its token. installed: "server", or "user" where the bot is not a member."""
        number, token = self.new_id(), f"token-{len(self._interactions) + 1}"
        payload: dict[str, Any] = {
            "id": str(number),
            "application_id": str(APPLICATION),
            "type": kind,
            "token": token,
            "version": 1,
            "channel_id": str(channel),
            "channel": self._partial_channel(channel, direct=direct),
            "locale": "en-US",
            "app_permissions": str(EVERYTHING_USUAL),
            "attachment_size_limit": 10_485_760,
            "entitlements": [],
            "data": data,
            "context": 1 if direct else 0,
            "authorizing_integration_owners": {"0": self.guild["id"]}
            if installed == "server"
            else {"1": str(member)},
        }
        if direct:
            payload["user"] = _person(member)
        else:
            guild = self.guild["id"] if installed == "server" else "999999"
            payload |= {
                "guild_id": guild,
                "guild": {"id": guild, "locale": "en-US", "features": []},
                "member": _member(member) | {"permissions": str(rights)},
                "guild_locale": "en-US",
            }
        if message is not None:
            payload["message"] = message
        self._interactions[token] = _Interaction(payload)
        await self.dispatch("INTERACTION_CREATE", payload)
        return token

    async def command(self, name: str, channel: int, /, **options: Any) -> str:
        """Somebody uses a slash command with these options; keywords of `interact` start with an underscore."""
        how = {key[1:]: value for key, value in options.items() if key.startswith("_")}
        given = [
            {"name": key, "type": 5 if isinstance(value, bool) else 3, "value": value}
            for key, value in options.items()
            if not key.startswith("_")
        ]
        data = {"id": "7001", "name": name, "type": 1, "options": given}
        return await self.interact(2, data, channel=channel, **how)

    async def press(self, message: dict[str, Any], custom_id: str, **how: Any) -> str:
        """Somebody presses a button of a message."""
        data = {"component_type": 2, "custom_id": custom_id, "id": 1}
        return await self.interact(3, data, channel=int(message["channel_id"]), message=message, **how)

    def defer(self, token: str, *, private: bool = False) -> None:
        """Acknowledge an interaction as a bot would, without a bot."""
        body = {"type": 5, "data": {"flags": EPHEMERAL if private else 0}}
        self._callback({"token": token}, body, ())

    def expire(self, token: str) -> None:
        """The fifteen minutes of this interaction are over."""
        self._interactions[token].expired = True

    def original(self, token: str) -> dict[str, Any] | None:
        """The message that answers an interaction, or None."""
        return self._interactions[token].original

    def find(self, message: int) -> dict[str, Any] | None:
        """A message by its id, or None."""
        everywhere = [*self.whispers, *(one for room in self.sent.values() for one in room)]
        return next((one for one in everywhere if one["id"] == str(message)), None)

    def ours(self, channel: int) -> list[dict[str, Any]]:
        """The bot's messages in a channel, without those that still wait for their words."""
        return [
            one
            for one in self.sent.get(channel, [])
            if one["author"]["id"] == str(BOT) and not one["flags"] & LOADING
        ]

    async def dispatch(self, name: str, data: dict[str, Any], *, times: int = 1) -> None:
        """Send an event over every socket; while none is open it waits for a session that resumes."""
        event = {"op": 0, "t": name, "s": len(self._log) + 1, "d": data}
        self._log.append(event)
        for socket in list(self._sockets):
            for _ in range(times):
                await socket.send_str(json.dumps(event))

    async def drop(self, code: int = 4000) -> None:
        """Close every socket as a failing gateway does."""
        sockets, self._sockets[:] = list(self._sockets), []
        self._ready.clear()
        for socket in sockets:
            await socket.close(code=code)

    async def wait_ready(self, seconds: float = 10.0) -> None:
        """Until a client has identified or resumed."""
        await asyncio.wait_for(self._ready.wait(), seconds)

    # ------------------------------------------------------------------ REST

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One request to the REST API."""
        path = "/" + request.match_info["path"]
        body, files = await _read(request)
        failure = self._next_failure(request.method, path)
        if failure is not None and failure.delay_s:
            await asyncio.sleep(failure.delay_s)
        if failure is not None and (failure.cut == "before" or failure.status >= 300):
            self._note(request.method, path, body, files, None if failure.cut else failure.status)
            return self._failed(request, failure)
        status, answer = self._do(request, path, body, files)
        cut = failure is not None and failure.cut == "after"
        self._note(request.method, path, body, files, None if cut else status)
        if cut and failure is not None:
            return self._failed(request, failure)
        return _json(status, answer)

    def _note(
        self, method: str, path: str, body: Any, files: tuple[tuple[str, str], ...], status: int | None
    ) -> None:
        self.requests.append(Asked(method=method, path=path, body=body, files=files, status=status))

    def _next_failure(self, method: str, path: str) -> Fails | None:
        for wanted, pattern, how in self._failures:
            if wanted == method and how and pattern.search(path):
                return how.pop(0)
        return None

    def _failed(self, request: web.Request, failure: Fails) -> web.StreamResponse:
        if failure.cut:
            assert request.transport is not None
            request.transport.abort()
            return _json(500, {})
        if failure.status == 429:
            body = {"message": failure.message, "retry_after": failure.retry_after_s, "global": False}
            return _json(429, body, {"Via": "1.1 fake"} if failure.via else {})
        return _json(failure.status, {"code": failure.code, "message": failure.message})

    def _do(
        self, request: web.Request, path: str, body: Any, files: tuple[tuple[str, str], ...]
    ) -> tuple[int, Any]:
        if self.bad_token:
            return 401, {"code": 0, "message": "401: Unauthorized"}
        for method, pattern, act in self._routes():
            match = re.fullmatch(pattern, path)
            if match is not None and method == request.method:
                wrong = problems(body) if method in {"POST", "PATCH"} else []
                if wrong:
                    return 400, {"code": 50035, "message": "Invalid Form Body", "errors": {"_errors": wrong}}
                return act(match, body, files, request)
        return 404, {"code": 0, "message": f"404: Not Found ({request.method} {path})"}

    def _routes(self) -> Iterator[tuple[str, str, Callable[..., tuple[int, Any]]]]:
        hook = rf"/webhooks/{APPLICATION}/(?P<token>[^/]+)"
        yield "GET", "/users/@me", lambda *_: (200, _person(BOT))
        yield "GET", "/oauth2/applications/@me", lambda *_: (200, _application())
        yield "GET", "/gateway/bot", lambda *_: (200, self._gateway())
        yield "PUT", rf"/applications/{APPLICATION}/commands", self._put_commands
        yield "POST", "/users/@me/channels", self._open_direct
        yield "GET", r"/guilds/\d+/members/(?P<member>\d+)", self._get_member
        yield "POST", r"/channels/(?P<channel>\d+)/messages", self._post
        yield "GET", r"/channels/(?P<channel>\d+)/messages", self._history
        yield "GET", r"/channels/(?P<channel>\d+)/messages/(?P<message>\d+)", self._get
        yield "PATCH", r"/channels/(?P<channel>\d+)/messages/(?P<message>\d+)", self._patch
        yield "DELETE", r"/channels/(?P<channel>\d+)/messages/(?P<message>\d+)", self._delete
        yield "POST", r"/channels/(?P<channel>\d+)/typing", lambda *_: (204, None)
        yield "POST", r"/interactions/(?P<number>\d+)/(?P<token>[^/]+)/callback", self._callback
        yield "POST", hook, self._follow_up
        yield "GET", rf"{hook}/messages/@original", self._get_original
        yield "PATCH", rf"{hook}/messages/@original", self._patch_original

    def _gateway(self) -> dict[str, Any]:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        return {"url": self.gateway_url, "shards": 1, "session_start_limit": limit}

    def _put_commands(self, match: Any, body: Any, *_: Any) -> tuple[int, Any]:
        self.commands = [
            {
                "description": "",
                "id": str(7001 + at),
                "application_id": str(APPLICATION),
                "version": "1",
                **one,
            }
            for at, one in enumerate(body)
        ]
        return 200, self.commands

    def _open_direct(self, match: Any, body: Any, *_: Any) -> tuple[int, Any]:
        member = int(body["recipient_id"])
        number = 40_000 + member
        self.sent.setdefault(number, [])
        return 200, {"id": str(number), "type": 1, "last_message_id": None, "recipients": [_person(member)]}

    def _get_member(self, match: Any, *_: Any) -> tuple[int, Any]:
        if int(match["member"]) not in self._members:
            return 404, {"code": 10007, "message": "Unknown Member"}
        return 200, _member(int(match["member"]))

    def _post(self, match: Any, body: Any, files: Any, *_: Any) -> tuple[int, Any]:
        channel = int(match["channel"])
        if channel not in self.sent:
            return 404, {"code": 10003, "message": "Unknown Channel"}
        nonce = body.get("nonce")
        if body.get("enforce_nonce") and (channel, str(nonce)) in self._seen:
            return 200, self._seen[channel, str(nonce)]
        data = self._fill(self._message(channel, self.new_id(), _person(BOT)), body, files)
        self.sent[channel].append(data)
        if nonce is not None:
            self._seen[channel, str(nonce)] = data
        return 200, data | {"nonce": nonce}

    def _history(self, match: Any, body: Any, files: Any, request: web.Request) -> tuple[int, Any]:
        room = self.sent.get(int(match["channel"]))
        if room is None:
            return 404, {"code": 10003, "message": "Unknown Channel"}
        after, before = int(request.query.get("after", 0)), int(request.query.get("before", 1 << 62))
        limit = int(request.query.get("limit", 50))
        fitting = [one for one in room if after < int(one["id"]) < before]
        fitting.sort(key=lambda one: int(one["id"]))
        chosen = fitting[:limit] if "after" in request.query else fitting[-limit:]
        return 200, chosen[::-1]

    def _get(self, match: Any, *_: Any) -> tuple[int, Any]:
        found = self._in(match)
        return (200, found) if found else (404, {"code": 10008, "message": "Unknown Message"})

    def _patch(self, match: Any, body: Any, files: Any, *_: Any) -> tuple[int, Any]:
        found = self._in(match)
        if found is None:
            return 404, {"code": 10008, "message": "Unknown Message"}
        if found["author"]["id"] != str(BOT):
            return 403, {"code": 50005, "message": "Cannot edit a message authored by another user"}
        return 200, self._fill(found, body, files)

    def _delete(self, match: Any, *_: Any) -> tuple[int, Any]:
        found = self._in(match)
        if found is None:
            return 404, {"code": 10008, "message": "Unknown Message"}
        self.sent[int(match["channel"])].remove(found)
        return 204, None

    def _in(self, match: Any) -> dict[str, Any] | None:
        room = self.sent.get(int(match["channel"]), [])
        return next((one for one in room if one["id"] == match["message"]), None)

    def _callback(self, match: Any, body: Any, files: Any, *_: Any) -> tuple[int, Any]:
        one = self._interactions.get(match["token"])
        if one is None or one.expired:
            return 404, {"code": 10062, "message": "Unknown interaction"}
        if one.answered:
            return 400, {"code": 40060, "message": "Interaction has already been acknowledged."}
        one.answered = True
        data = body.get("data") or {}
        kind = body["type"]
        if kind == 8:
            self.choices.append(data["choices"])
        elif kind == 9:
            self.modals.append(data)
        elif kind == 6:
            held = one.payload.get("message")
            one.original = self.find(int(held["id"])) if held else None
        else:
            channel = int(one.payload["channel_id"])
            message = self._message(channel, self.new_id(), _person(BOT))
            message["flags"] = int(data.get("flags") or 0) | (LOADING if kind == 5 else 0)
            one.original = message if kind == 5 else self._fill(message, data, files)
            self._keep(message)
        number = one.payload["id"]
        told = {"id": number, "type": one.payload["type"], "activity_instance_id": None}
        shown = one.original
        told |= {"response_message_id": shown["id"], "response_message_loading": kind == 5} if shown else {}
        resource = {"type": kind, **({"message": shown} if shown and kind in {4, 5, 6} else {})}
        return 200, {"interaction": told, "resource": resource}

    def _keep(self, message: dict[str, Any]) -> None:
        if message["flags"] & EPHEMERAL:
            self.whispers.append(message)
        else:
            self.sent.setdefault(int(message["channel_id"]), []).append(message)

    def _token(self, match: Any) -> tuple[_Interaction | None, tuple[int, Any]]:
        one = self._interactions.get(match["token"])
        if one is None:
            return None, (404, {"code": 10015, "message": "Unknown Webhook"})
        if one.expired:
            return None, (401, {"code": 50027, "message": "Invalid Webhook Token"})
        return one, (200, None)

    def _follow_up(self, match: Any, body: Any, files: Any, *_: Any) -> tuple[int, Any]:
        one, wrong = self._token(match)
        if one is None:
            return wrong
        message = self._message(int(one.payload["channel_id"]), self.new_id(), _person(BOT))
        self._fill(message, body, files)
        self._keep(message)
        return 200, message

    def _get_original(self, match: Any, *_: Any) -> tuple[int, Any]:
        one, wrong = self._token(match)
        if one is None:
            return wrong
        return (200, one.original) if one.original else (404, {"code": 10008, "message": "Unknown Message"})

    def _patch_original(self, match: Any, body: Any, files: Any, *_: Any) -> tuple[int, Any]:
        one, wrong = self._token(match)
        if one is None:
            return wrong
        if one.original is None:
            return 404, {"code": 10008, "message": "Unknown Message"}
        one.original["flags"] &= ~LOADING
        return 200, self._fill(one.original, body, files)

    def _message(self, channel: int, number: int, author: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": str(number),
            "channel_id": str(channel),
            "author": author,
            "content": "",
            "timestamp": _now(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            "type": 0,
            "flags": 0,
            "components": [],
        }

    def _fill(self, message: dict[str, Any], body: dict[str, Any], files: Any) -> dict[str, Any]:
        if "content" in body:
            message["content"] = body["content"] or ""
        if "components" in body:
            message["components"] = _numbered(body["components"] or [])
        message["flags"] |= int(body.get("flags") or 0)
        if "message_reference" in body:
            message["message_reference"] = body["message_reference"]
        if files or "attachments" in body:
            message["attachments"] = [
                {
                    "id": str(self.new_id()),
                    "filename": name,
                    "size": len(text),
                    "url": f"https://cdn.example.org/{name}",
                    "proxy_url": f"https://cdn.example.org/{name}",
                    "fake_text": text,
                }
                for name, text in files
            ]
        return message

    def _partial_channel(self, channel: int, *, direct: bool) -> dict[str, Any]:
        if direct:
            return {"id": str(channel), "type": 1, "last_message_id": None, "flags": 0}
        known = [*self.guild["channels"], *self.guild["threads"]]
        found = next((one for one in known if one["id"] == str(channel)), None)
        base = found or {"id": str(channel), "type": 0, "name": "elsewhere", "position": 0}
        return {**base, "permissions": str(EVERYTHING_USUAL)}

    # ------------------------------------------------------------------ gateway

    async def serve_socket(self, request: web.Request) -> web.WebSocketResponse:
        """One connection to the gateway."""
        from aiohttp import web

        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(
            json.dumps({"op": 10, "d": {"heartbeat_interval": 45_000}, "s": None, "t": None})
        )
        async for frame in socket:
            said = json.loads(frame.data)
            if said["op"] == 1:
                await socket.send_str(json.dumps({"op": 11, "d": None, "s": None, "t": None}))
            elif said["op"] == 2:
                await self._identify(socket, said["d"])
            elif said["op"] == 6:
                await self._resume(socket, said["d"]["seq"])
        if socket in self._sockets:
            self._sockets.remove(socket)
        return socket

    async def _identify(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
        if self.identify_with is not None:
            await socket.close(code=self.identify_with)
            return
        self.identified += 1
        self._sockets.append(socket)
        ready = {
            "v": 10,
            "user": _person(BOT),
            "guilds": [{"id": self.guild["id"], "unavailable": True}],
            "session_id": "session-1",
            "resume_gateway_url": self.gateway_url,
            "application": {"id": str(APPLICATION), "flags": 0},
            **({"shard": said["shard"]} if "shard" in said else {}),
        }
        await self.dispatch("READY", ready)
        await self.dispatch("GUILD_CREATE", self.guild)
        self._ready.set()

    async def _resume(self, socket: web.WebSocketResponse, seen: int) -> None:
        self.resumed += 1
        for event in self._log[seen:]:
            await socket.send_str(json.dumps(event))
        self._sockets.append(socket)
        await self.dispatch("RESUMED", {})
        self._ready.set()


@asynccontextmanager
async def open_fake_discord() -> AsyncIterator[FakeDiscord]:
    """A fake Discord on a free port of this machine, until the block ends."""
    from aiohttp import web

    fake = FakeDiscord()
    fake.guild = _guild(fake.new_id())
    fake.add_channel("general")
    app = web.Application()
    app.router.add_get("/gw", fake.serve_socket)
    app.router.add_get("/gw/", fake.serve_socket)
    app.router.add_route("*", "/api/v10/{path:.*}", fake.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    fake.rest_url, fake.gateway_url = f"http://127.0.0.1:{port}/api/v10", f"ws://127.0.0.1:{port}/gw"
    try:
        yield fake
    finally:
        await fake.drop(1001)
        await runner.cleanup()


def problems(body: Any) -> list[dict[str, str]]:
    """What Discord refuses in a message although its schema lets it pass."""
    if not isinstance(body, dict):
        return []
    message = body["data"] if isinstance(body.get("data"), dict) else body
    found = []
    content, components = message.get("content"), message.get("components") or []
    rich = bool(int(message.get("flags") or 0) & V2)
    if len(str(content or "")) > 2_000:
        found.append("content is longer than 2000")
    if rich and (content or message.get("embeds")):
        found.append("content or embeds beside Components V2")
    every = list(_walk(components))
    if len(every) > 40:
        found.append("more than 40 components")
    if sum(len(one.get("content", "")) for one in every if one.get("type") == 10) > 4_000:
        found.append("more than 4000 characters of text")
    if any(one.get("type") == 10 and not one.get("content") for one in every):
        found.append("an empty text")
    names = [one["custom_id"] for one in every if one.get("custom_id")]
    if len(names) != len(set(names)) or any(len(name) > 100 for name in names):
        found.append("custom ids twice or too long")
    numbers = [one["id"] for one in every if one.get("id")]
    if len(numbers) != len(set(numbers)):
        found.append("component ids twice")
    if len(str(message.get("nonce") or "")) > 25:
        found.append("nonce is longer than 25")
    if any(one.get("type") in {17, 10, 13} for one in components) and not rich:
        found.append("Components V2 without their flag")
    return [{"code": "BASE_TYPE_BAD", "message": words} for words in found]


def _walk(components: Any) -> Iterator[dict[str, Any]]:
    for one in components:
        yield one
        yield from _walk(one.get("components") or ())
        if one.get("accessory"):
            yield from _walk([one["accessory"]])


def _numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The components as Discord keeps them: each with an id, files with their address."""
    kept: list[dict[str, Any]] = json.loads(json.dumps(components))
    for at, one in enumerate(_walk(kept), start=1):
        one.setdefault("id", at)
        if one.get("type") == 13:
            name = one["file"]["url"].removeprefix("attachment://")
            one["file"] |= {"url": f"https://cdn.example.org/{name}", "proxy_url": "https://cdn.example.org/"}
            one |= {"name": name, "size": 1}
    return kept


async def _read(request: web.Request) -> tuple[Any, tuple[tuple[str, str], ...]]:
    from aiohttp import web

    if request.content_type.startswith("multipart/"):
        form = await request.post()
        body: Any = None
        files = []
        for key, value in form.items():
            if key == "payload_json":
                body = json.loads(str(value))
            elif isinstance(value, web.FileField):
                files.append((value.filename or key, value.file.read().decode()))
        return body, tuple(files)
    raw = await request.read()
    return (json.loads(raw) if raw else None), ()


def _json(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    from aiohttp import web

    if body is None:
        return web.Response(status=status, headers=headers)
    text = json.dumps(body).encode()
    return web.Response(
        status=status, body=text, headers={"Content-Type": "application/json", **(headers or {})}
    )


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _person(number: int) -> dict[str, Any]:
    bot = number == BOT
    return {
        "id": str(number),
        "username": "dateline" if bot else f"person{number}",
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": bot,
        "flags": 0,
    }


def _member(number: int, *, user: bool = True) -> dict[str, Any]:
    data: dict[str, Any] = {
        "roles": [],
        "joined_at": _now(),
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
    }
    return data | ({"user": _person(number)} if user else {})


def _guild(number: int) -> dict[str, Any]:
    everyone = {
        "id": str(number),
        "name": "@everyone",
        "permissions": str(EVERYTHING_USUAL),
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": str(number),
        "name": "Newsroom",
        "owner_id": "500",
        "icon": None,
        "roles": [everyone],
        "channels": [],
        "threads": [],
        "members": [_member(BOT)],
        "member_count": 1,
        "emojis": [],
        "stickers": [],
        "features": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "premium_tier": 0,
        "system_channel_flags": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
        "afk_timeout": 300,
        "joined_at": _now(),
        "large": False,
        "unavailable": False,
    }


def _application() -> dict[str, Any]:
    return {
        "id": str(APPLICATION),
        "name": "Dateline",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "00",
        "flags": 0,
        "owner": _person(500),
        "team": None,
        "rpc_origins": [],
        "hook": True,
        "approximate_guild_count": 1,
    }
