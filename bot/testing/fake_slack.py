"""A small Slack on loopback: the Web API, response addresses and Socket Mode, with failures as scripted.

    async with open_fake_slack() as slack:
        slack.script("chat.postMessage", Fails(status=429, retry_after="0.2"))
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)

`slack.posted()` is what stands in channels, `slack.calls` what was called. It answers what Dateline calls, and judges
no blocks.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.testing.loopback import PATIENCE_S, serving
from bot.testing.slack_methods import Methods
from bot.testing.slack_streams import BOT_ID, BOT_USER, EXPIRED, IN_PROGRESS, TEAM

if TYPE_CHECKING:
    from aiohttp import web

__all__ = ["BOT_ID", "BOT_USER", "TEAM", "Call", "Cuts", "Fails", "FakeSlack", "Waits", "open_fake_slack"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fails:
    """Answers with an error and does nothing. retry_after: the header, as written. body: bytes that are no JSON."""

    status: int = 200
    error: str = "internal_error"
    retry_after: str | None = None
    body: bytes | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Breaks the connection, before or after doing what was asked."""

    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Does what was asked, and answers only after so many seconds."""

    seconds: float


Script = Fails | Cuts | Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it came in; at: when, in seconds of the event loop's clock."""

    method: str
    token: str
    body: dict[str, Any]
    at: float = 0.0


@dataclass(slots=True, kw_only=True)
class FakeSlack:
    """A running fake.

    channels, users: what `conversations.info` and `users.info` tell, by id. messages: by channel, the oldest first.
    ephemerals: messages one member saw, by postEphemeral or a response address. views: opened and published.
    files: name and content of uploads. scripts: what the next calls of a method meet.
    scopes: those of the bot token, as a header tells them. sessions, titles: of agent sessions, by channel and thread.
    uses, pending, connections, opened, acks, count: the fake's own books.
    """

    url: str = ""
    bot_token: str = "xoxb-test"  # noqa: S105 - not a secret
    app_token: str = "xapp-test"  # noqa: S105 - not a secret
    signing_secret: str = "signing-test"  # noqa: S105 - not a secret
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    messages: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    ephemerals: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    scripts: defaultdict[str, deque[Script]] = field(default_factory=lambda: defaultdict(deque))
    revoked: bool = False
    scopes: tuple[str, ...] = ("chat:write",)
    sessions: dict[tuple[str, str], str] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    uses: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    pending: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    connections: list[web.WebSocketResponse] = field(default_factory=list)
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    acks: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    count: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def api_url(self) -> str:
        """What a client takes as base_url."""
        return f"{self.url}/api/"

    @property
    def hooks_url(self) -> str:
        """Under this, response addresses are made."""
        return f"{self.url}/hooks/"

    def script(self, method: str, *what: Script) -> None:
        """What the next calls of a method meet, one after the other; after that it works again."""
        self.scripts[method].extend(what)

    def ticket(self, name: str = "1") -> str:
        """A response address, good for five uses."""
        return f"{self.hooks_url}{name}"

    def posted(self, channel: str | None = None) -> list[dict[str, Any]]:
        """Messages of the bot that stand in a channel, or in all."""
        chosen = [channel] if channel is not None else list(self.messages)
        return [m for one in chosen for m in self.messages[one] if m.get("bot_id") == BOT_ID]

    def called(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    def expire_streams(self) -> int:
        """End every growing message as Slack does after some minutes; how many there were."""
        growing = [m for m in self.posted() if m.get("streaming_state") == IN_PROGRESS]
        for message in growing:
            message["streaming_state"] = EXPIRED
        return len(growing)

    def next_ts(self) -> str:
        """The next moment on Slack's clock."""
        number = next(self.count)
        return f"{1_754_470_800 + number}.{number:06d}"

    def headers(self, body: str, at: int) -> dict[str, str]:
        """What Slack sends with a request to us at this moment, the signature among it."""
        base = f"v0:{at}:{body}".encode()
        signature = hmac.new(self.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json"
            if body.startswith("{")
            else "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": str(at),
            "X-Slack-Signature": f"v0={signature}",
        }

    # ------------------------------------------------------------------ Socket Mode

    @property
    def sockets(self) -> int:
        """How many sockets are open."""
        return len(self.connections)

    async def deliver(
        self,
        payload: Mapping[str, Any],
        *,
        kind: str = "events_api",
        timeout_s: float = PATIENCE_S,
        retry: int = 0,
    ) -> dict[str, Any] | None:
        """Send an event through one of the sockets; the acknowledgement's payload, or None when none came in time."""
        envelope = f"envelope-{next(self.count)}"
        acked: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self.acks[envelope] = acked
        message = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            "retry_attempt": retry,
            "retry_reason": "timeout" if retry else "",
        }
        socket = self.connections[next(self.count) % len(self.connections)]
        await socket.send_json(message)
        try:
            async with asyncio.timeout(timeout_s):
                return await acked
        except TimeoutError:
            return None
        finally:
            self.acks.pop(envelope, None)

    async def drop_sockets(self) -> None:
        """Break every socket, as a refresh or a network failure does."""
        dropped, self.connections[:] = list(self.connections), []
        for socket in dropped:
            await socket.close(code=1001)

    async def wait_for_sockets(self, count: int) -> None:
        """Return once so many sockets are open."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.connections) < count:
                self.opened.clear()
                await self.opened.wait()


@asynccontextmanager
async def open_fake_slack() -> AsyncIterator[FakeSlack]:
    """Serve on a free port of loopback until the block ends."""
    from aiohttp import web

    slack = FakeSlack()
    server = _Server(slack)
    app = web.Application(client_max_size=50_000_000)
    app.router.add_route("*", "/api/{method}", server.api)
    app.router.add_post("/hooks/{name}", server.hook)
    app.router.add_post("/upload/{name}", server.upload)
    app.router.add_get("/socket", server.socket)
    async with serving(app) as address:
        slack.url = f"http://{address}"
        try:
            yield slack
        finally:
            await slack.drop_sockets()


class _Server:
    """The handlers behind the routes."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self._methods = Methods(slack)

    async def api(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        method = request.match_info["method"]
        body = await _body_of(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(body.pop("token", ""))
        self._slack.calls.append(Call(method=method, token=token, body=body, at=_now()))
        script = self._slack.scripts[method].popleft() if self._slack.scripts[method] else None
        if isinstance(script, Fails):
            return _failure(script)
        if isinstance(script, Cuts) and not script.done:
            return _cut(request)
        answer = self._methods.answer(method, token, body)
        if isinstance(script, Cuts):
            return _cut(request)
        if isinstance(script, Waits):
            await asyncio.sleep(script.seconds)
        return web.json_response(answer, headers={"X-OAuth-Scopes": ",".join(self._slack.scopes)})

    async def upload(self, request: web.Request) -> web.Response:
        from aiohttp import web

        name = request.match_info["name"]
        self._slack.pending[name] = (self._slack.pending[name][0], await request.read())
        return web.Response(text="OK")

    async def hook(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        name, body = request.match_info["name"], await request.json()
        script = self._slack.scripts["hook"].popleft() if self._slack.scripts["hook"] else None
        if isinstance(script, Fails):
            return web.Response(status=script.status, text=script.error)
        self._slack.uses[name] += 1
        if self._slack.uses[name] > 5:
            return web.Response(status=404, text="used_url")
        self._slack.ephemerals.append({"ticket": name, **body})
        return web.Response(text="ok")

    async def socket(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import WSMsgType, web

        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._slack.connections.append(socket)
        self._slack.opened.set()
        try:
            await socket.send_json({"type": "hello", "num_connections": len(self._slack.connections)})
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledge(json.loads(message.data))
        finally:
            if socket in self._slack.connections:
                self._slack.connections.remove(socket)
        return socket

    def _acknowledge(self, message: dict[str, Any]) -> None:
        waiting = self._slack.acks.get(str(message.get("envelope_id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload") or {})


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _body_of(request: web.Request) -> dict[str, Any]:
    body: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body.update(await request.json())
    elif request.method == "POST":
        body.update({name: value for name, value in (await request.post()).items() if isinstance(value, str)})
    return body


def _failure(script: Fails) -> web.StreamResponse:
    from aiohttp import web

    headers = {} if script.retry_after is None else {"Retry-After": script.retry_after}
    if script.body is not None:
        return web.Response(status=script.status, body=script.body, headers=headers, content_type="text/html")
    error = "ratelimited" if script.status == 429 else script.error
    return web.json_response(
        {"ok": False, "error": error, **script.more}, status=script.status, headers=headers
    )


def _cut(request: web.Request) -> web.StreamResponse:
    from aiohttp import web

    assert request.transport is not None
    request.transport.abort()
    return web.Response()
