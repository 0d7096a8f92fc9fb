"""Makes words from articles, models and members harmless before Slack sees them.

Content goes into rich_text and plain_text, where Slack parses neither markup nor mentions. What is done here holds
where it is parsed too: in the fallback text, and in whatever a client makes of bare addresses.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from adapters.slack.limits import URL_CHARS

JOINER = "\u2060"  # word joiner: takes no room, is not spoken, and breaks what a parser looks for

_MENTION = re.compile(r"<(?=[!@#])")
_NAMED = re.compile(r"@(?=(?:channel|here|everyone|group)\b)", re.IGNORECASE)
_SCHEME = re.compile(r"\b([a-z][a-z0-9+.-]{1,15}):(?=//)", re.IGNORECASE)
_WWW = re.compile(r"\b(www)(?=\.)", re.IGNORECASE)
_MAILTO = re.compile(r"\b(mailto|tel|slack|javascript|data):(?!//)", re.IGNORECASE)
_KEPT = {"\n", "\t", "\u200c", "\u200d"}  # the joiners are letters to Persian, Hindi and emoji


def harmless(text: str) -> str:
    """The same words to a reader, with nothing in them that pings anybody, becomes a link, or hides its direction."""
    shown = text if text.isprintable() else _visible(text)
    shown = _MENTION.sub("<" + JOINER, shown)
    shown = _NAMED.sub("@" + JOINER, shown)
    shown = _SCHEME.sub(r"\1:" + JOINER, shown)
    shown = _MAILTO.sub(r"\1:" + JOINER, shown)
    return _WWW.sub(r"\1" + JOINER, shown)


def _visible(text: str) -> str:
    return "".join(char for char in text if char in _KEPT or unicodedata.category(char) not in _HIDDEN)


_HIDDEN = {
    "Cc",
    "Cf",
    "Cs",
    "Co",
}  # control, format (bidirectional overrides among them), unpaired, private use


def escaped(text: str) -> str:
    """Harmless words for a field in which Slack parses markup: & < > escaped."""
    return harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def one_line(text: str) -> str:
    """The words on one line."""
    return " ".join(text.split())


def cut(text: str, most: int) -> str:
    """At most `most` characters, with an ellipsis where words were left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def safe_link(url: str | None) -> str | None:
    """The address of a stored article if it may be printed as a link, or None.

    Only http and https, with a host, without a name and password (which would make a false host look real), without
    spaces, brackets or control characters, and not over Slack's limit.
    """
    if not url or len(url) > URL_CHARS or re.search(r"[\s<>|\"\\^`{}\x00-\x1f\x7f-\x9f]", url):
        return None
    try:
        parts = urlsplit(url)
        host, user = parts.hostname, parts.username
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or user is not None or not _is_plain(url):
        return None
    return url


def host_of(url: str) -> str:
    """The host of an address that `safe_link` let through: the one label a link of ours has beside a number.

    Letters that are not Latin are shown as the address has them on the wire, so that none passes for another.
    """
    host = urlsplit(url).hostname or "source"
    try:
        return cut(host.encode("idna").decode("ascii"), 80)
    except UnicodeError:
        return "source"


def _is_plain(url: str) -> bool:
    """Whether no invisible character hides in it."""
    return all(unicodedata.category(char) not in _HIDDEN for char in url)
