"""Any OpenAI-compatible endpoint as a `ChatModel`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Self

import openai

from bot.errors import ConfigError, ModelError, ModelRefusedError, ModelReplyError, ModelUnavailableError
from bot.llm.breaker import Breaker
from bot.llm.chunks import Delta, read_delta, read_usage
from bot.llm.dialect import dialect_of
from bot.llm.faults import as_our_error
from bot.llm.patience import Patience
from bot.ports import ModelRequest, Piece, Usage

OPENAI_URL = "https://api.openai.com/v1"
MAX_REPLY_CHARS = 200_000  # far above any answer; a reply that runs on is cut off here
MAX_THINKING_CHARS = 1_000_000  # a model that thinks in circles is given up

# What the library lets through when a server sends something that is no chat completion.
_BROKEN = (OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model is and how patient we are with it.

    url: base address of the API, None for OpenAI's own. headers: sent with every request.
    timeout_s: for the whole reply. first_s: for the first piece of it and between pieces. retries: by the library, with
    jitter, honouring Retry-After, before the first piece only. parallel: calls at once.
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
            # said outright, or the library takes it from the environment
            base_url=endpoint.url or OPENAI_URL,
            api_key=endpoint.key or "none",  # local servers want no key; the library insists on one
            default_headers=dict(endpoint.headers),
            timeout=endpoint.first_s,
            max_retries=endpoint.retries,
            http_client=_over_aiohttp(),
        )
        self._dialect = dialect_of(endpoint.url)
        self._breaker = Breaker(clock=time.monotonic)
        self._turn = asyncio.Semaphore(endpoint.parallel)

    @classmethod
    async def open(cls, endpoint: Endpoint) -> Self:
        """The model of `endpoint`, made off the event loop: the library reads files when it is first used."""
        return await asyncio.to_thread(cls, endpoint)

    async def stream(self, request: ModelRequest) -> AsyncIterator[Piece]:
        """See `bot.ports.ChatModel.stream`. A call that fails after the endpoint took it is counted, too."""
        if not self._breaker.allows():
            raise ModelUnavailableError(
                f"{self.name} failed several times in a row and is left alone for a while"
            )
        heard = _Heard(request=request, name=self.name)
        try:
            async with aclosing(self._pieces(heard)) as pieces:
                async for piece in pieces:
                    yield piece
        except GeneratorExit:  # whoever asked has heard enough
            self._breaker.succeeded()
            raise
        except (ModelError, openai.OpenAIError, *_BROKEN) as error:
            ours = self._in_our_words(error)
            if isinstance(ours, ModelUnavailableError):
                self._breaker.failed()
            else:
                self._breaker.succeeded()  # it is there, whatever it says
            if heard.taken:
                yield Piece(usage=heard.cost)
            raise ours from None
        else:
            self._breaker.succeeded()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    def _in_our_words(self, error: Exception) -> ModelError | ConfigError:
        match error:
            case ModelError():
                return error
            case openai.OpenAIError():
                return as_our_error(error, self.name)
            case TimeoutError():
                return ModelUnavailableError(f"{self.name} did not finish in time")
            case _:
                return ModelUnavailableError(f"{self.name} broke off ({type(error).__name__})")

    async def _pieces(self, heard: _Heard) -> AsyncGenerator[Piece, None]:
        """The pieces of the reply in the best dialect the endpoint takes."""
        limit = heard.request.timeout_s
        patience = Patience(seconds=min(self._endpoint.timeout_s, limit or self._endpoint.timeout_s))
        await patience.wait(self._turn.acquire())
        try:
            async with await self._begin(heard, patience) as chunks:
                following = aiter(chunks)
                while (chunk := await patience.wait(anext(following, None))) is not None:
                    if text := heard.take(chunk):
                        yield Piece(text=text)
        finally:
            self._turn.release()
        if rest := heard.end():
            yield Piece(text=rest)
        yield Piece(usage=heard.cost)

    async def _begin(self, heard: _Heard, patience: Patience) -> openai.AsyncStream[object]:
        """Open the stream; what the endpoint does not take is left out from then on, when that helps.

        The library's own chunks cost more to build than to send, and `chunks` asks each field what it is anyway: so
        the call is made by address, and a chunk is what its JSON says.
        """
        dialect = self._dialect
        while True:
            asked = self._client.post(
                "/chat/completions",
                body={"model": self._endpoint.model, **dialect.arguments(heard.request)},
                cast_to=object,
                stream=True,
                stream_cls=openai.AsyncStream[object],
            )
            try:
                stream = await patience.wait(asked)
            except TimeoutError:
                heard.taken = True  # it may be working on it still, and count that
                raise
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                plainer = dialect.step_down(str(error))
                if plainer is None or isinstance(as_our_error(error, self.name), ModelRefusedError):
                    raise
                dialect = plainer
            else:
                self._dialect, heard.taken = dialect, True
                return stream


def _over_aiohttp() -> Any:
    """What moves the bytes in a third less time than the library's own client; None where the library cannot."""
    try:
        return openai.DefaultAioHttpClient()
    except RuntimeError:  # releases before 3 want one more package for it
        return None


@dataclass(slots=True, kw_only=True)
class _Heard:
    """What has been heard of one reply. taken: the endpoint took the request, so it may cost something."""

    request: ModelRequest
    name: str
    taken: bool = False
    _chars: int = 0
    _blank: bool = True
    _thinking: str = ""
    _thinking_chars: int = 0
    _refused: bool = False
    _usage: Usage | None = None

    @property
    def cost(self) -> Usage:
        """What the endpoint counted, or our estimate."""
        return self._usage or Usage.estimate(self.request, self._chars, self._thinking_chars)

    def take(self, chunk: Any) -> str:
        """The words of the reply in `chunk`. ModelRefusedError, ModelReplyError when it tells that there is no reply."""
        self._usage = read_usage(chunk) or self._usage
        delta = read_delta(chunk)
        self._refused = self._refused or bool(delta.refusal)
        self._chars += len(delta.text)
        self._blank = self._blank and not delta.text.strip()
        self._think(delta)
        if self._chars > MAX_REPLY_CHARS:
            raise ModelReplyError(f"{self.name} wrote more than {MAX_REPLY_CHARS:,} characters")
        if delta.ended == "content_filter":
            raise ModelRefusedError(f"{self.name} declined by its content rules")
        if delta.ended == "length":
            raise ModelReplyError(
                f"{self.name} stopped in the middle: its reply or its thinking was too long"
            )
        return delta.text

    def end(self) -> str:
        """Words that the endpoint filed under thinking though they are the reply; errors as `take`."""
        if self._refused:
            raise ModelRefusedError(f"{self.name} declined")
        if not self._blank:
            return ""
        # LM Studio puts the structured output of some reasoning models there and leaves the content empty
        if self._thinking.strip():
            return self._thinking
        raise ModelReplyError(f"{self.name} sent an empty reply")

    def _think(self, delta: Delta) -> None:
        self._thinking_chars += len(delta.thinking)
        if self._thinking_chars > MAX_THINKING_CHARS:
            raise ModelReplyError(f"{self.name} did not come to an end with its thinking")
        if self._blank and self._thinking_chars <= MAX_REPLY_CHARS:
            self._thinking += delta.thinking
