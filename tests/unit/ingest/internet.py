"""An internet in a box: names with addresses, one web server behind public ones, and a count of every connection.

The fetcher under test is the real one with its real checks. Only the last step is ours: a connection to a public
address ends at a server on loopback, every other one is noted as a leak and refused.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.ingest.fetch import Fetcher, FetchLimits, open_fetcher

PUBLIC = "93.184.215.14"
Answer = bytes | Callable[[asyncio.StreamWriter], Any]


def answer(
    body: bytes = b"", *, status: str = "200 OK", media_type: str = "text/html", **headers: str
) -> bytes:
    """An HTTP answer as bytes; `_` in the names of headers stands for `-`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


@dataclass
class Internet(AbstractResolver):
    """names: host to its addresses, each look-up taking the next (rebinding), the last one staying.
    pages: (host, path), or path alone, to the answer.
    """

    names: dict[str, list[str]] = field(default_factory=dict)
    pages: dict[str, Answer] = field(default_factory=dict)
    leaks: list[Any] = field(default_factory=list)
    connections: int = 0
    requests: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    _answers: dict[str, Iterator[str]] = field(default_factory=dict)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self._address_of(host)
        if address is None:
            raise OSError(f"no address for {host}")
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        found: ResolveResult = {
            "hostname": host, "host": address, "port": port, "family": kind, "proto": 0, "flags": 0
        }  # fmt: skip
        return [found]

    def _address_of(self, host: str) -> str | None:
        if host in self.names:
            several = self.names[host]
            following = self._answers.setdefault(host, chain(several, repeat(several[-1])))
            return next(following)
        try:
            return socket.inet_ntoa(socket.inet_aton(host))  # what a system's resolver does with 0x7f.1
        except (OSError, UnicodeEncodeError):
            return None

    async def close(self) -> None:
        """Nothing is held."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and hang up."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ")[1]
            host = next((line[6:] for line in head.split("\r\n") if line.startswith("Host: ")), "")
            self.requests.append(host + path)
            self.headers.append(head)
            page = self.pages.get(host + path, self.pages.get(path, answer(status="404 Not Found")))
            if callable(page):
                await page(writer)
            else:
                writer.write(page)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def open_internet(internet: Internet, limits: FetchLimits | None = None) -> AsyncIterator[Fetcher]:
    """The real fetcher, on this internet."""
    server = await asyncio.start_server(internet.serve, "127.0.0.1", 0)
    door = server.sockets[0].getsockname()
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect

    async def guarded(sock: socket.socket, address: Any) -> None:
        if address[:2] not in ((PUBLIC, 80), (PUBLIC, 443)):
            internet.leaks.append(address)
            raise ConnectionRefusedError("a leak")
        internet.connections += 1
        await connect(sock, door)

    loop.sock_connect = guarded  # type: ignore[method-assign]
    try:
        async with open_fetcher(limits or FetchLimits(timeout_s=60), resolver=internet) as fetcher:
            yield fetcher
    finally:
        loop.sock_connect = connect  # type: ignore[method-assign]
        server.close()
