"""Fetching as it should go: pages, redirects, conditional requests, and servers that ask to wait."""

from __future__ import annotations

import gzip

import pytest

from bot.errors import FetchError, FetchStatusError
from bot.ingest.fetch import FetchLimits, check_url, open_fetcher, read_retry_after
from tests.unit.ingest.internet import PUBLIC, Internet, answer, open_internet


def _internet(**pages: bytes) -> Internet:
    return Internet(
        names={"news.example": [PUBLIC]}, pages={f"/{name}": page for name, page in pages.items()}
    )


async def test_a_page_is_fetched_and_inflated() -> None:
    """Most pages arrive compressed."""
    body = "<p>Zwölf Fähren</p>".encode()
    internet = _internet(story=answer(gzip.compress(body), Content_Encoding="gzip", ETag='"v1"'))
    async with open_internet(internet) as fetcher:
        page = await fetcher.fetch("http://news.example/story#top")

    assert (page.url, page.body, page.media_type, page.etag) == (
        "http://news.example/story", body, "text/html", '"v1"',
    )  # fmt: skip


async def test_redirects_within_the_public_internet_are_followed() -> None:
    """Outlets move pages; the place where it was found counts."""
    internet = _internet(old=answer(status="301 Moved", Location="/new"), new=answer(b"here"))
    async with open_internet(internet) as fetcher:
        page = await fetcher.fetch("http://news.example/old")

    assert (page.url, page.body) == ("http://news.example/new", b"here")


async def test_what_we_have_already_is_not_sent_again() -> None:
    """Conditional requests make polling cheap for both sides."""
    internet = _internet(feed=answer(status="304 Not Modified", ETag='"v2"'))
    async with open_internet(internet) as fetcher:
        page = await fetcher.fetch(
            "http://news.example/feed", etag='"v1"', last_modified="Wed, 06 Aug 2025 09:00:00 GMT"
        )

    assert page.unchanged
    assert 'If-None-Match: "v1"' in internet.headers[0]
    assert "If-Modified-Since: Wed, 06 Aug 2025 09:00:00 GMT" in internet.headers[0]


async def test_no_cookie_comes_back_and_none_of_ours_goes_out() -> None:
    """A reader's tracks are none of an outlet's business."""
    internet = _internet(story=answer(b"x", Set_Cookie="id=1; Path=/"))
    async with open_internet(internet) as fetcher:
        for _ in range(2):
            await fetcher.fetch("http://news.example/story")

    assert not [head for head in internet.headers if "cookie" in head.lower() or "referer" in head.lower()]


async def test_a_server_that_asks_to_wait_is_heard() -> None:
    """Coming back too early gets a whole address range banned."""
    internet = _internet(feed=answer(status="429 Too Many Requests", Retry_After="120"))
    async with open_internet(internet) as fetcher:
        with pytest.raises(FetchStatusError, match="asks to wait 120 s") as caught:
            await fetcher.fetch("http://news.example/feed")

    assert (caught.value.status, caught.value.retry_after_s) == (429, 120.0)


@pytest.mark.parametrize(
    ("value", "sent", "seconds"),
    [
        ("0", None, 0.0), ("90", None, 90.0), ("99999999999", None, 604_800.0), ("-5", None, None), ("soon", None, None),
        (None, None, None), ("", None, None), ("٣", None, None),
        ("Wed, 06 Aug 2025 10:00:00 GMT", "Wed, 06 Aug 2025 09:00:00 GMT", 3_600.0),
        ("Wed, 06 Aug 2025 08:00:00 GMT", "Wed, 06 Aug 2025 09:00:00 GMT", 0.0),
        ("Wed, 06 Aug 2025 08:00:00 GMT", None, None),
        ("Wed, 06 Aug 2025 10:00:00 GMT", "nonsense", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_both_forms(
    value: str | None, sent: str | None, seconds: float | None
) -> None:
    """RFC 9110 allows seconds and a moment; servers send anything."""
    assert read_retry_after(value, sent) == seconds


def test_an_address_keeps_all_but_its_fragment() -> None:
    """Queries are part of many articles' addresses."""
    assert check_url(" https://news.example/a?id=1&b=%20#c ") == "https://news.example/a?id=1&b=%20"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "169.254.169.254", "2130706433.", "0x7f.1", "[::1]", "[fd00::1]", "[::ffff:10.0.0.1]"],
)
async def test_a_proxy_is_not_asked_for_addresses_inside(host: str) -> None:
    """Names are the proxy's to look up; an address written out can be refused here."""
    async with open_fetcher(FetchLimits(timeout_s=60), proxy="http://127.0.0.1:1") as fetcher:
        with pytest.raises(FetchError, match=r"public internet|not written as one"):
            await fetcher.fetch(f"http://{host}/")
