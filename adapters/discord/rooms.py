"""What is known of channels and members for a while: how busy a channel is, and who belongs to the home server."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

import discord

BUSY, BUSY_S = 10, 300.0  # so many messages in so many seconds make a channel busy
HOME_S = 600.0  # how long a look into the home server's members holds
REMEMBERED = 5_000  # channels, and members


class Rooms:
    """Forgotten when the process ends, and nothing is wrong then. clock: seconds, never going back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._traffic: OrderedDict[int, deque[float]] = OrderedDict()
        self._homes: OrderedDict[tuple[int, int], tuple[bool, float]] = OrderedDict()

    def note_message(self, channel: int) -> None:
        """Somebody wrote there."""
        times = self._traffic.setdefault(channel, deque(maxlen=BUSY))
        times.append(self._clock())
        self._traffic.move_to_end(channel)
        while len(self._traffic) > REMEMBERED:
            self._traffic.popitem(last=False)

    def is_busy(self, channel: int) -> bool:
        """Whether an answer would stand among many other messages."""
        times = self._traffic.get(channel, deque())
        return len(times) == BUSY and self._clock() - times[0] < BUSY_S

    async def belongs(self, client: discord.Client, member: int, server: int) -> bool:
        """Whether a member belongs to a server; asked of Discord now and then, as they may leave."""
        known, until = self._homes.get((server, member), (False, 0.0))
        if self._clock() < until:
            return known
        try:
            await client.http.get_member(server, member)
            known = True
        except discord.HTTPException:
            known = False
        self._homes[server, member] = (known, self._clock() + HOME_S)
        while len(self._homes) > REMEMBERED:
            self._homes.popitem(last=False)
        return known
