"""What the fake servers share: a port of loopback that is nobody else's, and patience with a machine that does much else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

PATIENCE_S = 300.0  # for what is bound to happen; a test that waits for it takes no longer than it takes


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """Serve until the block ends; gives "host:port". The port is chosen by being taken, so no two ever choose the same."""
    from aiohttp import web

    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        yield f"{host}:{port}"
    finally:
        await runner.cleanup()


async def until(holds: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    """Return once something holds; TimeoutError when it still does not after so long."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - the state of a fake has no event for each of its changes
            await asyncio.sleep(0.01)
