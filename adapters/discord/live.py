"""Answers that are read on Discord while they are written: one message, edited at a pace that Discord takes.

Only checked sentences are drawn. What comes faster than the pace is drawn together with the next; what could not be drawn
on the way stands in the finished reply, which takes the place of all of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from adapters.discord.tokens import TicketExpiredError
from bot.errors import DeliveryError
from bot.model.answers import Sentence
from bot.model.chat import Reply

_log = logging.getLogger(__name__)

PACE_S = 1.5  # between two edits; Discord takes about five in five seconds from a channel, and other posts need room
LAST_S = 5.0  # for an edit that is under way when the answer is finished

Show = Callable[[Sequence[Sentence], str], Awaitable[None]]
Finish = Callable[[Reply], Awaitable[None]]


class DiscordLive:
    """`bot.ports.LiveAnswer` by edits. show: draws sentences and what is being done. finish: puts a reply in their place."""

    def __init__(
        self, *, reference: str, words: str, show: Show, finish: Finish, pace_s: float = PACE_S
    ) -> None:
        self.reference = reference
        self._words = words
        self._show = show
        self._finish = finish
        self._pace_s = pace_s
        self._sentences: tuple[Sentence, ...] = ()
        self._changed = False
        self._taken = True
        self._ended = asyncio.Event()
        self._editing: asyncio.Task[None] | None = None

    async def tell(self, words: str) -> None:
        """As `bot.ports.LiveAnswer.tell`."""
        self._words = words
        self._change()

    async def show(self, sentences: Sequence[Sentence]) -> None:
        """As `bot.ports.LiveAnswer.show`."""
        self._sentences = tuple(sentences)
        self._change()

    async def close(self, reply: Reply) -> None:
        """As `bot.ports.LiveAnswer.close`."""
        self._ended.set()
        if self._editing is not None:
            await asyncio.wait({self._editing}, timeout=LAST_S)
            self._editing.cancel()
            await asyncio.gather(self._editing, return_exceptions=True)
        await self._finish(reply)

    def _change(self) -> None:
        self._changed = True
        if self._taken and (self._editing is None or self._editing.done()):
            self._editing = asyncio.create_task(self._edit())

    async def _edit(self) -> None:
        """Draw what changed, at the pace, until nothing does; an error ends it for good."""
        while self._changed and not self._ended.is_set():
            self._changed = False
            try:
                await self._show(self._sentences, self._words)
            except (DeliveryError, TicketExpiredError) as error:
                _log.info("an answer does not grow on the way: %s", error)
                self._taken = False
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), self._pace_s)
