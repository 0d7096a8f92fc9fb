"""Reads feeds and news sitemaps from bytes that we fetched, and finds the feeds that a page names.

The libraries that read feeds fetch by themselves when they are given an address. They are only ever given bytes that
begin with `<` or `{`, decoded and written anew by us, without entities of their own.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.errors import DocumentError
from bot.ingest.documents import read_moment
from bot.model.ids import content_id
from bot.model.sources import FeedEntry, SourceKind

MAX_FEED_BYTES = 5_000_000
MAX_ENTRIES = 1_000  # as many as a news sitemap may list
MAX_SLOW_BYTES = 500_000  # the fallback takes half a second for so much
MAX_TITLE_CHARS = 300

_DECLARED = re.compile(
    r"^<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"'][^>]{0,100}\?>", re.IGNORECASE
)
_BEFORE_ROOT = re.compile(
    r"\s*+(?:<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?+[^>]*+>)",
    re.IGNORECASE,
)
_ROOT = re.compile(r"\s*<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})")
_FEED_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
}
_LONG_TAG = re.compile(
    r"<[A-Za-z][^<>]{20000}"
)  # the time of XML parsers grows with the square of a tag's length
_LINK = re.compile(rb"<link\b[^>]{1,2000}>", re.IGNORECASE)
_SITEMAP_ROOTS = {"urlset", "sitemapindex"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed or sitemap says.

    entries: as it lists them, each address once. children: further sitemaps that an index names, the latest first.
    """

    kind: SourceKind
    title: str | None
    entries: tuple[FeedEntry, ...]
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFeed:
    """A feed that a page names."""

    url: str
    title: str | None


def read_feed(body: bytes, *, url: str) -> Feed:
    """The feed in `body`, which was found at `url`; DocumentError with the reason when there is none."""
    text = _as_text(body)
    if text.startswith("{"):
        return _read_with_libraries(text, url)
    root = root_name(text)
    if root in _SITEMAP_ROOTS:
        return _read_sitemap(text, url)
    if root in {"rss", "feed", "rdf"}:
        return _read_with_libraries(text, url)
    if root == "html":
        raise DocumentError("this is a web page, not a feed")
    raise DocumentError(f"this is not a feed: it begins with <{root or '?'}>")


def looks_like_feed(body: bytes) -> bool:
    """Whether `read_feed` would try to read it."""
    try:
        text = _as_text(body)
    except DocumentError:
        return False
    return text.startswith("{") or root_name(text) in {"rss", "feed", "rdf", *_SITEMAP_ROOTS}


def root_name(text: str) -> str | None:
    """The name of the first element of an XML or HTML text, lower case, without its prefix; None when there is none."""
    at = 0
    while match := _BEFORE_ROOT.match(text, at):
        at = match.end()
    found = _ROOT.match(text, at)
    return found[1].lower() if found else None


def find_feeds(page: bytes, *, url: str) -> tuple[NamedFeed, ...]:
    """The feeds that an HTML page names in its head (`<link rel="alternate">`), in its order; feeds of comments last."""
    found: dict[str, NamedFeed] = {}
    for link in _links(page[:MAX_FEED_BYTES]):
        kinds = link.get("rel", "").lower().split()
        media_type = link.get("type", "").partition(";")[0].strip().lower()
        address = _absolute(url, link.get("href"))
        if "alternate" in kinds and media_type in _FEED_TYPES and address is not None:
            found.setdefault(address, NamedFeed(url=address, title=_line(link.get("title"))))
    return tuple(sorted(found.values(), key=_is_about_comments))


def _links(page: bytes) -> Iterator[dict[str, str]]:
    """The attributes of every link element; by its own tag alone, whatever the page around it is like."""
    for match in _LINK.finditer(page):
        reader = _AttributeReader()
        reader.feed(match.group().decode("utf-8", "replace"))
        yield reader.found


class _AttributeReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = {name: value or "" for name, value in attrs}


def _is_about_comments(feed: NamedFeed) -> bool:
    return "comment" in f"{feed.url} {feed.title or ''}".lower()


def _as_text(body: bytes) -> str:
    """`body` decoded, beginning with `<` or `{`; DocumentError when it does not or declares entities of its own."""
    if len(body) > MAX_FEED_BYTES:
        raise DocumentError(f"the feed has {len(body):,} bytes, the limit is {MAX_FEED_BYTES:,}")
    text = _decode(body).replace("\x00", "").lstrip("\ufeff \t\r\n\f\v")
    if not text:
        raise DocumentError("the feed is empty")
    if text[0] not in "<{":
        raise DocumentError("this is not a feed: it begins with neither < nor {")
    if _LONG_TAG.search(text):
        raise DocumentError("the feed has a tag of more than 20,000 characters")
    if "<!entity" in text[:MAX_FEED_BYTES].lower():
        raise DocumentError("the feed declares entities of its own, which are never expanded")
    return text


def _decode(body: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    head = body[:400].decode("latin-1").lstrip()
    declared = _DECLARED.match(head)
    names = [declared[1]] if declared else []
    for name in (*names, "utf-8", "cp1252"):
        try:
            codec = codecs.lookup(name)
            if codec.name in _TEXT_CODECS:
                return body.decode(codec.name)
        except (LookupError, UnicodeError):
            continue
    return body.decode("utf-8", "replace")


# those in which `<` is the byte it looks like: others could hide what the libraries would read differently
_TEXT_CODECS = frozenset(
    ["utf-8", "ascii", "iso8859-1", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8-r",
     "koi8-u", "gbk", "gb2312", "gb18030", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949",
     *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16))]
)  # fmt: skip


def _as_utf8(text: str) -> bytes:
    """`text` as bytes that say nothing of another encoding."""
    declared = _DECLARED.match(text)
    body = text[declared.end() :] if declared else text
    return body.lstrip().encode("utf-8", "replace")


def _read_with_libraries(text: str, url: str) -> Feed:
    body = _as_utf8(text)
    if body[:1] not in (b"<", b"{"):
        raise DocumentError("the feed is empty")
    found: tuple[str | None, Rows] | None
    try:
        found = _read_fast(body)
    except Exception as error:  # it fails in many ways on broken feeds
        if body.startswith(b"{"):
            raise DocumentError("this is JSON, but not a JSON Feed") from None
        found = _read_slowly(body)
        if found is None:
            raise DocumentError(
                f"the feed cannot be read: {_line(str(error)) or type(error).__name__}"
            ) from None
    title, rows = found
    return Feed(kind=SourceKind.FEED, title=title, entries=_entries(rows, url))


Rows = list[tuple[str | None, str | None, str | None]]  # address, title, published


def _read_fast(body: bytes) -> tuple[str | None, Rows]:
    import fastfeedparser

    found: Any = fastfeedparser.parse(
        body, include_content=False, include_tags=False, include_media=False, include_enclosures=False
    )
    head = found.get("feed") or {}
    return _line(head.get("title")), [_row(entry) for entry in found.get("entries") or ()]


def _read_slowly(body: bytes) -> tuple[str | None, Rows] | None:
    import feedparser

    if len(body) > MAX_SLOW_BYTES:
        return None
    try:
        found: Any = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # as above
        return None
    if not found.get("version") and not found.get("entries"):
        return None
    return _line(found.get("feed", {}).get("title")), [_row(entry) for entry in found.get("entries") or ()]


def _row(entry: Any) -> tuple[str | None, str | None, str | None]:
    return entry.get("link"), entry.get("title"), entry.get("published") or entry.get("updated")


def _entries(rows: Iterable[tuple[str | None, str | None, str | None]], url: str) -> tuple[FeedEntry, ...]:
    found: dict[str, FeedEntry] = {}
    for link, title, published in rows:
        address = _absolute(url, link)
        if address is None:
            continue
        key = content_id("e", address)
        found.setdefault(
            key, FeedEntry(key=key, url=address, title=_line(title), published=_moment(published))
        )
        if len(found) >= MAX_ENTRIES:
            break
    return tuple(found.values())


def _read_sitemap(text: str, url: str) -> Feed:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(_as_utf8(text), parser=parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise DocumentError("the sitemap cannot be read")
    rows: list[tuple[str | None, str | None, str | None]] = []
    for element in root:
        values = _leaves(element)
        rows.append(
            (values.get("loc"), values.get("title"), values.get("publication_date") or values.get("lastmod"))
        )
    entries = _entries(rows, url)
    if etree.QName(root).localname.lower() == "sitemapindex":
        latest = sorted(entries, key=lambda entry: entry.published or "", reverse=True)
        return Feed(
            kind=SourceKind.SITEMAP, title=None, entries=(), children=tuple(entry.url for entry in latest)
        )
    return Feed(kind=SourceKind.SITEMAP, title=None, entries=entries)


def _leaves(element: Any) -> dict[str, str]:
    """Local names and texts of the elements below, the first of each; those of pictures and films are left out."""
    found: dict[str, str] = {}
    for leaf in element.iter():
        if not isinstance(leaf.tag, str) or "image" in leaf.tag or "video" in leaf.tag:
            continue
        if leaf.text and leaf.text.strip():
            found.setdefault(leaf.tag.rpartition("}")[2].lower(), leaf.text.strip())
    return found


def _absolute(base: str, link: Any) -> str | None:
    """The address that `link` means on a page at `base`, or None when it is none that we would open."""
    if not isinstance(link, str) or not link.strip() or len(link) > 2_000:
        return None
    try:
        address = urljoin(base, link.strip())
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return None
        address = parts._replace(fragment="").geturl()
    except ValueError:
        return None
    return None if any(c.isspace() or not c.isprintable() or c in "<>\"'" for c in address) else address


def _line(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    printable = "".join(c if c.isprintable() else " " for c in value[: 4 * MAX_TITLE_CHARS])
    return " ".join(printable.split())[:MAX_TITLE_CHARS] or None


def _moment(value: Any) -> str | None:
    """`value` as an ISO 8601 date, or date and time with its offset; None when it is neither."""
    from email.utils import parsedate_to_datetime

    if not isinstance(value, str) or len(value) > 80:
        return None
    try:
        moment = read_moment(value)
        return value.strip() if moment is not None else None
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
