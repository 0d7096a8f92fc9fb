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

if TYPE_CHECKING:
    from aiohttp import web

TEAM, BOT_USER, BOT_ID = "T0HOME", "U0DATELINE", "B0DATELINE"


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
    """One call as it came in."""

    method: str
    token: str
    body: dict[str, Any]


@dataclass(slots=True, kw_only=True)
class FakeSlack:
    """A running fake.

    channels, users: what `conversations.info` and `users.info` tell, by id. messages: by channel, the oldest first.
    ephemerals: messages one member saw, by postEphemeral or a response address. views: opened and published.
    files: name and content of uploads. scripts: what the next calls of a method meet.
    scopes: those of the bot token, as a header tells them.
    """

    url: str
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
    _uses: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _pending: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _opened: asyncio.Event = field(default_factory=asyncio.Event)
    _acks: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _count: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

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

    def next_ts(self) -> str:
        """The next moment on Slack's clock."""
        number = next(self._count)
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
        return len(self._sockets)

    async def deliver(
        self, payload: Mapping[str, Any], *, kind: str = "events_api", timeout_s: float = 3.0, retry: int = 0
    ) -> dict[str, Any] | None:
        """Send an event through one of the sockets; the acknowledgement's payload, or None when none came in time."""
        envelope = f"envelope-{next(self._count)}"
        acked: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._acks[envelope] = acked
        message = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            "retry_attempt": retry,
            "retry_reason": "timeout" if retry else "",
        }
        socket = self._sockets[next(self._count) % len(self._sockets)]
        await socket.send_json(message)
        try:
            async with asyncio.timeout(timeout_s):
                return await acked
        except TimeoutError:
            return None
        finally:
            self._acks.pop(envelope, None)

    async def drop_sockets(self) -> None:
        """Break every socket, as a refresh or a network failure does."""
        for socket in list(self._sockets):
            await socket.close(code=1001)

    async def wait_for_sockets(self, count: int, timeout_s: float = 10.0) -> None:
        """Return once so many sockets are open."""
        async with asyncio.timeout(timeout_s):
            while len(self._sockets) < count:
                self._opened.clear()
                await self._opened.wait()


@asynccontextmanager
async def open_fake_slack() -> AsyncIterator[FakeSlack]:
    """Serve on a free port of loopback until the block ends."""
    from aiohttp import web
    from aiohttp.test_utils import unused_port

    port = unused_port()
    slack = FakeSlack(url=f"http://127.0.0.1:{port}")
    server = _Server(slack)
    app = web.Application(client_max_size=50_000_000)
    app.router.add_route("*", "/api/{method}", server.api)
    app.router.add_post("/hooks/{name}", server.hook)
    app.router.add_post("/upload/{name}", server.upload)
    app.router.add_get("/socket", server.socket)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield slack
    finally:
        await slack.drop_sockets()
        await runner.cleanup()


class _Server:
    """The handlers behind the routes."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack

    async def api(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        method = request.match_info["method"]
        body = await _body_of(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(body.pop("token", ""))
        self._slack.calls.append(Call(method=method, token=token, body=body))
        script = self._slack.scripts[method].popleft() if self._slack.scripts[method] else None
        if isinstance(script, Fails):
            return _failure(script)
        if isinstance(script, Cuts) and not script.done:
            return _cut(request)
        answer = self._answer(method, token, body)
        if isinstance(script, Cuts):
            return _cut(request)
        if isinstance(script, Waits):
            await asyncio.sleep(script.seconds)
        return web.json_response(answer, headers={"X-OAuth-Scopes": ",".join(self._slack.scopes)})

    def _answer(self, method: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
        if method == "apps.connections.open":
            return {"ok": True, "url": self._slack.url.replace("http", "ws", 1) + "/socket"}
        if method == "oauth.v2.access":
            return self._oauth(body)
        if self._slack.revoked:
            return {"ok": False, "error": "token_revoked"}
        if not token.startswith("xoxb-"):
            return {"ok": False, "error": "invalid_auth"}
        answer = getattr(self, "_" + method.replace(".", "_").lower(), None)
        if answer is None:
            return {"ok": False, "error": "unknown_method"}
        result: dict[str, Any] = answer(body)
        return {"ok": True, **result} if "error" not in result else {"ok": False, **result}

    def _oauth(self, body: dict[str, Any]) -> dict[str, Any]:
        """An installation, or a renewed token."""
        renewed = body.get("grant_type") == "refresh_token"
        name = "rotated" if renewed else "installed"
        more = {"refresh_token": "xoxe-rotated", "expires_in": 43_200} if renewed else {}
        return {
            "ok": True,
            "app_id": "A0DATELINE",
            "access_token": f"xoxb-{name}",
            "token_type": "bot",
            "scope": "chat:write",
            "bot_user_id": BOT_USER,
            "team": {"id": TEAM, "name": "home"},
            "enterprise": None,
            "authed_user": {"id": "U0ANNA"},
            "is_enterprise_install": False,
            **more,
        }

    def _auth_test(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT_ID, "team": "home", "user": "dateline"}

    def _room(self, channel: str) -> dict[str, Any] | None:
        """The error that posting to a channel meets, or None."""
        info = self._slack.channels.get(channel)
        if info is None:
            return {"error": "channel_not_found"} if channel.startswith("C0GONE") else None
        if info.get("is_archived"):
            return {"error": "is_archived"}
        if info.get("is_member") is False:
            return {"error": "not_in_channel"}
        return None

    def _chat_postmessage(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = str(body["channel"])
        if error := self._room(channel):
            return error
        ts = self._slack.next_ts()
        message = {**body, "type": "message", "ts": ts, "bot_id": BOT_ID, "user": BOT_USER}
        self._slack.messages[channel].append(message)
        return {"channel": channel, "ts": ts, "message": message}

    def _chat_postephemeral(self, body: dict[str, Any]) -> dict[str, Any]:
        if error := self._room(str(body["channel"])):
            return error
        self._slack.ephemerals.append(body)
        return {"message_ts": self._slack.next_ts()}

    def _find(self, body: dict[str, Any]) -> dict[str, Any] | None:
        return next((m for m in self._slack.messages[str(body["channel"])] if m["ts"] == body["ts"]), None)

    def _chat_update(self, body: dict[str, Any]) -> dict[str, Any]:
        message = self._find(body)
        if message is None:
            return {"error": "message_not_found"}
        if message.get("bot_id") != BOT_ID:
            return {"error": "cant_update_message"}
        message.update(body)
        return {"channel": body["channel"], "ts": body["ts"]}

    def _chat_delete(self, body: dict[str, Any]) -> dict[str, Any]:
        message = self._find(body)
        if message is None:
            return {"error": "message_not_found"}
        self._slack.messages[str(body["channel"])].remove(message)
        return {}

    def _conversations_history(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = [
            m for m in self._slack.messages[str(body["channel"])] if m.get("thread_ts") in {None, m["ts"]}
        ]
        return self._page(rows[::-1], body)

    def _conversations_replies(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = self._slack.messages[str(body["channel"])]
        return self._page([m for m in rows if body["ts"] in {m.get("thread_ts"), m["ts"]}], body)

    def _page(self, rows: list[dict[str, Any]], body: dict[str, Any]) -> dict[str, Any]:
        start, limit = int(body.get("cursor") or 0), int(body.get("limit") or 100)
        shown = [dict(row) for row in rows[start : start + limit]]
        if str(body.get("include_all_metadata")) not in {"1", "True", "true"}:
            for row in shown:
                row.pop("metadata", None)
        following = str(start + limit) if start + limit < len(rows) else ""
        return {"messages": shown, "response_metadata": {"next_cursor": following}}

    def _conversations_info(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = str(body["channel"])
        if channel not in self._slack.channels:
            return {"error": "channel_not_found"}
        return {"channel": {"id": channel, **self._slack.channels[channel]}}

    def _conversations_open(self, body: dict[str, Any]) -> dict[str, Any]:
        user = str(body["users"])
        if self._slack.users.get(user, {}).get("deleted"):
            return {"error": "user_disabled"}
        return {"channel": {"id": f"D{user}"}}

    def _users_info(self, body: dict[str, Any]) -> dict[str, Any]:
        user = str(body["user"])
        if user not in self._slack.users:
            return {"error": "user_not_found"}
        return {"user": {"id": user, **self._slack.users[user]}}

    def _views_open(self, body: dict[str, Any]) -> dict[str, Any]:
        self._slack.views.append({"how": "open", **body})
        return {"view": {"id": f"V{next(self._slack._count)}", "hash": "h1"}}

    def _views_publish(self, body: dict[str, Any]) -> dict[str, Any]:
        self._slack.views.append({"how": "publish", **body})
        return {"view": {"id": f"V{next(self._slack._count)}", "hash": "h1"}}

    def _assistant_threads_setstatus(self, body: dict[str, Any]) -> dict[str, Any]:
        self._slack.statuses.append(body)
        return {}

    def _assistant_threads_setsuggestedprompts(self, body: dict[str, Any]) -> dict[str, Any]:
        return {}

    def _agents_sessions_setstatus(self, body: dict[str, Any]) -> dict[str, Any]:
        return {}

    def _files_getuploadurlexternal(self, body: dict[str, Any]) -> dict[str, Any]:
        name = f"F{next(self._slack._count)}"
        self._slack._pending[name] = (str(body["filename"]), b"")
        return {"upload_url": f"{self._slack.url}/upload/{name}", "file_id": name}

    def _files_completeuploadexternal(self, body: dict[str, Any]) -> dict[str, Any]:
        for one in body["files"]:
            self._slack.files.append(self._slack._pending.pop(one["id"]))
        return {"files": [{"id": one["id"]} for one in body["files"]]}

    async def upload(self, request: web.Request) -> web.Response:
        from aiohttp import web

        name = request.match_info["name"]
        self._slack._pending[name] = (self._slack._pending[name][0], await request.read())
        return web.Response(text="OK")

    async def hook(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        name, body = request.match_info["name"], await request.json()
        script = self._slack.scripts["hook"].popleft() if self._slack.scripts["hook"] else None
        if isinstance(script, Fails):
            return web.Response(status=script.status, text=script.error)
        self._slack._uses[name] += 1
        if self._slack._uses[name] > 5:
            return web.Response(status=404, text="used_url")
        self._slack.ephemerals.append({"ticket": name, **body})
        return web.Response(text="ok")

    async def socket(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import WSMsgType, web

        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._slack._sockets.append(socket)
        self._slack._opened.set()
        try:
            await socket.send_json({"type": "hello", "num_connections": len(self._slack._sockets)})
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledge(json.loads(message.data))
        finally:
            self._slack._sockets.remove(socket)
        return socket

    def _acknowledge(self, message: dict[str, Any]) -> None:
        waiting = self._slack._acks.get(str(message.get("envelope_id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload") or {})


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
