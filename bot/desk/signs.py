"""The sign that we are at it: shown when a question comes in, kept standing while it is worked on, taken away after."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.desk.live import SEARCHING, Telling
from bot.errors import BotError
from bot.model.chat import Incoming, IncomingKind
from bot.ports import Platform

KEPT_S = 90.0  # Slack takes a status away after two minutes
_ASKING = {IncomingKind.MESSAGE, IncomingKind.COMMAND}


async def show_work(platform: Platform, event: Incoming) -> None:
    """Show that we are working on an event; never fails."""
    if event.kind in _ASKING:
        with suppress(BotError):
            await platform.show_status(event.place, SEARCHING)


async def hide_work(platform: Platform, event: Incoming) -> None:
    """Show it no longer; never fails."""
    with suppress(BotError):
        await platform.show_status(event.place, None)


@asynccontextmanager
async def at_work(telling: Telling, kept_s: float) -> AsyncIterator[None]:
    """Keep the sign standing by showing it again every `kept_s` seconds, until a message of ours says what is done."""
    showing = asyncio.create_task(_keep_showing(telling, kept_s))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)


async def _keep_showing(telling: Telling, kept_s: float) -> None:
    shown = telling.run.claim.attempt == 1  # when the event came in
    while telling.event.kind in _ASKING and telling.live is None:
        if shown:
            await asyncio.sleep(kept_s)
        shown = True
        await show_work(telling.platform, telling.event)
