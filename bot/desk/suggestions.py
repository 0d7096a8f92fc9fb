"""What a member may be about to type: names of parties, topics of the channel, and deadlines that lie ahead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.channels import Channels, channel_of
from bot.lists import Listed
from bot.model.chat import Place, Requester
from bot.model.text import Scope
from bot.service import BriefingService
from bot.text.words import fold

MOST = 25
AHEAD = 60  # deadlines that are looked at
KEPT = timedelta(minutes=1)  # how long the list of deadlines stands, as it is wanted with every letter typed
SCOPES = 200


class Suggestions:
    """Completions, all of them from what the member may see. clock: the present moment, aware."""

    def __init__(
        self, *, service: BriefingService, channels: Channels, clock: Callable[[], datetime]
    ) -> None:
        self._service = service
        self._channels = channels
        self._clock = clock
        self._ahead: dict[Scope, tuple[datetime, tuple[str, ...]]] = {}

    async def names(self, requester: Requester, prefix: str) -> tuple[str, ...]:
        """Names of parties that begin so, those most told of first."""
        return await self._service.suggest(prefix, requester)

    async def subjects(self, requester: Requester, place: Place, prefix: str) -> tuple[str, ...]:
        """What can be asked about: topics of the channel's digest, deadlines ahead in their own words, and names."""
        chosen = await self._channels.subscription(requester.scope.workspace, channel_of(place))
        topics = chosen.topics if chosen is not None else ()
        fitting = [*_fitting(topics, prefix), *_fitting(await self._deadlines(requester), prefix)]
        found = [*fitting[: MOST // 2], *await self.names(requester, prefix)]
        return tuple(dict.fromkeys(found))[:MOST]

    async def _deadlines(self, requester: Requester) -> tuple[str, ...]:
        now, scope = self._clock(), requester.scope
        until, kept = self._ahead.get(scope, (now, ()))
        if until > now:
            return kept
        today = await asyncio.to_thread(lambda: now.astimezone(ZoneInfo(requester.zone)).date())
        listed = await self._service.records("deadline", requester, first=today, limit=AHEAD)
        words = tuple(dict.fromkeys(_duties(listed)))
        if len(self._ahead) >= SCOPES:
            self._ahead.clear()
        self._ahead[scope] = (now + KEPT, words)
        return words


def _duties(listed: Sequence[Listed]) -> Iterator[str]:
    """What is due, in the articles' words."""
    for one in listed:
        requirement = getattr(one.record, "what", None)
        if requirement:
            yield " ".join(requirement.split())


def _fitting(phrases: Sequence[str], prefix: str) -> Iterator[str]:
    """The phrases in which some word begins so, or all when nothing was typed yet."""
    wanted = fold(prefix).strip()
    for phrase in phrases:
        words = fold(phrase)
        if words.startswith(wanted) or f" {wanted}" in words:
            yield phrase
