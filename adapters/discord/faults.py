"""Discord's refusals in our words, and the count of those we may not pile up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.errors import DeliveryDoubtfulError, DeliveryError, DeliveryRefusedError

EXPIRED = frozenset(
    {10008, 10015, 10062, 40060, 50027}
)  # what an interaction's token meets when its time is over
BAD_FORM = 50035

REFUSALS = {
    10003: "the channel is gone",
    10004: "the server is gone, or we were removed from it",
    10008: "the message is gone",
    20028: "the channel is written to too fast for us",
    30046: "an old message was edited too often",
    40005: "the file is too large",
    50001: "we cannot see the channel: give the bot the permission View Channel",
    50005: "the message was written by somebody else",
    50007: "the member takes no direct messages from us",
    50008: "nothing can be posted to a channel of this kind",
    50013: "a permission is missing: Send Messages, in threads Send Messages in Threads, and Embed Links",
    50035: "Discord does not take a message of this form",
    50083: "the thread is archived: reopen it, or give the bot the permission Manage Threads",
    160002: "replying needs the permission Read Message History",
    160004: "the message has a thread already",
    160005: "the thread is locked: a moderator can unlock it",
    160006: "the server has too many open threads",
    200000: "the server's AutoMod blocked the message",
    240000: "the server's link filter blocked the message",
}

_WINDOW_S = 600.0
MAX_INVALID = 1_000  # of the 10,000 in ten minutes after which Discord bans an address
MAX_FORBIDDEN = 2  # in one channel; then it is left alone until the window has passed


class InvalidRequests:
    """Counts requests that Discord calls invalid (401, 403, 429), so that a storm of them stops early.

    clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._all: deque[float] = deque()
        self._forbidden: dict[str, deque[float]] = {}

    def check(self, channel: str) -> None:
        """DeliveryRefusedError when this channel refused us twice of late, DeliveryError when all channels together
        used up what is reasonable."""
        now = self._clock()
        if len(_recent(self._all, now)) >= MAX_INVALID:
            raise DeliveryError("Discord called too many requests invalid; waiting for ten minutes")
        if len(_recent(self._forbidden.get(channel, deque()), now)) >= MAX_FORBIDDEN:
            raise DeliveryRefusedError(
                f"channel {channel} refused us twice; it is left alone for ten minutes"
            )

    def note(self, channel: str, status: int) -> None:
        """A request about this channel was answered with this status."""
        if status not in {401, 403, 429}:
            return
        now = self._clock()
        self._all.append(now)
        if status == 403:
            self._forbidden.setdefault(channel, deque()).append(now)


@contextmanager
def in_our_words(where: str, invalid: InvalidRequests) -> Iterator[None]:
    """Raises the library's errors as ours. where: the channel the request is about."""
    try:
        yield
    except discord.RateLimited as error:
        raise DeliveryError(f"Discord asks us to wait for {error.retry_after:.0f} seconds") from error
    except discord.DiscordServerError as error:
        raise DeliveryDoubtfulError(f"Discord is in trouble ({error.status})") from error
    except discord.HTTPException as error:
        invalid.note(where, error.status)
        raise translate(error) from error
    except (aiohttp.ClientConnectorError, aiohttp.ClientProxyConnectionError) as error:
        raise DeliveryError("Discord cannot be reached") from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise DeliveryDoubtfulError(f"the connection to Discord broke: {type(error).__name__}") from error


def translate(error: discord.HTTPException) -> DeliveryError:
    """One of Discord's answers as our error."""
    if error.status == 429:
        return DeliveryError("Discord asks us to slow down")
    words = REFUSALS.get(error.code) or f"Discord refused it ({error.status}, code {error.code})"
    return DeliveryRefusedError(words)


def _recent(moments: deque[float], now: float) -> deque[float]:
    while moments and now - moments[0] > _WINDOW_S:
        moments.popleft()
    return moments
