"""The export of a workspace: what everybody may see, or all of it, and never what opens a door; on both databases."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.model.chat import ActionKind, IncomingKind, Place
from bot.model.ids import ChannelId
from bot.model.text import Scope
from bot.storage.exporting import SECRET, Kept, export
from bot.testing.newsroom import TEAM, Newsroom, asker

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
TALKS = (
    "VIENNA (Ledger) - Minister Anna Kovar met Peter Szabo in Vienna on Monday. "
    "Kovar said that Hungary has until September 30 to open the bridge."
)
MEMO = "OSLO (Memo) - Norway gave Denmark until October 5 to repair the cable."
TICKET = "https://hooks.example/ticket-of-the-platform"
ADMIN = asker(admin=True)


@pytest.fixture
async def room(database_url: str) -> AsyncIterator[Newsroom]:
    """A workspace with an open article and a closed one, a digest, a watch, a calendar, settings and a reminder."""
    async with Newsroom.open(database_url, now=START) as room:
        room.desk.calendars._base = "https://dateline.example"
        await room.ingest(TALKS, outlet="The Ledger")
        await room.ingest(MEMO, outlet="Memo", channel="C9")
        await room.say("digest on 08:30 Europe/Vienna Hungary", place=_place("C1", ticket=TICKET))
        await room.say("watch Hungary", place=_place("C1", ticket=TICKET))
        await room.say("settings reminders 14 3", requester=ADMIN)
        await room.say("settings my reminders 9")
        await room.say("calendar", place=_place("C1", ticket=TICKET))
        await room.say("deadlines Denmark", channel="C9", requester=asker(channel="C9"))
        await room.say("deadlines Hungary", place=_place("C1", ticket=TICKET))
        [button] = [one for one in room.platform.posts[-1][1].actions if one.kind is ActionKind.REMIND]
        await room.say("", key="press", kind=IncomingKind.ACTION, action=button)
        await room.run_until(START + timedelta(days=1))
        yield room


def _place(channel: str, ticket: str | None = None) -> Place:
    return Place(platform="memory", workspace=TEAM, channel=ChannelId(channel), ticket=ticket)


async def rows(
    room: Newsroom, *, channel: str | None = None, everything: bool = False
) -> list[dict[str, Any]]:
    """The export, through JSON and back."""
    kept = Kept(store=room.store, posts=room.store.posts, jobs=room.store.jobs)
    scope = Scope(workspace=TEAM, channel=ChannelId(channel) if channel else None)
    return [json.loads(json.dumps(row)) async for row in export(kept, scope, everything=everything)]


async def test_without_more_it_holds_what_everybody_may_see(room: Newsroom) -> None:
    """Articles, facts and the posts made from them; nothing of a closed room, of a member, or of what was asked."""
    made = await rows(room)

    kinds = {row["type"] for row in made}
    assert kinds == {"article", "revision", "meeting", "deadline", "statement", "post"}
    assert {row["kind"] for row in made if row["type"] == "post"} == {"answer", "digest"}
    assert not any(word in str(made) for word in ("Norway", "Denmark", "U1", TICKET))


async def test_a_private_channel_comes_along_when_it_is_named(room: Newsroom) -> None:
    """With the answers that rest on its articles."""
    made = await rows(room, channel="C9")

    assert next(row for row in made if row["type"] == "revision" and row["text"] == MEMO)
    assert any(row["type"] == "post" and row["lane"] == "memory:C9" for row in made)


async def test_everything_is_every_post_and_choice(room: Newsroom) -> None:
    """What was subscribed, set, watched and asked to be reminded of, when it is due, and who did it."""
    made = await rows(room, everything=True)

    def chosen(name: str) -> Any:
        [value] = [row["value"] for row in made if row["type"] == "choice" and row["name"] == name]
        return value

    assert sum(row["type"] == "article" for row in made) == 2
    assert len({row["id"] for row in made if row["type"] == "post"}) == len(
        [post async for post in room.store.posts.every_post(TEAM)]
    )
    assert chosen("digest")["topics"] == ["Hungary"]
    assert [one["names"] for one in chosen("watch")["watches"]] == [["Hungary"]]
    assert chosen("settings")["reminders"] == [14, 3]
    assert chosen("reminders") == "9"
    assert len(chosen("remind").split()) == 1
    [digest] = [row for row in made if row["type"] == "schedule" and row["kind"] == "digest:memory"]
    assert (digest["at"], digest["zone"]) == ("08:30:00", "Europe/Vienna")
    assert any(row["type"] == "act" and row["what"] == "digest on" for row in made)
    assert not any(row["type"] == "act" and row["what"] == "asked" for row in made)


async def test_nothing_in_it_opens_a_door(room: Newsroom) -> None:
    """The address of a calendar and what a platform gave us to answer stand in posts and choices, not in the export."""
    tokens = await room.store.posts.choices(TEAM, "calendars")
    assert len(tokens) == 1
    stored = str([post async for post in room.store.posts.every_post(TEAM)])
    assert TICKET in stored
    assert all(token in stored for token in tokens)

    made = await rows(room, everything=True)

    assert TICKET not in str(made)
    assert not any(token in str(made) for token in tokens)
    assert f"https://dateline.example/calendar/{SECRET}" in str(made)
    [calendar] = [row for row in made if row["type"] == "choice" and row["place"] == "calendars"]
    assert (calendar["name"], calendar["value"]["where"]) == (SECRET, "memory:C1")


async def test_another_workspace_is_not_in_it(room: Newsroom) -> None:
    """One database holds many."""
    kept = Kept(store=room.store, posts=room.store.posts, jobs=room.store.jobs)
    scope = Scope(workspace=type(TEAM)("T2"))

    assert [row async for row in export(kept, scope, everything=True)] == []
