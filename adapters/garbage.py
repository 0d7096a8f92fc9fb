"""When Python looks for garbage, and among what.

What has been loaded or read ahead stays for as long as the process. Looking through it takes a third of a second once it is
all of 2,000 articles, in the middle of somebody's answer, and finds nothing.
"""

from __future__ import annotations

import gc

# Objects made before the collector looks. Loading modules makes many that stay; with the default of 700 a short command
# spends a tenth of its time on looking through them.
_AFTER = 50_000
_THAWED = 100  # how often of so many times everything is looked through all the same


def collect_rarely() -> None:
    """Look for garbage less often than Python does by itself."""
    gc.set_threshold(_AFTER)


class Garbage:
    """Sets aside what stays. What was in use at that moment and is garbage later on is found at every hundredth time."""

    def __init__(self) -> None:
        self._times = 0

    def set_aside(self) -> None:
        """Collect now, when nobody waits, and look no more through what is left."""
        if self._times and self._times % _THAWED == 0:
            gc.unfreeze()
        self._times += 1
        gc.collect()
        gc.freeze()
