"""Answers that are read on Slack while they are written, over chat.startStream.

Progress goes as tasks, checked sentences as rich text; what a budget or an expired stream keeps from being shown on the way
stands in the finished message, which takes the stream's place.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from adapters.slack.blocks import Block
from adapters.slack.calls import Calls, SlackCallError
from adapters.slack.limits import STREAM_BLOCKS
from adapters.slack.marks import metadata_of
from adapters.slack.origins import installation_of
from adapters.slack.render import draw_lines
from bot.errors import DeliveryDoubtfulError, DeliveryError
from bot.model.answers import Sentence
from bot.model.chat import Place, Reply, Requester

_log = logging.getLogger(__name__)

ENDED = {"message_not_in_streaming_state", "message_not_found"}
CONFLICT = "streaming_state_conflict"  # what chat.update says of a message that still grows

Finish = Callable[[str, Reply], Awaitable[None]]


async def start(
    calls: Calls, place: Place, requester: Requester, key: str, words: str, finish: Finish
) -> SlackLive | None:
    """Begin a stream; None where Slack takes none or the budget for streams is used up.

    finish: puts a finished reply into the message of a reference. Raises DeliveryDoubtfulError when it may have begun.
    """
    _, team, _ = installation_of(place.workspace)
    if place.thread is None or place.only_for is not None or team is None or requester.scope.channel_only:
        return None
    arguments = {
        "channel": place.channel,
        "thread_ts": place.thread,
        "recipient_user_id": requester.member,
        "recipient_team_id": team,
        "task_display_mode": "timeline",
        "chunks": [_task(key, words, "in_progress")],
    }
    try:
        begun = await calls.call(place.workspace, "chat.startStream", arguments, posts=True, patience_s=0.0)
    except DeliveryDoubtfulError:
        raise
    except DeliveryError as error:
        _log.info("no stream: %s", error)
        return None
    return SlackLive(calls, place, str(begun["ts"]), key, words, finish)


class SlackLive:
    """`bot.ports.LiveAnswer` as a stream. reference: the message's `ts`."""

    def __init__(
        self, calls: Calls, place: Place, reference: str, key: str, words: str, finish: Finish
    ) -> None:
        self.reference = reference
        self._calls = calls
        self._place = place
        self._key = key
        self._finish = finish
        self._task = (key, words)
        self._steps = 1
        self._shown = 0
        self._blocks = 1
        self._open = True

    async def tell(self, words: str) -> None:
        """As `bot.ports.LiveAnswer.tell`."""
        self._steps += 1
        following = (f"{self._key}.{self._steps}", words)
        chunks = [_task(*self._task, "complete"), _task(*following, "in_progress")]
        if self._blocks < STREAM_BLOCKS and await self._append(chunks):
            self._task = following
            self._blocks += 1

    async def show(self, sentences: Sequence[Sentence]) -> None:
        """As `bot.ports.LiveAnswer.show`."""
        blocks = draw_lines(sentences, self._shown)
        if not blocks or self._blocks + len(blocks) > STREAM_BLOCKS:
            return
        if await self._append([{"type": "blocks", "blocks": blocks}]):
            self._shown = len(sentences)
            self._blocks += len(blocks)

    async def _append(self, chunks: list[Block]) -> bool:
        """Whether Slack took them. A stream that Slack has ended is left alone from then on."""
        if not self._open:
            return False
        arguments = {"channel": self._place.channel, "ts": self.reference, "chunks": chunks}
        try:
            await self._calls.call(
                self._place.workspace, "chat.appendStream", arguments, posts=True, patience_s=0.0
            )
        except DeliveryDoubtfulError as error:
            self._open = False  # whether it was taken is unknown; a second time could show it twice
            _log.info("a stream is left as it is: %s", error)
            return False
        except DeliveryError as error:
            if isinstance(error, SlackCallError):
                self._open = False
            _log.info("a stream did not grow: %s", error)
            return False
        return True

    async def close(self, reply: Reply) -> None:
        """As `bot.ports.LiveAnswer.close`."""
        chunks = [_task(*self._task, "complete")] if self._open else []
        await stop(self._calls, self._place, self.reference, self._key, chunks)
        self._open = False
        await self._finish(self.reference, reply)


async def stop(
    calls: Calls, place: Place, ts: str, key: str, chunks: Sequence[Block] = (), *, channel: str | None = None
) -> None:
    """End a stream, so that its message can be updated; one that Slack has ended already is as good.

    An unclear end is no error: the update that follows finds out.
    """
    arguments: dict[str, Any] = {
        "channel": channel or place.channel,
        "ts": ts,
        "metadata": metadata_of(key, 1, 1),
        "chunks": list(chunks) or None,
        "session_status": "active",
    }
    try:
        await calls.call(place.workspace, "chat.stopStream", arguments)
    except SlackCallError as error:
        if error.code not in ENDED:
            raise
    except DeliveryError as error:
        _log.info("a stream may not have been ended: %s", error)


def _task(name: str, words: str, status: str) -> Block:
    return {"type": "task_update", "id": name, "title": words, "status": status}
