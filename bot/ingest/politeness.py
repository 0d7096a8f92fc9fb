"""Fetching as a good guest: one request at a time and host, at its pace, within its robots.txt, away when asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from bot.errors import FetchError, FetchStatusError, ForbiddenAddressError
from bot.ingest.fetch import Page
from bot.ingest.robots import EVERYTHING, Rules, read_robots, robots_url

PACE_S = 1.0  # between two requests to one host that does not ask for more
LONGEST_WAIT_S = 30.0  # who must wait longer is told to come back
RULES_HOLD = timedelta(hours=24)  # RFC 9309: not longer than a day
FAILED_RULES_HOLD = timedelta(minutes=10)
MAX_HOSTS = 5_000

Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]


class Fetches(Protocol):
    """What fetches one page; `bot.ingest.fetch.Fetcher` does."""

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """As `Fetcher.fetch`."""


class HostPace:
    """When each host may be asked next. Remembers the latest few thousand hosts."""

    def __init__(self, pace_s: float = PACE_S) -> None:
        self._pace = timedelta(seconds=pace_s)
        self._free: dict[str, datetime] = {}

    def wait_s(self, host: str, now: datetime) -> float:
        """Seconds until the host may be asked; 0.0 for now."""
        free = self._free.get(host)
        return max((free - now).total_seconds(), 0.0) if free is not None else 0.0

    def take(self, host: str, now: datetime, *, delay_s: float | None = None) -> float:
        """Take the host's next turn and return how many seconds it is away. delay_s: what the host asks for."""
        wait = self.wait_s(host, now)
        pause = max(self._pace, timedelta(seconds=delay_s or 0.0))
        self._note(host, now + timedelta(seconds=wait) + pause, now)
        return wait

    def rest(self, host: str, until: datetime, now: datetime) -> None:
        """Leave the host alone until then."""
        self._note(host, max(until, self._free.get(host, until)), now)

    def _note(self, host: str, free: datetime, now: datetime) -> None:
        self._free.pop(host, None)
        self._free[host] = free
        if len(self._free) > MAX_HOSTS:
            self._free = {name: when for name, when in self._free.items() if when > now}
            while len(self._free) > MAX_HOSTS * 9 // 10:  # so that not every new host means looking at all
                self._free.pop(next(iter(self._free)))


@dataclass(frozen=True, slots=True)
class _Held:
    rules: Rules
    error: str | None
    until: datetime


class PoliteFetcher:
    """Fetches through another fetcher, politely. clock, sleep: the present moment, and waiting."""

    def __init__(
        self, fetcher: Fetches, *, clock: Clock, sleep: Sleep = asyncio.sleep, pace: HostPace | None = None
    ) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._sleep = sleep
        self._pace = pace or HostPace()
        self._rules: dict[str, _Held] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """As `Fetcher.fetch`, when its turn comes.

        Raises FetchError when robots.txt forbids the address, FetchStatusError with `retry_after_s` when the host
        must be left alone for longer than half a minute.
        """
        rules = await self._rules_of(url)
        if not rules.allows(url):
            raise FetchError(f"{_host(url)} does not let robots fetch this address (robots.txt)")
        await self._wait_for_turn(url, rules.delay_s)
        return await self._ask(url, etag=etag, last_modified=last_modified)

    async def _rules_of(self, url: str) -> Rules:
        place = robots_url(url)
        lock = self._asking.setdefault(place, asyncio.Lock())
        async with lock:
            held = self._rules.get(place)
            if held is None or held.until <= self._clock():
                held = await self._ask_for_rules(place)
                self._rules.pop(place, None)
                self._rules[place] = held
                if len(self._rules) > MAX_HOSTS:
                    self._rules.pop(next(iter(self._rules)))
        if not lock.locked():
            self._asking.pop(place, None)
        if held.error is not None:
            raise FetchError(held.error)
        return held.rules

    async def _ask_for_rules(self, place: str) -> _Held:
        """The site's rules; none when it has none (4xx), an error to remember when it cannot say (RFC 9309, 2.3.1)."""
        await self._wait_for_turn(place, None)
        try:
            page = await self._ask(place)
        except FetchStatusError as error:
            if 400 <= error.status < 500 and error.status != 429:
                return _Held(EVERYTHING, None, self._clock() + RULES_HOLD)
            return _Held(EVERYTHING, str(error), self._clock() + FAILED_RULES_HOLD)
        except ForbiddenAddressError:
            raise
        except FetchError as error:
            if "which is not an article" in str(error) or "redirects more than" in str(error):
                return _Held(EVERYTHING, None, self._clock() + RULES_HOLD)
            return _Held(EVERYTHING, str(error), self._clock() + FAILED_RULES_HOLD)
        return _Held(await asyncio.to_thread(read_robots, page.body), None, self._clock() + RULES_HOLD)

    async def _wait_for_turn(self, url: str, delay_s: float | None) -> None:
        host, now = _host(url), self._clock()
        wait = self._pace.wait_s(host, now)
        if wait > LONGEST_WAIT_S:
            raise FetchStatusError(
                f"{host} is to be left alone for another {wait:.0f} s", status=429, retry_after_s=wait
            )
        self._pace.take(host, now, delay_s=delay_s)
        if wait > 0:
            await self._sleep(wait)

    async def _ask(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        try:
            return await self._fetcher.fetch(url, etag=etag, last_modified=last_modified)
        except FetchStatusError as error:
            if error.retry_after_s:
                now = self._clock()
                self._pace.rest(_host(url), now + timedelta(seconds=error.retry_after_s), now)
            raise


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "the address"
    except ValueError:
        return "the address"
