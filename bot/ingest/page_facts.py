"""What a page says of itself: title, outlet, author, days, address, in JSON-LD and meta elements.

A canonical address counts only within the page's own site: nobody may pass a text off as another outlet's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.ingest.urls import own_address

_ARTICLE_TYPES = {
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle", "opinionnewsarticle",
    "liveblogposting", "blogposting", "report", "webpage", "advertisercontentarticle", "reviewnewsarticle",
    "socialmediaposting", "techarticle", "scholarlyarticle",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What an HTML page says of itself; None where it says nothing.

    published, modified: ISO 8601, a date alone when no offset is given: a time without its zone is no moment.
    free: False when the page says that its article is not free to read.
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    canonical: str | None = None
    free: bool | None = None


def look_at(text: str, url: str) -> tuple[PageFacts, str]:
    """What the page says of itself, and the words on it."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return PageFacts(), ""
    meta = _meta_of(tree)
    said = _best_object(_objects(tree))
    links = [
        link.get("href")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    canonical = next((a for link in (*links, meta.get("og:url")) if (a := own_address(url, link))), None)
    facts = PageFacts(
        title=_line(_text_of(said.get("headline")) or meta.get("og:title")),
        outlet=_line(_text_of(said.get("publisher")) or meta.get("og:site_name")),
        author=_line(_text_of(said.get("author")) or meta.get("author") or meta.get("parsely-author")),
        published=_best_moment(
            [_text_of(said.get("datePublished")), *(meta.get(n) for n in _PUBLISHED), *_times(tree)]
        ),
        modified=_best_moment([_text_of(said.get("dateModified")), *(meta.get(n) for n in _MODIFIED)]),
        canonical=canonical,
        free=_free(said, meta),
    )
    for element in tree.xpath("//script|//style|//template"):
        element.drop_tree()
    return facts, " ".join(tree.text_content().split())[:20_000]


_PUBLISHED = (
    "article:published_time", "parsely-pub-date", "date.issued", "dc.date.issued", "dcterms.created", "dc.date", "date",
    "pubdate", "publish-date", "publication_date", "datepublished", "sailthru.date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")


def _meta_of(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower()[:60], content.strip()[:2_000])
    return found


def _times(tree: Any) -> Iterator[str]:
    for element in tree.iter("time"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            yield element.get("datetime") or ""


def _objects(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in the page's JSON-LD, those inside others too."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            found = json.loads((script.text or "").strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting, seen = [found], 0
        while waiting and seen < 2_000:
            seen += 1
            one = waiting.pop(0)
            if isinstance(one, dict):
                yield one
                waiting += [
                    value
                    for name, value in one.items()
                    if name in {"@graph", "mainEntity", "mainEntityOfPage", "hasPart"}
                ]
            elif isinstance(one, list):
                waiting += one


def _best_object(objects: Iterator[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The object that describes the article: one of an article's type and with a date before others."""
    best: tuple[int, Mapping[str, Any]] = (0, {})
    for one in objects:
        kinds = one.get("@type")
        names = {
            str(kind).rpartition("/")[2].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])
        }
        if not names & _ARTICLE_TYPES:
            continue
        rank = 1 + 2 * bool(one.get("datePublished")) + 2 * bool(names & _ARTICLE_TYPES - {"webpage"})
        if rank > best[0]:
            best = (rank, one)
    return best[1]


def _free(said: Mapping[str, Any], meta: Mapping[str, str]) -> bool | None:
    value = said.get("isAccessibleForFree")
    if isinstance(value, bool | str):
        return str(value).strip().lower() not in {"false", "no", "0"}
    tier = meta.get("article:content_tier", "").lower()
    return {"locked": False, "metered": None, "free": True}.get(tier)


def _text_of(value: Any) -> str | None:
    """The words of a JSON-LD value: a text, the name of an object, or several of them."""
    match value:
        case str():
            return value
        case dict():
            return _text_of(value.get("name") or value.get("@value"))
        case list():
            names = [name for one in value[:20] if not isinstance(one, list) and (name := _text_of(one))]
            return ", ".join(dict.fromkeys(names)) or None
        case _:
            return None


def _best_moment(values: list[str | None]) -> str | None:
    """The first moment with time and offset; the first day when there is none."""
    days: list[str] = []
    for value in values:
        moment = _moment(value)
        if moment is None:
            continue
        if len(moment) > len("2025-08-06"):
            return moment
        days.append(moment)
    return days[0] if days else None


def _moment(value: str | None) -> str | None:
    words = (value or "").strip()
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return day_only(words[:10])
    return moment.isoformat() if moment.tzinfo is not None else moment.date().isoformat()


def day_only(value: Any) -> str | None:
    """The day that `value` begins with, as ISO 8601; None when it begins with none."""
    try:
        return datetime.fromisoformat(str(value)[:10]).date().isoformat()
    except ValueError:
        return None


def _line(value: str | None) -> str | None:
    return (" ".join(value.split())[:500] or None) if value else None
