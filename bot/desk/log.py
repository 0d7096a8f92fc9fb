"""What Dateline posted unasked or did not, and why: kept for each channel, for whoever wonders."""

from __future__ import annotations

from datetime import datetime

from bot.desk.channels import channel_of
from bot.model.chat import Place
from bot.model.ids import MemberId
from bot.model.posts import Act
from bot.ports import PostStore

OURSELVES = MemberId("dateline")  # the member under whom our own decisions are noted


class Log:
    """Decisions about unasked posts."""

    def __init__(self, posts: PostStore) -> None:
        self._posts = posts

    async def note(self, place: Place, words: str, now: datetime) -> None:
        """Note a decision: "digest of 5 August 2025: not sent, paused". The same once more, as after a crash, is one."""
        about = channel_of(place)
        latest = await self._posts.list_acts(place.workspace, member=OURSELVES, about=about, limit=20)
        if all(act.what != words for act in latest):
            act = Act(member=OURSELVES, what=words, about=about, at=now)
            await self._posts.add_act(place.workspace, act)

    async def latest(self, place: Place, *, limit: int = 15) -> tuple[Act, ...]:
        """The latest decisions about a channel, the latest first."""
        about = channel_of(place)
        return await self._posts.list_acts(place.workspace, member=OURSELVES, about=about, limit=limit)
