"""Nobody asks so much that others wait, or that the bill surprises anybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.limits import Counter, Limits
from bot.errors import NotAllowedError
from bot.model.chat import Incoming
from bot.storage.store import SqlStore
from bot.testing.newsroom import asker, message

NOW = datetime(2025, 8, 4, 12, tzinfo=UTC)


def question(number: int, member: str = "U1") -> Incoming:
    return message("who?", key=f"{member}-{number}", received=NOW, requester=asker(member))


async def test_a_member_is_stopped_at_their_limit_and_free_again_later(sqlite_url: str) -> None:
    """The message says when; other members go on."""
    store = await SqlStore.open(sqlite_url)
    counter = Counter(store.posts, Limits(per_member=3))
    for number in range(3):
        await counter.count(question(number), NOW + timedelta(minutes=number))

    with pytest.raises(NotAllowedError, match="3 questions within an hour; ask again after 13:00 UTC"):
        await counter.count(question(3), NOW + timedelta(minutes=5))
    await counter.count(question(3, "U2"), NOW + timedelta(minutes=5))
    await counter.count(question(3), NOW + timedelta(minutes=61))
    await store.close()


async def test_a_workspace_is_stopped_at_its_limit(sqlite_url: str) -> None:
    """Many members together are as dear as one."""
    store = await SqlStore.open(sqlite_url)
    counter = Counter(store.posts, Limits(per_workspace=3))
    for number in range(3):
        await counter.count(question(number, f"U{number}"), NOW)

    with pytest.raises(NotAllowedError, match="this workspace has asked 3"):
        await counter.count(question(9, "U9"), NOW)
    await store.close()


async def test_a_question_that_is_tried_again_counts_once(sqlite_url: str) -> None:
    """A worker that died in between asks for the same answer."""
    store = await SqlStore.open(sqlite_url)
    counter = Counter(store.posts, Limits(per_member=2, per_workspace=2))
    for _ in range(5):
        await counter.count(question(1), NOW)
    await counter.count(question(2), NOW)

    with pytest.raises(NotAllowedError):
        await counter.count(question(3), NOW)
    await store.close()


async def test_without_limits_nothing_is_counted(sqlite_url: str) -> None:
    """And nothing is kept of it."""
    store = await SqlStore.open(sqlite_url)
    for number in range(5):
        await Counter(store.posts, Limits()).count(question(number), NOW)

    assert await store.posts.list_acts(asker().scope.workspace) == ()
    await store.close()
