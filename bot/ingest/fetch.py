"""Fetches pages and feeds from the open web, and from nowhere else.

One check at the moment of connecting covers literal addresses, names, rebinding names and redirects: the socket is
made for the very address that will be contacted, and only if that address is on the public internet.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from bot.errors import FetchError, FetchStatusError, ForbiddenAddressError

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession
    from aiohttp.abc import AbstractResolver
    from yarl import URL

MAX_REDIRECTS = 5
PORTS = frozenset({80, 443})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
READABLE = (
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf",
    "application/rss+xml", "application/atom+xml", "application/xml", "text/xml",
    "application/feed+json", "application/json", "text/x-opml",
)  # fmt: skip
MAX_RETRY_AFTER_S = 7 * 86_400.0  # whoever asks for more is asked again after a week
# not covered by `is_global` of every Python: 6to4 relay anycast (RFC 7526 withdrew it), documentation (RFC 9637)
_NOT_GLOBAL = (ipaddress.ip_network("192.88.99.0/24"), ipaddress.ip_network("3fff::/20"))
_UNICAST = ipaddress.ip_network("2000::/3")  # IANA has given out no other global unicast addresses
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address gave.

    url: where it was found after redirects. unchanged: the server says it is what we already had (304), `body` is
    empty then. etag, last_modified: to be sent with the next request.
    """

    url: str
    body: bytes
    media_type: str
    unchanged: bool = False
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How much a fetch may cost. Bytes count after inflating; seconds from the first connection to the last byte."""

    max_bytes: int = 20_000_000
    timeout_s: float = 20.0
    max_header_chars: int = 8_190
    user_agent: str = "Dateline/0.1 (+https://example.org/dateline)"


def is_public(address: str) -> bool:
    """Whether an IP address, in its literal form, is on the public internet.

    Loopback, private, link-local (metadata services among them), shared, documentation, multicast and reserved
    ranges are not; an IPv6 address that carries an IPv4 one (NAT64, 6to4, Teredo) is judged by that one too; a mapped one is refused.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:  # the network's way to an IPv4 address
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        carried = [inner for inner in (ip.sixtofour, *(ip.teredo or ())) if inner is not None]
        if ip not in _UNICAST or not all(is_public(str(inner)) for inner in carried):
            return False
        if ip.scope_id is not None:  # only addresses of the local network have zones
            return False
    named_otherwise = any(ip in network for network in _NOT_GLOBAL if network.version == ip.version)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or named_otherwise)


def check_url(url: str) -> str:
    """`url` without its fragment; ForbiddenAddressError for another scheme, port, or one with a login in it."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise ForbiddenAddressError(f"{_shown(url)} is not an address that can be opened") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ForbiddenAddressError(f"only http:// and https:// addresses are opened, got {_shown(url)}")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddressError("addresses with a login in them are not opened")
    if port not in PORTS:
        raise ForbiddenAddressError(f"only ports 80 and 443 are opened, got {port}")
    if any(c.isspace() or ord(c) < 33 or c == "\\" or ord(c) == 127 for c in url.strip()):
        raise ForbiddenAddressError("addresses with spaces, backslashes or control characters are not opened")
    return parts._replace(fragment="").geturl()


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Fetches with limits; make one with `open_fetcher`, which closes its connections."""

    limits: FetchLimits
    _session: ClientSession
    _check_url: Callable[[str], str] = field(default=check_url)
    _allowed: Callable[[str], bool] = field(default=is_public)
    _proxy: str | None = None

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """The page at `url`, following up to five redirects.

        etag, last_modified: what the server sent last time; then the page may come back `unchanged`.
        Raises ForbiddenAddressError for addresses Dateline never contacts, FetchError otherwise.
        """
        from aiohttp import ClientError

        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        try:
            async with asyncio.timeout(self.limits.timeout_s):
                return await self._follow(url, {k: v for k, v in headers.items() if v})
        except TimeoutError:
            raise FetchError(f"{_host(url)} did not answer within {self.limits.timeout_s:g} s") from None
        except (
            ClientError,
            OSError,
            ValueError,
        ) as error:  # ValueError: an address that the library cannot write
            raise _as_fetch_error(url, error) from None

    async def _follow(self, url: str, headers: Mapping[str, str]) -> Page:
        for _ in range(MAX_REDIRECTS + 1):
            url = self._check_url(url)
            target = _as_understood(url)
            self._check_literal((target.raw_host or "").rstrip("."))
            async with self._session.get(
                target, headers=headers, allow_redirects=False, proxy=self._proxy
            ) as response:
                if response.status in REDIRECTS and "Location" in response.headers:
                    url = urljoin(url, response.headers["Location"])
                    continue
                return await self._read(url, response)
        raise FetchError(f"{_host(url)} redirects more than {MAX_REDIRECTS} times")

    def _check_literal(self, host: str) -> None:
        """Refuse an address written out, which a proxy would open without asking anybody."""
        try:
            address = str(ipaddress.ip_address(host))
        except ValueError:
            try:
                address = socket.inet_ntoa(socket.inet_aton(host))
            except (OSError, UnicodeError):
                return  # a name: it is looked at when it has an address
        if not self._allowed(address):
            raise ForbiddenAddressError(
                f"{host[:80]} is not on the public internet; such addresses are never opened"
            )

    async def _read(self, url: str, response: ClientResponse) -> Page:
        media_type = response.content_type.lower()
        etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
        if response.status == 304:
            return Page(
                url=url, body=b"", media_type=media_type, unchanged=True, etag=etag, last_modified=modified
            )
        if response.status != 200:
            wait = read_retry_after(response.headers.get("Retry-After"), response.headers.get("Date"))
            hint = f"; it asks to wait {wait:.0f} s" if wait is not None else ""
            reason = "".join(c for c in response.reason or "" if c.isprintable())[:60]
            raise FetchStatusError(
                f"{_host(url)} answered {response.status} {reason}".rstrip() + hint,
                status=response.status,
                retry_after_s=wait,
            )
        if media_type not in READABLE:
            raise FetchError(f"{_host(url)} sent {media_type[:60]}, which is not an article or a feed")
        body = await self._inflate(url, response)
        return Page(url=url, body=body, media_type=media_type, etag=etag, last_modified=modified)

    async def _inflate(self, url: str, response: ClientResponse) -> bytes:
        """The body, inflated as it arrives, so that a small file cannot grow past the limit unseen."""
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
            raise FetchError(f"{_host(url)} sent the encoding {encoding[:20]!r}, which was not asked for")
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding not in {"identity", ""} else None
        body = bytearray()
        try:
            async for piece in response.content.iter_chunked(65_536):
                room = self.limits.max_bytes - len(body) + 1
                body += inflater.decompress(piece, room) if inflater else piece
                if len(body) > self.limits.max_bytes:
                    raise FetchError(f"{_host(url)} sent more than {self.limits.max_bytes:,} bytes")
        except zlib.error:
            raise FetchError(f"{_host(url)} sent a compressed page that cannot be read") from None
        return bytes(body)


@asynccontextmanager
async def open_fetcher(
    limits: FetchLimits | None = None,
    *,
    proxy: str | None = None,
    allowed: Callable[[str], bool] = is_public,
    check: Callable[[str], str] = check_url,
    resolver: AbstractResolver | None = None,
) -> AsyncIterator[Fetcher]:
    """A fetcher whose connections are closed at the end of the block.

    proxy: the operator's egress proxy; it resolves names itself, so it must refuse private addresses too.
    allowed, check: what counts as a public address and as an address to open; tests let a server on loopback in.
    resolver: how names become addresses; None for the system's way. Whatever it says, the guard looks again.
    """
    from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

    limits = limits or FetchLimits()
    guard = None if proxy else _guard(allowed)
    connector = TCPConnector(
        limit=50,
        limit_per_host=2,
        ttl_dns_cache=0,
        use_dns_cache=False,
        socket_factory=guard,
        resolver=resolver,
    )
    async with ClientSession(
        connector=connector,
        cookie_jar=DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        timeout=ClientTimeout(total=limits.timeout_s),
        max_line_size=limits.max_header_chars,
        max_field_size=limits.max_header_chars,
        headers={"User-Agent": limits.user_agent, "Accept-Encoding": "gzip, deflate"},
    ) as session:
        yield Fetcher(limits=limits, _session=session, _check_url=check, _allowed=allowed, _proxy=proxy)


def read_retry_after(value: str | None, sent: str | None = None) -> float | None:
    """Seconds that a `Retry-After` header asks for, at most a week; None when it says nothing that can be used.

    sent: the answer's own `Date` header, from which a moment in `value` is counted.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), MAX_RETRY_AFTER_S)
    try:
        wait = (parsedate_to_datetime(value) - parsedate_to_datetime(sent or "")).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(wait, 0.0), MAX_RETRY_AFTER_S)


def _as_understood(url: str) -> URL:
    """`url` as the client reads it; ForbiddenAddressError when it reads another host, port or login than we checked."""
    from yarl import URL

    parts, read = urlsplit(url), URL(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if read.scheme != parts.scheme or read.port != port or read.user is not None or not read.raw_host:
        raise ForbiddenAddressError(f"{_shown(url)} can be read in two ways and is not opened")
    return read


class _ForbiddenPeerError(OSError):
    """The address stood behind a name; an OSError so that the next address of the name is tried, and refused."""


def _guard(allowed: Callable[[str], bool]) -> Callable[[Any], socket.socket]:
    def make(info: Any) -> socket.socket:
        family, kind, protocol, _, address = info
        if not allowed(address[0]):
            raise _ForbiddenPeerError("not on the public internet")
        return socket.socket(family=family, type=kind, proto=protocol)

    return make


def _as_fetch_error(url: str, error: BaseException) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, _ForbiddenPeerError) or "not on the public internet" in str(cause):
            return ForbiddenAddressError(
                f"{_host(url)} is not on the public internet; such addresses are never opened"
            )
        cause = cause.__cause__ or getattr(cause, "os_error", None) or cause.__context__
    return FetchError(f"{_host(url)} cannot be reached ({_why(error)})")


def _why(error: BaseException) -> str:
    from aiohttp import (
        ClientConnectionError,
        ClientConnectorDNSError,
        ClientPayloadError,
        ClientResponseError,
        InvalidURL,
        ServerDisconnectedError,
    )

    match error:
        case ClientConnectorDNSError():
            return "its name has no address"
        case InvalidURL() | ValueError():
            return "the address is not written as one"
        case ClientResponseError():
            return "its answer breaks the rules of HTTP"
        case ClientPayloadError():
            return "its answer broke off"
        case ServerDisconnectedError():
            return "it broke off without an answer"
        case ConnectionError() | ClientConnectionError():
            return "the connection was refused or broken off"
        case _:
            return type(error).__name__


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or "the address"
    except ValueError:
        return "the address"
    return "".join(c if c.isprintable() else "?" for c in host[:80])


def _shown(url: str) -> str:
    """The beginning of an address, safe to print."""
    return ascii(url[:80])
