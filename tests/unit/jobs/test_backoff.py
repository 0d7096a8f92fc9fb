"""Waiting longer after each failure."""

from __future__ import annotations

import random

from bot.jobs.backoff import FIRST_S, LONGEST_S, delay_s


def test_delays_double_up_to_a_limit_and_are_spread() -> None:
    """An outage must not be answered by a drum beat, nor by silence for a day."""
    chance = random.Random(1)
    for attempt in range(1, 60):
        longest = min(LONGEST_S, FIRST_S * 2 ** (attempt - 1))
        delays = [delay_s(attempt, chance) for _ in range(50)]
        assert all(longest / 2 <= delay <= longest for delay in delays)
        assert len(set(delays)) > 40
