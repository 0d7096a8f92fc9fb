"""Agent sessions: a conversation with us in direct messages has a title, says that we are at work, and has a Stop button."""

from __future__ import annotations

from contextlib import suppress

from adapters.slack.calls import Calls
from adapters.slack.limits import SESSION_TITLE_CHARS
from adapters.slack.words import cut, harmless, one_line
from bot.errors import DeliveryError
from bot.model.chat import Incoming, IncomingKind, Place

TITLE_CHARS = min(80, SESSION_TITLE_CHARS)  # what a list of conversations has room for


class Sessions:
    """Begins and ends work in agent sessions. A session that cannot be shown is no error."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def begin(self, event: Incoming) -> None:
        """Say that a question in direct messages is worked on; a new conversation is named by it."""
        if event.kind is not IncomingKind.MESSAGE or not _is_session(event.place):
            return
        title = cut(one_line(harmless(event.text)), TITLE_CHARS)
        named = {"title": title or None, "initiator_user_id": event.requester.member}
        await self._set(event.place, "processing", **named)

    async def end(self, place: Place) -> None:
        """Say that nothing is worked on."""
        if _is_session(place):
            await self._set(place, "active")

    async def _set(self, place: Place, status: str, **more: str | None) -> None:
        arguments = {"channel_id": place.channel, "thread_ts": place.thread, "status": status, **more}
        with suppress(DeliveryError):
            await self._calls.call(place.workspace, "agents.sessions.setStatus", arguments, patience_s=1.0)


def _is_session(place: Place) -> bool:
    return place.channel.startswith("D") and place.thread is not None
