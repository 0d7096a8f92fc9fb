"""Answers that can be read while they are written: checked sentences only, and exactly one message whatever happens.

The message is kept with its reference as soon as the platform has begun it. From then on every attempt puts the reply
into that message, and none begins another: a stream that expired, was refused or whose writer died loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.desk.stops import Stops
from bot.errors import DeliveryDoubtfulError, DeliveryError
from bot.jobs.worker import Run
from bot.model.answers import Abstention, Answer, Briefing, Sentence
from bot.model.chat import Incoming, IncomingKind, Question, Reply
from bot.model.posts import Post
from bot.ports import LiveAnswer, LivePlatform, Platform, PostStore
from bot.service import BriefingService

_log = logging.getLogger(__name__)

SEARCHING = "Looking it up in the stored articles"
CHECKING = "Checking every sentence against the articles"
STOPPED = "Stopped when you asked me to; the answer would go on."


@dataclass(slots=True, kw_only=True)
class Telling:
    """One answer as it is told. live: the message that grows; None until it has begun, and where there is none.

    post: what is kept of the message; its reference is that of an earlier attempt, when there was one. shown: the
    sentences that stand in the message.
    """

    run: Run
    event: Incoming
    post: Post
    platform: Platform
    posts: PostStore
    key: str
    live: LiveAnswer | None = None
    shown: list[Sentence] = field(default_factory=list)

    @property
    def may_begin(self) -> bool:
        """Whether a message may be begun: the question is new, nobody else can have begun one, the platform can."""
        return (
            self.event.kind is not IncomingKind.EDITED
            and self.live is None
            and self.post.reference is None
            and not self.run.claim.doubtful
            and isinstance(self.platform, LivePlatform)
        )

    @property
    def begun(self) -> bool:
        """Whether a message of ours stands there, by this attempt or an earlier one."""
        return self.live is not None or self.post.reference is not None

    async def begin(self) -> None:
        """Begin the message; where that is refused, the reply is posted whole later.

        Raises DeliveryDoubtfulError when it may have begun: then the next attempt looks for it.
        """
        assert isinstance(self.platform, LivePlatform)
        await self.run.intend()
        try:
            self.live = await self.platform.open_live(
                self.event.place, self.event.requester, self.key, SEARCHING
            )
        except DeliveryDoubtfulError:
            raise
        except DeliveryError as error:
            _log.info("an answer is posted whole: %s", error)
        if self.live is not None:
            self.post = replace(self.post, reference=self.live.reference)
            await self.posts.put_post(self.post)

    async def add(self, sentence: Sentence) -> None:
        """Show one more sentence, which has passed the gate."""
        self.shown.append(sentence)
        if self.live is None:
            return
        if len(self.shown) == 1:
            await self.live.tell(CHECKING)
        await self.live.show(tuple(self.shown))

    async def finish(self, reply: Reply) -> str | None:
        """Put the finished reply into the message that was begun; None when none was."""
        if self.live is None:
            return None
        await self.live.close(reply)
        return self.live.reference


class Teller:
    """Asks a question and tells the answer as it comes. stops: who asked us to stop."""

    def __init__(self, *, service: BriefingService, stops: Stops) -> None:
        self._service = service
        self._stops = stops

    async def answer(self, question: Question, telling: Telling | None, *, now: datetime) -> Answer | None:
        """The answer, told on the way where its sentences come one by one and a message can grow.

        When somebody asks to stop: what was told up to then, or None when nothing was.
        """
        if telling is None or not self._service.has_model:
            return await self._service.ask(question, now=now)
        with self._stops.listening(telling.event.place) as heard:
            if telling.may_begin:
                await telling.begin()
            async with aclosing(self._service.stream(question, now=now)) as parts:
                async for part in _until(heard, parts):
                    if isinstance(part, Briefing | Abstention):
                        return part
                    await telling.add(part)
                    if heard.is_set() or await self._stops.asked(telling.event):
                        break
        return await self._broken_off(telling, question)

    async def _broken_off(self, telling: Telling, question: Question) -> Briefing | None:
        """What had been told when we were asked to stop, said to be no more than that."""
        if telling.live is None or not telling.shown:
            return None
        coverage = await self._service.coverage(question.requester)
        return Briefing(sentences=tuple(telling.shown), coverage=coverage, note=STOPPED)


async def _until(
    heard: asyncio.Event, parts: AsyncIterator[Sentence | Answer]
) -> AsyncIterator[Sentence | Answer]:
    """The parts as they come, none more once the event is set."""
    stopping = asyncio.ensure_future(heard.wait())
    try:
        while True:
            coming = asyncio.ensure_future(anext(parts, None))
            try:
                await asyncio.wait({coming, stopping}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                if not coming.done():
                    coming.cancel()
                    await asyncio.gather(coming, return_exceptions=True)
            if coming.cancelled() or (part := coming.result()) is None:
                return
            yield part
    finally:
        stopping.cancel()
