"""Killing a process at its nth step, so that a test can show that no step loses or doubles anything.

A step is the moment before or after a call that leaves our own code: to the database, or to a platform. The process ends
by SIGKILL, so nothing is finished, closed or told.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any

CONTEXT = multiprocessing.get_context("forkserver")


class Steps:
    """Counts steps and kills the process at one of them.

    at: the step at which it dies; 0 for never. told: hears of each. quiet: calls that are no steps, as they happen at
    times of their own.
    """

    def __init__(
        self, at: int, *, told: Callable[[str], object] | None = None, quiet: Collection[str] = ("renew",)
    ) -> None:
        self._at = at
        self._told = told
        self._quiet = quiet
        self._count = 0

    def step(self, name: str) -> None:
        """One step is taken."""
        self._count += 1
        if self._told is not None:
            self._told(name)
        if self._count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, with a step before and after it."""

        async def both(*given: Any, **named: Any) -> Any:
            if name != "claim":  # looking for work in vain happens any number of times
                self.step(f"before {name}")
            result = await call(*given, **named)
            if name != "claim" or result:
                self.step(f"after {name}")
            return result

        return both

    def watch(self, inner: Any) -> Any:
        """The same object, its calls being steps."""
        return _Watched(inner, self)

    def counts(self, name: str) -> bool:
        """Whether calls of this name are steps."""
        return name not in self._quiet


class _Watched:
    def __init__(self, inner: Any, steps: Steps) -> None:
        self._inner, self._steps = inner, steps

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not self._steps.counts(name) or not inspect.iscoroutinefunction(found):
            return found
        return self._steps.around(name, found)


@asynccontextmanager
async def running(
    live: Callable[[Any, Any], None], life: Any
) -> AsyncIterator[tuple[Any, Callable[[], str | None]]]:
    """A process that calls `live(life, told)`, running until it dies or the block ends, and a way to hear of its next
    step (None: none yet)."""
    heard, told = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=live, args=(life, told), daemon=True)
    await asyncio.to_thread(process.start)
    told.close()

    def next_step() -> str | None:
        with contextlib.suppress(EOFError):
            return str(heard.recv()) if heard.poll() else None
        return None

    try:
        yield process, next_step
    finally:
        process.kill()
        await asyncio.to_thread(process.join)
        process.close()
        heard.close()
