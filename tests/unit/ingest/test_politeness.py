"""One request at a time and host, within its robots.txt, away when asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import FetchError, FetchStatusError
from bot.ingest.fetch import Page
from bot.ingest.politeness import HostPace, PoliteFetcher
from bot.ingest.robots import read_robots, robots_url

START = datetime(2025, 8, 6, 9, tzinfo=UTC)
ROBOTS = b"User-agent: *\nDisallow: /private\nCrawl-delay: 5\n\nUser-agent: BadBot\nDisallow: /\n"


class Web:
    """Pages by address, a clock that moves when somebody sleeps, and the moments of all requests."""

    def __init__(self, **pages: bytes | Exception) -> None:
        self.now = START
        self.pages = {
            f"https://a.example/{name.replace('robots', 'robots.txt')}": page for name, page in pages.items()
        }
        self.asked: list[tuple[str, float]] = []

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        self.asked.append((url.removeprefix("https://"), (self.now - START).total_seconds()))
        page = self.pages.get(url, FetchStatusError("answered 404", status=404))
        if isinstance(page, Exception):
            raise page
        return Page(url=url, body=page, media_type="text/plain")

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def polite(self) -> PoliteFetcher:
        return PoliteFetcher(self, clock=lambda: self.now, sleep=self.sleep)


async def test_a_host_is_asked_at_its_own_pace_and_others_meanwhile() -> None:
    """Its robots.txt once, then every five seconds as it asks; another host waits for none of that."""
    web = Web(robots=ROBOTS, x=b"x", y=b"y")
    polite = web.polite()

    await polite.fetch("https://a.example/x")
    await polite.fetch("https://a.example/y")
    with pytest.raises(FetchStatusError):
        await polite.fetch("https://b.example/z")

    assert web.asked == [
        ("a.example/robots.txt", 0), ("a.example/x", 1), ("a.example/y", 6), ("b.example/robots.txt", 6), ("b.example/z", 7),
    ]  # fmt: skip


async def test_what_robots_may_not_fetch_is_not_fetched() -> None:
    """RFC 9309."""
    web = Web(robots=ROBOTS, private=b"x")

    with pytest.raises(FetchError, match=r"does not let robots fetch this address \(robots.txt\)"):
        await web.polite().fetch("https://a.example/private/1")

    assert [url for url, _ in web.asked] == ["a.example/robots.txt"]


async def test_a_site_that_cannot_say_its_rules_is_left_alone_for_a_while() -> None:
    """RFC 9309, 2.3.1.4: what cannot be reached forbids everything; ten minutes later it is asked again."""
    web = Web(robots=FetchStatusError("a.example answered 503", status=503), x=b"x")
    polite = web.polite()

    for _ in range(3):
        with pytest.raises(FetchError, match="503"):
            await polite.fetch("https://a.example/x")
    web.now += timedelta(minutes=11)
    web.pages["https://a.example/robots.txt"] = b""
    await polite.fetch("https://a.example/x")

    assert [url for url, _ in web.asked].count("a.example/robots.txt") == 2


async def test_a_host_that_asks_to_wait_gets_its_rest() -> None:
    """Retry-After holds for everything on that host, not for one address."""
    web = Web(x=FetchStatusError("busy", status=429, retry_after_s=600), y=b"y")
    polite = web.polite()

    with pytest.raises(FetchStatusError):
        await polite.fetch("https://a.example/x")
    with pytest.raises(FetchStatusError, match="left alone for another 600 s") as caught:
        await polite.fetch("https://a.example/y")
    assert caught.value.retry_after_s == 600
    web.now += timedelta(seconds=601)
    await polite.fetch("https://a.example/y")

    assert [url for url, _ in web.asked] == ["a.example/robots.txt", "a.example/x", "a.example/y"]


def test_the_memory_of_hosts_is_bounded() -> None:
    """A feed may link to a new host in every entry."""
    pace = HostPace()
    for number in range(12_000):
        pace.take(f"{number}.example", START)

    assert len(pace._free) <= 5_000


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe\x00", b"<html>404</html>", b"User-agent: *\nCrawl-delay: soon", b"User-agent: *\nCrawl-delay: 1e999", b"User-agent: *\nCrawl-delay: nan",
     b"Disallow: /", b"User-agent: *\nDisallow: " + b"*a" * 2_000, b"User-agent\nDisallow", b"User-agent: *\n" * 20_000],
)  # fmt: skip
def test_any_robots_txt_is_survived(body: bytes) -> None:
    """It is written by hand, by strangers."""
    rules = read_robots(body)

    assert rules.delay_s is None or 0 <= rules.delay_s <= 60
    assert rules.allows("https://a.example/" + "a" * 500) in {True, False}


def test_rules_for_us_win_over_rules_for_all() -> None:
    """The most specific group counts."""
    rules = read_robots(b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nAllow: /\nDisallow: /admin")

    assert rules.allows("https://a.example/x")
    assert not rules.allows("https://a.example/admin")
    assert robots_url("https://a.example:443/x?y") == "https://a.example:443/robots.txt"
