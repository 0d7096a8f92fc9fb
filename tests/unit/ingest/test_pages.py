"""Taking the article out of a page: what the page says of itself, walls in front of it, and broken pages."""

from __future__ import annotations

import json

import pytest

from bot.errors import DocumentError
from bot.ingest import page_reader
from bot.ingest.fetch import Page
from bot.ingest.page_reader import PageReader
from bot.ingest.pages import read_page
from bot.ingest.urls import plain_url

AT = "https://www.harbourpost.example/2025/08/06/ferry?utm_source=x&id=7"
WORDS = [
    "The operators of the northern ferries met union leaders in Port Alder on Tuesday to end a strike of nine days.",
    "Both sides said after four hours that they would come back to the table on Thursday morning.",
    "The regional government, which owns two of the seven ships, has asked for a night service until the end of August.",
    "Passengers have been carried by buses over the southern bridge since the last sailing, a detour of ninety minutes.",
]
BODY = "".join(f"<p>{words}</p>" for words in WORDS * 3)


def page(body: str | bytes, *, url: str = AT, media_type: str = "text/html") -> Page:
    data = body if isinstance(body, bytes) else body.encode()
    return Page(url=url, body=data, media_type=media_type)


def story(head: str = "", body: str = BODY) -> Page:
    return page(
        f"<!doctype html><html><head><title>Ferry talks</title>{head}</head><body><article><h1>Ferry talks resume</h1>{body}</article></body></html>"
    )


def ld(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(values)}</script>'


def test_what_the_page_says_of_itself_is_kept() -> None:
    """Title, outlet, author, both dates with their offsets, and the canonical address."""
    values = read_page(
        story(
            ld(
                **{"@graph": [
                    {"@type": "WebPage", "datePublished": "2020-01-01"},
                    {"@type": ["NewsArticle"], "headline": "Ferry talks  resume", "datePublished": "2025-08-06T09:30:00+02:00",
                     "dateModified": "2025-08-06T11:00:00Z", "author": [{"name": "Ina Berg"}, {"name": "Tom Reuss"}],
                     "publisher": {"@type": "Organization", "name": "The Harbour Post"}},
                ]}
            )
            + '<link rel="canonical" href="/2025/08/06/ferry"><meta property="article:published_time" content="2025-08-05">'
        )
    )  # fmt: skip

    assert {name: values[name] for name in ("title", "outlet", "author", "published", "modified", "url")} == {
        "title": "Ferry talks resume",
        "outlet": "The Harbour Post",
        "author": "Ina Berg, Tom Reuss",
        "published": "2025-08-06T09:30:00+02:00",
        "modified": "2025-08-06T11:00:00+00:00",
        "url": "https://www.harbourpost.example/2025/08/06/ferry",
    }
    assert WORDS[0] in values["text"]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (ld(**{"@type": "NewsArticle", "datePublished": "2025-08-06"}) + '<meta property="article:published_time" content="2025-08-06T23:30:00-05:00">', "2025-08-06T23:30:00-05:00"),
        (ld(**{"@type": "Article", "datePublished": "2025-08-06T23:30:00"}), "2025-08-06"),
        ('<meta name="parsely-pub-date" content="2025-08-06T05:00:00Z">', "2025-08-06T05:00:00+00:00"),
        ('<meta name="date" content="nonsense"><meta name="dc.date" content="2025-08-06">', "2025-08-06"),
        (ld(**{"@type": "NewsArticle", "datePublished": {"a": 1}}), None),
    ],
)  # fmt: skip
def test_a_moment_with_its_offset_wins_over_a_day(head: str, published: str | None) -> None:
    """Relative days in the text are counted from it; a time without an offset would be a guess."""
    found = read_page(story(head))["published"]

    assert found == published or (published is None and found is None)


@pytest.mark.parametrize(
    "named",
    ["https://reuters.example/x", "https://harbourpost.example.evil.example/", "http://u:p@harbourpost.example/x", "javascript:alert(1)",
     "https://www.harbourpost.example/", "http://[::1", "https://harbourpost.example/a b"],
)  # fmt: skip
def test_a_page_cannot_claim_another_address(named: str) -> None:
    """Otherwise anybody could put a new revision under another outlet's article."""
    values = read_page(
        story(f'<link rel="canonical" href="{named}"><meta property="og:url" content="{named}">')
    )

    assert values["url"] == "https://www.harbourpost.example/2025/08/06/ferry?id=7"


def test_the_same_site_in_another_dress_is_the_same() -> None:
    """Mobile and AMP pages name the page for everybody."""
    values = read_page(story('<link rel="canonical" href="https://harbourpost.example/ferry#comments">'))

    assert values["url"] == "https://harbourpost.example/ferry"


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://a.example/x?utm_medium=rss&fbclid=1", "https://a.example/x"),
        ("https://a.example/x?id=7&utm_source=y#top", "https://a.example/x?id=7"),
        ("https://a.example/x?b=%20&a=", "https://a.example/x?b=%20&a="),
    ],
)
def test_what_only_tracks_is_dropped_from_addresses(url: str, plain: str) -> None:
    """The same article from two feeds is one article."""
    assert plain_url(url) == plain


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (story(ld(**{"@type": "NewsArticle", "isAccessibleForFree": False}), BODY[:500]), "paywall"),
        (story(ld(**{"@type": "NewsArticle", "isAccessibleForFree": "False"}), BODY[:500]), "paywall"),
        (story('<meta property="article:content_tier" content="locked">', BODY[:500]), "paywall"),
        (story("", f"<p>{WORDS[0]}</p><p>Subscribe to continue reading. Already a subscriber? Log in.</p>"), "paywall"),
        (story("", f"<p>{WORDS[1]}</p><p>This article is for subscribers only. It costs 1 euro a week.</p>"), "paywall"),
        (story("", "<p>We value your privacy. We and our 842 partners store and/or access information on a device.</p><button>Accept all</button>"), "consent"),
        (page(f"<html><body>{BODY}</body></html>", url="https://consent.news.example/collect?x"), "consent"),
        (story("", "<p>Checking your browser before accessing the site. This takes a few seconds.</p>"), "human"),
        (story("", "<p>Please verify you are a human to go on to the page that you asked for.</p>"), "human"),
        (story("", "<form><p>Please log in to your account to see this page.</p><input type=password></form>"), "login"),
        (story("", "<p>Sorry, the page you are looking for no longer exists. Try the search instead.</p>"), "not found"),
        (page("<html><body><noscript>Please enable JavaScript to run this app.</noscript><div id=root></div></body></html>"), "scripts"),
        (page("<html><body></body></html>"), "no article text"),
        (page(""), "empty"),
        (page("   "), "empty"),
        (page(b"\x00\x01\x02" * 50, media_type="text/plain"), "binary"),
    ],
)  # fmt: skip
def test_a_wall_is_told_apart_from_an_article(found: Page, reason: str) -> None:
    """Text of a paywall or consent page must never be quoted as news."""
    with pytest.raises(DocumentError, match=reason):
        read_page(found)


@pytest.mark.parametrize(
    "found",
    [
        story("", BODY + "<p>Subscribe to our newsletter. Log in to comment.</p>"),
        story(ld(**{"@type": "NewsArticle", "isAccessibleForFree": True}), BODY),
        story("", BODY + "<p>Regulators told the firms to accept all cookies rules, and a paywall is a fair thing, the judge said.</p>"),
        story(ld(**{"@type": "NewsArticle", "isAccessibleForFree": False}), BODY * 3),
    ],
)  # fmt: skip
def test_an_article_that_speaks_of_such_things_is_one(found: Page) -> None:
    """Page furniture and subjects are no walls."""
    assert WORDS[2] in read_page(found)["text"]


BROKEN = {
    "cut in a tag": story().body[:300], "cut in the text": story().body[:700], "no end": b"<html><body><article>" + BODY.encode(),
    "tags only": b"<html>" + b"<div>" * 5_000, "deep": b"<html><body>" + b"<div>" * 20_000 + BODY.encode(), "closing tags": b"<html>" + b"</p>" * 20_000,
    "NULs": story().body.replace(b" ", b"\x00 ", 5), "controls": story().body.replace(b"strike", b"\x01\x1f\x7f"), "not UTF-8": story().body.replace(b"strike", b"\xff\xfe\xc3"),
    "lying charset": story('<meta charset="utf-16">').body, "two heads": story("</head><head>").body, "frames": b"<frameset><frame src='http://127.0.0.1/'></frameset>",
    "broken JSON-LD": story('<script type="application/ld+json">{"@type": "NewsArticle", </script>').body,
    "deep JSON-LD": story(f'<script type="application/ld+json">{"[" * 5_000}</script>').body, "JSON-LD of numbers": story(ld(**{"@type": 5, "author": 7})).body,
    "looping JSON-LD": story(ld(**{"@graph": [{"@graph": [{"@graph": []}]}] * 3_000})).body,
    "odd JSON-LD": story(ld(**{"@type": "NewsArticle", "headline": {"name": [["x"]]}, "author": [[1]], "publisher": None, "datePublished": [1]})).body,
    "empty metas": story("<meta><meta name=author><meta content=x><meta property='og:title' content=''>").body, "base": story("<base href='http://127.0.0.1/'>").body,
    "many links": story("", "<a href=/x>y</a>" * 20_000).body, "huge word": story("", "<p>" + "x" * 500_000 + "</p>" + BODY).body, "huge attribute": story(f"<meta name=a content='{'x' * 500_000}'>").body,
    "entity": b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body><p>&x;</p>" + BODY.encode(), "comment": b"<html><!-- " + BODY.encode(),
    "script": b"<html><script>" + BODY.encode(), "style": b"<html><style>" + b"a{}" * 20_000, "XML": b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>" + BODY.encode(),
    "SVG": b"<html><svg><script>x</script></svg></html>", "words": b"hello", "half a surrogate": story().body.replace(b"strike", b"&#xD800;&#0;"), "table": b"<html><table>" + b"<tr><td>x" * 5_000,
    "PDF by name": b"%PDF-1.7 nonsense", "PDF cut": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog", "gzip": b"<html>\x1f\x8b\x08\x00",
}  # fmt: skip


@pytest.mark.usefixtures("sockets")
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_gives_an_article_or_a_reason(name: str) -> None:
    """No crash: strangers write these."""
    answer = page_reader._answer(page(BROKEN[name]))

    text = answer if isinstance(answer, str) else answer["text"]
    assert text.strip()
    assert "root:" not in text
    assert not isinstance(answer, str) or (answer.isprintable() and len(answer) < 300)


async def test_pages_are_read_in_a_process_that_can_be_given_up() -> None:
    """A page that takes for ever costs its process; the next one is read by another."""
    async with PageReader(time_limit_s=300.0) as reader:
        assert WORDS[0] in (await reader.read(story()))["text"]
        with pytest.raises(DocumentError, match="no article text"):
            await reader.read(page("<html></html>"))

        reader._time_limit_s = 0.0
        with pytest.raises(DocumentError, match="could not be read within 0 s"):
            await reader.read(story("", BODY * 200))

        reader._time_limit_s = 300.0
        assert WORDS[0] in (await reader.read(story()))["text"]


async def test_a_page_that_breaks_the_process_costs_one_page() -> None:
    """Parsers in C can die, not only raise."""
    async with PageReader(time_limit_s=300.0) as reader:
        await reader.read(story())
        worker = reader._worker
        assert worker is not None
        worker._process.kill()

        answers = [await _text_or_reason(reader) for _ in range(2)]

    assert WORDS[0] in answers[-1]


async def _text_or_reason(reader: PageReader) -> str:
    try:
        text: str = (await reader.read(story()))["text"]
    except DocumentError as error:
        return str(error)
    return text
