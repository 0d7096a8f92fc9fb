"""How much may be asked: so many questions an hour by one member, and so many in one workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import NotAllowedError
from bot.model.chat import Incoming
from bot.model.posts import ASKED, Act
from bot.ports import PostStore

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Questions within an hour; None: as many as they like."""

    per_member: int | None = None
    per_workspace: int | None = None


class Counter:
    """Counts questions as they are answered."""

    def __init__(self, posts: PostStore, limits: Limits) -> None:
        self._posts = posts
        self._limits = limits

    async def count(self, event: Incoming, now: datetime) -> None:
        """Count this question once, however often it is tried; NotAllowedError when it is one too many.

        Two that are asked in the same moment may both be let through.
        """
        if self._limits.per_member is None and self._limits.per_workspace is None:
            return
        workspace, member = event.requester.scope.workspace, event.requester.member
        if await self._posts.list_acts(workspace, member=member, about=event.key, what=ASKED, limit=1):
            return
        mine = await self._since(event, now, limit=self._limits.per_member, mine=True)
        if mine is not None:
            raise NotAllowedError(
                f"you have asked {self._limits.per_member} questions within an hour; ask again after {mine:%H:%M} UTC"
            )
        ours = await self._since(event, now, limit=self._limits.per_workspace, mine=False)
        if ours is not None:
            raise NotAllowedError(
                f"this workspace has asked {self._limits.per_workspace} questions within an hour; "
                f"ask again after {ours:%H:%M} UTC"
            )
        await self._posts.add_act(workspace, Act(member=member, what=ASKED, about=event.key, at=now))

    async def _since(
        self, event: Incoming, now: datetime, *, limit: int | None, mine: bool
    ) -> datetime | None:
        """When the next question is free again; None when one is free now."""
        if limit is None:
            return None
        member = event.requester.member if mine else None
        acts = await self._posts.list_acts(
            event.requester.scope.workspace, member=member, what=ASKED, since=now - HOUR, limit=limit
        )
        return acts[-1].at + HOUR if len(acts) >= limit else None
