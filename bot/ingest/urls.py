"""Addresses of articles: without what only tracks readers, and which one a page may call its own."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|cmpid|icid|_hs\w+|yclid)$",
    re.IGNORECASE,
)


def plain_url(url: str) -> str:
    """`url` without its fragment and without what only tracks readers."""
    parts = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    query = (
        parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    )
    return parts._replace(fragment="", query=query).geturl()


def own_address(url: str, named: Any) -> str | None:
    """The address that a page at `url` calls its own, when it is one of the same site; None otherwise."""
    if not isinstance(named, str) or not named.strip() or len(named) > 2_000:
        return None
    try:
        address = plain_url(urljoin(url, named.strip()))
        ours, theirs = urlsplit(url), urlsplit(address)
        same_site = _site(ours.hostname) == _site(theirs.hostname) and theirs.username is None
        front_page = theirs.path in {"", "/"} and not theirs.query and ours.path not in {"", "/"}
    except ValueError:
        return None
    odd = any(c.isspace() or not c.isprintable() or c in "<>\"'" for c in address)
    return address if theirs.scheme in {"http", "https"} and same_site and not (front_page or odd) else None


def _site(host: str | None) -> str:
    """A host without the names that only say how a page is shown."""
    name = (host or "").lower().rstrip(".")
    for shown in ("www.", "m.", "mobile.", "amp."):
        name = name.removeprefix(shown)
    return name
