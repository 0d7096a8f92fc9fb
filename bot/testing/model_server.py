"""A scripted OpenAI-compatible server on loopback: for our tests, and for anybody who writes against a model.

    async with open_model_server([Says('{"sentences": []}'), Fails(429)]) as server:
        model = OpenAIModel(Endpoint(model="scripted", url=server.url))

Replies are used up in order; the last one is repeated. `server.requests` keeps what was asked.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.testing.loopback import serving

if TYPE_CHECKING:
    from aiohttp import web


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """Streams a reply.

    pieces: characters a chunk. delay_s: pause before each chunk. cut_after: break the connection after so many
    chunks; None to finish. usage: whether tokens are counted at the end. finish: the finish_reason. refusal: words
    sent as a refusal instead. thinking: words sent before as reasoning.
    """

    text: str
    thinking: str = ""
    pieces: int = 7
    delay_s: float = 0.0
    cut_after: int | None = None
    usage: bool = True
    finish: str = "stop"
    refusal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fails:
    """Answers with an HTTP error; `message` may name an argument that the endpoint does not take."""

    status: int
    message: str = "scripted failure"
    code: str | None = None
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stalls:
    """Takes the request and never answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Sends these bytes as the stream, whatever they are, or as the body of an answer of another status or type."""

    body: bytes
    status: int = 200
    content_type: str = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Replies:
    """Streams what `make` says to the body of the request: a model that reads."""

    make: Callable[[dict[str, Any]], Says]


Script = Says | Fails | Stalls | Raw | Replies


@dataclass(slots=True, kw_only=True)
class ModelServer:
    """A running server: its base URL, the bodies of the requests it got, and when it sent which words (loop time)."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    sent: list[tuple[float, str]] = field(default_factory=list)


@asynccontextmanager
async def open_model_server(
    script: Sequence[Script], *, stalled: Callable[[], object] = lambda: None
) -> AsyncIterator[ModelServer]:
    """Serve the script on a free port of loopback until the block ends. stalled: called when a request gets no answer."""
    from aiohttp import web

    server = ModelServer()
    stop = asyncio.Event()

    async def complete(request: web.Request) -> web.StreamResponse:
        turn = min(len(server.requests), len(script) - 1)
        body = await request.json()
        server.requests.append(body)
        step = script[turn]
        step = step.make(body) if isinstance(step, Replies) else step
        if isinstance(step, Stalls):
            stalled()
        return await _play(step, request, stop, server.sent)

    app = web.Application(client_max_size=50_000_000)
    app.router.add_post("/v1/chat/completions", complete)
    async with serving(app) as address:
        server.url = f"http://{address}/v1"
        try:
            yield server
        finally:
            stop.set()


async def _play(
    script: Says | Fails | Stalls | Raw,
    request: web.Request,
    stop: asyncio.Event,
    sent: list[tuple[float, str]],
) -> web.StreamResponse:
    from aiohttp import web

    match script:
        case Fails():
            error = {"message": script.message, "type": "scripted", "code": script.code, "param": None}
            headers = {} if script.retry_after_s is None else {"Retry-After": f"{script.retry_after_s:g}"}
            return web.json_response({"error": error}, status=script.status, headers=headers)
        case Stalls():
            await stop.wait()
            return web.Response(status=504)
        case Raw():
            headers = {"Content-Type": script.content_type}
            return web.Response(body=script.body, status=script.status, headers=headers)
        case Says():
            response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
            await response.prepare(request)
            await _write(script, request, response, sent)
            return response


async def _write(
    script: Says, request: web.Request, response: web.StreamResponse, sent: list[tuple[float, str]]
) -> None:
    if script.thinking:
        await response.write(_event({"reasoning_content": script.thinking}, None))
    said = script.text if script.refusal is None else script.refusal
    name = "content" if script.refusal is None else "refusal"
    for number, start in enumerate(range(0, len(said), script.pieces)):
        if script.cut_after is not None and number >= script.cut_after:
            assert request.transport is not None
            request.transport.abort()
            return
        await asyncio.sleep(script.delay_s)
        sent.append((asyncio.get_running_loop().time(), said[start : start + script.pieces]))
        await response.write(_event({name: said[start : start + script.pieces]}, None))
    await response.write(_event({}, script.finish))
    if script.usage:
        counted = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
        await response.write(_line({**_CHUNK, "choices": [], "usage": counted}))
    await response.write(b"data: [DONE]\n\n")


_CHUNK = {"id": "scripted", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    return _line({**_CHUNK, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def _line(chunk: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"
