"""How long to wait before trying again."""

from __future__ import annotations

import random

FIRST_S = 2.0
LONGEST_S = 900.0


def delay_s(attempt: int, chance: random.Random) -> float:
    """Seconds to wait after attempt number `attempt` failed: doubled each time, never above `LONGEST_S`.

    Between half and all of it, by chance, so that many that failed together do not come back together.
    """
    longest = min(LONGEST_S, FIRST_S * 2.0 ** min(attempt - 1, 30))
    return longest * (0.5 + chance.random() / 2)
