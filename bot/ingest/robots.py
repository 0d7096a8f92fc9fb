"""What a site lets robots fetch, and how fast, by its robots.txt (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.errors import ConfigError

MAX_ROBOTS_BYTES = 512_000  # RFC 9309 asks for at least 500 KiB
MAX_DELAY_S = 60.0
ROBOT = "Dateline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one site.

    delay_s: how long it asks to wait between requests, at most a minute; None when it does not say.
    """

    delay_s: float | None = None
    _parsed: Any = None

    def allows(self, url: str) -> bool:
        """Whether we may fetch this address."""
        return self._parsed is None or bool(self._parsed.can_fetch(url, ROBOT))


EVERYTHING = Rules()


def read_robots(body: bytes) -> Rules:
    """The rules in a robots.txt; what cannot be read forbids nothing. ConfigError when the reader is not installed."""
    try:
        from protego import Protego
    except ImportError:
        raise ConfigError("following feeds needs more packages; pip install 'dateline[feeds]'") from None
    text = body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        parsed = Protego.parse(text)
        delay = parsed.crawl_delay(ROBOT)
    except Exception:  # whatever it stumbles over was written by somebody else
        return EVERYTHING
    wait = min(max(float(delay), 0.0), MAX_DELAY_S) if delay is not None and delay == delay else None
    return Rules(delay_s=wait, _parsed=parsed)


def robots_url(url: str) -> str:
    """Where the robots.txt of this address's site stands."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
