"""Feeds, sitemaps and the feeds that pages name, whole and broken."""

from __future__ import annotations

import json
import socket
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.ingest import feeds
from bot.ingest.feeds import Feed, find_feeds, looks_like_feed, read_feed
from bot.model.sources import SourceKind

AT = "https://news.example/feeds/all"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The Harbour Post</title><link>https://news.example/</link>
<item><title>Ferry talks resume &amp; go on</title><link>/a</link><pubDate>Wed, 06 Aug 2025 09:30:00 +0200</pubDate></item>
<item><title>Strike called off</title><link>https://news.example/b#top</link></item>
<item><title>The same again</title><link>https://news.example/a</link></item>
<item><title>No address</title></item><item><title>Bad</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry</title>
<entry><title>Notice 7</title><link rel="alternate" href="https://gov.example/n/7"/><updated>2025-08-06T07:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>Wire</title></channel>
<item rdf:about="https://wire.example/1"><title>One</title><link>https://wire.example/1</link></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Court",
        "items": [
            {
                "id": "1",
                "url": "https://court.example/1",
                "title": "Ruling",
                "date_published": "2025-08-06T10:00:00+02:00",
            }
        ],
    }
)
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://news.example/a</loc>
<image:image><image:title>A ship</image:title></image:image>
<news:news><news:publication><news:name>Post</news:name></news:publication><news:publication_date>2025-08-06T09:30:00+02:00</news:publication_date>
<news:title>Ferry talks</news:title></news:news></url><url><loc>https://news.example/b</loc><lastmod>2025-08-05</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/old.xml</loc>
<lastmod>2024-01-01</lastmod></sitemap><sitemap><loc>https://news.example/new.xml</loc><lastmod>2025-08-06</lastmod></sitemap></sitemapindex>"""


@pytest.fixture(autouse=True)
def _quiet() -> Any:
    """The fallback library warns of its own future."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def test_rss_gives_each_article_once_with_its_own_address() -> None:
    """Relative, repeated and hostile links are all in the feeds of real outlets."""
    feed = read_feed(RSS.encode(), url=AT)

    assert feed.title == "The Harbour Post"
    assert [(entry.url, entry.title) for entry in feed.entries] == [
        ("https://news.example/a", "Ferry talks resume & go on"),
        ("https://news.example/b", "Strike called off"),
    ]
    assert feed.entries[0].published is not None
    assert feed.entries[0].published.startswith("2025-08-06T07:30:00")


@pytest.mark.parametrize(
    ("text", "title", "url"),
    [
        (ATOM, "Ministry", "https://gov.example/n/7"),
        (RDF, "Wire", "https://wire.example/1"),
        (JSON, "Court", "https://court.example/1"),
        ("\ufeff\n " + RSS, "The Harbour Post", "https://news.example/a"),
        ("<!-- made by hand --><?x y?>" + ATOM, "Ministry", "https://gov.example/n/7"),
    ],
)
def test_every_form_of_feed_is_read(text: str, title: str, url: str) -> None:
    """Atom, RSS 1.0, JSON Feed, and what stands before them."""
    feed = read_feed(text.encode(), url=AT)

    assert (feed.kind, feed.title, feed.entries[0].url) == (SourceKind.FEED, title, url)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_feeds_are_read_in_their_own_encoding(encoding: str) -> None:
    """Names with accents must not turn into question marks."""
    text = RSS.replace("utf-8", encoding).replace("Harbour", "Hafen für Île")

    assert read_feed(text.encode(encoding), url=AT).title == "The Hafen für Île Post"


def test_a_news_sitemap_gives_addresses_headlines_and_days() -> None:
    """Some outlets have no feed left but this."""
    feed = read_feed(SITEMAP.encode(), url=AT)

    assert feed.kind is SourceKind.SITEMAP
    assert [(entry.url, entry.title, entry.published) for entry in feed.entries] == [
        ("https://news.example/a", "Ferry talks", "2025-08-06T09:30:00+02:00"),
        ("https://news.example/b", None, "2025-08-05"),
    ]


def test_an_index_of_sitemaps_names_the_latest_first() -> None:
    """An archive of ten years is not read from its beginning."""
    assert read_feed(INDEX.encode(), url=AT).children == (
        "https://news.example/new.xml",
        "https://news.example/old.xml",
    )


def test_feeds_named_by_a_page_are_found() -> None:
    """People know the address of a site, not of its feed."""
    page = b"""<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
    <link rel='ALTERNATE' type='application/atom+xml; charset=utf-8' href='//news.example/atom'><link rel=alternate type=text/html href=/de>
    <link rel="stylesheet" type="application/rss+xml" href="/no"><link rel="alternate" type="application/feed+json" href="file:///etc/passwd">
    <link rel=alternate type=application/rss+xml></head>"""

    assert [feed.url for feed in find_feeds(page, url="https://news.example/x")] == [
        "https://news.example/atom",
        "https://news.example/comments/feed",
    ]


BROKEN = {
    "empty": "", "blank": " \n\t ", "byte order mark": "\ufeff", "address": "https://169.254.169.254/feed", "file": "/etc/passwd",
    "file address": "file:///etc/passwd", "words": "There is no feed here.", "web page": "<!doctype html><html><body>Hi</body></html>",
    "page with a redirect": "<html><head><meta http-equiv='refresh' content='0;url=http://127.0.0.1/'></head></html>",
    "open tag": "<", "open brace": "{", "no name": "<>", "only a declaration": "<?xml version='1.0'?>", "only a comment": "<!-- rss -->",
    "endless comment": "<!-- " + "-" * 100_000, "endless declaration": "<?" + "?" * 100_000, "endless doctype": "<!DOCTYPE " + "x" * 200_000,
    "many comments": "<!---->" * 50_000, "other XML": "<svg xmlns='http://www.w3.org/2000/svg'/>", "OPML": "<opml version='2.0'/>",
    "SOAP": "<soap:Envelope xmlns:soap='x'/>", "error in XML": "<Error><Code>AccessDenied</Code></Error>", "JSON of another kind": '{"a": 1}',
    "JSON list": "[1]", "half JSON": '{"version": "https://jsonfeed.org/version/1", "items": [', "JSON with a number as items": '{"items": 5}',
    "deep JSON": "{" + '"a":{' * 50_000, "JSON with odd items": '{"version":"https://jsonfeed.org/version/1","items":[null,5,"x",[],{}]}',
    "JSON with odd values": '{"version":"https://jsonfeed.org/version/1","title":{},"items":[{"url":5,"title":[],"id":null}]}',
    "entity": "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&x;</title></channel></rss>",
    "laughs": "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>",
    "parameter entity": "<!DOCTYPE rss [<!ENTITY % x SYSTEM 'http://127.0.0.1/'> %x;]><rss/>",
    "outside DTD": "<!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd'><rss version='2.0'><channel><title>x</title></channel></rss>",
    "include": "<rss xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd' parse='text'/></rss>",
    "stylesheet": "<?xml-stylesheet href='http://127.0.0.1/x.xsl'?><rss version='2.0'><channel/></rss>",
    "unknown entity": RSS.replace("&amp;", "&nbsp;&oops;&"), "bare ampersand": RSS.replace("&amp;", "&"), "cut in a tag": RSS[:150],
    "cut in an item": RSS[:400], "cut at the end": RSS[:-10], "wrong end": RSS.replace("</item>", "</itm>"), "no channel": "<rss version='2.0'/>",
    "empty channel": "<rss><channel/></rss>", "items outside": "<rss><item><link>https://a.example/1</link></item></rss>",
    "no root": "<channel><item/></channel>", "wrong case": RSS.replace("rss", "RSS").replace("item", "ITEM"), "no namespace": ATOM.replace(" xmlns=\"http://www.w3.org/2005/Atom\"", ""),
    "unknown namespace": ATOM.replace("2005/Atom", "2099/Atom"), "unbound prefix": RSS.replace("<title>", "<media:title>"),
    "two roots": RSS + RSS, "text after": RSS + "garbage", "text before": "garbage" + RSS, "two declarations": RSS[:39] + RSS,
    "NUL": RSS.replace("Ferry", "Fe\x00rry"), "controls": RSS.replace("Ferry", "\x01\x08\x0b\x1f"), "forbidden characters": RSS.replace("Ferry", "\ufffe\uffff"),
    "character reference": RSS.replace("Ferry", "&#0;&#x1F;&#xD800;&#99999999;"), "unknown encoding": RSS.replace("utf-8", "klingon-1"),
    "lying encoding": RSS.replace("utf-8", "utf-16"), "hiding encoding": RSS.replace("utf-8", "utf-7"), "EBCDIC": RSS.replace("utf-8", "cp037"),
    "encoding of Python": RSS.replace("utf-8", "unicode_escape"), "encoding that is no text": RSS.replace("utf-8", "zlib_codec"),
    "punycode": RSS.replace("utf-8", "punycode"), "idna": RSS.replace("utf-8", "idna"),
    "deep": "<rss><channel>" + "<a>" * 20_000, "wide": "<rss><channel>" + "<a/>" * 100_000, "long attribute": f"<rss a='{'x' * 1_000_000}'/>",
    "long name": f"<{'r' * 100_000}/>", "many attributes": "<rss " + " ".join(f"a{n}=''" for n in range(50_000)) + "/>",
    "unclosed CDATA": RSS.replace("Ferry talks", "<![CDATA[Ferry"), "CDATA in CDATA": RSS.replace("Ferry", "<![CDATA[<![CDATA[x]]>]]>"),
    "huge title": RSS.replace("Ferry", "F" * 500_000), "odd date": RSS.replace("Wed, 06 Aug 2025 09:30:00 +0200", "yesterday at tea"),
    "date of a thousand years": RSS.replace("2025", "99999"), "negative date": RSS.replace("06 Aug", "-6 Aug"), "date zone": RSS.replace("+0200", "+9999"),
    "empty links": RSS.replace("/a<", "<"), "spaces in a link": RSS.replace("/a<", "/a b\n c<"), "broken link": RSS.replace("/a<", "http://[::1<"),
    "port in a link": RSS.replace("/a<", "http://x.example:99999/<"), "data link": RSS.replace("/a<", "data:text/html,x<"),
    "long link": RSS.replace("/a<", "/" + "a" * 100_000 + "<"), "link with a quote": RSS.replace("/a<", "/a&quot;onclick=&lt;x&gt;<"),
    "link with a login": RSS.replace("/a<", "http://u:p@127.0.0.1/<"), "link of controls": RSS.replace("/a<", "/\u202e\u200b<"),
    "empty sitemap": "<urlset/>", "cut sitemap": SITEMAP[:250], "sitemap without addresses": "<urlset><url/><url><loc/></url></urlset>",
    "sitemap of comments": "<urlset><!-- x --><?y z?><url><!-- --></url></urlset>", "sitemap with odd addresses": SITEMAP.replace("https://news.example/a", "file:///etc/passwd"),
    "index of nothing": "<sitemapindex><sitemap/></sitemapindex>", "index in itself": INDEX.replace("sitemap>", "sitemapindex>"),
    "XML in an attribute": "<rss a='<rss/>'/>", "tag soup": "<rss><b><i></b></i>" * 100, "HTML in RSS": "<rss><html><body><p>hi</rss>",
    "JSON in XML": "<rss>{}</rss>", "XML in JSON": '{"<rss/>"}', "RSS in a page": f"<html><body>{ATOM}</body></html>", "gopher": "gopher://x",
    "feed of numbers": "<feed>1 2 3</feed>", "Atom without links": ATOM.replace("link", "lnk"), "RSS 0.9 of 1999": "<rss version='0.91'><channel><item><title>x</title></item></channel></rss>",
    "processing": "<?php echo 1 ?>" + RSS, "emoji": RSS.replace("Ferry", "⛴️👩‍👩‍👧"), "right to left": RSS.replace("Ferry", "\u202eyrreF"), "prefix": "<x:rss xmlns:x='y'/>",
}  # fmt: skip


def test_there_are_a_hundred_broken_feeds() -> None:
    """The promise is a hundred broken feeds and pages; the pages come on top."""
    assert len(BROKEN) >= 100


def test_the_guard_counts_what_is_asked(sockets: list[object]) -> None:
    """A guard that saw nothing would prove nothing."""
    with pytest.raises(OSError, match="no test of a reader"):
        socket.create_connection(("127.0.0.1", 9))
    with pytest.raises(OSError, match="no test of a reader"):
        socket.getaddrinfo("feeds.example", 80)

    assert sockets == [("127.0.0.1", 9), 80]
    sockets.clear()


@pytest.mark.usefixtures("sockets")
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_feed_is_read_or_refused_with_a_reason(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No crash, nothing fetched, nothing handed on that a library could take for an address."""
    handed = _spy(monkeypatch)
    data = BROKEN[name].encode("utf-8", "surrogatepass")
    feed, reason = _read(data)

    assert reason is None or (10 < len(reason) < 500 and reason.isprintable())
    if feed is not None:
        assert all(entry.url.startswith(("http://", "https://")) for entry in feed.entries)
        assert not [
            title
            for title in (feed.title, *(entry.title for entry in feed.entries))
            if "root:" in (title or "")
        ]
    assert all(isinstance(given, bytes) and given[:1] in (b"<", b"{") for given in handed)
    looks_like_feed(data)
    find_feeds(data, url=AT)


def _read(data: bytes) -> tuple[Feed | None, str | None]:
    """The feed, or why there is none."""
    try:
        return read_feed(data, url=AT), None
    except DocumentError as error:
        return None, str(error)


def _spy(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the libraries are given from now on."""
    import fastfeedparser
    import feedparser

    handed: list[Any] = []
    fast, slow = fastfeedparser.parse, feedparser.parse

    def parse_fast(source: Any, **options: Any) -> Any:
        handed.append(source)
        return fast(source, **options)

    def parse_slowly(source: Any, **options: Any) -> Any:
        handed.append(source.getvalue())
        return slow(source, **options)

    monkeypatch.setattr(fastfeedparser, "parse", parse_fast)
    monkeypatch.setattr(feedparser, "parse", parse_slowly)
    return handed


def test_both_libraries_are_used_and_given_bytes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both fetch by themselves when they are given an address: the spy above must really see them."""
    handed = _spy(monkeypatch)

    read_feed(RSS.encode(), url=AT)
    assert len(handed) == 1
    monkeypatch.setattr(feeds, "_read_fast", lambda body: 1 / 0)
    assert read_feed(RSS.encode(), url=AT).entries[0].url == "https://news.example/a"
    assert len(handed) == 2


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_no_damage_to_a_feed_breaks_the_reader(data: st.DataObject) -> None:
    """Feeds arrive cut, doubled and overwritten."""
    body = bytearray(data.draw(st.sampled_from([RSS, ATOM, RDF, JSON, SITEMAP, INDEX])).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(body)))
        end = min(len(body), start + data.draw(st.integers(0, 20)))
        body[start:end] = data.draw(
            st.binary(max_size=6) | st.sampled_from([b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\x00"])
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, reason = _read(bytes(body))

    assert reason is None or reason.isprintable()
