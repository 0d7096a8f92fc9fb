"""Keeps words from outside harmless in Discord's markup: no pings, no links, no formatting that is not ours."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

MAX_URL_CHARS = 500  # longer ones are not worth the room of a message

_JOINER = "\u2060"  # invisible, breaks up what Discord would turn into a link or a ping
_MARKUP = re.compile(r"[\\*_~`|\[\]()<>]")
_LINE_START = re.compile(r"^(?P<space>[ \t]*)(?P<mark>#{1,3}|-#?|\+|\d{1,9}(?=[.)]))", re.MULTILINE)
_INVITE = re.compile(r"(?P<host>discord(?:app)?)\.(?=gg\b|com\b|me\b)", re.IGNORECASE)
_HARMFUL = re.compile("[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f\ud800-\udfff]")


@lru_cache(maxsize=4_096)  # finding out what fits draws the same lines many times
def escape(words: str) -> str:
    """Words of an article or a person so that Discord shows them as they are and does nothing else."""
    plain = _HARMFUL.sub("", words)
    plain = plain.replace("://", f":{_JOINER}//")
    plain = _INVITE.sub(rf"\g<host>{_JOINER}.", plain)
    plain = _MARKUP.sub(lambda match: "\\" + match.group(), plain)
    plain = plain.replace("@", "@" + _JOINER)
    return _LINE_START.sub(_escape_start, plain)


def unescape(words: str) -> str:
    """What a reader sees of escaped words."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", words).replace(_JOINER, "")


def safe_url(url: str | None) -> str | None:
    """A stored address ready to stand between angle brackets, or None when it is not a plain web address."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        usable = (
            parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        return None
    if not usable:
        return None
    clean = quote(url.strip(), safe="%/:=&?~#+!$,;'@[]*")
    return clean if len(clean) <= MAX_URL_CHARS else None


def link(label: str, url: str) -> str:
    """A masked link; the label must be ours, the address come from `safe_url`."""
    return f"[{label}](<{url}>)"


def _escape_start(match: re.Match[str]) -> str:
    mark = match["mark"]
    return match["space"] + (f"{mark}\\" if mark.isdigit() else f"\\{mark}")
