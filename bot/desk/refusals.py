"""Channels that will take no more posts, and workspaces that leave: what would go there rests, and an admin is told, once."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from bot.desk.channels import Channels, channel_of
from bot.desk.names import direct_place, lane_of
from bot.errors import BotError, DeliveryRefusedError, NotFoundError
from bot.model.chat import Notice, Place, Reply, Requester
from bot.model.ids import FactId, MemberId, WorkspaceId, content_id
from bot.model.jobs import JobState
from bot.model.posts import PostKind
from bot.ports import JobStore, PostStore

_log = logging.getLogger(__name__)

WORKSPACE, ADMIN = "workspace", "admin"  # under these names the admin who spoke to us last is kept


class Sends(Protocol):
    """What `bot.desk.desk.Desk.send` does."""

    def __call__(
        self, name: str, kind: PostKind, place: Place, reply: Reply, facts: tuple[FactId, ...]
    ) -> Awaitable[None]:
        """Post something nobody asked for, once for this name."""


class Refusals:
    """Remembers an admin of each workspace, and tells them. send: see `Sends`."""

    def __init__(self, *, posts: PostStore, channels: Channels, send: Sends) -> None:
        self._posts = posts
        self._channels = channels
        self._send = send
        self._met: dict[tuple[WorkspaceId, str], MemberId] = {}

    async def meet(self, platform: str, requester: Requester) -> None:
        """Remember an admin, so that there is somebody to tell; members are passed over."""
        key = (requester.scope.workspace, platform)
        if not requester.admin or self._met.get(key) == requester.member:
            return
        self._met[key] = requester.member
        with suppress(BotError):
            await self._posts.put_choice(key[0], WORKSPACE, f"{ADMIN}:{platform}", requester.member)

    async def tell(self, place: Place, error: DeliveryRefusedError) -> None:
        """Let what would go to a place rest, and tell an admin, once for each reason; never fails.

        A message to one member is that member's own business.
        """
        if place.only_for is not None:
            return
        try:
            paused = await self._channels.suspend(place)
            admin = await self._admin(place)
            if admin is not None:
                await self._send(
                    f"refused:{lane_of(place)}:{content_id('r', str(error))}",
                    PostKind.NOTE,
                    direct_place(place.platform, place.workspace, admin),
                    Reply(body=Notice(text=_words(place, error, paused))),
                    (),
                )
        except BotError as fault:
            _log.warning("no admin could be told that %s takes no posts: %s", channel_of(place), fault)

    async def _admin(self, place: Place) -> MemberId | None:
        known = (await self._posts.choices(place.workspace, WORKSPACE)).get(f"{ADMIN}:{place.platform}")
        return MemberId(known) if known else None


async def drop_work(jobs: JobStore, workspace: WorkspaceId, now: datetime) -> None:
    """Drop what is scheduled and what waits in a workspace that removed us; twice equals once.

    What is under way ends at the platform, which refuses it. What is stored stays as long as the operator keeps it.
    """
    for schedule, _ in await jobs.list_schedules(workspace):
        await jobs.remove_schedule(workspace, schedule.channel, schedule.kind)
    while waiting := await jobs.list_jobs(workspace, states=(JobState.WAITING,)):
        for job in waiting:
            with suppress(NotFoundError):  # it began meanwhile
                await jobs.cancel(workspace, job.name, now)


def _words(place: Place, error: DeliveryRefusedError, paused: bool) -> str:
    told = f"I can no longer post in channel {place.channel}: {error}. What I could not post there is not tried again."
    digest = " Its digest is paused; write “digest resume” there once I can post again." if paused else ""
    return told + digest
