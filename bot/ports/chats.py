"""Chat platforms, and what was posted, chosen and done there. Every promise is a test in tests/contracts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.model.answers import Sentence
from bot.model.chat import Place, Reply, Requester
from bot.model.ids import (
    FactId,
    MemberId,
    PostId,
    WorkspaceId,
)
from bot.model.posts import Act, Choice, Post, PostKind


class Platform(Protocol):
    """A chat platform as the core sees it: an adapter implements this and decides nothing.

    Every method raises DeliveryRefusedError when the platform will never do it (channel gone, not a member, archived,
    token revoked), DeliveryDoubtfulError when it may or may not have happened, DeliveryError when it did not and a
    later try may help.
    """

    name: str

    async def post(self, place: Place, reply: Reply, key: str) -> str:
        """Post a message and return the platform's reference to its first part.

        key: names this post; the same key again within the platform's memory does not post twice where the platform
        allows that, and `find_post` finds it where it does not. At most 25 characters.
        """

    async def find_post(self, place: Place, key: str) -> str | None:
        """The reference of a message posted with this key, or None when the platform has none."""

    async def update(self, place: Place, reference: str, reply: Reply) -> None:
        """Replace a message of ours; doing it twice equals once."""

    async def show_status(self, place: Place, words: str | None) -> None:
        """Show that we are working ("Checking 3 articles"), or clear that with None; failing is not an error."""


class LiveAnswer(Protocol):
    """A message of ours that grows while its answer is written. Only checked sentences are ever shown in it.

    reference: the platform's name of the message, as `Platform.post` returns it. `tell` and `show` never raise: what
    could not be shown on the way stands in the finished reply.
    """

    reference: str

    async def tell(self, words: str) -> None:
        """Say what is being done now; what was being done before is done."""

    async def show(self, sentences: Sequence[Sentence]) -> None:
        """Show the answer so far: all its sentences up to now, each of which passed the gate."""

    async def close(self, reply: Reply) -> None:
        """End it and put the finished reply in its place, whatever became of it on the way; twice equals once.

        Raises as `Platform.update`.
        """


@runtime_checkable
class LivePlatform(Protocol):
    """A platform on which an answer can be read while it is written."""

    async def open_live(self, place: Place, requester: Requester, key: str, words: str) -> LiveAnswer | None:
        """Begin a live answer with the words of what is being done; None where there can be none: then the reply is
        posted whole.

        key: as in `Platform.post`; `find_post` finds a message begun with it, also one that nobody ended, and `update`
        ends it. Raises DeliveryDoubtfulError when it may have begun, DeliveryError when it did not.
        """


class PostStore(Protocol):
    """What was posted, what places have chosen, and who did what."""

    async def put_post(self, post: Post) -> None:
        """Keep a post, in place of the one with its id."""

    async def find_post(self, workspace: WorkspaceId, post: PostId) -> Post | None:
        """The post of this id, or None."""

    async def find_posts(
        self,
        workspace: WorkspaceId,
        *,
        kinds: Sequence[PostKind] = (),
        lane: str | None = None,
        using: Sequence[FactId] = (),
        limit: int = 100,
    ) -> tuple[Post, ...]:
        """Posts of these kinds, in this lane, made from any of these facts (empty: whatever), the latest first."""

    async def put_choice(self, workspace: WorkspaceId, place: str, name: str, value: str | None) -> None:
        """Keep what a place (a channel, a member, the workspace) has chosen; None takes it back."""

    async def choices(self, workspace: WorkspaceId, place: str) -> Mapping[str, str]:
        """What a place has chosen, by name; empty when nothing."""

    async def places(self, workspace: WorkspaceId, name: str) -> Mapping[str, str]:
        """Every place that has chosen something under this name, and what."""

    def every_post(self, workspace: WorkspaceId) -> AsyncIterator[Post]:
        """Every post, in the order in which they were kept; some at a time, so that all of them never stand in memory."""

    def every_choice(self, workspace: WorkspaceId) -> AsyncIterator[Choice]:
        """Every choice, by place and name."""

    async def add_act(self, workspace: WorkspaceId, act: Act) -> None:
        """Note who did what."""

    async def list_acts(
        self,
        workspace: WorkspaceId,
        *,
        limit: int = 100,
        member: MemberId | None = None,
        what: str | None = None,
        about: str | None = None,
        since: datetime | None = None,
    ) -> tuple[Act, ...]:
        """What was done, the latest first; only by this member, just this, about this, and not before then, where given."""

    async def forget_member(self, workspace: WorkspaceId, member: MemberId) -> int:
        """Erase what was posted for a member, chosen by and noted of them, ended work with their words, and their name where
        they asked for what a place has; how many rows."""

    async def forget_posts(self, workspace: WorkspaceId | None, before: datetime) -> int:
        """Erase posts made before then, in every workspace when none is named; how many."""

    async def forget_acts(self, before: datetime, *, what: str | None = None) -> int:
        """Erase what was noted before then (just this, where given), in every workspace; how many."""
