"""The REST API of a Discord of ours, as far as a bot of our kind uses it, with scripted failures."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

from bot.testing.discord_payloads import (
    APPLICATION,
    BOT,
    EPHEMERAL,
    LOADING,
    PUBLIC_THREAD,
    V2,
    application,
    channel,
    member,
    message,
    person,
)
from bot.testing.discord_rules import numbered, problems
from bot.testing.discord_world import Asked, Fails, Held, World

if TYPE_CHECKING:
    from aiohttp import web

_PACE_S = 5.0  # what a channel's pace is counted over
_PACED = re.compile(r"/channels/(\d+)/messages(?:/\d+)?")


class RestApi:
    """Answers requests out of a world. tell: dispatches an event that a request makes."""

    def __init__(self, world: World, tell: Callable[[str, dict[str, Any]], Awaitable[None]]) -> None:
        self._world = world
        self._tell = tell
        self._paces: dict[tuple[str, str], tuple[float, int]] = {}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One request to the REST API."""
        path = "/" + request.match_info["path"]
        body, files = await _read(request)
        failure = self._next_failure(request.method, path) or self._too_fast(request.method, path)
        if failure is not None and failure.delay_s:
            await asyncio.sleep(failure.delay_s)
        if failure is not None and (failure.cut == "before" or failure.status >= 300):
            self._note(request.method, path, body, files, None if failure.cut else failure.status)
            return self._failed(request, failure)
        status, answer = self._do(request, path, body, files)
        cut = failure is not None and failure.cut == "after"
        self._note(request.method, path, body, files, None if cut else status)
        if path.endswith("/threads") and status < 300:
            await self._tell("THREAD_CREATE", answer)
        if cut and failure is not None:
            return self._failed(request, failure)
        return _json(status, answer, self._pace_told(request.method, path))

    def _note(
        self, method: str, path: str, body: Any, files: tuple[tuple[str, str], ...], status: int | None
    ) -> None:
        self._world.requests.append(Asked(method=method, path=path, body=body, files=files, status=status))

    def _next_failure(self, method: str, path: str) -> Fails | None:
        for wanted, pattern, how in self._world.failures:
            if wanted == method and how and pattern.search(path):
                return how.pop(0)
        return None

    def _too_fast(self, method: str, path: str) -> Fails | None:
        """A limit of Discord's kind: so many messages, and so many edits, to a channel in the five seconds that begin
        with the first of them."""
        match, most = _PACED.fullmatch(path), self._world.pace
        if match is None or most is None or method not in {"POST", "PATCH"}:
            return None
        moment, of = time.monotonic(), (method, match[1])
        if moment - self._paces.get(of, (-_PACE_S, 0))[0] >= _PACE_S:
            self._paces[of] = (moment, 0)
        begun, used = self._paces[of]
        if used >= most:
            return Fails(status=429, retry_after_s=_PACE_S - (moment - begun))
        self._paces[of] = (begun, used + 1)
        return None

    def _pace_told(self, method: str, path: str) -> dict[str, str]:
        """What is left of a channel's pace, as Discord says it with every answer."""
        match, most = _PACED.fullmatch(path), self._world.pace
        if match is None or most is None or method not in {"POST", "PATCH"}:
            return {}
        begun, used = self._paces[method, match[1]]
        left = max(_PACE_S - (time.monotonic() - begun), 0.0)
        return {
            "X-RateLimit-Bucket": f"{method.lower()}-messages",
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(most - used),
            "X-RateLimit-Reset": str(time.time() + left),
            "X-RateLimit-Reset-After": str(left),
        }

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
        if self._world.bad_token:
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
        yield "GET", "/users/@me", lambda *_: (200, person(BOT))
        yield "GET", "/oauth2/applications/@me", lambda *_: (200, application())
        yield "GET", "/gateway/bot", lambda *_: (200, self._gateway())
        yield "PUT", rf"/applications/{APPLICATION}/commands", self._put_commands
        yield "POST", "/users/@me/channels", self._open_direct
        yield "GET", r"/channels/(?P<channel>\d+)", self._get_channel
        yield "GET", r"/guilds/\d+/members/(?P<member>\d+)", self._get_member
        yield "POST", r"/channels/(?P<channel>\d+)/messages", self._post
        yield "GET", r"/channels/(?P<channel>\d+)/messages", self._history
        yield "GET", r"/channels/(?P<channel>\d+)/messages/(?P<message>\d+)", self._get
        yield "PATCH", r"/channels/(?P<channel>\d+)/messages/(?P<message>\d+)", self._patch
        yield "DELETE", r"/channels/(?P<channel>\d+)/messages/(?P<message>\d+)", self._delete
        yield "POST", r"/channels/(?P<channel>\d+)/messages/(?P<message>\d+)/threads", self._start_thread
        yield "POST", r"/channels/(?P<channel>\d+)/typing", lambda *_: (204, None)
        yield "POST", r"/interactions/(?P<number>\d+)/(?P<token>[^/]+)/callback", self._callback
        yield "POST", hook, self._follow_up
        yield "GET", rf"{hook}/messages/@original", self._get_original
        yield "PATCH", rf"{hook}/messages/@original", self._patch_original

    def _gateway(self) -> dict[str, Any]:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 16}
        return {"url": self._world.gateway_url, "shards": self._world.shards, "session_start_limit": limit}

    def _put_commands(self, match: Any, body: Any, *_: Any) -> tuple[int, Any]:
        self._world.commands = [
            {
                "description": "",
                "id": str(7001 + at),
                "application_id": str(APPLICATION),
                "version": "1",
                **one,
            }
            for at, one in enumerate(body)
        ]
        return 200, self._world.commands

    def _open_direct(self, match: Any, body: Any, *_: Any) -> tuple[int, Any]:
        number = 40_000 + int(body["recipient_id"])
        self._world.direct[number] = int(body["recipient_id"])
        self._world.sent.setdefault(number, [])
        return 200, self._direct(number)

    def _direct(self, number: int) -> dict[str, Any]:
        recipients = [person(self._world.direct[number])]
        return {"id": str(number), "type": 1, "last_message_id": None, "recipients": recipients}

    def _get_channel(self, match: Any, *_: Any) -> tuple[int, Any]:
        number = int(match["channel"])
        if number in self._world.direct:
            return 200, self._direct(number)
        found = self._world.find_channel(number)
        return (200, found) if found else (404, {"code": 10003, "message": "Unknown Channel"})

    def _start_thread(self, match: Any, body: Any, *_: Any) -> tuple[int, Any]:
        """A thread from a message has the message's id, and there is one at most."""
        number, parent = int(match["message"]), int(match["channel"])
        if self._in(match) is None:
            return 404, {"code": 10008, "message": "Unknown Message"}
        if self._world.find_channel(number) is not None:
            return 400, {"code": 160004, "message": "A thread has already been created for this message"}
        server = self._world.guild["id"]
        made = channel(number, server, body["name"], kind=PUBLIC_THREAD, parent=parent)
        self._world.put_channel(made)
        return 201, made

    def _get_member(self, match: Any, *_: Any) -> tuple[int, Any]:
        if int(match["member"]) not in self._world.members:
            return 404, {"code": 10007, "message": "Unknown Member"}
        return 200, member(int(match["member"]))

    def _post(self, match: Any, body: Any, files: Any, *_: Any) -> tuple[int, Any]:
        number = int(match["channel"])
        if number not in self._world.sent:
            return 404, {"code": 10003, "message": "Unknown Channel"}
        nonce = body.get("nonce")
        if body.get("enforce_nonce") and (number, str(nonce)) in self._world.seen:
            return 200, self._world.seen[number, str(nonce)]
        data = self._fill(message(number, self._world.new_id(), person(BOT)), body, files)
        self._world.sent[number].append(data)
        if nonce is not None:
            self._world.seen[number, str(nonce)] = data
        return 200, data | {"nonce": nonce}

    def _history(self, match: Any, body: Any, files: Any, request: web.Request) -> tuple[int, Any]:
        room = self._world.sent.get(int(match["channel"]))
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
        if found["flags"] & V2 and body.get("content"):
            return 400, {"code": 50035, "message": "A message with Components V2 cannot have content"}
        return 200, self._fill(found, body, files)

    def _delete(self, match: Any, *_: Any) -> tuple[int, Any]:
        found = self._in(match)
        if found is None:
            return 404, {"code": 10008, "message": "Unknown Message"}
        self._world.sent[int(match["channel"])].remove(found)
        return 204, None

    def _in(self, match: Any) -> dict[str, Any] | None:
        room = self._world.sent.get(int(match["channel"]), [])
        return next((one for one in room if one["id"] == match["message"]), None)

    def _callback(self, match: Any, body: Any, files: Any, *_: Any) -> tuple[int, Any]:
        one = self._world.interactions.get(match["token"])
        if one is None or one.expired:
            return 404, {"code": 10062, "message": "Unknown interaction"}
        if one.answered:
            return 400, {"code": 40060, "message": "Interaction has already been acknowledged."}
        one.answered = True
        data = body.get("data") or {}
        kind = body["type"]
        if kind == 8:
            self._world.choices.append(data["choices"])
        elif kind == 9:
            self._world.modals.append(data)
        elif kind == 6:
            held = one.payload.get("message")
            one.original = self._world.find(int(held["id"])) if held else None
        else:
            made = message(int(one.payload["channel_id"]), self._world.new_id(), person(BOT))
            made["flags"] = int(data.get("flags") or 0) | (LOADING if kind == 5 else 0)
            one.original = made if kind == 5 else self._fill(made, data, files)
            self._keep(made)
        number = one.payload["id"]
        told = {"id": number, "type": one.payload["type"], "activity_instance_id": None}
        shown = one.original
        told |= {"response_message_id": shown["id"], "response_message_loading": kind == 5} if shown else {}
        resource = {"type": kind, **({"message": shown} if shown and kind in {4, 5, 6} else {})}
        return 200, {"interaction": told, "resource": resource}

    def _keep(self, made: dict[str, Any]) -> None:
        if made["flags"] & EPHEMERAL:
            self._world.whispers.append(made)
        else:
            self._world.sent.setdefault(int(made["channel_id"]), []).append(made)

    def _token(self, match: Any) -> tuple[Held | None, tuple[int, Any]]:
        one = self._world.interactions.get(match["token"])
        if one is None:
            return None, (404, {"code": 10015, "message": "Unknown Webhook"})
        if one.expired:
            return None, (401, {"code": 50027, "message": "Invalid Webhook Token"})
        return one, (200, None)

    def _follow_up(self, match: Any, body: Any, files: Any, *_: Any) -> tuple[int, Any]:
        one, wrong = self._token(match)
        if one is None:
            return wrong
        made = message(int(one.payload["channel_id"]), self._world.new_id(), person(BOT))
        self._fill(made, body, files)
        self._keep(made)
        return 200, made

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

    def _fill(self, made: dict[str, Any], body: dict[str, Any], files: Any) -> dict[str, Any]:
        if "content" in body:
            made["content"] = body["content"] or ""
        if "components" in body:
            made["components"] = numbered(body["components"] or [])
        made["flags"] |= int(body.get("flags") or 0)
        if "message_reference" in body:
            made["message_reference"] = body["message_reference"]
        if files or "attachments" in body:
            made["attachments"] = [
                {
                    "id": str(self._world.new_id()),
                    "filename": name,
                    "size": len(text),
                    "url": f"https://cdn.example.org/{name}",
                    "proxy_url": f"https://cdn.example.org/{name}",
                    "fake_text": text,
                }
                for name, text in files
            ]
        return made


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
