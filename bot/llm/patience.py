"""How long we wait for somebody else, and for nobody but them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Patience:
    """Waits `seconds` in all, over as many waits as it takes.

    Only time spent inside `wait` counts: a reader who takes long over what has arrived does not make a model late, and
    is never interrupted on its account.
    """

    seconds: float
    _waited: float = field(default=0.0, init=False)

    async def wait(self, what: Awaitable[T]) -> T:
        """The outcome of `what`; TimeoutError when patience ends first."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            async with asyncio.timeout(max(0.0, self.seconds - self._waited)):
                return await what
        finally:
            self._waited += loop.time() - begun
