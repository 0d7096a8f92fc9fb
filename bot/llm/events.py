"""The events of a streamed reply off the wire: everything that one reading brought, at once.

The library hands out one event after the other, each through four generators; what a model has sent meanwhile is there
all the same, and is cheaper to take together.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any

import openai

from bot.errors import ModelUnavailableError

_DONE = "[DONE]"
_DRAIN_S = (
    0.1  # what follows the last event is waited for so long: a connection read to its end can be used again
)


async def arrivals(stream: openai.AsyncStream[object], name: str) -> AsyncGenerator[list[str], None]:
    """The data of the events that have come in since the last look, until the stream ends or says that it is done."""
    events = EventReader()
    async with aclosing(_bytes_of(stream, name)) as readings:
        async for reading in readings:
            found = events.feed(reading)
            done = next((n for n, data in enumerate(found) if data.startswith(_DONE)), None)
            if found[:done]:
                yield found[:done]
            if done is not None:
                await _drain(readings)
                return


def as_chunk(data: str, stream: openai.AsyncStream[object]) -> Any:
    """What an event holds. openai.APIError when it tells of an error, ValueError when it is no JSON."""
    chunk = json.loads(data)
    told = chunk.get("error") if isinstance(chunk, dict) else None
    if told:
        words = told.get("message") if isinstance(told, dict) else None
        message = words if words and isinstance(words, str) else "An error occurred during streaming"
        raise openai.APIError(message=message, request=stream.response.request, body=told)
    return chunk


class EventReader:
    """Fed with bytes as they come, gives back the data of the events that they complete.

    Lines end as server-sent events may end them (LF, CR or both); comments and fields other than `data` are passed over.
    """

    def __init__(self) -> None:
        self._begun = bytearray()  # a line without its end
        self._data: list[str] = []
        self._after_return = False

    def feed(self, reading: bytes) -> list[str]:
        """The data of the events that `reading` completes. UnicodeDecodeError when a line is no UTF-8."""
        if self._after_return and reading.startswith(b"\n"):
            reading = reading[1:]
        self._after_return = reading.endswith(b"\r")
        self._begun += reading
        if b"\n" not in reading and b"\r" not in reading:
            return []
        lines = bytes(self._begun).splitlines(keepends=True)
        self._begun = bytearray(b"" if lines[-1].endswith((b"\n", b"\r")) else lines.pop())
        return [data for line in lines if (data := self._take(line.rstrip(b"\r\n").decode())) is not None]

    def _take(self, line: str) -> str | None:
        """The data of the event that `line` ends, or None."""
        if line:
            field, _, value = line.partition(":")
            if field == "data":
                self._data.append(value.removeprefix(" "))
            return None
        if not self._data:
            return None
        data, self._data = "\n".join(self._data), []
        return data


async def _bytes_of(stream: openai.AsyncStream[object], name: str) -> AsyncGenerator[bytes, None]:
    try:
        async for reading in stream.response.aiter_bytes():
            yield reading
    except Exception as error:  # the transport's own, whose names change with the library's releases
        raise ModelUnavailableError(f"{name} broke off ({type(error).__name__})") from error


async def _drain(readings: AsyncGenerator[bytes, None]) -> None:
    with suppress(ModelUnavailableError, TimeoutError):
        async with asyncio.timeout(_DRAIN_S):
            async for _ in readings:
                pass
