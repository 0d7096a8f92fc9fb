"""Admins see who changed what; nobody else does, and no message is quoted in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model.answers import Briefing
from bot.model.chat import Action, ActionKind, IncomingKind, Notice
from bot.testing.newsroom import TEAM, Newsroom, asker

START = datetime(2025, 8, 6, 6, tzinfo=UTC)
TEXT = (
    "VIENNA, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
    "Tuesday. Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
)
ADMIN = asker("UADMIN", admin=True)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(f"sqlite:///{tmp_path / 'room.sqlite3'}", now=START) as one:
        await one.ingest(TEXT, outlet="The Ledger")
        yield one


def last(room: Newsroom) -> str:
    """The last thing that was said."""
    body = room.platform.posts[-1][1].body
    assert isinstance(body, Notice)
    return body.text


async def test_an_admin_sees_who_changed_what_the_latest_first(room: Newsroom) -> None:
    """Settings, digests and verdicts with their reasons; questions are nobody's business."""
    await room.say("settings notes off", requester=ADMIN)
    await room.say("digest on 08:30 Europe/Vienna", requester=asker("U2"))
    await room.say("Who met Anna Kovar?", requester=asker("U3"))
    post = room.platform.posts[-1][1].actions[0].value
    bad = Action(kind=ActionKind.BAD, label="x", value=post)
    await room.say("It was Friday.", kind=IncomingKind.ACTION, action=bad, requester=asker("U3"))
    await room.say("audit", requester=ADMIN)

    verdict, digest, settings = last(room).splitlines()
    assert verdict.endswith("U3: said that an answer is not right. “It was Friday.”")
    assert "U2: digest on in memory:C1" in digest
    assert "UADMIN: settings in memory:C1" in settings
    assert "Kovar" not in last(room)
    assert room.platform.posts[-1][0].only_for == "UADMIN"


async def test_members_do_not_see_it(room: Newsroom) -> None:
    """Who did what is for those who answer for the workspace."""
    await room.say("settings notes off", requester=ADMIN)
    await room.say("audit", requester=asker("U2"))

    assert "only admins" in last(room).casefold()


async def test_an_empty_log_says_so(room: Newsroom) -> None:
    """An empty message would look like a failure."""
    await room.say("audit", requester=ADMIN)

    assert last(room) == "Nobody has changed anything yet."


async def test_an_admin_deletes_an_article_and_that_is_noted(room: Newsroom) -> None:
    """What it told is told no more; members cannot do it."""
    stored = await room.ingest(
        "OSLO, Aug 6 (Wire) - Minister Berit Haugen met Lars Holm in Bergen on Monday.",
        outlet="Wire",
        url="https://wire.example/1",
    )
    await room.say("delete https://wire.example/1", requester=asker("U2"))
    refused = last(room)
    await room.say("met Haugen", requester=asker("U2"))
    before = room.platform.posts[-1][1].body
    await room.say(f"delete {stored.told.article}", requester=ADMIN)
    done = last(room)
    await room.say("met Haugen", requester=asker("U2"), key="after")
    after = room.platform.posts[-1][1].body

    assert "only admins" in refused.casefold()
    assert done.startswith("Erased")
    assert (isinstance(before, Briefing), isinstance(after, Briefing)) == (True, False)
    acts = await room.store.posts.list_acts(TEAM)
    assert [(act.member, act.what) for act in acts] == [("UADMIN", "delete")]
