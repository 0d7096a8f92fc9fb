"""OPML in and out: how people carry their subscriptions from one reader to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from bot.errors import DocumentError
from bot.model.sources import SourceKind

MAX_OPML_BYTES = 5_000_000
MAX_OUTLINES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One subscription: its address, what it is called, and whether it is a feed, a sitemap or a page."""

    url: str
    title: str | None = None
    kind: SourceKind = SourceKind.FEED


def read_opml(data: bytes) -> tuple[Outline, ...]:
    """The subscriptions in an OPML file, folders flattened, each address once; DocumentError when it is none."""
    from lxml import etree

    if len(data) > MAX_OPML_BYTES:
        raise DocumentError(f"the file has {len(data):,} bytes, the limit for OPML is {MAX_OPML_BYTES:,}")
    if b"<!entity" in data.replace(b"\x00", b"").lower():
        raise DocumentError("the file declares entities of its own, which are never expanded")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data.strip(), parser=parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None or not isinstance(root.tag, str) or root.tag.lower() != "opml":
        raise DocumentError("this is not an OPML file; export one from your feed reader")
    found: dict[str, Outline] = {}
    for element in root.iter("outline"):
        values = {name.lower(): " ".join(value.split()) for name, value in element.attrib.items()}
        url = values.get("xmlurl", "")
        if url.startswith(("http://", "https://")) and len(found) < MAX_OUTLINES:
            title = values.get("title") or values.get("text")
            found.setdefault(
                url, Outline(url=url, title=title or None, kind=_kind(values.get("category", "")))
            )
    return tuple(found.values())


def write_opml(outlines: Iterable[Outline], *, now: datetime) -> bytes:
    """An OPML 2.0 file of these subscriptions; reading it again gives them back."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Dateline"
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    for outline in outlines:
        name = _storable(outline.title or outline.url)
        told = {"type": "rss", "text": name, "title": name, "xmlUrl": _storable(outline.url)}
        if outline.kind is not SourceKind.FEED:
            told["category"] = f"{_OURS}{outline.kind}"  # other readers take no notice of it
        etree.SubElement(body, "outline", told)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


_OURS = "/Dateline/"


def _kind(categories: str) -> SourceKind:
    """What we wrote there; a feed for whatever another reader wrote."""
    named = {
        one.strip().removeprefix(_OURS) for one in categories.split(",") if one.strip().startswith(_OURS)
    }
    return next((kind for kind in SourceKind if kind in named), SourceKind.FEED)


def _storable(text: str) -> str:
    """`text` without what XML cannot hold."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
