"""Three hundred addresses and answers that mean harm, counted at the moment of connecting."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Iterator

import pytest

from bot.errors import FetchError, ForbiddenAddressError
from bot.ingest.fetch import FetchLimits, is_public
from tests.unit.ingest.internet import PUBLIC, Answer, Internet, answer, open_internet

PRIVATE_V4 = (
    "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 169.254.169.254 "
    "169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 "
    "198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255"
).split()
PRIVATE_V6 = (
    ":: ::1 ::2 100::1 2001:db8::1 2001:2::1 2001:10::1 2001:20::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 febf::1 "
    "fec0::1 ff02::1 ff0e::1 ::ffff:0:127.0.0.1 64:ff9b:1::7f00:1"
).split()


def _numbers(address: str) -> tuple[int, int, int, int]:
    a, b, c, d = (int(part) for part in address.split("."))
    return a, b, c, d


def _notations(address: str) -> Iterator[str]:
    """Every way in which resolvers and browsers accept an IPv4 address."""
    a, b, c, d = _numbers(address)
    whole = (a << 24) | (b << 16) | (c << 8) | d
    yield address
    yield str(whole)
    yield hex(whole)
    yield f"0{whole:o}"
    yield f"0x{a:02x}.0x{b:02x}.0x{c:02x}.0x{d:02x}"
    yield f"0{a:o}.0{b:o}.0{c:o}.0{d:o}"
    yield f"{a}.{(b << 16) | (c << 8) | d}"
    yield f"{a}.{b}.{(c << 8) | d}"


def _in_v6(address: str) -> Iterator[str]:
    """Every IPv6 address that carries an IPv4 one."""
    a, b, c, d = _numbers(address)
    high, low = f"{a:02x}{b:02x}", f"{c:02x}{d:02x}"
    yield f"::ffff:{address}"
    yield f"::ffff:{high}:{low}"
    yield f"::{high}:{low}"
    yield f"64:ff9b::{high}:{low}"
    yield f"2002:{high}:{low}::1"
    yield f"2001:0:{high}:{low}::1"  # Teredo: its server
    yield f"2001:0:4136:e378:8000:63bf:{a ^ 255:02x}{b ^ 255:02x}:{c ^ 255:02x}{d ^ 255:02x}"  # Teredo: its client


def literals() -> Iterator[str]:
    """Addresses written out."""
    for address in PRIVATE_V4:
        yield f"http://{address}/"
    for address in ("127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.1.1"):
        for written in _notations(address):
            yield f"http://{written}/latest/meta-data/"
            yield f"https://{written}./"
        for written in _in_v6(address):
            yield f"http://[{written}]/"
    for address in PRIVATE_V6:
        yield f"http://[{address}]/"
    for zone in ("fe80::1%25eth0", "fe80::1%eth0", "::1%25lo", "fe80::1%25", "2606:4700::1111%25lo"):
        yield f"http://[{zone}]/"


def tricks() -> Iterator[str]:
    """Logins, ports, schemes, and ways of writing that parsers disagree about."""
    yield from (
        f"http://{login}@127.0.0.1/"
        for login in ("user", "user:secret", ":", "", "example.org", "example.org%2f")
    )
    yield from (f"http://user:pw@example.org{path}" for path in ("/", "/feed", ":80/", "?x", "#x"))
    yield from (
        f"http://public.example:{port}/"
        for port in (0, 1, 21, 22, 25, 81, 6379, 8080, 8443, 11211, 27017, 65535)
    )
    yield from (
        f"http://public.example:{port}/" for port in ("65536", "99999", "-1", "8e1", "0x50", "٨٠", "80 80")
    )
    yield from (
        f"{scheme}127.0.0.1/etc/passwd"
        for scheme in (
            "file://", "ftp://", "gopher://", "dict://", "ldap://", "ws://", "data:text/html,", "javascript:", "jar:http://",
            "view-source:http://", "blob:http://", "tel:", "//", "///", "", "http:", "http:/", "https:", "HTTP+UNIX://",
            "unix://", "feed:", "chrome://", "about:", "sftp://", "smb://", "netdoc://", "php://",
        )
    )  # fmt: skip
    yield from (
        "http://public.example\\@127.0.0.1/", "http://127.0.0.1\\@public.example/", "http://public.example\\.127.0.0.1/",
        "http://127.0.0.1#@public.example/", "http://127.0.0.1?@public.example/", "http://127.0.0.1;@public.example/",
        "http://public.example@127.0.0.1:80/", "http://127.0.0.1:80@public.example/", "http://[::1]@public.example/",
        "http://[127.0.0.1]/", "http://[::1", "http://::1/", "http://[]/", "http://[::1]x/", "http://[v1.x]/", "http:///x",
        "http://", "http://?", "http://#", "http://.", "http://..", "http://-", "http://%31%32%37.0.0.1/", "http://127.0.0.1%00/",
        "http://127.0.0.1%2f/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://１２７.0.0.1/", "http://lоcalhost/",
        "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://localhost.localdomain/", "http://ip6-localhost/",
        "http://metadata.google.internal/", "http://metadata/", "http://kubernetes.default.svc/", "http://printer.local/",
        "http://127.0.0.1.nip.example/", "http://a\u200b.example/", "http://a\u00ad.example/", "http://a b.example/",
        "http://public.example/\r\nHost: 127.0.0.1", "http://public.example\t/", "http://public.example\n/", "\x00http://127.0.0.1/",
        "http://public.example/\x00", "http://public.example/\x7f", "http://" + "a" * 300 + ".example/", "http://" + "a." * 300,
        "http://xn--/", "http://xn--a/", "http://xn--0/", "http://*.example/", "http://_._/", "http://1.2.3.4.5/", "http://256.1.1.1/",
        "http://0x/", "http://0x100000000/", "http://4294967296/", "http://1e3/", "http://\ud800.example/", "http://🦊/", "http://[::ffff:127.0.0.1%25x]/",
    )  # fmt: skip


NAMES = {f"name{n}.example": [address] for n, address in enumerate([*PRIVATE_V4, *PRIVATE_V6])} | {
    "localhost": ["127.0.0.1"], "localhost.": ["127.0.0.1"], "localhost.localdomain": ["127.0.0.1"],
    "ip6-localhost": ["::1"], "metadata.google.internal": ["169.254.169.254"], "metadata": ["169.254.169.254"],
    "kubernetes.default.svc": ["10.96.0.1"], "printer.local": ["192.168.1.20"], "127.0.0.1.nip.example": ["127.0.0.1"],
    "public.example": [PUBLIC],
}  # fmt: skip
HOSTILE = [*literals(), *tricks(), *(f"http://{name}/" for name in NAMES if name.startswith("name"))]


def test_there_are_more_than_three_hundred() -> None:
    """The promise is about three hundred different ones."""
    assert len(set(HOSTILE)) >= 300


async def test_no_hostile_address_is_ever_connected_to() -> None:
    """One request to a metadata service hands out the keys of the machine."""
    internet = Internet(names=NAMES)
    refused: dict[str, FetchError] = {}
    async with open_internet(internet) as fetcher:
        for url in HOSTILE:
            try:
                await fetcher.fetch(url)
            except FetchError as error:
                refused[url] = error

    assert internet.leaks == []
    assert internet.connections == 0
    assert set(refused) == set(HOSTILE)
    assert all(10 < len(str(error)) < 200 and str(error).isprintable() for error in refused.values())
    written_out = [f"http://{address}/" for address in PRIVATE_V4] + [
        f"http://[{address}]/" for address in PRIVATE_V6
    ]
    assert all(isinstance(refused[url], ForbiddenAddressError) for url in written_out)


async def test_no_redirect_leads_to_a_hostile_address() -> None:
    """A public page may send us anywhere; every step is looked at anew."""
    targets = [
        url for url in HOSTILE if url.isascii() and url.isprintable() and "://" in url and len(url) < 200
    ]
    internet = Internet(names=NAMES)
    for number, url in enumerate(targets):
        status = ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent")[number % 5]
        internet.pages[f"/{number}"] = answer(status=status, Location=url)
    async with open_internet(internet) as fetcher:
        for number in range(len(targets)):
            with pytest.raises(FetchError):
                await fetcher.fetch(f"http://public.example/{number}")

    assert len(targets) >= 250
    assert internet.leaks == []
    assert all(request.startswith("public.example/") for request in internet.requests)


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"])
async def test_a_name_that_changes_its_address_is_looked_at_each_time(address: str) -> None:
    """Rebinding: public when it is checked, private when it is opened."""
    internet = Internet(names={"rebind.example": [PUBLIC, address]})
    internet.pages["/"] = answer(b"x" * 50, status="302 Found", Location="http://rebind.example/again")
    async with open_internet(internet) as fetcher:
        with pytest.raises(ForbiddenAddressError, match="not on the public internet"):
            await fetcher.fetch("http://rebind.example/")

    assert internet.leaks == []
    assert internet.requests == ["rebind.example/"]


async def _drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def _silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def _flood(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(1_000):
        writer.write(b"x" * 100_000)
        await writer.drain()


async def _endless_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(1_000_000):
        writer.write(f"X-{number}: y\r\n".encode())
        await writer.drain()


async def _endless_interim(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


def _chunked(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + body


_BOMB = gzip.compress(b"\0" * 30_000_000)
ANSWERS: dict[str, tuple[Answer, str]] = {
    "huge": (_flood, "sent more than"),
    "huge by its header": (answer(b"x" * 2_000_000), "sent more than"),
    "gzip bomb": (answer(_BOMB, Content_Encoding="gzip"), "sent more than"),
    "deflate bomb": (answer(zlib.compress(b"\0" * 30_000_000), Content_Encoding="deflate"), "sent more than"),
    "bomb in a bomb": (answer(gzip.compress(_BOMB), Content_Encoding="gzip, gzip"), "was not asked for"),
    "encoding of its own": (answer(b"x", Content_Encoding="zstd"), "was not asked for"),
    "broken gzip": (answer(b"\x1f\x8b\x08nonsense", Content_Encoding="gzip"), "cannot be read"),
    "not gzip at all": (answer(b"hello", Content_Encoding="gzip"), "cannot be read"),
    "slow": (_drip, "did not answer within"),
    "silent": (_silence, "did not answer within"),
    "endless hints": (_endless_interim, "did not answer within|cannot be reached"),
    "endless redirects": (answer(status="302 Found", Location="/endless redirects"), "redirects more than|spaces"),
    "redirect to itself": (answer(status="301 Moved", Location=""), "redirects more than"),
    "redirect without a place": (answer(status="302 Found"), "answered 302"),
    "picture": (answer(b"GIF89a", media_type="image/gif"), "not an article or a feed"),
    "program": (answer(b"MZ", media_type="application/octet-stream"), "not an article or a feed"),
    "film": (answer(b"x", media_type="video/mp4"), "not an article or a feed"),
    "nonsense as type": (answer(b"x", media_type="x" * 3_000), "not an article or a feed"),
    "long header": (answer(b"x", X_Long="y" * 100_000), "rules of HTTP"),
    "many headers": (answer(b"x", **{f"X{n}": "y" for n in range(5_000)}), "rules of HTTP"),
    "endless headers": (_endless_headers, "rules of HTTP|broken off|did not answer"),
    "header with a NUL": (answer(b"x", X_Nul="a\0b"), "rules of HTTP"),
    "not HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "rules of HTTP"),
    "nothing": (b"", "broke off without"),
    "half an answer": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\nhalf", "broke off"),
    "two lengths": (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", "rules of HTTP"),
    "length and chunks": (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP|broke|octet"),
    "negative length": (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "rules of HTTP"),
    "bad chunk": (_chunked(b"zz\r\nhello\r\n0\r\n\r\n"), "rules of HTTP|broke off"),
    "huge chunk": (_chunked(b"ffffffffffffffff\r\nhello"), "rules of HTTP|broke off"),
    "status of its own": (b"HTTP/1.1 999 No\x01\x02\r\nContent-Length: 0\r\n\r\n", "answered 999|rules of HTTP"),
    "status zero": (b"HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n", "answered|rules of HTTP"),
    "gone": (answer(status="410 Gone"), "answered 410 Gone"),
    "no content": (answer(status="204 No Content"), "answered 204"),
    "a part": (answer(b"x", status="206 Partial Content"), "answered 206"),
    "switching": (answer(status="101 Switching Protocols", Upgrade="x", Connection="upgrade"), "answered 101|HTTP|broke|did not"),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
async def test_no_answer_costs_more_than_the_limits(name: str) -> None:
    """Whatever a server sends, it takes bounded time and memory and ends with a reason."""
    page, reason = ANSWERS[name]
    internet = Internet(names=NAMES, pages={f"/{name.replace(' ', '%20')}": page})
    patience_s = 0.5 if "did not" in reason else 60.0  # the others end by themselves, on a busy machine later
    async with open_internet(internet, FetchLimits(max_bytes=1_000_000, timeout_s=patience_s)) as fetcher:
        with pytest.raises(FetchError, match=reason) as caught:
            await fetcher.fetch(f"http://public.example/{name.replace(' ', '%20')}")

    assert len(str(caught.value)) < 250
    assert str(caught.value).isprintable()
    assert internet.leaks == []


@pytest.mark.parametrize("address", [*PRIVATE_V4, *PRIVATE_V6, *_in_v6("127.0.0.1"), "nonsense", "", "1.2.3"])
def test_what_is_not_public_is_known(address: str) -> None:
    """The guard decides on the address itself."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111", "2002:0808:0808::1", "64:ff9b::808:808"]
)
def test_what_is_public_is_known(address: str) -> None:
    """A guard that refuses everything would pass the other tests."""
    assert is_public(address)
