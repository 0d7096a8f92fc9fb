"""The log of administrative acts: who changed what where, for admins. It holds no text of messages and no article."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.buttons import REASON
from bot.desk.channels import channel_of
from bot.desk.log import OURSELVES
from bot.errors import NotAllowedError
from bot.model.chat import ActionKind, Incoming
from bot.model.posts import ASKED, Act
from bot.ports import PostStore

SHOWN = 25
_LOOKED_AT = 400
_NO_ACTS = {ASKED, ActionKind.GOOD.value}


class Audit:
    """Notes acts, and tells them."""

    def __init__(self, posts: PostStore) -> None:
        self._posts = posts

    async def note(self, event: Incoming, what: str, now: datetime) -> None:
        """Note that the one behind an event did something, in the event's channel."""
        act = Act(member=event.requester.member, what=what, about=channel_of(event.place), at=now)
        await self._posts.add_act(event.requester.scope.workspace, act)

    async def tell(self, event: Incoming) -> str:
        """The latest acts of the workspace, the latest first, with the reasons that members typed.

        NotAllowedError for whoever is no admin.
        """
        requester = event.requester
        if not requester.admin:
            raise NotAllowedError("only admins see who changed what")
        acts = await self._posts.list_acts(requester.scope.workspace, limit=_LOOKED_AT)
        shown = [act for act in acts if act.what not in _NO_ACTS and act.member != OURSELVES][:SHOWN]
        if not shown:
            return "Nobody has changed anything yet."
        reasons = [await self._reason(event, act) for act in shown]
        return "\n".join(await asyncio.to_thread(_lines, shown, reasons, requester.zone))

    async def _reason(self, event: Incoming, act: Act) -> str:
        if act.what != ActionKind.BAD.value:
            return ""
        kept = await self._posts.choices(event.requester.scope.workspace, f"member:{act.member}")
        return kept.get(f"{REASON}:{act.about}", "")


def _lines(acts: Sequence[Act], reasons: Sequence[str], zone: str) -> list[str]:
    place = ZoneInfo(zone)
    return [
        f"{act.at.astimezone(place):%Y-%m-%d %H:%M} {act.member}: {_words(act)}"
        + (f" “{said}”" if said else "")
        for act, said in zip(acts, reasons, strict=True)
    ]


def _words(act: Act) -> str:
    if act.what == ActionKind.BAD.value:
        return "said that an answer is not right."
    return f"{act.what} in {act.about}"
