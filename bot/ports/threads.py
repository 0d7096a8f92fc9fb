"""Leaving the event loop from code that may already have left it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def aside(work: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """What `work` returns: in a thread when this is the event loop's, here and now when it is none."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work(*args, **options)
    return await asyncio.to_thread(work, *args, **options)
