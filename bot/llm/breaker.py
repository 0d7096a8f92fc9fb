"""Stops asking an endpoint that keeps failing, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Breaker:
    """Open after `failures` in a row, for `rest_s` seconds; then one call is let through to try.

    clock: seconds that only grow, such as time.monotonic.
    """

    clock: Callable[[], float]
    failures: int = 3
    rest_s: float = 30.0
    _failed: int = field(default=0, init=False)
    _closed_at: float = field(default=0.0, init=False)

    def allows(self) -> bool:
        """Whether a call may be made now."""
        if self._failed < self.failures:
            return True
        if self.clock() >= self._closed_at:
            self._closed_at = self.clock() + self.rest_s
            return True
        return False

    def succeeded(self) -> None:
        """A call worked."""
        self._failed = 0

    def failed(self) -> None:
        """A call failed in a way that another would too."""
        self._failed += 1
        if self._failed >= self.failures:
            self._closed_at = self.clock() + self.rest_s
