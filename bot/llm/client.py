"""Any OpenAI-compatible endpoint as a `ChatModel`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import openai

from bot.errors import ConfigError, ModelError, ModelRefusedError, ModelReplyError, ModelUnavailableError
from bot.llm.breaker import Breaker
from bot.llm.dialect import Dialect
from bot.llm.faults import as_our_error
from bot.ports import ModelRequest, Piece, Usage

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionChunk

MAX_REPLY_CHARS = 200_000  # far above any answer; a reply that runs on is cut off here
CHARS_PER_TOKEN = 4  # the usual rule of thumb for English


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model is and how patient we are with it.

    url: base address of the API, None for the library's own default. headers: sent with every request.
    timeout_s: for the whole reply. first_s: for the first piece of it. retries: by the library, with jitter,
    honouring Retry-After, before the first piece only. parallel: calls at once.
    """

    model: str
    url: str | None = None
    key: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float = 30.0
    first_s: float = 15.0
    retries: int = 1
    parallel: int = 8


class OpenAIModel:
    """A `ChatModel` on one endpoint; learns its dialect from its refusals and keeps to it."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.name = endpoint.model
        self._endpoint = endpoint
        self._client = openai.AsyncOpenAI(
            base_url=endpoint.url,
            api_key=endpoint.key or "none",  # local servers want no key; the library insists on one
            default_headers=dict(endpoint.headers),
            timeout=endpoint.first_s,
            max_retries=endpoint.retries,
        )
        self._dialect = Dialect()
        self._breaker = Breaker(clock=time.monotonic)
        self._turn = asyncio.Semaphore(endpoint.parallel)

    @classmethod
    async def open(cls, endpoint: Endpoint) -> Self:
        """The model of `endpoint`, made off the event loop: the library reads files when it is first used."""
        return await asyncio.to_thread(cls, endpoint)

    async def stream(self, request: ModelRequest) -> AsyncIterator[Piece]:
        """See `bot.ports.ChatModel.stream`."""
        if not self._breaker.allows():
            raise ModelUnavailableError(
                f"{self.name} failed several times in a row and is left alone for a while"
            )
        try:
            async with asyncio.timeout(self._endpoint.timeout_s), self._turn:
                async for piece in self._pieces(request):
                    yield piece
        except TimeoutError:
            self._breaker.failed()
            raise ModelUnavailableError(
                f"{self.name} did not finish within {self._endpoint.timeout_s:g} s"
            ) from None
        except openai.OpenAIError as error:
            raise self._counted(as_our_error(error, self.name)) from None
        except ModelError:
            raise
        except (OSError, ValueError) as error:  # a cut connection or a broken stream under the library
            raise self._counted(
                ModelUnavailableError(f"{self.name} broke off ({type(error).__name__})")
            ) from None
        else:
            self._breaker.succeeded()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    def _counted(self, error: ModelError | ConfigError) -> ModelError | ConfigError:
        if isinstance(error, ModelUnavailableError):
            self._breaker.failed()
        return error

    async def _pieces(self, request: ModelRequest) -> AsyncIterator[Piece]:
        reply = ""
        refusal = ""
        usage: Usage | None = None
        async with await self._begin(request) as chunks:
            async for chunk in chunks:
                usage = _usage(chunk) or usage
                text, declined, ended = _delta(chunk)
                refusal += declined
                reply += text
                if len(reply) > MAX_REPLY_CHARS:
                    raise ModelReplyError(f"{self.name} wrote more than {MAX_REPLY_CHARS:,} characters")
                if text:
                    yield Piece(text=text)
                if ended == "content_filter":
                    raise ModelRefusedError(f"{self.name} declined by its content rules")
                if ended == "length":
                    raise ModelReplyError(
                        f"{self.name} stopped in the middle; raise DATELINE_MODEL_MAX_TOKENS"
                    )
        if refusal:
            raise ModelRefusedError(f"{self.name} declined")
        if not reply.strip():
            raise ModelReplyError(f"{self.name} sent an empty reply")
        yield Piece(usage=usage or _estimate(request, reply))

    async def _begin(self, request: ModelRequest) -> openai.AsyncStream[ChatCompletionChunk]:
        """Open the stream in the best dialect the endpoint takes."""
        while True:
            try:
                arguments: dict[str, Any] = self._dialect.arguments(request)
                stream: openai.AsyncStream[ChatCompletionChunk] = await self._client.chat.completions.create(
                    model=self._endpoint.model, **arguments
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                plainer = self._dialect.step_down(str(error))
                if plainer is None or isinstance(as_our_error(error, self.name), ModelRefusedError):
                    raise
                self._dialect = plainer
            else:
                return stream


def _delta(chunk: ChatCompletionChunk) -> tuple[str, str, str | None]:
    """(text, refusal, why it ended) of a chunk; servers leave out whichever they like."""
    if not chunk.choices:
        return "", "", None
    choice = chunk.choices[0]
    delta = getattr(choice, "delta", None)  # the library's type has one; some servers end without it
    if delta is None:
        return "", "", choice.finish_reason
    return delta.content or "", delta.refusal or "", choice.finish_reason


def _usage(chunk: ChatCompletionChunk) -> Usage | None:
    if chunk.usage is None:
        return None
    return Usage(
        input_tokens=chunk.usage.prompt_tokens or 0, output_tokens=chunk.usage.completion_tokens or 0
    )


def _estimate(request: ModelRequest, reply: str) -> Usage:
    asked = len(request.system) + len(request.user)
    return Usage(
        input_tokens=asked // CHARS_PER_TOKEN, output_tokens=len(reply) // CHARS_PER_TOKEN, estimated=True
    )
