"""Members who press Stop: what was asked in a conversation up to then is not answered any further."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.model.chat import Incoming, Place
from bot.ports import PostStore

STOP = "stop"


class Stops:
    """Keeps who asked to stop where, for whichever process is at work there."""

    def __init__(self, posts: PostStore) -> None:
        self._posts = posts
        self._waiting: dict[str, set[asyncio.Event]] = {}

    async def ask(self, place: Place, now: datetime) -> None:
        """Stop what was asked in this conversation up to `now`; at once where this process is at work on it."""
        await self._posts.put_choice(place.workspace, _conversation(place), STOP, now.isoformat())
        for event in self._waiting.get(_name(place), ()):
            event.set()

    async def asked(self, event: Incoming) -> bool:
        """Whether somebody asked to stop after this event came in."""
        kept = (await self._posts.choices(event.place.workspace, _conversation(event.place))).get(STOP)
        return kept is not None and datetime.fromisoformat(kept) >= event.received

    @contextmanager
    def listening(self, place: Place) -> Iterator[asyncio.Event]:
        """An event that is set when somebody in this process' reach asks to stop in this conversation."""
        heard = asyncio.Event()
        self._waiting.setdefault(_name(place), set()).add(heard)
        try:
            yield heard
        finally:
            left = self._waiting[_name(place)]
            left.discard(heard)
            if not left:
                del self._waiting[_name(place)]


def _conversation(place: Place) -> str:
    """The name under which a conversation's choices are kept."""
    return f"{STOP}:{place.platform}:{place.channel}:{place.thread or ''}"


def _name(place: Place) -> str:
    return f"{place.workspace}:{_conversation(place)}"
